import { aboveOf, below } from './hierarchy.ts';
import type { RankingIndex } from './ranking-index.ts';

export interface NextFinding {
  readonly symptom: string;
  readonly informationGain: number;
}

/** How many are proposed, and how likely a finding is with a cause that says nothing of it. */
const most = 5;
const unclaimed = 0.02;

interface Given {
  readonly present: readonly number[];
  readonly absent: readonly number[];
  readonly unknown: readonly number[];
}

/**
 * The findings whose answer would tell the leading causes apart best: the expected loss of entropy, in bits, of the causes' shares when
 * each has a share that grows with the exponential of its score (Shannon 1948; Lindley 1956). What was given, and what follows from it,
 * is never among them.
 */
export function nextFindings(
  index: RankingIndex,
  frequencies: Float32Array,
  causes: readonly number[],
  scores: Float64Array,
  { present, absent, unknown }: Given,
): NextFinding[] {
  if (causes.length < 2) return [];
  const known = new Set(unknown);
  for (const finding of present) for (const above of aboveOf(index, finding)) known.add(above);
  const inside = absent.map((finding) => below(index, finding));
  const shares = sharesOf(causes.map((cause) => scores[cause] ?? 0));
  const likelihoods = causes.map((cause) => likelihoodsOf(index, frequencies, cause));
  const asked = new Set<number>();
  for (const cause of causes) {
    for (let claim = index.claimStarts[cause] ?? 0; claim < (index.claimStarts[cause + 1] ?? 0); claim++) {
      const symptom = index.claimSymptoms[claim] ?? 0;
      if ((frequencies[claim] ?? -1) > 0 && !known.has(symptom) && !inside.some((marks) => marks[symptom] === 1)) asked.add(symptom);
    }
  }
  return [...asked]
    .map((symptom) => ({ symptom, gain: gainOf(shares, likelihoods, symptom) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || a.symptom - b.symptom)
    .slice(0, most)
    .map(({ symptom, gain }) => ({ symptom: index.symptomIds[symptom] ?? '', informationGain: gain }));
}

/** Shares that add up to 1. */
function sharesOf(scores: readonly number[]): number[] {
  const highest = Math.max(...scores);
  const raw = scores.map((score) => Math.exp(score - highest));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((one) => one / sum);
}

/** How often each symptom that the cause claims, or a narrower one, comes with it. */
function likelihoodsOf(index: RankingIndex, frequencies: Float32Array, cause: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let claim = index.claimStarts[cause] ?? 0; claim < (index.claimStarts[cause + 1] ?? 0); claim++) {
    const frequency = frequencies[claim] ?? -1;
    if (frequency <= 0) continue;
    for (const symptom of aboveOf(index, index.claimSymptoms[claim] ?? 0))
      if (frequency > (found.get(symptom) ?? 0)) found.set(symptom, frequency);
  }
  return found;
}

function gainOf(shares: readonly number[], likelihoods: readonly ReadonlyMap<number, number>[], symptom: number): number {
  let together = 0;
  let apart = 0;
  for (const [i, share] of shares.entries()) {
    const likelihood = Math.min(0.98, Math.max(unclaimed, likelihoods[i]?.get(symptom) ?? unclaimed));
    together += share * likelihood;
    apart += share * entropy(likelihood);
  }
  return Math.round((entropy(together) - apart) * 1e6) / 1e6;
}

/** Of a yes or no, in bits. */
const entropy = (yes: number): number => (yes <= 0 || yes >= 1 ? 0 : -yes * Math.log2(yes) - (1 - yes) * Math.log2(1 - yes));
