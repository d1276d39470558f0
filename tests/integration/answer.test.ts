import { beforeAll, describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { modelStatements } from '../../server/neo4j/model-statements.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);
beforeAll(async () => {
  await migrate(database, modelStatements(model));
  await publishFirstContent(model, database, firstContent);
});

const get = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/graphql?query=${encodeURIComponent(query)}`, { headers });

async function extensionsOf(query: string): Promise<unknown> {
  const { extensions, errors } = (await (await get(query)).json()) as { extensions?: unknown; errors?: readonly unknown[] };
  return errors ?? extensions;
}

describe('a GET', () => {
  it('is tagged with the content release, and answered 304 without a body as long as that is the current one', async () => {
    const query = '{ symptom(slug: "leg-cramp") { name } }';
    const first = await get(query);
    expect([first.status, first.headers.get('etag'), first.headers.get('cache-control')]).toEqual([200, '"1"', 'no-cache']);
    const again = await get(query, { 'if-none-match': '"1"' });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await get(query, { 'if-none-match': '"2"' })).status).toBe(200);
  });

  it('that a page elsewhere could have made a browser send with a cookie is refused', async () => {
    const cookie = { cookie: 'session=x' };
    expect((await get('{ contentRelease { number } }', cookie)).status).toBe(400);
    expect((await get('{ contentRelease { number } }', { ...cookie, 'apollo-require-preflight': 'x' })).status).toBe(200);
  });

  it('carries no tag when it failed', async () => {
    const failed = await get('{ symptom { name } }');
    expect(failed.headers.get('etag')).toBeNull();
  });
});

describe('a page of another origin', () => {
  const from = { origin: 'https://app.example' };

  it('may ask, and is told so before', async () => {
    const asking = { ...from, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,authorization' };
    const told = await fetch(`${api.url}/graphql`, { method: 'OPTIONS', headers: asking });
    expect([told.status, told.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(told.headers.get('access-control-allow-headers')).toBe('content-type,authorization');
    const answer = await get('{ contentRelease { number } }', from);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  });

  it('is never let in by the cookie of a person, nor into the panel', async () => {
    const answer = await get('{ contentRelease { number } }', from);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await fetch(`${api.url}/metrics`, { headers: from })).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the cost of an answer', () => {
  it.each([
    ['{ symptom(slug: "leg-cramp") { name } }', 0],
    ['{ symptoms { edges { node { name } } } }', 25],
    [
      '{ symptoms(first: 10) { edges { node { causes(first: 5) { edges { claim { citations { source { title } } } } } } } } }',
      10 * (1 + 5 * 2),
    ],
    ['{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    ['{ resolveTerms(texts: ["a", "b"]) { matches { concept { id } } } }', 2 * (1 + 10)],
    ['{ safetyCheck(foods: [{ slug: "milk" }]) { pairs { verdict claims { id } } } }', 1275 * (1 + 20)],
    ['{ changes { edges { node { id } } } }', 100],
    ['{ changes(first: 500) { edges { cursor } } }', 500],
    ['{ history(id: "a") { edges { node { changes { path } } } } }', 25],
    ['query { ...F ...F } fragment F on Query { symptoms(first: 3) { ...E } } fragment E on SymptomConnection { edges { cursor } }', 6],
  ])('of %s is %i', async (query, cost) => {
    expect(await extensionsOf(query)).toEqual({ contentRelease: 1, cost });
  });

  it('may not be more than one answer holds, and the message says what to do', async () => {
    const page = (inner: string) => `causes(first: 200) { edges { node { symptoms(first: 200) { edges { node { ${inner} } } } } } }`;
    expect(await extensionsOf(`{ symptom(slug: "leg-cramp") { ${page(page('id'))} } }`)).toMatchObject([
      { message: expect.stringContaining('2000000 is the most. Ask for smaller pages'), extensions: { code: 'TOO_COMPLEX' } },
    ]);
  });
});

describe('a query asked again', () => {
  const page = `query P($first: Int, $after: String) {
    symptoms(first: $first, after: $after) { totalCount edges { cursor at: node { ...S } node { name(locale: zh) nameLocale kind stale } } pageInfo { hasNextPage } }
  }
  fragment S on Symptom { __typename id synonyms { text } causes(first: 2) { more: edges { claim { predicate frequency citations { locator source { title } } } node { slug } } } }`;
  const two = 'query A { symptom(slug: "leg-cramp") { name } } query B { cause(slug: "hypocalcemia") { name } }';

  it.each([
    ['a page', page, { first: 3 }],
    ['a page without variables', page, undefined],
    ['a wrong cursor', page, { after: 'nowhere' }],
    ['a size out of range', `{ causes(first: 500) { totalCount } }`, undefined],
    ['a refused field in a record', `{ symptom(slug: "leg-cramp") { name causes(first: -1) { totalCount } } }`, undefined],
    ['a variable of the wrong type', page, { first: 'three' }],
    ['a variable that is missing', 'query ($slug: String!) { symptom(slug: $slug) { name } }', {}],
    ['nothing there', '{ symptom(slug: "no-such") { name } }', undefined],
    ['a field for people', '{ users { edges { node { id } } } }', undefined],
    ['an interface', '{ search(text: "cramp") { edges { node { __typename id ... on Symptom { name } } } } }', undefined],
    ['a filter', 'query ($filter: SymptomFilter) { symptoms(filter: $filter) { totalCount } }', { filter: { not: { stale: true } } }],
    ['a part left out', 'query ($no: Boolean = false) { symptom(slug: "leg-cramp") { id name @include(if: $no) } }', undefined],
  ])('is answered alike: %s', async (_what, query, variables) => {
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await answerTo({ query, variables }));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('is told from another operation of the same document', async () => {
    for (let i = 0; i < 3; i++) {
      expect((await answerTo({ query: two, operationName: 'A' })).text).toContain('"symptom"');
      expect((await answerTo({ query: two, operationName: 'B' })).text).toContain('"cause"');
    }
  });

  /** Status and body, without the request's own id. */
  async function answerTo(body: object): Promise<{ status: number; text: string }> {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: (await response.text()).replaceAll(/"requestId":"[^"]*"/g, '') };
  }
});
