import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import type { Model } from '../../schema/language/define-model.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { idFor } from '../../server/record-id.ts';
import { connectionsOf, graphqlName, objectTypeOf, ownSelection } from './selections.ts';

/** A query of one top field, and what it is an example of. */
export interface Operation {
  readonly what: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Name of the query that answers one record of a type. */
export const queryOfOne = ({ name }: NodeType): string => name.charAt(0).toLowerCase() + name.slice(1);

const page = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

/** All that a record has, and of each of its connections a page. */
function wholeSelection(schema: GraphQLSchema, type: NodeType): string {
  const connections = connectionsOf(schema, type.name).map(
    ({ name }) => `${name}(first: 5) { ${page} edges { cursor node { id } claim { id } } }`,
  );
  return `${ownSelection(schema, type.name)} ${connections.join(' ')}`;
}

/** A selection that follows all connections of a type, and from each node the first connection of that, down to `depth` connections. */
export function deepSelection(schema: GraphQLSchema, typeName: string, depth: number, width = Number.POSITIVE_INFINITY): string {
  const type = schema.getType(typeName);
  const connections = depth === 0 || !isObjectType(type) ? [] : connectionsOf(schema, typeName).slice(0, width);
  const parts = connections.map(({ name, type: connection }) => {
    const edge = objectTypeOf(schema, getNamedType(connection).name.replace(/Connection$/, 'Edge'));
    const node = getNamedType((edge.getFields()['node'] as GraphQLField<unknown, unknown>).type);
    return `${name}(first: 3) { edges { node { ${deepSelection(schema, node.name, depth - 1, 1)} } claim { certainty citations { source { title } } } } }`;
  });
  return ['id', ...parts].join(' ');
}

const ordersOf = (field: GraphQLField<unknown, unknown> | undefined): string[] => inputFieldsOf(field, 'orderBy');

function inputFieldsOf(field: GraphQLField<unknown, unknown> | undefined, argument: string): string[] {
  const type = getNamedType(field?.args.find(({ name }) => name === argument)?.type);
  return isInputObjectType(type) ? Object.keys(type.getFields()) : [];
}

/** A filter that uses every field in each of its comparisons, and `and`, `or` and `not`. */
function wholeFilter(field: GraphQLField<unknown, unknown> | undefined): Record<string, unknown> {
  const type = getNamedType(field?.args.find(({ name }) => name === 'filter')?.type);
  if (!isInputObjectType(type)) throw new Error(`${field?.name} has no filter.`);
  const own = Object.values(type.getFields()).filter((input) => getNamedType(input.type) !== type);
  const filter = Object.fromEntries(
    own.map(({ name, type: comparison }) => {
      const named = getNamedType(comparison);
      if (!isInputObjectType(named)) throw new Error(`${type.name}.${name} compares nothing.`);
      return [name, Object.fromEntries(Object.values(named.getFields()).map((one) => [one.name, anyValueOf(one.type)]))];
    }),
  );
  const few = Object.fromEntries(Object.entries(filter).slice(0, 3));
  return { ...filter, and: [few], or: [few, { not: few }], not: { or: [few, few, few, few, few, few, few, few] } };
}

function anyValueOf(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [anyValueOf(nullable.ofType as GraphQLInputType)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (!('name' in nullable)) throw new Error('A type without a name.');
  if (nullable.name === 'Boolean') return true;
  return nullable.name === 'Int' || nullable.name === 'Float' ? 1 : 'x';
}

const filterTypeOf = (field: GraphQLField<unknown, unknown> | undefined): string =>
  getNamedType(field?.args.find(({ name }) => name === 'filter')?.type)?.name ?? '';

/** Reading one record of each type, whatever way it is found. */
export function lookups(model: Model, schema: GraphQLSchema): Operation[] {
  const anyId = (type: NodeType | RelationType): string => idFor(type, 'any');
  return [
    ...model.nodes.flatMap((type) => [
      {
        what: `${queryOfOne(type)} by id`,
        query: `query ($id: ID!) { ${queryOfOne(type)}(id: $id) { ${wholeSelection(schema, type)} } }`,
        variables: { id: anyId(type) },
      },
      ...(type.isConcept
        ? [
            {
              what: `${queryOfOne(type)} by slug`,
              query: `query ($slug: String!) { ${queryOfOne(type)}(slug: $slug) { ${ownSelection(schema, type.name)} } }`,
              variables: { slug: 'any' },
            },
          ]
        : []),
    ]),
    ...[...model.nodes, ...model.relations].map((type) => ({
      what: `node of type ${type.name}`,
      query: `query ($id: ID!) { node(id: $id) { ... on ${graphqlName(type)} { ${ownSelection(schema, graphqlName(type))} } } }`,
      variables: { id: anyId(type) },
    })),
    {
      what: 'claim with its ends and sources',
      query: 'query ($id: ID!) { claim(id: $id) { id certainty subject { name } object { name } citations { source { title } } } }',
      variables: { id: anyId(model.relations[0] as RelationType) },
    },
    {
      what: 'nodes of every type',
      query:
        'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Concept { name } ... on Claim { certainty subject { name } } ... on Source { title } } }',
      variables: { ids: [...model.nodes, ...model.relations].map(anyId) },
    },
    { what: 'contentRelease', query: '{ contentRelease { number title note publishedAt created changed retired } }' },
    { what: 'releases', query: '{ releases(first: 5, before: 9) { number title note publishedAt created changed retired } }' },
  ];
}

/** Lists of each type in their own order, from both ends; `cursorOf` answers a cursor of such a list. */
export const listsByName = (model: Model, cursorOf: (list: string) => string): Operation[] =>
  model.nodes.flatMap(({ plural, isConcept }) =>
    ['first: 5', 'first: 5, after: $cursor', 'last: 5', 'last: 5, before: $cursor'].map((window) => ({
      what: `${plural}(${window})`,
      query: `query ${window.includes('$') ? '($cursor: String!)' : ''} { ${plural}(${window}) { pageInfo { hasNextPage endCursor } edges { node { id ${isConcept ? 'name' : 'title'} } } } }`,
      variables: window.includes('$') ? { cursor: cursorOf(plural) } : {},
    })),
  );

/** Lists of each type with what its records have, with every filter, and in each order. */
export function listsOtherwise(model: Model, schema: GraphQLSchema): Operation[] {
  const queries = schema.getQueryType()?.getFields() ?? {};
  return model.nodes.flatMap((type) => {
    const field = queries[type.plural];
    return [
      {
        what: `${type.plural} with all their fields`,
        query: `{ ${type.plural}(first: 2) { ${page} edges { cursor node { ${ownSelection(schema, type.name)} } } } }`,
      },
      {
        what: `${type.plural} by every filter`,
        query: `query ($filter: ${filterTypeOf(field)}) { ${type.plural}(filter: $filter) { totalCount edges { node { id } } } }`,
        variables: { filter: wholeFilter(field) },
      },
      ...ordersOf(field).map((name, i) => ({
        what: `${type.plural} by ${name}`,
        query: `{ ${type.plural}(orderBy: [{ ${name}: ${i % 2 === 0 ? 'ASC' : 'DESC'} }]) { edges { cursor node { id } } } }`,
      })),
    ];
  });
}

/** Connections with every filter and every order, once for each kind of filter there is. */
export function connectionsOtherwise(model: Model, schema: GraphQLSchema): Operation[] {
  const seen = new Set<string>();
  return model.nodes.flatMap((type) =>
    connectionsOf(schema, type.name).flatMap((connection) => {
      const filterType = filterTypeOf(connection);
      if (seen.has(filterType)) return [];
      seen.add(filterType);
      const orders = ordersOf(connection).map((name, i) => `{ ${name}: ${i % 2 === 0 ? 'DESC' : 'ASC'} }`);
      return [
        {
          what: `${type.name}.${connection.name} by every filter and order of ${filterType}`,
          query: `query ($id: ID!, $filter: ${filterType}) { ${queryOfOne(type)}(id: $id) { ${connection.name}(filter: $filter, orderBy: [${orders.join(', ')}]) { totalCount edges { cursor claim { id } } } } }`,
          variables: { id: idFor(type, 'any'), filter: wholeFilter(connection) },
        },
      ];
    }),
  );
}
