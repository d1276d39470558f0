import { graphDocument } from '../providers/document.ts';

interface Found {
  readonly __typename: string;
  readonly id: string;
  readonly name: string;
}

export const pickConceptsDocument = graphDocument<
  { search: { edges: readonly { node: Found; highlights: readonly string[] }[] } },
  { text: string; kinds?: readonly string[] | undefined; locale: string }
>(`query PickConcepts($text: String!, $kinds: [ConceptKind!], $locale: Locale) {
  search(text: $text, kinds: $kinds, first: 12, locale: $locale) { edges { node { __typename id name(locale: $locale) } highlights } } }`);

export const pickSourcesDocument = graphDocument<
  {
    sources: {
      edges: readonly { node: { id: string; title: string; publisher: string | null; published: string | null } }[];
    };
  },
  { filter?: object | undefined }
>(`query PickSources($filter: SourceFilter) {
  sources(first: 12, filter: $filter) { edges { node { id title publisher published } } } }`);
