import type { Locale } from '../../schema/language/field.ts';
import { graphDocument } from '../providers/document.ts';
import type { Population } from '../../schema/validation/populations-overlap.ts';
import { populationFields } from './population.ts';

export interface NamedRecord {
  readonly __typename: string;
  readonly id: string;
  /** Of concepts. */
  readonly name?: string;
  /** Of sources. */
  readonly title?: string;
  /** Of claims. */
  readonly predicate?: string;
  readonly negated?: boolean;
  readonly population?: Population | null;
  readonly subject?: { readonly id: string; readonly name: string };
  readonly object?: { readonly id: string; readonly name: string };
}

/** What to call records of any type; null for what is neither published nor retired. */
export const recordNamesDocument = graphDocument<
  { readonly nodes: readonly (NamedRecord | null)[] },
  { readonly ids: readonly string[]; readonly locale: Locale }
>(`query RecordNames($ids: [ID!]!, $locale: Locale) { nodes(ids: $ids) { __typename id
  ... on Concept { name(locale: $locale) } ... on Source { title }
  ... on Claim { predicate negated population { ${populationFields} } subject { id name(locale: $locale) } object { id name(locale: $locale) } } } }`);
