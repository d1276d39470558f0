import { graphDocument } from '../../providers/document.ts';

interface End {
  readonly id: string;
  readonly name: string;
}

export const sourceClaimsDocument = graphDocument<
  {
    source: {
      claims: {
        edges: readonly { claim: { id: string; predicate: string; negated: boolean; subject: End; object: End } }[];
      };
    } | null;
  },
  { id: string; locale: string }
>(`query SourceClaims($id: ID!, $locale: Locale) { source(id: $id) { claims(first: 100) { edges { claim {
  id predicate negated subject { id name(locale: $locale) } object { id name(locale: $locale) } } } } } }`);
