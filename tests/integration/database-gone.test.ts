import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { readConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { keepSchedule } from '../../server/schedule.ts';
import { useApi } from '../support/api.ts';

/** A wire to the database that can be cut. */
const sockets = new Set<Socket>();
let isCut = false;
const wire = createServer((socket) => {
  if (isCut) {
    socket.destroy();
    return;
  }
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

it('answers UNAVAILABLE while the database is gone, and as before when it is back', async () => {
  expect((await api.ask(query)).body).toMatchObject({ data: { symptom: null, symptoms: { totalCount: expect.any(Number) } } });
  isCut = true;
  for (const socket of sockets) socket.destroy();
  // Both wait for as long as the driver tries again.
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
