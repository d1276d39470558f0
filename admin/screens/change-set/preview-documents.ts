import type { NamedRecord } from '../../derived/record-name-documents.ts';
import { graphDocument } from '../../providers/document.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface PreviewedCause {
  readonly node: Named & {
    readonly medications: { readonly edges: readonly { node: Named }[] };
    readonly foods: { readonly edges: readonly { node: Named }[] };
  };
  readonly claim: {
    readonly certainty: string;
    readonly frequency: number | null;
    readonly citations: readonly { readonly source: { readonly title: string } }[];
  };
}

/** What can cause a symptom and what helps then, short enough to read at a glance. */
export const previewedCausesDocument = graphDocument<
  { symptom: (Named & { readonly causes: { readonly edges: readonly PreviewedCause[] } }) | null },
  { id: string; locale: string }
>(`query PreviewedCauses($id: ID!, $locale: Locale) { symptom(id: $id) { id name(locale: $locale) causes(first: 20) { edges {
  node { id name(locale: $locale) medications(first: 10) { edges { node { id name(locale: $locale) } } } foods(first: 10) { edges { node { id name(locale: $locale) } } } }
  claim { certainty frequency citations { source { title } } } } } } }`);

export type PreviewedRecord = NamedRecord & { readonly summary?: string | null };

export const previewedRecordsDocument = graphDocument<
  { nodes: readonly (PreviewedRecord | null)[] },
  { ids: readonly string[]; locale: string }
>(`query PreviewedRecords($ids: [ID!]!, $locale: Locale) { nodes(ids: $ids) { __typename id
  ... on Concept { name(locale: $locale) summary(locale: $locale) } ... on Source { title }
  ... on Claim { predicate negated subject { id name(locale: $locale) } object { id name(locale: $locale) } } } }`);
