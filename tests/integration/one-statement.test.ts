import { beforeAll, describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { limits } from '../../server/graphql/limits.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import type { Statement } from '../../server/neo4j/statement.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { deepSelection, queryOfOne } from '../support/operations.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);
const schema = graphqlSchema(model);

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishFirstContent(model, database, firstContent);
});

const idOf = (type: string, at = 0): string => firstContent.records.filter((record) => record.type === type)[at]?.id ?? '';

/** The one statement that a query of one top field sends. */
async function statementOf(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Statement> {
  const statements = await api.statementsOf(() => api.data(query, variables));
  expect(statements.map(({ text }) => text).length, query).toBe(1);
  return statements[0] as Statement;
}

const fourDeep = `causes { edges { node { mechanisms(first: 10) { edges { node { leadsTo(first: 10) { edges { node { symptoms(first: 10) { edges { node { name }
  claim { citations { source { title claims(first: 2) { edges { claim { subject { slug } object { slug } } } } } } } } } } } } } } } } } }`;

describe('an operation of one field sends one statement', () => {
  it.each([
    ['for a record four connections away', `{ symptom(slug: "leg-cramp") { ${fourDeep} } }`],
    [
      'for a list, its count and four connections of each',
      `{ symptoms(first: 3) { totalCount pageInfo { endCursor } edges { cursor node { ${fourDeep} } } } }`,
    ],
    [
      'for records of any type, with their ends, sources and their claims',
      `{ nodes(ids: ["${idOf('CAUSES')}", "${idOf('RELIEVES')}", "${idOf('Source')}", "${idOf('Symptom')}"]) { id
      ... on Claim { subject { ... on Cause { symptoms { totalCount } } } object { name } citations { source { claims { totalCount } } } } ... on Symptom { ${fourDeep} } } }`,
    ],
    [
      'for a claim and both ends',
      `{ claim(id: "${idOf('CAUSES')}") { subject { ... on Cause { symptoms { edges { node { causes { totalCount } } } } } } object { ... on Symptom { ${fourDeep} } } } }`,
    ],
    [
      'for a source and what its claims are about',
      `{ source(id: "${idOf('Source')}") { claims { edges { claim { predicate } node { slug } } } negated: claims(negated: true) { totalCount } } }`,
    ],
    [
      'for one connection under many names',
      `{ symptom(slug: "leg-cramp") { ${Array.from({ length: 20 }, (_, i) => `c${i}: causes(first: ${i}) { totalCount edges { node { slug } } }`).join(' ')} } }`,
    ],
    ['for the release', '{ contentRelease { number } }'],
    ['for releases', '{ releases { number title } }'],
    ['for nothing there', '{ symptom(slug: "nothing") { name causes { edges { node { name } } } } }'],
  ])('%s', async (_what, query) => {
    await statementOf(query);
  });

  it.each(model.concepts)('for every connection of a $name, and one of each there', async (type) => {
    const query = `query ($id: ID!) { ${queryOfOne(type)}(id: $id) { ${deepSelection(schema, type.name, 2)} } }`;
    await statementOf(query, { id: idOf(type.name) });
  });

  it('for every connection of a symptom, each followed three times', async () => {
    await statementOf(`{ symptom(slug: "leg-cramp") { ${deepSelection(schema, 'Symptom', 3)} } }`);
  });

  it('and one of several fields one for each', async () => {
    const fields = Array.from({ length: limits.rootFields }, (_, i) => `s${i}: symptoms(first: ${i}) { edges { node { name } } }`);
    expect((await api.statementsOf(() => api.data(`{ ${fields.join(' ')} }`))).length).toBe(limits.rootFields);
  });
});

describe('the text of a statement', () => {
  const variants = (query: string, ...values: readonly Readonly<Record<string, unknown>>[]) => ({ query, values });

  it.each([
    variants('query ($id: ID!) { symptom(id: $id) { name } }', { id: idOf('Symptom') }, { id: 'x' }, { id: `'"\\}\n` }),
    variants(
      'query ($slug: String!) { symptom(slug: $slug) { name(locale: zh) } }',
      { slug: 'leg-cramp' },
      { slug: '' },
      { slug: "' OR 1=1 //" },
    ),
    variants('query ($locale: Locale) { symptom(slug: "leg-cramp") { name(locale: $locale) } }', { locale: 'en' }, {}),
    variants(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: [idOf('Symptom')] },
      { ids: [idOf('Symptom', 1), idOf('Symptom'), 'sym_x'] },
    ),
    variants('query ($id: ID!) { node(id: $id) { id ... on Cause { causeKind } } }', { id: idOf('Cause') }, { id: idOf('Cause', 1) }),
    variants('query ($id: ID!) { claim(id: $id) { id } }', { id: idOf('CAUSES') }, { id: idOf('CAUSES', 1) }),
    variants('query ($first: Int) { symptoms(first: $first) { edges { node { id } } } }', { first: 0 }, { first: 1 }, { first: 200 }, {}),
    variants('query ($last: Int!) { symptoms(last: $last) { edges { node { id } } } }', { last: 0 }, { last: 200 }),
    variants(
      'query ($filter: CauseFilter) { causes(filter: $filter) { totalCount edges { node { id } } } }',
      { filter: { name: { contains: 'a' }, causeKind: { in: ['DISEASE'] } } },
      { filter: { name: { contains: '' }, causeKind: { in: [] } } },
      { filter: { name: { contains: "a' OR true //" }, causeKind: { in: ['INJURY', 'DISEASE', 'LIFESTYLE'] } } },
    ),
    variants(
      'query ($filter: CausesClaimFilter, $first: Int) { symptom(slug: "leg-cramp") { causes(filter: $filter, first: $first) { edges { node { id } } } } }',
      { filter: { frequency: { gte: 0.1 }, not: { certainty: { eq: 'LOW' } } }, first: 1 },
      { filter: { frequency: { gte: 1e300 }, not: { certainty: { eq: 'HIGH' } } }, first: 3 },
    ),
    variants('query ($before: Int) { releases(before: $before) { number } }', { before: 1 }, { before: 9 }, {}),
  ])('is the same for other values: $query', async ({ query, values }) => {
    const texts = new Set<string>();
    for (const variables of values) texts.add((await statementOf(query, variables)).text);
    expect([...texts]).toHaveLength(1);
  });

  it('is the same on every page after the first', async () => {
    const query = `query ($after: String) { symptom(slug: "leg-cramp") { causes(first: 1, after: $after) { edges { cursor } } } }`;
    interface Data {
      readonly symptom: { readonly causes: { readonly edges: readonly { readonly cursor: string }[] } };
    }
    const texts = new Set<string>();
    let after = (await api.data<Data>(query)).symptom.causes.edges[0]?.cursor;
    for (let page = 2; page <= 5; page++) {
      texts.add((await statementOf(query, { after })).text);
      after = (await api.data<Data>(query, { after })).symptom.causes.edges[0]?.cursor;
    }
    expect(after).toBeDefined();
    expect([...texts]).toHaveLength(1);
  });

  it('holds none of the values', async () => {
    const { text, params } = await statementOf(
      'query ($filter: SymptomFilter) { symptoms(first: 17, filter: $filter) { edges { node { causes(first: 19, filter: { frequency: { lte: 0.123 } }) { totalCount } } } } }',
      { filter: { name: { startsWith: 'SECRET' }, id: { in: ['PRIVATE'] } } },
    );
    for (const value of ['SECRET', 'PRIVATE', '17', '18', '19', '20', '0.123']) expect(text).not.toContain(value);
    expect(Object.values(params)).toEqual(expect.arrayContaining(['SECRET', ['PRIVATE'], 17n, 0.123]));
  });
});
