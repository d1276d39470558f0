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

/** The leg-cramp question, short enough to read at a glance. */
export const previewDocument = graphDocument<
  { symptom: { readonly name: string; readonly causes: { readonly edges: readonly PreviewedCause[] } } | null },
  { locale: string }
>(`query Preview($locale: Locale) { symptom(slug: "leg-cramp") { name(locale: $locale) causes(first: 20) { edges {
  node { id name(locale: $locale) medications(first: 10) { edges { node { id name(locale: $locale) } } } foods(first: 10) { edges { node { id name(locale: $locale) } } } }
  claim { certainty frequency citations { source { title } } } } } } }`);

export const previewedRecordsDocument = graphDocument<
  {
    nodes: readonly ({
      readonly __typename: string;
      readonly id: string;
      readonly name?: string;
      readonly summary?: string | null;
    } | null)[];
  },
  { ids: readonly string[]; locale: string }
>(`query PreviewedRecords($ids: [ID!]!, $locale: Locale) { nodes(ids: $ids) { __typename id
  ... on Concept { name(locale: $locale) summary(locale: $locale) } } }`);
