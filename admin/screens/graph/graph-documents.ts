import type { Locale } from '../../../schema/language/field.ts';
import { graphDocument } from '../../providers/document.ts';

export interface DrawnConcept {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

export interface DrawnClaim {
  readonly id: string;
  readonly predicate: string;
  readonly certainty: string;
  readonly subject: { readonly id: string };
  readonly object: { readonly id: string };
}

export interface Neighbourhood {
  readonly isTruncated: boolean;
  readonly neighbours: readonly { readonly steps: number; readonly concept: DrawnConcept }[];
  readonly claims: readonly DrawnClaim[];
}

export interface NeighbourhoodVariables {
  readonly id: string;
  readonly steps: number;
  readonly first: number;
  readonly kinds?: readonly string[] | undefined;
  readonly predicates?: readonly string[] | undefined;
  readonly minCertainty?: string | undefined;
  readonly locale: Locale;
}

export const neighbourhoodDocument = graphDocument<{ readonly neighbourhood: Neighbourhood | null }, NeighbourhoodVariables>(
  `query Neighbourhood($id: ID!, $steps: Int!, $first: Int!, $kinds: [ConceptKind!], $predicates: [Predicate!], $minCertainty: Certainty, $locale: Locale) {
    neighbourhood(id: $id, steps: $steps, first: $first, kinds: $kinds, predicates: $predicates, minCertainty: $minCertainty) {
      isTruncated neighbours { steps concept { id kind name(locale: $locale) } }
      claims { id predicate certainty subject { id } object { id } } } }`,
);
