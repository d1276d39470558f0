import type { NamedRecord } from '../../derived/record-name-documents.ts';
import type { Population } from '../../../schema/validation/populations-overlap.ts';
import { populationFields } from '../../derived/population.ts';
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

/** What is said of the cause by a claim, and for whom. */
export interface PreviewedHelp {
  readonly node: Named;
  readonly claim: {
    readonly predicate: string;
    readonly population: Population | null;
    readonly certainty: string;
    readonly severity?: string | null;
    readonly guidance?: string | null;
  };
}

export interface PreviewedCause {
  readonly node: Named & {
    readonly medications: Page<PreviewedHelp>;
    readonly foods: Page<PreviewedHelp>;
    readonly contraindications: Page<PreviewedHelp>;
  };
  readonly claim: {
    readonly certainty: string;
    readonly population: Population | null;
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

const toldPage = (qualifier: string): string =>
  `(first: 200) { totalCount edges { node { id name(locale: $locale) } claim { predicate population { ${populationFields} } certainty ${qualifier} } } }`;

/** What can cause a symptom, what helps and what harms then, and which red flags ask for it, short enough to read at a glance. */
export const previewedSymptomDocument = graphDocument<
  { symptom: PreviewedSymptom | null },
  { id: string; locale: string }
>(`query PreviewedSymptom($id: ID!, $locale: Locale) { symptom(id: $id) { id name(locale: $locale)
  redFlags(first: 50) { totalCount edges { node { id name(locale: $locale) urgency advice(locale: $locale) } } }
  causes(first: 50) { totalCount edges {
    node { id name(locale: $locale) medications${toldPage('guidance')} foods${toldPage('guidance')} contraindications${toldPage('severity')} }
    claim { certainty frequency population { ${populationFields} } citations { source { title } } } } } } }`);

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
  ... on Claim { predicate negated population { ${populationFields} } subject { id name(locale: $locale) } object { id name(locale: $locale) } } } }`);
