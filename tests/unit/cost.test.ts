import {
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { costOf, listSizes } from '../../server/graphql/cost.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';

const schema = graphqlSchema(model);

/** Answers how many records one document costs with these variables, as often as it is asked. */
function costing(query: string): (variables: Readonly<Record<string, unknown>>) => number {
  const document = parse(query);
  const [operation] = document.definitions.filter((one) => one.kind === 'OperationDefinition') as OperationDefinitionNode[];
  if (!operation) throw new Error('The query has no operation.');
  return (variables) => costOf(schema, document, operation, variables).records;
}

const cost = (query: string, variables: Readonly<Record<string, unknown>> = {}): number => costing(query)(variables);

const assessed = (inner: string, args = '') => `query ($n: Int) { assess(findings: []${args}) { ${inner} } }`;

it.each([
  [assessed('candidates { matchScore }'), {}, 10],
  [assessed('candidates { matchScore }', ', first: 3'), {}, 3],
  [assessed('candidates { matchScore }', ', first: $n'), { n: 50 }, 50],
  [assessed('candidates { matchScore }', ', first: $n'), { n: 1_000_000 }, 50],
  [assessed('candidates { cause { name } supporting { id } }', ', first: 2'), {}, 2 * (1 + 20)],
  [assessed('candidates { ...C }', ', first: 2') + ' fragment C on Candidate { medications { subject { id } } }', {}, 2 * (1 + 20 * 2)],
  [assessed('nextFindings { symptom { id } } redFlags { urgency }'), {}, 5 + 20],
  ['{ paths(from: "a", to: "b", first: 3) { hops steps { claim { id } } } }', {}, 3 * (1 + 4)],
  ['{ neighbourhood(id: "a", first: 7) { neighbours { concept { id } } } }', {}, 7],
  ['{ neighbourhood(id: "a", first: 7) { claims { id } } }', {}, 2000],
])('%s with %o may hold %i records', (query, variables, records) => {
  expect(cost(query, variables)).toBe(records);
});

it.each([
  ['sizes', 'query ($n: Int = 2) { symptoms(first: $n) { edges { node { id } } } }', [{ n: 5 }, {}, { n: 9 }], [5, 2, 9]],
  ['lists', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', [{ ids: ['a'] }, { ids: ['a', 'b'] }, { ids: [] }], [1, 2, 0]],
  [
    'nothing that counts',
    'query ($a: String) { symptoms(first: 3, after: $a) { edges { node { id } } } }',
    [{ a: 'x' }, {}, {}],
    [3, 3, 3],
  ],
])('counts a document anew for each request whose variables hold %s', (_what, query, variables, records) => {
  expect(variables.map(costing(query))).toEqual(records);
});

it('refuses pages in pages below what reasoning answers', () => {
  const pages = 'causes(first: 200) { edges { node { symptoms(first: 200) { edges { node { id } } } } } }';
  expect(cost(`{ symptom(id: "a") { ${pages} } }`)).toBeLessThan(50_000);
  for (const query of [
    assessed(`candidates { supporting { object { ... on Symptom { ${pages} } } } }`, ', first: 50'),
    assessed(`candidates { explanation { steps { to { ... on Symptom { ${pages} } } } } }`),
    `{ safetyCheck { pairs { claims { object { ... on Symptom { ${pages} } } } } } }`,
  ])
    expect(() => cost(query)).toThrow(/(2000000|3000000) is the most/);
});

it('refuses fewer records where each of them holds more', () => {
  const pages = (inner: string) =>
    ['symptoms', 'causes', 'symptoms'].reduce((within, name) => `${name}(first: 40) { edges { node { ${within} } } }`, inner);
  expect(cost(`{ cause(id: "a") { ${pages('id')} } }`)).toBe(40 + 40 ** 2 + 40 ** 3);
  const whole =
    'id name slug kind version plainName summary lastReviewed nextReview synonyms { text locale kind } codes { system code match }';
  expect(() => cost(`{ cause(id: "a") { ${pages(whole)} } }`)).not.toThrow();
  expect(() => cost(`{ symptom(id: "a") { causes(first: 40) { edges { node { ${pages(whole)} } } } } }`)).toThrow(
    /may hold \d+ (records|values)/,
  );
});

it('counts every list below which there are pages', () => {
  const lists = Object.values(schema.getTypeMap()).flatMap((type) =>
    type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))
      ? []
      : Object.values(type.getFields())
          .filter((field) => isListType(getNullableType(field.type)) && leadsToPages(schema, getNamedType(field.type)))
          // Edges are counted as pages, and these by how many were named.
          .filter(({ name, args }) => name !== 'edges' && !args.some((argument) => argument.name === 'ids' || argument.name === 'texts'))
          .map(({ name }) => `${type.name}.${name}`),
  );
  expect(lists.length).toBeGreaterThan(20);
  expect(lists.filter((list) => !(list in listSizes) && !((list.split('.')[1] ?? '') in listSizes))).toEqual([]);
});

/** Whether a page can be asked for somewhere below a type. */
function leadsToPages(of: GraphQLSchema, start: GraphQLNamedType): boolean {
  const seen = new Set<GraphQLNamedType>();
  const open = [start];
  for (const type of open) {
    if (seen.has(type)) continue;
    seen.add(type);
    if (type.name.endsWith('Connection')) return true;
    if (isInterfaceType(type)) open.push(...of.getPossibleTypes(type));
    if (isInterfaceType(type) || isObjectType(type)) open.push(...Object.values(type.getFields()).map((field) => getNamedType(field.type)));
  }
  return false;
}
