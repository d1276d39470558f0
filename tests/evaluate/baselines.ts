import { aboveOf } from '../../server/knowledge/reasoning/hierarchy.ts';
import type { RankingIndex } from '../../server/knowledge/reasoning/ranking-index.ts';

/** Scores every cause of an index by findings that are present; the index is the one that the product ranks by. */
export type Baseline = (index: RankingIndex, present: readonly number[]) => Float64Array;

/** Plain methods to compare with, by the name they are printed under. */
export const baselines: Readonly<Record<string, Baseline>> = {
  'Overlap count': overlap,
  BM25: bm25,
  'Resnik + .2 reverse': resnik,
};

/** How many of the findings a cause claims. */
function overlap(index: RankingIndex, present: readonly number[]): Float64Array {
  const given = new Set(present);
  return scored(index, (symptoms) => symptoms.filter((symptom) => given.has(symptom)).length);
}

/** Okapi BM25 (Robertson and others 1994), each cause being a document of the findings it claims and all broader ones. */
function bm25(index: RankingIndex, present: readonly number[]): Float64Array {
  const [k1, b] = [1.2, 0.75];
  const terms = new Set(present.flatMap((finding) => [...aboveOf(index, finding)]));
  const { sizes, total, meanSize, causesOf } = documentsOf(index);
  const scores = new Float64Array(index.causeIds.length);
  for (const term of terms) {
    const causes = causesOf[term] ?? [];
    const rareness = Math.log(1 + (total - causes.length + 0.5) / (causes.length + 0.5));
    for (const cause of causes)
      scores[cause] = (scores[cause] ?? 0) + (rareness * (k1 + 1)) / (1 + k1 * (1 - b + (b * (sizes[cause] ?? 0)) / meanSize));
  }
  return scores;
}

/** Mean information of the best common ancestor over the findings, and a fifth of that over what the cause claims (Resnik 1995). */
function resnik(index: RankingIndex, present: readonly number[]): Float64Array {
  const { information } = index;
  const shared = present.map((finding) => commonWith([finding]));
  const any = commonWith(present);
  return scored(index, (symptoms) => {
    const forth = shared.reduce((sum, common) => sum + symptoms.reduce((best, symptom) => Math.max(best, common[symptom] ?? 0), 0), 0);
    const back = symptoms.reduce((sum, symptom) => sum + (any[symptom] ?? 0), 0);
    return forth / present.length + (0.2 * back) / symptoms.length;
  });

  function commonWith(findings: readonly number[]): Float64Array {
    const above = new Set(findings.flatMap((finding) => [...aboveOf(index, finding)]));
    return information.map((_own, symptom) => {
      // The most telling come first.
      const inCommon = aboveOf(index, symptom).find((one) => above.has(one));
      return inCommon === undefined ? 0 : (information[inCommon] ?? 0);
    });
  }
}

function scored(index: RankingIndex, score: (symptoms: readonly number[], cause: number) => number): Float64Array {
  return Float64Array.from(claimedBy(index), (symptoms, cause) => (symptoms.length === 0 ? 0 : score(symptoms, cause)));
}

/** What each cause claims, each finding once. */
const claimedBy = remembered((index: RankingIndex) =>
  index.causeIds.map((_id, cause) => {
    const claimed = new Set<number>();
    for (let claim = index.claimStarts[cause] ?? 0; claim < (index.claimStarts[cause + 1] ?? 0); claim++)
      if (index.claimIsNegated[claim] !== 1 && index.claimFrequencies[claim] !== 0) claimed.add(index.claimSymptoms[claim] ?? 0);
    return [...claimed];
  }),
);

const documentsOf = remembered((index: RankingIndex) => {
  const documents = claimedBy(index).map((symptoms) => new Set(symptoms.flatMap((symptom) => [...aboveOf(index, symptom)])));
  const sizes = documents.map(({ size }) => size);
  const total = sizes.filter((size) => size > 0).length;
  const causesOf: number[][] = index.symptomIds.map(() => []);
  for (const [cause, terms] of documents.entries()) for (const term of terms) causesOf[term]?.push(cause);
  return { sizes, total, meanSize: sizes.reduce((sum, size) => sum + size, 0) / total, causesOf };
});

function remembered<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
