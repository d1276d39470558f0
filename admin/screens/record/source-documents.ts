import type { Population } from '../../../schema/validation/populations-overlap.ts';
import { populationFields } from '../../derived/population.ts';
import { graphDocument } from '../../providers/document.ts';
import type { ConnectionPage } from '../../providers/use-answer.ts';

interface End {
  readonly id: string;
  readonly name: string;
}

export interface CitingClaim {
  readonly id: string;
  readonly predicate: string;
  readonly negated: boolean;
  readonly population: Population | null;
  readonly subject: End;
  readonly object: End;
}

interface SourceClaims {
  readonly totalCount: number;
  readonly edges: readonly { readonly claim: CitingClaim }[];
  readonly pageInfo: ConnectionPage<CitingClaim>['pageInfo'];
}

export const sourceClaimsDocument = graphDocument<
  { readonly source: { readonly claims: SourceClaims } | null },
  { readonly id: string; readonly locale: string; readonly negated: boolean; readonly after?: string | undefined }
>(`query SourceClaims($id: ID!, $locale: Locale, $negated: Boolean, $after: String) { source(id: $id) {
  claims(first: 100, after: $after, negated: $negated) { totalCount pageInfo { hasNextPage endCursor } edges { claim {
    id predicate negated population { ${populationFields} } subject { id name(locale: $locale) } object { id name(locale: $locale) } } } } } }`);
