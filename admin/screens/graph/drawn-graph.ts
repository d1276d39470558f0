import type { DrawnClaim, DrawnConcept, Neighbourhood } from './graph-documents.ts';

/** The most concepts that one drawing holds. */
export const mostConcepts = 300;

/** Concepts and the claims between them, each once. */
export interface DrawnGraph {
  readonly concepts: readonly DrawnConcept[];
  readonly claims: readonly DrawnClaim[];
  /** Whether more lies around than is drawn. */
  readonly isTruncated: boolean;
}

/** Several neighbourhoods as one graph; what comes first has the first right to the room there is. */
export function joined(parts: readonly Neighbourhood[]): DrawnGraph {
  const concepts = new Map<string, DrawnConcept>();
  const claims = new Map<string, DrawnClaim>();
  let isTruncated = false;
  for (const part of parts) {
    isTruncated ||= part.isTruncated;
    for (const { concept } of part.neighbours) {
      if (concepts.size < mostConcepts) concepts.set(concept.id, concept);
      else if (!concepts.has(concept.id)) isTruncated = true;
    }
    for (const claim of part.claims) claims.set(claim.id, claim);
  }
  return {
    concepts: [...concepts.values()],
    claims: [...claims.values()].filter(({ subject, object }) => concepts.has(subject.id) && concepts.has(object.id)),
    isTruncated,
  };
}
