import type { RankingIndex } from './ranking-index.ts';

/** The symptom and all broader ones. */
export const aboveOf = ({ symptomAncestors: { starts, items } }: RankingIndex, symptom: number): Int32Array =>
  items.subarray(starts[symptom], starts[symptom + 1]);

/** The symptom and all narrower ones. */
export const belowOf = ({ symptomDescendants: { starts, items } }: RankingIndex, symptom: number): Int32Array =>
  items.subarray(starts[symptom], starts[symptom + 1]);

/** Marks all symptoms that are one of these or narrower. */
export function markBelow(index: RankingIndex, symptoms: readonly number[]): Uint8Array {
  const marks = new Uint8Array(index.symptomIds.length);
  for (const symptom of symptoms) for (const below of belowOf(index, symptom)) marks[below] = 1;
  return marks;
}

/** Marks all symptoms that are one of these or broader. */
export function markAbove(index: RankingIndex, symptoms: readonly number[]): Uint8Array {
  const marks = new Uint8Array(index.symptomIds.length);
  for (const symptom of symptoms) for (const above of aboveOf(index, symptom)) marks[above] = 1;
  return marks;
}
