import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { readConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { keepSchedule } from '../../server/schedule.ts';
import { watchDatabase } from '../../server/watch-database.ts';
import { useApi } from '../support/api.ts';
import { until } from '../support/until.ts';

/** A wire to the database that can be cut. */
const sockets = new Set<Socket>();
let isCut = false;
let isSilent = false;
const wire = createServer((socket) => {
  if (isCut) {
    socket.destroy();
    return;
  }
  sockets.add(socket);
  if (isSilent) return;
  const { hostname, port } = new URL(inject('neo4j').uri);
  const onward = connect(Number(port), hostname);
  for (const [end, other] of [
    [socket, onward],
    [onward, socket],
  ] as const) {
    sockets.add(end);
    end.on('error', () => other.destroy());
    end.on('close', () => other.destroy());
    end.pipe(other);
  }
});
await new Promise<void>((done) => wire.listen(0, '127.0.0.1', done));
const { port } = wire.address() as AddressInfo;
const database = await openDatabase({ neo4j: { ...inject('neo4j'), uri: `bolt://127.0.0.1:${port}` }, report: () => {} });
const api = await useApi(database);

beforeAll(() => migrate(database, graphStatements(model)));
afterAll(async () => {
  await database.close();
  for (const socket of sockets) socket.destroy();
  wire.close();
});

it('looks at the schedule once at a time, however long a look takes, so that it stops soon', async () => {
  const looks: string[] = [];
  const leave = database.onStatement(({ text }) => looks.push(text));
  for (const socket of sockets) socket.pause();
  const schedule = keepSchedule(model, database, readConfig({}), (error) => expect.fail(String(error)), 10);
  await new Promise((done) => setTimeout(done, 500));
  const stopped = schedule.stop();
  for (const socket of sockets) socket.resume();
  await stopped;
  leave();
  expect(looks).toEqual([expect.stringContaining('scheduledAt <= $now')]);
});

const query = '{ symptom(slug: "x") { id } symptoms { totalCount } }';

/** Cuts the wire until it is mended. */
function cut(): void {
  isCut = true;
  for (const socket of sockets) socket.destroy();
}

/** Answer and text of a path, and how many milliseconds it took. */
async function timed(path: string): Promise<{ status: number; text: string; ms: number }> {
  const startedAt = performance.now();
  const answer = await fetch(api.url + path);
  return { status: answer.status, text: await answer.text(), ms: performance.now() - startedAt };
}

const away: readonly [string, () => void, () => void][] = [
  ['refuses connections', cut, () => void (isCut = false)],
  [
    'is silent',
    () => {
      isSilent = true;
      for (const socket of sockets) socket.pause();
    },
    () => {
      isSilent = false;
      for (const socket of sockets) socket.resume();
    },
  ],
];

it.each(away)('tells within two seconds that the database %s, and no release before it told one', async (_how, leave, comeBack) => {
  leave();
  const [ready, metrics] = await Promise.all([timed('/readyz'), timed('/metrics')]);
  comeBack();
  expect([ready.status, metrics.status]).toEqual([503, 200]);
  expect(Math.max(ready.ms, metrics.ms)).toBeLessThan(2_000);
  expect(metrics.text).toMatch(/^aetia_database_up 0$/m);
  expect(metrics.text).not.toMatch(/^aetia_content_release /m);
  await until(async () => (await timed('/readyz')).status === 200);
});

it('tells once when the database goes away and once when it is back', async () => {
  const [lines, stopping] = [[] as string[], new AbortController()];
  watchDatabase(database, (line) => lines.push(line), stopping.signal, 50);
  cut();
  await until(() => lines.length > 0);
  await new Promise((done) => setTimeout(done, 300));
  isCut = false;
  await until(() => lines.length > 1);
  stopping.abort();
  expect(lines).toEqual(['The database does not answer.', 'The database answers again.']);
});

it('answers UNAVAILABLE while the database is gone, and as before when it is back', async () => {
  expect((await api.ask(query)).body).toMatchObject({ data: { symptom: null, symptoms: { totalCount: expect.any(Number) } } });
  cut();
  // The first waits for as long as the driver tries again.
  const [{ status, body }, ready] = await Promise.all([api.ask(query), fetch(`${api.url}/readyz`)]);
  expect(body.data ?? null).toBeNull();
  expect(body.errors?.length).toBeGreaterThan(0);
  for (const { message, extensions } of body.errors ?? []) {
    expect(extensions).toEqual({ code: 'UNAVAILABLE', requestId: expect.any(String) });
    expect(message).toBe('The database cannot be reached at the moment; try again shortly.');
  }
  expect(status).toBe(200);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAVAILABLE' }) })] },
  ]);
  isCut = false;
  expect((await api.ask(query)).body.errors).toBeUndefined();
});
