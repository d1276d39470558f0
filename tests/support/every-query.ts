import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import type { Operation } from './operations.ts';

/** What somebody who looks for something may put into the arguments of a question. */
export interface Guesses {
  readonly ids: readonly string[];
  readonly texts: readonly string[];
}

type AnyField = GraphQLField<unknown, unknown>;

/**
 * Every root query of a schema with each guess in each argument that takes one, asking for all that an answer can hold; of a page that is
 * narrowed, and of what an input such as a filter lets through, only which records they are.
 */
export function everyQuery(schema: GraphQLSchema, guesses: Guesses): Operation[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const type = getNamedType(field.type);
    const [whole, short] = [selectionOf(schema, type, 5, new Set()), selectionOf(schema, type, 2, new Set(['record']))];
    return callsOf(field, guesses).map(({ call, isNarrowed }) => ({ what: call, query: `{ ${call} ${isNarrowed ? short : whole} }` }));
  });
}

/** The field with its required arguments only, and then with one optional argument after the other as well. */
function callsOf(field: AnyField, guesses: Guesses): { readonly call: string; readonly isNarrowed: boolean }[] {
  const required = field.args.filter(isRequiredArgument);
  const callsWith = (argument?: GraphQLArgument) => {
    const isPage = getNamedType(field.type).name.endsWith('Connection');
    const isNarrowed = argument !== undefined && (isPage || isInputObjectType(getNamedType(argument.type)));
    // A filter has a dozen comparisons already; one guess in each is enough.
    const { ids, texts } = guesses;
    const tried = isNarrowed ? { ids: ids.slice(0, 1), texts: texts.slice(0, 1) } : guesses;
    return filled(argument ? [...required, argument] : required, tried).map((values) => ({ call: `${field.name}${values}`, isNarrowed }));
  };
  return [undefined, ...field.args.filter((argument) => !isRequiredArgument(argument))].flatMap(callsWith);
}

/** The arguments with the n-th guess in each, for every n there is. */
function filled(args: readonly GraphQLArgument[], guesses: Guesses): string[] {
  if (args.length === 0) return [''];
  const choices = args.map(({ name, type }) => literals(name, type, guesses, 3).map((value) => `${name}: ${value}`));
  const most = Math.max(...choices.map(({ length }) => length));
  return Array.from({ length: most }, (_, i) => `(${choices.map((values) => values[i % values.length]).join(', ')})`);
}

function literals(name: string, type: GraphQLInputType, guesses: Guesses, depth: number): string[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const inner = literals(name, nullable.ofType as GraphQLInputType, guesses, depth);
    return [`[${inner.slice(0, 60).join(', ')}]`];
  }
  if (isEnumType(nullable))
    return nullable
      .getValues()
      .slice(0, 1)
      .map((value) => value.name);
  if (isInputObjectType(nullable)) {
    if (depth === 0) return ['{}'];
    const fields = Object.values(nullable.getFields());
    const needed = fields.filter(isRequiredInputField);
    const others = fields.filter((field) => !isRequiredInputField(field) && takesGuess(field.type, nullable));
    const variants = others.length === 0 ? [needed] : others.map((field) => [...needed, field]);
    return variants.flatMap((parts) => {
      const choices = parts.map((part) => literals(part.name, part.type, guesses, depth - 1).map((value) => `${part.name}: ${value}`));
      const most = Math.max(...choices.map(({ length }) => length));
      return Array.from({ length: most }, (_, i) => `{${choices.map((values) => values[i % values.length]).join(', ')}}`);
    });
  }
  switch ((nullable as GraphQLNamedType).name) {
    case 'ID':
      return guesses.ids.map((id) => JSON.stringify(id));
    case 'Int':
      return [name === 'first' || name === 'last' ? '20' : '1'];
    case 'Float':
      return ['1'];
    case 'JSONObject':
      return guesses.texts.map((text) => `{type: ${JSON.stringify(text)}}`);
    case 'Boolean':
      return ['true', 'false'];
    default:
      return guesses.texts.map((text) => JSON.stringify(text));
  }
}

/** Whether a text or an id can stand in an input somewhere. */
function takesGuess(type: GraphQLInputType, within: GraphQLNamedType): boolean {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return named !== within && Object.values(named.getFields()).some((field) => takesGuess(field.type, named));
  return named.name === 'ID' || named.name === 'String';
}

/** All fields of a type: of records that are reached a second time the id and the name only, so that the question ends. */
function selectionOf(schema: GraphQLSchema, type: GraphQLNamedType, depth: number, above: ReadonlySet<string>): string {
  if (isLeafType(type)) return '';
  if (isUnionType(type) || isInterfaceType(type)) {
    if (depth < 5 && schema.getPossibleTypes(type).length > 3) return shortSelection(type);
    const typeOfField = new Map<string, string>();
    const parts = schema.getPossibleTypes(type).map((one) => {
      let fields = selectionOf(schema, one, depth === 5 ? 2 : depth - 1, above);
      for (const [name, field] of Object.entries(one.getFields())) {
        const first = typeOfField.get(name) ?? String(field.type);
        typeOfField.set(name, first);
        // One name cannot stand for values of two types in one answer.
        if (first !== String(field.type)) fields = fields.replace(` ${name} `, ` ${one.name}_${name}: ${name} `);
      }
      return `... on ${one.name} ${fields}`;
    });
    return `{ __typename ${parts.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const isRecord = type.getInterfaces().length > 0;
  if ((isRecord && above.has('record') && depth < 3) || depth === 0 || (depth === 1 && type.name.endsWith('Connection')))
    return shortSelection(type);
  const within = isRecord ? new Set([...above, 'record']) : above;
  const fields = Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
  return `{ __typename ${fields.map((field) => fieldSelection(schema, field, isRecord ? Math.max(depth < 3 ? 1 : 2, depth - 2) : depth - 1, within)).join(' ')} }`;
}

function fieldSelection(schema: GraphQLSchema, field: AnyField, depth: number, above: ReadonlySet<string>): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return field.name;
  const page = field.args.some(({ name }) => name === 'first') ? '(first: 5)' : '';
  return `${field.name}${page} ${selectionOf(schema, type, Math.max(depth, 0), above)}`;
}

/** What names a record, as far as the type has it. */
function shortSelection(type: GraphQLNamedType): string {
  const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
  const known = ['id', 'name', 'slug', 'title', 'note', 'totalCount'].filter((name) => name in fields);
  return `{ ${['__typename', ...known].join(' ')} }`;
}
