import { beforeAll, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { cause } from '../../schema/nodes/cause.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { causes } from '../../schema/relations/causes.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import type { Statement } from '../../server/neo4j/statement.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { companionsOf, minimalExampleOf } from '../support/examples.ts';
import { hitsOf } from '../support/plans.ts';
import { publishRecords } from '../support/published.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);

const count = 3000;
const size = 25;
const cramp = minimalExampleOf(symptom, {}, { key: 'cramp' });

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  const people = Array.from({ length: count }, (_, i) =>
    minimalExampleOf(cause, { name: { en: `Cause ${(i * 7919) % count}` } }, { key: `cause ${i}` }),
  );
  const claims = people.map(({ id }, i) =>
    minimalExampleOf(causes, { subject: id, object: cramp.id, frequency: (i % 100) / 100 }, { key: `claim ${i}` }),
  );
  const records = [cramp, ...people, ...claims];
  await publishRecords(database, [...companionsOf(model, records), ...records]);
});

/** Walks a list from its start and answers the statements of pages 1, 2 and 100. */
async function pages(field: (more: string) => string): Promise<Statement[]> {
  const kept: Statement[] = [];
  let after: string | null = null;
  for (let page = 1; page <= 100; page++) {
    const statements = await api.statementsOf(async () => {
      const query = `query ($first: Int, $after: String) { page: ${field('first: $first, after: $after')} }`;
      const data = await api.data<{ page: Page | { list: Page } }>(query, { first: size, after });
      const { edges, pageInfo } = 'list' in data.page ? data.page.list : data.page;
      expect(edges.length).toBe(size);
      after = pageInfo.endCursor;
    });
    expect(statements.length).toBe(1);
    if (page === 1 || page === 2 || page === 100) kept.push(...statements);
  }
  return kept;
}

interface Page {
  readonly edges: readonly unknown[];
  readonly pageInfo: { readonly endCursor: string };
}

const items = '{ pageInfo { endCursor } edges { node { id name } } }';
const nested = '{ pageInfo { endCursor } edges { node { id name } claim { id frequency } } }';

it.each([
  ['all causes, by name', (more: string) => `causes(${more}) ${items}`],
  ['all causes, by name backwards', (more: string) => `causes(${more}, orderBy: [{ name: DESC }]) ${items}`],
  ['the causes of a symptom, most frequent first', (more: string) => `symptom(id: "${cramp.id}") { list: causes(${more}) ${nested} }`],
  [
    'the causes of a symptom, by name',
    (more: string) => `symptom(id: "${cramp.id}") { list: causes(${more}, orderBy: [{ name: ASC }]) ${nested} }`,
  ],
])('page 100 of %s takes the work of page 1', async (_what, field) => {
  const [first, second, hundredth] = (await pages(field)) as [Statement, Statement, Statement];
  expect(second.text).toBe(hundredth.text);
  for (const { text } of [first, second]) expect(text).not.toMatch(/\bSKIP\b/i);
  const [work, later] = [await hitsOf(database, first), await hitsOf(database, hundredth)];
  expect(later / work).toBeLessThan(1.2);
});

it('the first page of a list reads little more than the page', async () => {
  const [statement] = await api.statementsOf(() => api.data(`{ causes(first: ${size}) ${items} }`));
  expect(await hitsOf(database, statement as Statement)).toBeLessThan(size * 15);
});
