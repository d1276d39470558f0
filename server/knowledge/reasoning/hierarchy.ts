import { rowOf } from './index-data.ts';
import type { RankingIndex } from './ranking-index.ts';

/** The symptom and all broader ones. */
export const aboveOf = ({ symptomAncestors }: RankingIndex, symptom: number): Int32Array => rowOf(symptomAncestors, symptom);

/** The symptom and all narrower ones. */
export const belowOf = ({ symptomDescendants }: RankingIndex, symptom: number): Int32Array => rowOf(symptomDescendants, symptom);

/** Marks all symptoms that are one of these or narrower, in the memory of this name. */
export function markBelow(index: RankingIndex, name: string, symptoms: readonly number[]): Uint8Array {
  const marks = index.workspace.bytes(name, index.symptomIds.length).fill(0);
  for (const symptom of symptoms) for (const below of belowOf(index, symptom)) marks[below] = 1;
  return marks;
}

/** Marks all symptoms that are one of these or broader, in the memory of this name. */
export function markAbove(index: RankingIndex, name: string, symptoms: readonly number[]): Uint8Array {
  const marks = index.workspace.bytes(name, index.symptomIds.length).fill(0);
  for (const symptom of symptoms) for (const above of aboveOf(index, symptom)) marks[above] = 1;
  return marks;
}
