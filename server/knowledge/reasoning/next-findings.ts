import type { Frequencies } from './frequencies.ts';
import { aboveOf, markAbove, markBelow } from './hierarchy.ts';
import type { RankingIndex } from './ranking-index.ts';
import type { Scored } from './score.ts';

export interface NextFinding {
  readonly symptom: string;
  readonly informationGain: number;
}

/** How many are proposed, and how likely a finding is with a cause that says nothing of it. */
export const mostNext = 5;
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
  frequencies: Frequencies,
  leading: readonly Scored[],
  { present, absent, unknown }: Given,
): NextFinding[] {
  if (leading.length < 2) return [];
  const causes = leading.map(({ cause }) => cause);
  const known = markAbove(index, 'known', present);
  for (const finding of unknown) known[finding] = 1;
  const denied = markBelow(index, 'denied', absent);
  const places = new Map<number, number>();
  for (const cause of causes)
    eachPair(index, frequencies, cause, (symptom) => {
      if (known[symptom] === 0 && denied[symptom] === 0 && !places.has(symptom)) places.set(symptom, places.size);
    });
  const shares = sharesOf(leading.map(({ score }) => score));
  const likelihoods = likelihoodsOf(index, frequencies, causes, places);
  return Array.from(places, ([symptom, at]) => ({ symptom, gain: gainOf(shares, likelihoods, at) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || a.symptom - b.symptom)
    .slice(0, mostNext)
    .map(({ symptom, gain }) => ({ symptom: index.symptomIds[symptom] ?? '', informationGain: gain }));
}

function eachPair(
  { pairStarts, pairSymptoms }: RankingIndex,
  { ofPairs }: Frequencies,
  cause: number,
  visit: (symptom: number, frequency: number) => void,
): void {
  for (let pair = pairStarts[cause] ?? 0; pair < (pairStarts[cause + 1] ?? 0); pair++) {
    const frequency = ofPairs[pair] ?? -1;
    if (frequency > 0) visit(pairSymptoms[pair] ?? 0, frequency);
  }
}

/** Shares that add up to 1. */
function sharesOf(scores: readonly number[]): number[] {
  const highest = Math.max(...scores);
  const raw = scores.map((score) => Math.exp(score - highest));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((one) => one / sum);
}

/** For each symptom that may be asked, side by side, how often it or a narrower one comes with each cause. */
function likelihoodsOf(
  index: RankingIndex,
  frequencies: Frequencies,
  causes: readonly number[],
  places: ReadonlyMap<number, number>,
): Float64Array {
  const likelihoods = index.workspace.numbers('likelihoods', places.size * causes.length).fill(unclaimed);
  const placeOf = index.workspace.integers('places of likelihoods', index.symptomIds.length).fill(-1);
  for (const [symptom, at] of places) placeOf[symptom] = at;
  for (const [c, cause] of causes.entries())
    eachPair(index, frequencies, cause, (symptom, frequency) => {
      for (const above of aboveOf(index, symptom)) {
        const place = placeOf[above] as number;
        if (place < 0) continue;
        const at = place * causes.length + c;
        if (frequency > (likelihoods[at] as number)) likelihoods[at] = Math.min(0.98, frequency);
      }
    });
  return likelihoods;
}

function gainOf(shares: readonly number[], likelihoods: Float64Array, place: number): number {
  let together = 0;
  let apart = 0;
  for (let c = 0; c < shares.length; c++) {
    const likelihood = likelihoods[place * shares.length + c] as number;
    together += (shares[c] as number) * likelihood;
    apart += (shares[c] as number) * (likelihood === unclaimed ? entropyUnclaimed : entropy(likelihood));
  }
  return Math.round((entropy(together) - apart) * 1e6) / 1e6;
}

/** Of a yes or no, in bits. */
const entropy = (yes: number): number => (yes <= 0 || yes >= 1 ? 0 : -yes * Math.log2(yes) - (1 - yes) * Math.log2(1 - yes));

const entropyUnclaimed = entropy(unclaimed);
