import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { auditServer } from 'graphql-http';
import { beforeAll, describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { type Answer, useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { graphState } from '../support/published.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishFirstContent(model, database, firstContent);
});

type Refusal = 'BAD_USER_INPUT' | 'TOO_COMPLEX';

/** Expects a whole refusal: GraphQL errors with a code of the list, a message and the request's id, and a status that blames the caller. */
function expectRefused({ status, headers, body }: Answer, code: Refusal, message?: RegExp): void {
  expect(body.errors?.map(({ extensions }) => extensions.code)).toContain(code);
  for (const error of body.errors ?? []) {
    expect(['BAD_USER_INPUT', 'TOO_COMPLEX']).toContain(error.extensions.code);
    expect(Object.keys(error.extensions).toSorted()).toEqual(['code', 'requestId']);
    expect(error.extensions.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(error.message.length).toBeGreaterThan(15);
  }
  if (message) expect(body.errors?.map((error) => error.message).join('\n')).toMatch(message);
  expect(status === 200 || (status >= 400 && status < 500), `status ${status}`).toBe(true);
  expect(headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json\b/);
  // Nothing of a null that an error left behind.
  expect(Object.values((body.data ?? {}) as object).filter((value) => value !== null)).toEqual([]);
}

const refusedQuery = async (
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  code: Refusal = 'BAD_USER_INPUT',
  message?: RegExp,
): Promise<void> => expectRefused(await api.ask(query, variables), code, message);

const symptomPage =
  'query ($first: Int, $after: String, $last: Int, $before: String) { symptoms(first: $first, after: $after, last: $last, before: $before) { edges { cursor } } }';
const causePage =
  'query ($first: Int, $after: String, $last: Int, $before: String) { symptom(slug: "leg-cramp") { causes(first: $first, after: $after, last: $last, before: $before) { edges { cursor } } } }';

describe('a page', () => {
  it.each([
    ['a negative size', { first: -1 }, /first: -1 is out of range\. Ask for 0 to 200/],
    ['a negative size from the end', { last: -5 }, /last: -5 is out of range/],
    ['more than 200 items', { first: 201 }, /Ask for 0 to 200, and for more in pages/],
    ['the largest number', { first: 2_147_483_647 }, /out of range/],
    ['a number that is no Int', { first: 2_147_483_648 }, /32-bit/],
    ['a fraction', { first: 1.5 }, /Int cannot represent/],
    ['a text as a size', { first: '5' }, /Int cannot represent/],
    ['both sizes', { first: 1, last: 1 }, /give one of them/],
    ['before with first', { first: 1, before: 'x' }, /before: goes with last/],
    ['before without last', { before: 'x' }, /before: goes with last/],
    ['after with last', { last: 1, after: 'x' }, /after: goes with first/],
  ])('of %s is refused, in a list and in a connection', async (_what, variables, message) => {
    await refusedQuery(symptomPage, variables, 'BAD_USER_INPUT', message);
    await refusedQuery(causePage, variables, 'BAD_USER_INPUT', message);
  });

  it('of releases has the same limits', async () => {
    for (const first of [-1, 201]) await refusedQuery(`{ releases(first: ${first}) { number } }`, {}, 'BAD_USER_INPUT', /Ask for 0 to 200/);
  });
});

describe('a cursor', () => {
  const notOurs = /(after|before): this cursor was not made by this list in this order\. Use a cursor from an answer to the same question/;
  const encoded = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

  it.each([
    ['empty', ''],
    ['a word', 'x'],
    ['no base64', '%%%'],
    ['NUL', '\u0000'],
    ['half of a surrogate pair', '\ud800'],
    ['no JSON', encoded('nope')],
    ['an empty list', encoded([])],
    ['an object', encoded({ order: 'x' })],
    ['null', encoded(null)],
    ['a number', encoded(1)],
    ['of another order', encoded(['x', 'y', 'z'])],
    ['deeply nested', encoded('['.repeat(20_000) + ']'.repeat(20_000))],
    ['very long', 'A'.repeat(300_000)],
  ])('that is %s is refused', async (_what, cursor) => {
    await refusedQuery(symptomPage, { first: 1, after: cursor }, 'BAD_USER_INPUT', notOurs);
    await refusedQuery(causePage, { last: 1, before: cursor }, 'BAD_USER_INPUT', notOurs);
  });

  interface Edges {
    readonly edges: readonly { readonly cursor: string }[];
  }
  const cursorOf = async (field: string): Promise<string> => {
    const data = await api.data<{ list?: Edges; around?: { list: Edges } }>(`{ ${field} }`);
    return (data.list ?? data.around?.list)?.edges[0]?.cursor ?? '';
  };

  it('of another list, another order or cut off anywhere is refused', async () => {
    const ofSymptoms = await cursorOf('list: symptoms(first: 1) { edges { cursor } }');
    const foreign = [
      await cursorOf('list: causes(first: 1) { edges { cursor } }'),
      await cursorOf('list: symptoms(first: 1, orderBy: [{ name: DESC }]) { edges { cursor } }'),
      await cursorOf('list: symptoms(first: 1, orderBy: [{ slug: ASC }]) { edges { cursor } }'),
      await cursorOf('around: symptom(slug: "leg-cramp") { list: causes(first: 1) { edges { cursor } } }'),
      await cursorOf('around: symptom(slug: "leg-cramp") { list: causes(first: 1, orderBy: [{ certainty: ASC }]) { edges { cursor } } }'),
    ];
    for (const after of foreign) {
      expect(after).not.toBe('');
      await refusedQuery(symptomPage, { first: 1, after }, 'BAD_USER_INPUT', notOurs);
    }
    for (let length = 0; length < ofSymptoms.length - 1; length += 3)
      await refusedQuery(symptomPage, { first: 1, after: ofSymptoms.slice(0, length) }, 'BAD_USER_INPUT', notOurs);
    for (const before of foreign.slice(0, 3).concat(ofSymptoms))
      await refusedQuery(causePage, { last: 1, before }, 'BAD_USER_INPUT', notOurs);
  });

  it('that somebody made up is refused, or starts a page, and never breaks anything', async () => {
    const [order = '', ...values] = JSON.parse(
      Buffer.from(await cursorOf('list: symptoms(first: 1) { edges { cursor } }'), 'base64url').toString(),
    ) as string[];
    const anyValue = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.constant(null), fc.jsonValue());
    const madeUp = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.jsonValue().map(encoded),
      fc.array(anyValue, { maxLength: 3 }).map((list) => encoded([order, ...list])),
      anyValue.map((value) => encoded([order, ...values.slice(1), value])),
    );
    await fc.assert(
      fc.asyncProperty(madeUp, async (after) => {
        const answer = await api.ask<{ symptoms: Edges } | null>(symptomPage, { first: 1, after });
        if (answer.body.errors) expectRefused(answer, 'BAD_USER_INPUT');
        else expect(answer.body.data?.symptoms.edges.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});

describe('a query', () => {
  it.each([
    ['an unknown field', '{ symptoms { nope } }', /Cannot query field "nope"/],
    ['an unknown argument', '{ symptoms(nope: 1) { totalCount } }', /Unknown argument "nope"/],
    ['an unknown filter field', '{ symptoms(filter: { nope: { eq: "x" } }) { totalCount } }', /Field "nope" is not defined/],
    ['an unknown comparison', '{ symptoms(filter: { slug: { like: "x" } }) { totalCount } }', /Field "like" is not defined/],
    ['an unknown choice', '{ causes(filter: { causeKind: { eq: NOPE } }) { totalCount } }', /Value "NOPE" does not exist/],
    ['an unknown language', '{ symptom(slug: "leg-cramp") { name(locale: de) } }', /Value "de" does not exist/],
    ['an unknown order', '{ symptoms(orderBy: [{ nope: ASC }]) { totalCount } }', /Field "nope" is not defined/],
    [
      'two orders in one entry',
      '{ symptoms(orderBy: [{ name: ASC, slug: DESC }]) { edges { cursor } } }',
      /orderBy\.0: give one field each, the most important first/,
    ],
    ['an unknown fragment', '{ symptoms { ...Nope } }', /Unknown fragment "Nope"/],
    ['an unknown type', 'fragment A on Nope { id } { symptoms { totalCount } }', /Unknown type "Nope"/],
    ['no selection', '{ symptom(slug: "x") }', /must have a selection of subfields/],
    ['a selection on a scalar', '{ symptom(slug: "x") { id { x } } }', /must not have a selection/],
    ['no id', '{ node { id } }', /argument "id" of type "ID!" is required/],
    ['no query at all', ' ', /Syntax Error|must/i],
    ['a syntax error', '{ symptoms { ', /Syntax Error/],
    ['an unknown directive', '{ symptoms @nope { totalCount } }', /Unknown directive "@nope"/],
    ['a mutation', 'mutation { nope }', /not configured to execute mutation|Cannot query field/],
    ['a subscription', 'subscription { nope }', /not configured to execute subscription|not supported/i],
    ['half of a surrogate pair, written out', '{ symptom(slug: "\\uD800") { id } }', /Syntax Error: Invalid Unicode escape/],
    ['half of a surrogate pair, as it is', '{ symptom(slug: "\ud800") { id } }', /Syntax Error: Invalid character/],
  ])('with %s is refused', async (_what, query, message) => {
    await refusedQuery(query, {}, 'BAD_USER_INPUT', message);
  });

  it.each([
    ['missing', {}, /"\$id" of required type "ID!" was not provided/],
    ['null', { id: null }, /must not be null/],
    ['an object', { id: { a: 1 } }, /ID cannot represent/],
    ['a list', { id: ['a'] }, /ID cannot represent/],
    ['a fraction', { id: 1.5 }, /ID cannot represent/],
    ['true', { id: true }, /ID cannot represent/],
  ])('with a variable that is %s is refused', async (_what, variables, message) => {
    await refusedQuery('query ($id: ID!) { node(id: $id) { id } }', variables, 'BAD_USER_INPUT', message);
  });

  it('with a filter of the wrong shape is refused', async () => {
    for (const filter of [
      'x',
      1,
      [1],
      { slug: 'x' },
      { slug: { eq: 1 } },
      { slug: { in: [null] } },
      { and: [null] },
      { not: [{}, {}] },
      { slug: { eq: 'x', nope: 1 } },
    ])
      await refusedQuery(
        'query ($filter: SymptomFilter) { symptoms(filter: $filter) { totalCount } }',
        { filter },
        'BAD_USER_INPUT',
        /Variable "\$filter" got invalid value/,
      );
  });

  it('for more than 200 ids is refused', async () => {
    const ids = Array.from({ length: 201 }, (_, i) => `sym_${i}`);
    await refusedQuery(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids },
      'BAD_USER_INPUT',
      /ids: 201 are too many\. Ask for at most 200 at once/,
    );
  });
});

describe('a text that cannot be', () => {
  const texts = [
    ['half of a surrogate pair', 'a\ud800b'],
    ['the other half', '\udfff'],
    ['NUL', 'a\u0000b'],
  ] as const;

  it.each(texts)('holding %s is refused in every argument', async (_what, text) => {
    const questions: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
      ['query ($x: ID!) { node(id: $x) { id } }', { x: text }],
      ['query ($x: ID!) { node(id: $x) { id } }', { x: `sym_${text}` }],
      ['query ($x: [ID!]!) { nodes(ids: $x) { id } }', { x: ['sym_1', text] }],
      ['query ($x: ID!) { claim(id: $x) { id } }', { x: `csc_${text}` }],
      ['query ($x: ID) { symptom(id: $x) { id } }', { x: text }],
      ['query ($x: ID) { source(id: $x) { id } }', { x: text }],
      ['query ($x: String) { symptom(slug: $x) { id } }', { x: text }],
      ['query ($x: String) { symptoms(after: $x) { totalCount } }', { x: text }],
      ['query ($x: String) { symptoms(last: 1, before: $x) { totalCount } }', { x: text }],
      ...['eq', 'contains', 'startsWith'].map(
        (one) => ['query ($x: SymptomFilter) { symptoms(filter: $x) { totalCount } }', { x: { name: { [one]: text } } }] as const,
      ),
      ['query ($x: SymptomFilter) { symptoms(filter: $x) { totalCount } }', { x: { or: [{ slug: { in: ['x', text] } }] } }],
      [
        'query ($x: CausesClaimFilter) { symptom(slug: "leg-cramp") { causes(filter: $x) { totalCount } } }',
        { x: { note: { contains: text } } },
      ],
      [
        'query ($x: ClaimFilter) { symptom(slug: "leg-cramp") { negatedClaims(filter: $x) { totalCount } } }',
        { x: { lastReviewed: { gte: text } } },
      ],
    ];
    for (const [query, variables] of questions) await refusedQuery(query, variables);
  });

  it('written out in the query is refused too', async () => {
    await refusedQuery('{ symptom(slug: "a\\u0000b") { id } }');
  });
});

describe('a query that asks for too much', () => {
  const nested = (depth: number): string =>
    depth === 0 ? 'id' : `causes { edges { node { symptoms { edges { node { ${nested(depth - 1)} } } } } } }`;

  it.each([
    ['5,000 aliases', `{ ${Array.from({ length: 5000 }, (_, i) => `a${i}: __typename`).join(' ')} }`, 'BAD_USER_INPUT'],
    [
      '6 questions for causes',
      `query ($f: [FindingInput!]!) { ...Q ${Array.from({ length: 5 }, (_, i) => `a${i}: assess(findings: $f) { notice }`).join(' ')} } fragment Q on Query { assess(findings: $f) { notice } }`,
      'TOO_COMPLEX',
    ],
    ['201 aliases', `{ symptom(slug: "x") { ${Array.from({ length: 201 }, (_, i) => `a${i}: id`).join(' ')} } }`, 'TOO_COMPLEX'],
    ['31 top fields', `{ ${Array.from({ length: 31 }, () => 'contentRelease { number }').join(' ')} }`, 'TOO_COMPLEX'],
    [
      '31 top fields in a fragment',
      `{ ...All } fragment All on Query { ${Array.from({ length: 31 }, (_, i) => `a${i}: contentRelease { number }`).join(' ')} }`,
      'TOO_COMPLEX',
    ],
    ['a depth of more than 24', `{ symptom(slug: "x") { ${nested(5)} } }`, 'TOO_COMPLEX'],
    ['a fragment within itself', '{ symptom(slug: "x") { ...A } } fragment A on Symptom { id ...A }', 'BAD_USER_INPUT'],
    [
      'fragments within each other',
      '{ symptom(slug: "x") { ...A } } fragment A on Symptom { causes { edges { node { ...B } } } } fragment B on Cause { symptoms { edges { node { ...A } } } }',
      'BAD_USER_INPUT',
    ],
    [
      'fragments that double',
      `{ symptom(slug: "x") { ...F0 } } ${Array.from({ length: 25 }, (_, i) => `fragment F${i} on Symptom { ${i === 24 ? 'id name' : `...F${i + 1} ... on Symptom { ...F${i + 1} }`} }`).join(' ')}`,
      'TOO_COMPLEX',
    ],
    [
      'introspection that goes round',
      `{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }`,
      'BAD_USER_INPUT',
    ],
    [
      'more records than an answer may hold, by default values',
      'query ($n: Int = 200) { symptoms(first: $n) { edges { node { causes(first: $n) { edges { node { symptoms(first: $n) { edges { node { causes(first: $n) { edges { node { id } } } } } } } } } } } } }',
      'TOO_COMPLEX',
    ],
    ['a filter eleven deep', `{ symptoms(filter: ${'{ not: '.repeat(11)}{}${' }'.repeat(11)}) { totalCount } }`, 'TOO_COMPLEX'],
  ] as const)('with %s is refused', async (_what, query, code) => {
    await refusedQuery(query, {}, code);
  });

  it.each([
    ['501 comparisons', { or: Array.from({ length: 251 }, (_, i) => ({ slug: { startsWith: `a${i}`, contains: 'b' } })) }],
    ['2,000 filters in each other', Array.from({ length: 2000 }).reduce<object>((inner) => ({ not: inner }), {})],
  ])('with a filter of %s is refused', async (_what, filter) => {
    await refusedQuery(
      'query ($filter: SymptomFilter) { symptoms(filter: $filter) { totalCount } }',
      { filter },
      'TOO_COMPLEX',
      /Ask for less|ask several/,
    );
  });

  it('in an order of many entries is answered, because each field counts once', async () => {
    const orderBy = Array.from({ length: 5000 }, (_, i) => ({ [i % 2 === 0 ? 'name' : 'slug']: i % 3 === 0 ? 'ASC' : 'DESC' }));
    const answer = await api.data<{ symptoms: { edges: object[] } }>(
      'query ($orderBy: [SymptomOrder!]) { symptoms(first: 1, orderBy: $orderBy) { edges { cursor } } }',
      { orderBy },
    );
    expect(answer.symptoms.edges.length).toBe(1);
  });
});

describe('a request', () => {
  const json = { 'content-type': 'application/json' };
  const good = JSON.stringify({ query: '{ contentRelease { number } }' });
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = json): Promise<Answer> =>
    api.send('/graphql', { method: 'POST', headers, body });

  it.each([
    ['broken JSON', () => post('{"query": '), 400],
    ['JSON that is no object', () => post('"x"'), 400],
    ['null', () => post('null'), 400],
    ['an empty body', () => post(''), 400],
    ['an empty object', () => post('{}'), 400],
    ['no query', () => post('{"variables": {}}'), 400],
    ['a query that is null', () => post('{"query": null}'), 400],
    ['a query that is a number', () => post('{"query": 1}'), 400],
    ['a query that is a list', () => post('{"query": ["{ contentRelease { number } }"]}'), 400],
    ['variables that are a text', () => post('{"query": "{ contentRelease { number } }", "variables": "{}"}'), 400],
    ['variables that are a list', () => post('{"query": "{ contentRelease { number } }", "variables": [1]}'), 400],
    ['an operation name that is a number', () => post('{"query": "{ contentRelease { number } }", "operationName": 1}'), 400],
    ['an unknown operation name', () => post('{"query": "query A { contentRelease { number } }", "operationName": "B"}'), 400],
    ['two operations and no name', () => post('{"query": "query A { __typename } query B { __typename }"}'), 400],
    ['a batch', () => post(`[${good}, ${good}]`), 400],
    ['an empty batch', () => post('[]'), 400],
    [
      'invalid UTF-8',
      () => post(Uint8Array.from([...Buffer.from('{"query": "{ symptom(slug: \\"'), 0xff, 0xc3, 0x28, ...Buffer.from('\\") { id } }"}')])),
      400,
    ],
    ['UTF-16', () => post(Uint8Array.from(Buffer.from(good, 'utf16le')), { 'content-type': 'application/json; charset=utf-16le' }), 415],
    ['an unknown charset', () => post(good, { 'content-type': 'application/json; charset=nope' }), 415],
    [
      'more than a megabyte',
      () => post(JSON.stringify({ query: '{ contentRelease { number } }', variables: { x: 'x'.repeat(1_100_000) } })),
      413,
    ],
    ['text', () => post(good, { 'content-type': 'text/plain' }), 400],
    ['a form', () => post('query={contentRelease{number}}', { 'content-type': 'application/x-www-form-urlencoded' }), 400],
    ['a file', () => post('--x--', { 'content-type': 'multipart/form-data; boundary=x' }), 400],
    ['XML', () => post('<query/>', { 'content-type': 'application/xml' }), 400],
    ['an unknown encoding', () => post(good, { ...json, 'content-encoding': 'nope' }), 415],
    ['no gzip where it says so', () => post(good, { ...json, 'content-encoding': 'gzip' }), 415],
    ['a gzip bomb', () => post(Uint8Array.from(gzipSync(Buffer.alloc(50_000_000, 32))), { ...json, 'content-encoding': 'gzip' }), 415],
    ['a compressed body', () => post(Uint8Array.from(gzipSync(good)), { ...json, 'content-encoding': 'gzip' }), 415],
    ['a persisted query', () => post(JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } })), 200],
    ['an answer wanted as HTML', () => post(good, { ...json, accept: 'text/html' }), 406],
    ['GET without a query', () => api.send('/graphql', {}), 400],
    ['GET of a mutation', () => api.send('/graphql?query=mutation{nope}', { headers: { 'apollo-require-preflight': 'x' } }), 400],
    [
      'GET with broken variables',
      () => api.send('/graphql?query={__typename}&variables={', { headers: { 'apollo-require-preflight': 'x' } }),
      400,
    ],
    [
      'GET with two queries',
      () => api.send('/graphql?query={__typename}&query={__typename}', { headers: { 'apollo-require-preflight': 'x' } }),
      400,
    ],
    ['PATCH', () => api.send('/graphql', { method: 'PATCH' }), 405],
    ['PUT', () => api.send('/graphql', { method: 'PUT', headers: json, body: good }), 405],
    ['DELETE', () => api.send('/graphql', { method: 'DELETE', headers: json }), 405],
  ] as const)('of %s is refused', async (_what, send, status) => {
    const answer = await send();
    expectRefused(answer, 'BAD_USER_INPUT');
    expect(answer.status).toBe(status);
  });

  it('of values a hundred thousand deep is refused', async () => {
    const filter = `${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}`;
    const query = 'query ($filter: SymptomFilter) { symptoms(filter: $filter) { totalCount } }';
    expectRefused(await post(`{"query": "${query}", "variables": {"filter": ${filter}}}`), 'TOO_COMPLEX', /more than 64 deep/);
    expectRefused(await post(`{"query": "${query}", "variables": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 'TOO_COMPLEX');
  });

  it('of a megabyte less a little is answered', async () => {
    const answer = await post(JSON.stringify({ query: '{ contentRelease { number } }', variables: { x: 'x'.repeat(900_000) } }));
    expect(answer.body).toMatchObject({ data: { contentRelease: { number: 1 } } });
  });

  it('without a host, or with one that is none, is answered', async () => {
    for (const lines of ['HTTP/1.0', 'HTTP/1.1\r\nHost: [', 'HTTP/1.1\r\nHost:'])
      expect(await sent(`GET /graphql?query={__typename} ${lines}\r\nApollo-Require-Preflight: x\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 200 [^]*"__typename":"Query"/,
      );
  });

  /** What comes back for the bytes of a request, to the end of the connection. */
  async function sent(request: string): Promise<string> {
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    socket.end(request);
    let answer = '';
    for await (const part of socket) answer += part as string;
    return answer;
  }

  it('to an address that is none is answered with NOT_FOUND, in JSON', async () => {
    for (const path of ['/', '/nope', '/graphql/nope', '/__proto__', '/%ff', '/%00', '//graphql']) {
      const { status, body } = await api.send(path, {});
      expect([status, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([404, ['NOT_FOUND']]);
    }
  });
});

describe('the specification of GraphQL over HTTP', () => {
  it('is kept, but for what is listed here', async () => {
    const results = await auditServer({ url: `${api.url}/graphql`, fetchFn: fetch });
    const notOk = results.flatMap((result) => (result.status === 'ok' ? [] : [`${result.status}: ${result.name}`]));
    expect(results.length).toBeGreaterThan(50);
    expect(notOk.toSorted()).toEqual([
      // An app that asks nonsense is told so by the status too, whatever type of answer it accepts.
      'warn: SHOULD use 200 status code on document parsing failure when accepting application/json',
      'warn: SHOULD use 200 status code on document validation failure when accepting application/json',
      'warn: SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
    ]);
  });
});

it('nothing of all this changed the graph', async () => {
  const now = await graphState(database);
  expect(await publishFirstContent(model, database, firstContent)).toEqual({ release: 1 });
  expect(now).toMatchObject({ relationships: firstContent.records.filter(({ type }) => model.relationByName.has(type)).length });
});
