import type { Frequencies } from './frequencies.ts';
import { aboveOf, belowOf, markAbove } from './hierarchy.ts';
import type { RankingIndex } from './ranking-index.ts';

/** Numbers of the score; schema/decisions/reasoning.md says where each comes from. */
const weights = {
  /** What is lost of a finding's information when only a broader one is claimed, counted again by this share. */
  lostInformation: 1.2,
  /** For a finding that is claimed itself or by a narrower one, not only by way of a broader one. */
  exact: 1,
  /** What each further finding counts of the one before, the most telling first: findings of one person hang together. */
  further: 0.9,
  /** For the share of the cause's own findings, weighted by frequency, that the findings explain. */
  coverage: 10,
  /** Sum of frequencies that a cause is taken to have besides, which nobody has described: little of it is known where little is claimed. */
  undescribed: 1,
  /** Most that absent findings take away together, and how fast they get there. */
  absent: 0.5,
  absentStep: 0.5,
} as const;

/** A cause by its place in the index, with its score. */
export interface Scored {
  readonly cause: number;
  readonly score: number;
}

/** The causes with the highest scores, best first; equal scores go by place, and what no finding points to is not among them. Present and absent are places of symptoms. */
export function bestCauses(
  index: RankingIndex,
  frequencies: Frequencies,
  { present, absent }: { readonly present: readonly number[]; readonly absent: readonly number[] },
  most: number,
): Scored[] {
  const found = new Found(index, frequencies, present.length);
  for (const finding of present) found.add(finding);
  const { causes, sums } = found.sums();
  const shares = explainedShares(index, present);
  const penalties = penaltiesOf(index, frequencies, absent);
  const scored = (at: number): Scored => {
    const cause = causes[at] as number;
    const score = (sums[at] as number) + coverageOf(index, frequencies, cause, shares) - (penalties.get(cause) ?? 0);
    // Rounded, so that the order of adding up decides nothing.
    return { cause, score: Math.round(score * 1e6) / 1e6 };
  };
  const first = placesOfHighest(sums, most).map(scored);
  // What these have at least others must be able to reach, and coverage adds no more than its weight to their sums: most need not be looked at.
  const lowest = first.length < most ? 0 : Math.min(...first.map(({ score }) => score)) - 1e-6;
  const isFirst = new Set(first.map(({ cause }) => cause));
  const others: Scored[] = [];
  for (let at = 0; at < causes.length; at++) {
    const cause = causes[at] as number;
    const described = frequencies.ofCauses[cause] as number;
    const highest = (sums[at] as number) + (weights.coverage * described) / (described + weights.undescribed);
    if (highest >= lowest && !isFirst.has(cause)) others.push(scored(at));
  }
  return [...first, ...others].sort((a, b) => b.score - a.score || a.cause - b.cause).slice(0, most);
}

/** The places of the highest values, in no order. */
function placesOfHighest(values: Float64Array, count: number): number[] {
  const found: number[] = [];
  const byValue = (a: number, b: number): number => (values[b] as number) - (values[a] as number);
  let lowest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    if ((values[at] as number) <= lowest) continue;
    found.push(at);
    if (found.length < count * 4) continue;
    found.sort(byValue).length = count;
    lowest = values[found[count - 1] as number] as number;
  }
  return found.sort(byValue).slice(0, count);
}

/** What causes claim of one finding after another, in memory that serves all of them. */
class Found {
  /** Causes that claim something of the finding at hand, and what of it says most (minus infinity for all others) and has most in common with it. */
  readonly #met: Int32Array;
  readonly #best: Float64Array;
  readonly #most: Float64Array;
  /** The last finding that a symptom was met for. */
  readonly #symptomMet: Int32Array;
  #round = 0;
  /** Causes that something speaks for, and the place of each among them, counted from 1. */
  readonly #causes: Int32Array;
  readonly #places: Int32Array;
  #causeCount = 0;
  /** What the findings say for each of these causes side by side, the most telling first, and how many there are. */
  readonly #values: Float64Array;
  readonly #valueCounts: Int32Array;

  readonly #index: RankingIndex;
  readonly #logs: Float64Array;
  readonly #findings: number;

  constructor(index: RankingIndex, { claimedLogs }: Frequencies, findings: number) {
    const { workspace, causeIds, symptomIds } = index;
    const causes = causeIds.length;
    this.#index = index;
    this.#logs = claimedLogs;
    this.#findings = findings;
    this.#met = workspace.integers('met', causes);
    this.#best = workspace.numbers('best', causes).fill(Number.NEGATIVE_INFINITY);
    this.#most = workspace.numbers('most', causes);
    this.#symptomMet = workspace.integers('symptoms met', symptomIds.length).fill(0);
    this.#causes = workspace.integers('causes', causes);
    this.#places = workspace.integers('places of causes', causes).fill(0);
    this.#values = workspace.numbers('values', causes * findings);
    this.#valueCounts = workspace.integers('counts of values', causes);
  }

  /** Looks up what the causes claim of a finding. */
  add(finding: number): void {
    const { information } = this.#index;
    const own = information[finding] as number;
    // What has less in common with it counts for nothing, however frequent; so what is claimed, however rarely, counts as this at least.
    const least = (own * weights.lostInformation) / (1 + weights.lostInformation);
    const [met, best, most] = [this.#met, this.#best, this.#most];
    const count = this.#meet(finding, least);
    for (let i = 0; i < count; i++) {
      const cause = met[i] as number;
      const inCommon = most[cause] as number;
      const value =
        inCommon === own
          ? Math.max(best[cause] as number, least) + weights.exact
          : (best[cause] as number) - weights.lostInformation * (own - inCommon);
      if (value > 0) this.#keep(cause, value);
      best[cause] = Number.NEGATIVE_INFINITY;
    }
  }

  /** Causes that something speaks for, and what was found for each: the most telling finding wholly, each further one less than the one before. */
  sums(): { readonly causes: Int32Array; readonly sums: Float64Array } {
    const sums = this.#index.workspace.numbers('sums', this.#causeCount);
    for (let place = 0; place < sums.length; place++) {
      const first = place * this.#findings;
      const last = first + (this.#valueCounts[place] as number);
      let [sum, counts] = [0, 1];
      for (let at = first; at < last; at++) {
        sum += counts * (this.#values[at] as number);
        counts *= weights.further;
      }
      sums[place] = sum;
    }
    return { causes: this.#causes.subarray(0, this.#causeCount), sums };
  }

  /** Notes for each cause that claims something near a finding what says most of it. Answers how many causes do. */
  #meet(finding: number, least: number): number {
    const { information, claimed } = this.#index;
    const { starts, causes } = claimed;
    const [logs, met, best, most, symptomMet] = [this.#logs, this.#met, this.#best, this.#most, this.#symptomMet];
    const round = ++this.#round;
    let count = 0;
    for (const above of aboveOf(this.#index, finding)) {
      const inCommon = information[above] as number;
      if (inCommon <= least) break;
      for (const symptom of belowOf(this.#index, above)) {
        if (symptomMet[symptom] === round) continue;
        symptomMet[symptom] = round;
        const end = starts[symptom + 1] as number;
        for (let i = starts[symptom] as number; i < end; i++) {
          const value = inCommon + (logs[i] as number);
          const cause = causes[i] as number;
          const before = best[cause] as number;
          if (value <= before) continue;
          best[cause] = value;
          if (before !== Number.NEGATIVE_INFINITY) continue;
          met[count++] = cause;
          // What comes first has most in common.
          most[cause] = inCommon;
        }
      }
    }
    return count;
  }

  /** Puts a value among those of its cause. */
  #keep(cause: number, value: number): void {
    let place = (this.#places[cause] as number) - 1;
    if (place < 0) {
      place = this.#causeCount++;
      this.#places[cause] = place + 1;
      this.#causes[place] = cause;
      this.#valueCounts[place] = 0;
    }
    const values = this.#values;
    const first = place * this.#findings;
    let at = first + (this.#valueCounts[place] as number);
    this.#valueCounts[place] = at - first + 1;
    for (; at > first && (values[at - 1] as number) < value; at--) values[at] = values[at - 1] as number;
    values[at] = value;
  }
}

/** What share of a cause's own findings the given ones explain, each weighted by its frequency and to the degree it is shared. */
function coverageOf(
  { pairStarts, pairSymptoms }: RankingIndex,
  { ofPairs, ofCauses }: Frequencies,
  cause: number,
  shares: Float64Array,
): number {
  let covered = 0;
  for (let pair = pairStarts[cause] as number; pair < (pairStarts[cause + 1] as number); pair++) {
    const frequency = ofPairs[pair] as number;
    if (frequency > 0) covered += frequency * (shares[pairSymptoms[pair] as number] as number);
  }
  return (weights.coverage * covered) / ((ofCauses[cause] as number) + weights.undescribed);
}

/** For each symptom the share of its information that it and one of the findings have in common. */
function explainedShares(index: RankingIndex, findings: readonly number[]): Float64Array {
  const { information, symptomOrder, symptomParents, workspace } = index;
  const { starts, items } = symptomParents;
  const isAbove = markAbove(index, 'above any finding', findings);
  const inCommon = workspace.numbers('in common', information.length);
  const shares = workspace.numbers('shares', information.length);
  // The broader come first, so what a symptom has in common is its own or the most that one right above it has.
  for (const symptom of symptomOrder) {
    const own = information[symptom] as number;
    let most = isAbove[symptom] === 1 ? own : 0;
    for (let i = starts[symptom] as number; i < (starts[symptom + 1] as number); i++)
      most = Math.max(most, inCommon[items[i] as number] as number);
    inCommon[symptom] = most;
    shares[symptom] = most / own;
  }
  return shares;
}

/** How much each cause loses that claims an absent finding or a narrower one, by its frequency; no other cause loses anything. */
function penaltiesOf(index: RankingIndex, { ofPairs }: Frequencies, absent: readonly number[]): Map<number, number> {
  const { symptomPairs, pairCauses } = index;
  const spared = new Map<number, number>();
  for (const finding of absent) {
    const claimed = new Map<number, number>();
    for (const symptom of belowOf(index, finding)) {
      for (let i = symptomPairs.starts[symptom] as number; i < (symptomPairs.starts[symptom + 1] as number); i++) {
        const pair = symptomPairs.items[i] as number;
        const cause = pairCauses[pair] as number;
        claimed.set(cause, Math.max(claimed.get(cause) ?? 0, ofPairs[pair] as number));
      }
    }
    for (const [cause, frequency] of claimed) spared.set(cause, (spared.get(cause) ?? 1) * (1 - weights.absentStep * frequency));
  }
  return new Map(Array.from(spared, ([cause, share]) => [cause, weights.absent * (1 - share)]));
}
