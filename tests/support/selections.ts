import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { dayOf, isStale } from '../../schema/language/day.ts';
import type { Field, Fields } from '../../schema/language/field.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { kindName } from '../../schema/language/node-type.ts';

type AnyField = GraphQLField<unknown, unknown>;

/** Name of the GraphQL type of a node type's or predicate's records. */
export const graphqlName = (type: NodeType | RelationType): string => (type.shape === 'node' ? type.name : type.claimName);

/** The object type of this name; throws when the schema has none. */
export function objectTypeOf(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`The schema has no object type "${name}".`);
  return type;
}

/** Fields of a type that are connections, in the order of the schema. */
export const connectionsOf = (schema: GraphQLSchema, name: string): AnyField[] =>
  Object.values(objectTypeOf(schema, name).getFields()).filter(isConnection);

const isConnection = (field: AnyField): boolean => getNamedType(field.type).name.endsWith('Connection');

/**
 * Everything a record has by itself, as a selection: each scalar, enum and group, texts in both languages (`name`, `name_zh`), and of
 * the records it points to the id. Connections are left out.
 */
export function ownSelection(schema: GraphQLSchema, name: string): string {
  const fields = Object.values(objectTypeOf(schema, name).getFields()).filter((field) => !isConnection(field));
  return ['__typename', ...fields.map((field) => fieldSelection(schema, field))].join(' ');
}

function fieldSelection(schema: GraphQLSchema, field: AnyField): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) {
    const hasLocale = field.args.some(({ name }) => name === 'locale');
    return hasLocale ? `${field.name} ${field.name}_zh: ${field.name}(locale: zh)` : field.name;
  }
  if (isInterfaceType(type) || (isObjectType(type) && type.getInterfaces().length > 0)) return `${field.name} { id }`;
  return `${field.name} { ${ownSelection(schema, type.name)} }`;
}

/** What `ownSelection` answers for a published record: the same facts, told from the model instead of from the schema. */
export function ownAnswer(type: NodeType | RelationType, record: AnyRecord, version: number): Record<string, unknown> {
  const { subject, object, negated } = record;
  return {
    __typename: graphqlName(type),
    id: record.id,
    version,
    stale: isStale(record, dayOf(new Date())),
    ...(type.shape === 'relation' && { predicate: type.name, negated: negated === true, subject: { id: subject }, object: { id: object } }),
    ...(type.shape === 'node' && type.isConcept && { kind: kindName(type) }),
    ...fieldAnswers(type.fields, record),
  };
}

const fieldAnswers = (fields: Fields, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.assign({}, ...Object.entries(fields).map(([name, field]) => fieldAnswer(name, field, values[name]))) as Record<string, unknown>;

function fieldAnswer(name: string, field: Field, value: unknown): Record<string, unknown> {
  switch (field.kind) {
    case 'text': {
      if (field.perLocale !== true) return { [name]: value ?? null };
      const { en = null, zh = null } = (value ?? {}) as { readonly en?: string; readonly zh?: string };
      const locale = en === null ? null : 'en';
      return { [name]: en, [`${name}_zh`]: zh ?? en, [`${name}Locale`]: locale, [`${name}Locale_zh`]: zh === null ? locale : 'zh' };
    }
    case 'reference':
      return { [name]: { id: value } };
    case 'group': {
      const one = (item: unknown) => ({ __typename: field.name, ...fieldAnswers(field.fields, item as Record<string, unknown>) });
      if (field.many) return { [name]: ((value ?? []) as unknown[]).map(one) };
      return { [name]: value === undefined ? null : one(value) };
    }
    default:
      return { [name]: value ?? null };
  }
}
