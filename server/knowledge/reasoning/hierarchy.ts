import type { RankingIndex } from './ranking-index.ts';

/** The symptom and all broader ones. */
export const aboveOf = ({ symptomAncestors: { starts, items } }: RankingIndex, symptom: number): Int32Array =>
  items.subarray(starts[symptom], starts[symptom + 1]);

/** Marks a symptom and all narrower ones. */
export function below({ symptomOrder, symptomParents }: RankingIndex, finding: number): Uint8Array {
  const inside = new Uint8Array(symptomOrder.length);
  inside[finding] = 1;
  for (const symptom of symptomOrder)
    for (let i = symptomParents.starts[symptom] ?? 0; i < (symptomParents.starts[symptom + 1] ?? 0); i++)
      if (inside[symptomParents.items[i] ?? 0] === 1) inside[symptom] = 1;
  return inside;
}
