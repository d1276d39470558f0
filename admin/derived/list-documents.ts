import { locales } from '../../schema/language/field.ts';
import { kindName, type NodeType } from '../../schema/language/node-type.ts';
import { graphDocument, type GraphDocument } from '../providers/document.ts';

/** A record as lists show it; texts per locale hold only what was written in that locale. */
export interface ListedRecord {
  readonly id: string;
  readonly version: number;
  readonly stale: boolean;
  readonly [field: string]: unknown;
}

export interface PageVariables {
  readonly first: number;
  readonly after?: string | undefined;
  readonly filter?: object | undefined;
  readonly orderBy?: readonly object[] | undefined;
}

export interface PageAnswer {
  readonly page: {
    readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[];
    readonly totalCount?: number;
    readonly pageInfo: { readonly endCursor: string | null };
  };
}

/** Fields of a type that a list can show, with their columns: single values that are not long texts. */
export const listedFields = (type: NodeType): readonly string[] =>
  Object.entries(type.fields)
    .filter(([, field]) => field.kind !== 'group' && field.kind !== 'reference' && !(field.kind === 'text' && field.multiline === true))
    .map(([name]) => name);

/** One page of the records of a type. */
export const listDocument = (type: NodeType): GraphDocument<PageAnswer, PageVariables> =>
  graphDocument(`query ${type.name}List($first: Int!, $after: String, $filter: ${type.name}Filter, $orderBy: [${type.name}Order!]) {
  page: ${type.plural}(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    edges { node { ${listedSelection(type)} } } totalCount pageInfo { endCursor } } }`);

/** Only where the page before a wanted one ends. */
export const skipDocument = (type: NodeType): GraphDocument<PageAnswer, PageVariables> =>
  graphDocument(`query ${type.name}Skip($first: Int!, $after: String, $filter: ${type.name}Filter, $orderBy: [${type.name}Order!]) {
  page: ${type.plural}(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { edges { node { id } } pageInfo { endCursor } } }`);

export interface SearchVariables {
  readonly text: string;
  readonly first: number;
  readonly after?: string | undefined;
}

/** One page of the concepts of a kind that a search finds, by all their names. */
export const searchDocument = (type: NodeType): GraphDocument<PageAnswer, SearchVariables> =>
  graphDocument(`query ${type.name}Search($text: String!, $first: Int!, $after: String) {
  page: search(text: $text, kinds: [${kindName(type)}], first: $first, after: $after) {
    edges { node { ... on ${type.name} { ${listedSelection(type)} } } } totalCount pageInfo { endCursor } } }`);

function listedSelection(type: NodeType): string {
  const fields = listedFields(type).map((name) => {
    const field = type.fields[name];
    if (field?.kind !== 'text' || field.perLocale !== true) return name;
    return locales
      .map((locale) => `${name}_${locale}: ${name}(locale: ${locale}) ${name}_${locale}_in: ${name}Locale(locale: ${locale})`)
      .join(' ');
  });
  return ['id version stale', ...fields].join(' ');
}

/** A record of a list from its node in an answer. */
export function listedRecord(type: NodeType, node: Readonly<Record<string, unknown>>): ListedRecord {
  const values = listedFields(type).map((name) => {
    const field = type.fields[name];
    if (field?.kind !== 'text' || field.perLocale !== true) return [name, node[name]] as const;
    const texts = locales.filter((locale) => node[`${name}_${locale}_in`] === locale).map((locale) => [locale, node[`${name}_${locale}`]]);
    return [name, Object.fromEntries(texts)] as const;
  });
  return {
    id: node['id'] as string,
    version: node['version'] as number,
    stale: node['stale'] as boolean,
    ...Object.fromEntries(values),
  };
}
