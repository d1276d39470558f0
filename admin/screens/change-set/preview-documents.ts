import type { NamedRecord } from '../../derived/record-name-documents.ts';
import { graphDocument } from '../../providers/document.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A page of a list, and how many items the whole list has. */
interface Page<Edge> {
  readonly totalCount: number;
  readonly edges: readonly Edge[];
}

type NamedPage = Page<{ readonly node: Named }>;

export interface PreviewedCause {
  readonly node: Named & { readonly medications: NamedPage; readonly foods: NamedPage; readonly contraindications: NamedPage };
  readonly claim: {
    readonly certainty: string;
    readonly frequency: number | null;
    readonly citations: readonly { readonly source: { readonly title: string } }[];
  };
}

interface PreviewedRedFlag extends Named {
  readonly urgency: string;
  readonly advice: string | null;
}

export type PreviewedSymptom = Named & {
  readonly causes: Page<PreviewedCause>;
  readonly redFlags: Page<{ readonly node: PreviewedRedFlag }>;
};

const namedPage = '(first: 200) { totalCount edges { node { id name(locale: $locale) } } }';

/** What can cause a symptom, what helps and what harms then, and which red flags ask for it, short enough to read at a glance. */
export const previewedSymptomDocument = graphDocument<
  { symptom: PreviewedSymptom | null },
  { id: string; locale: string }
>(`query PreviewedSymptom($id: ID!, $locale: Locale) { symptom(id: $id) { id name(locale: $locale)
  redFlags(first: 50) { totalCount edges { node { id name(locale: $locale) urgency advice(locale: $locale) } } }
  causes(first: 50) { totalCount edges {
    node { id name(locale: $locale) medications${namedPage} foods${namedPage} contraindications${namedPage} }
    claim { certainty frequency citations { source { title } } } } } } }`);

export type PreviewedRecord = NamedRecord & {
  readonly summary?: string | null;
  readonly urgency?: string;
  readonly advice?: string | null;
};

export const previewedRecordsDocument = graphDocument<
  { nodes: readonly (PreviewedRecord | null)[] },
  { ids: readonly string[]; locale: string }
>(`query PreviewedRecords($ids: [ID!]!, $locale: Locale) { nodes(ids: $ids) { __typename id
  ... on Concept { name(locale: $locale) summary(locale: $locale) } ... on RedFlag { urgency advice(locale: $locale) } ... on Source { title }
  ... on Claim { predicate negated subject { id name(locale: $locale) } object { id name(locale: $locale) } } } }`);
