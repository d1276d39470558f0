import { beforeEach, expect, inject, it, vi } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { openDatabase } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
await migrate(database, graphStatements(model));
const api = await useApi(database);
beforeEach(() => publishFirstContent(model, database, firstContent));

/** The samples of an answer, by name and labels as they are written. */
async function samples(url = api.url): Promise<ReadonlyMap<string, number>> {
  const answer = await fetch(`${url}/metrics`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain; version=/)]);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

it('counts requests and their durations by door and status, errors by code, and tells release and database', async () => {
  const before = await samples();
  await api.data('{ symptoms(first: 1) { totalCount } }');
  await api.ask('{ nothing }');
  await api.send('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
  await api.send('/nowhere/at/all', {});
  const after = await samples();
  const more = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  const requests = (door: string, status: number) => more(`aetia_http_request_duration_seconds_count{door="${door}",status="${status}"}`);
  expect([requests('graphql', 200), requests('graphql', 400), requests('other', 404)]).toEqual([1, 2, 1]);
  expect(more('aetia_http_request_duration_seconds_sum{door="graphql",status="200"}')).toBeGreaterThan(0);
  expect([more('aetia_errors_total{code="BAD_USER_INPUT"}'), more('aetia_errors_total{code="NOT_FOUND"}')]).toEqual([2, 1]);
  expect([after.get('aetia_errors_total{code="INTERNAL"}'), after.get('aetia_database_up'), after.get('aetia_content_release')]).toEqual([
    0, 1, 1,
  ]);
  expect(after.get('process_resident_memory_bytes')).toBeGreaterThan(0);
});

it('holds nothing of what was asked', async () => {
  await api.ask(
    'query Secretly { symptom(slug: "restless-zebra") { id } }',
    {},
    { authorization: 'Bearer zebra', 'x-forwarded-for': '203.0.113.9' },
  );
  const text = await (await fetch(`${api.url}/metrics`)).text();
  expect(text).not.toMatch(/zebra|Secretly|203\.0\.113|127\.0\.0\.1/);
});

it('says that the database is away instead of failing', async () => {
  const gone = await openDatabase({ neo4j: inject('neo4j'), report: () => {} });
  const app = await createApp({ database: gone, config: readConfig({}) });
  const listening = await app.listen(0, '127.0.0.1');
  try {
    expect((await samples(listening.url)).get('aetia_database_up')).toBe(1);
    await gone.close();
    expect((await samples(listening.url)).get('aetia_database_up')).toBe(0);
  } finally {
    await listening.close();
  }
});

it('logs a mistake of ours under the id that the answer names', async () => {
  const told: string[] = [];
  const log = vi.spyOn(console, 'error').mockImplementation((line: string) => void told.push(line));
  const app = await createApp({ database, config: readConfig({}) });
  const listening = await app.listen(0, '127.0.0.1');
  try {
    await database.driver.executeQuery('MATCH (n:Symptom {slug: "leg-cramp"}) REMOVE n.name_en');
    const query = '{ contentRelease { number } symptom(slug: "leg-cramp") { name } }';
    const answer = await fetch(`${listening.url}/graphql?query=${encodeURIComponent(query)}`);
    const { errors } = (await answer.json()) as { errors: { message: string; extensions: { code: string; requestId: string } }[] };
    const [error] = errors;
    expect(error?.extensions.code).toBe('INTERNAL');
    expect(answer.headers.get('x-request-id')).toBe(error?.extensions.requestId);
    expect(told).toEqual([
      expect.stringMatching(new RegExp(`^\\d{4}-.*Z ERROR a mistake of ours in request ${error?.extensions.requestId} at symptom.name:$`)),
    ]);
  } finally {
    await listening.close();
    log.mockRestore();
  }
});
