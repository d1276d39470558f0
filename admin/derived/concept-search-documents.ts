import type { Locale } from '../../schema/language/field.ts';
import { graphDocument } from '../providers/document.ts';

/** A concept as a picker shows it. */
export interface FoundConcept {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

/** Concepts that a text finds by any of their names. */
export const conceptSearchDocument = graphDocument<
  { readonly search: { readonly edges: readonly { readonly node: FoundConcept }[] } },
  { readonly text: string; readonly kinds?: readonly string[] | undefined; readonly locale: Locale }
>(`query ConceptSearch($text: String!, $kinds: [ConceptKind!], $locale: Locale) {
  search(text: $text, kinds: $kinds, first: 20, locale: $locale) { edges { node { id kind name(locale: $locale) } } } }`);
