import { describedBy, type Frequencies, type Said } from './frequencies.ts';
import { aboveOf, belowOf, markAbove } from './hierarchy.ts';
import { rowOf } from './index-data.ts';
import type { RankingIndex } from './ranking-index.ts';

/** Numbers of the score; schema/decisions/reasoning.md says where each comes from. */
const weights = {
  /** What is lost of a finding's information when only a broader one is claimed, counted again by this share. */
  lostInformation: 1.2,
  /** For a finding that the cause itself claims, or a narrower one. */
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

/** The causes with the highest scores, best first; equal scores go by place, and what no finding fits or the person cannot have is not among them, however near it is. Present and absent are places of symptoms. */
export function bestCauses(
  index: RankingIndex,
  frequencies: Frequencies,
  { present, absent }: { readonly present: readonly number[]; readonly absent: readonly number[] },
  most: number,
): Scored[] {
  const spoken = sumsOf(
    index,
    frequencies,
    present.map((finding) => saidOf(index, frequencies, finding)),
  );
  const shareOf = explainedShares(index, present);
  const penalties = penaltiesOf(index, frequencies, absent);
  const scored = (at: number): Scored => {
    const cause = spoken.causes[at] as number;
    const score = (spoken.sums[at] as number) + coverageOf(index, frequencies, cause, shareOf) - (penalties.get(cause) ?? 0);
    // Rounded, so that the order of adding up decides nothing.
    return { cause, score: Math.round(score * 1e6) / 1e6 };
  };
  const inOrder = (a: Scored, b: Scored): number => b.score - a.score || a.cause - b.cause;
  const best = placesOfHighest(spoken.sums, most).map(scored).sort(inOrder);
  const isFirst = new Set(best.map(({ cause }) => cause));
  // What others must be able to reach: most need not be looked at.
  const lowest = (): number => (best[best.length - 1]?.score ?? 0) - 1e-6;
  for (const { at, highest } of reaching(spoken, frequencies, lowest())) {
    if (highest < lowest()) break;
    if (isFirst.has(spoken.causes[at] as number)) continue;
    const one = scored(at);
    if (one.score < lowest()) continue;
    best.push(one);
    best.sort(inOrder).pop();
  }
  return best;
}

/** The places of the causes whose scores can be as high as this, with the highest that each can be, in falling order: coverage adds no more than its weight. */
function reaching(
  { causes, sums }: Spoken,
  { ofCauses }: Frequencies,
  needed: number,
): { readonly at: number; readonly highest: number }[] {
  const found: { readonly at: number; readonly highest: number }[] = [];
  for (let at = 0; at < causes.length; at++) {
    const described = ofCauses[causes[at] as number] as number;
    const highest = (sums[at] as number) + (weights.coverage * described) / (described + weights.undescribed);
    if (highest >= needed) found.push({ at, highest });
  }
  return found.sort((a, b) => b.highest - a.highest);
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

/** What has no more than this share of its information in common with a finding counts for nothing, however frequent. */
const leastInCommon = weights.lostInformation / (1 + weights.lostInformation);

/** What all causes say of a finding; it is kept, since the same findings are asked about again and again. */
function saidOf(index: RankingIndex, frequencies: Frequencies, finding: number): Said {
  const known = frequencies.said.get(finding);
  if (known) return known;
  const { information, causeIds, workspace } = index;
  const own = information[finding] as number;
  const read = rowOf(index.symptomReadings, finding);
  // What is claimed, however rarely, counts as this at least.
  const lowest = leastInCommon * (information[read[0] ?? finding] as number);
  const values = workspace.numbers('said', causeIds.length);
  const [met, best, most, claimsIt, fits] = [
    workspace.integers('met', causeIds.length),
    workspace.numbers('best', causeIds.length).fill(Number.NEGATIVE_INFINITY),
    workspace.numbers('most', causeIds.length),
    workspace.bytes('claims it', causeIds.length).fill(0),
    workspace.bytes('fits', causeIds.length).fill(0),
  ];
  const metCount = meet(index, frequencies, { finding, read }, { met, best, most, claimsIt, fits });
  let count = 0;
  for (let i = 0; i < metCount; i++) {
    const cause = met[i] as number;
    const value =
      claimsIt[cause] === 1
        ? Math.max(best[cause] as number, lowest) + weights.exact
        : (best[cause] as number) - weights.lostInformation * (own - (most[cause] as number));
    if (value <= 0) continue;
    met[count] = cause;
    values[count++] = value;
  }
  const causes = met.slice(0, count);
  const said = { causes, values: values.slice(0, count), fits: Uint8Array.from(causes, (cause) => fits[cause] as number) };
  frequencies.said.set(finding, said);
  return said;
}

/** Where the search for causes writes: which of them it met, what of each says most and has most in common with the finding, and 1 for each that claims the finding or a narrower one itself. */
interface Met {
  readonly met: Int32Array;
  /** Minus infinity for what was not met. */
  readonly best: Float64Array;
  readonly most: Float64Array;
  readonly claimsIt: Uint8Array;
  /** 1 for each that claims or takes over the finding, a broader or a narrower one, and not only another kind of something broader. */
  readonly fits: Uint8Array;
}

/** Meets each cause that claims what a finding is read as or something near it, or takes it over. Answers how many do. */
function meet(
  index: RankingIndex,
  { claimedLogs: logs }: Frequencies,
  { finding, read }: { readonly finding: number; readonly read: Int32Array },
  { met, best, most, claimsIt, fits }: Met,
): number {
  const { information, claimed, symptomIds, workspace } = index;
  const { starts, causes, pairs } = claimed;
  const isMet = workspace.bytes('symptoms met', symptomIds.length).fill(0);
  const own = information[finding] as number;
  let count = 0;
  const meetClaimsOf = (symptom: number, inCommon: number, isFinding: boolean, isFitting: boolean): void => {
    if (isMet[symptom] === 1) return;
    isMet[symptom] = 1;
    const end = starts[symptom + 1] as number;
    for (let i = starts[symptom] as number; i < end; i++) {
      const value = inCommon + (logs[i] as number);
      const cause = causes[i] as number;
      if (isFinding && (pairs[i] as number) >= 0 && value !== Number.NEGATIVE_INFINITY) claimsIt[cause] = 1;
      if (isFitting && value !== Number.NEGATIVE_INFINITY) fits[cause] = 1;
      const before = best[cause] as number;
      if (value <= before) continue;
      best[cause] = value;
      if (before !== Number.NEGATIVE_INFINITY) continue;
      met[count++] = cause;
      // What comes first has most in common.
      most[cause] = isFinding ? own : inCommon;
    }
  };
  for (const symptom of read) meetClaimsOf(symptom, information[symptom] as number, true, true);
  for (const above of aboveOf(index, finding)) {
    const inCommon = information[above] as number;
    if (inCommon <= own * leastInCommon) break;
    for (const symptom of belowOf(index, above)) meetClaimsOf(symptom, inCommon, inCommon === own, inCommon === own || symptom === above);
  }
  return count;
}

/** Causes that something speaks for, and for each the sum of what is said. */
interface Spoken {
  readonly causes: Int32Array;
  readonly sums: Float64Array;
}

/** Adds up what is said for each cause that can be: the most telling finding counts wholly, each further one less than the one before. */
function sumsOf({ causeIds, workspace }: RankingIndex, { ruledOut }: Frequencies, findings: readonly Said[]): Spoken {
  const causes = workspace.integers('causes', causeIds.length);
  // The place of each cause among them, counted from 1; what the findings say of each side by side, the most telling first; and how many do.
  const places = workspace.integers('places of causes', causeIds.length).fill(0);
  const sorted = workspace.numbers('values', causeIds.length * findings.length);
  const counts = workspace.integers('counts of values', causeIds.length);
  const fits = workspace.bytes('fits anything', causeIds.length).fill(0);
  let causeCount = 0;
  for (const said of findings) {
    for (let i = 0; i < said.causes.length; i++) {
      const [cause, value] = [said.causes[i] as number, said.values[i] as number];
      let place = (places[cause] as number) - 1;
      if (place < 0) {
        place = causeCount++;
        places[cause] = place + 1;
        causes[place] = cause;
        counts[place] = 0;
      }
      const first = place * findings.length;
      let at = first + (counts[place] as number);
      counts[place] = at - first + 1;
      for (; at > first && (sorted[at - 1] as number) < value; at--) sorted[at] = sorted[at - 1] as number;
      sorted[at] = value;
      if (said.fits[i] === 1) fits[place] = 1;
    }
  }
  const sums = workspace.numbers('sums', causeCount);
  let fitting = 0;
  for (let place = 0; place < causeCount; place++) {
    if (fits[place] === 0 || ruledOut?.[causes[place] as number] === 1) continue;
    const first = place * findings.length;
    const end = first + (counts[place] as number);
    let [sum, share] = [0, 1];
    for (let at = first; at < end; at++) {
      sum += share * (sorted[at] as number);
      share *= weights.further;
    }
    causes[fitting] = causes[place] as number;
    sums[fitting++] = sum;
  }
  return { causes: causes.subarray(0, fitting), sums: sums.subarray(0, fitting) };
}

/** What share of what is described of a cause the given findings explain, each to the degree it is shared. */
function coverageOf(index: RankingIndex, { ofPairs, ofCauses }: Frequencies, cause: number, shareOf: (symptom: number) => number): number {
  const { pairStarts, pairSymptoms } = index;
  let covered = 0;
  for (let pair = pairStarts[cause] as number; pair < (pairStarts[cause + 1] as number); pair++) {
    const counts = describedBy(index, ofPairs, pair);
    if (counts > 0) covered += counts * shareOf(pairSymptoms[pair] as number);
  }
  return (weights.coverage * covered) / ((ofCauses[cause] as number) + weights.undescribed);
}

/** For a symptom the share of its information that it and one of the findings have in common, worked out once for each that is asked for. */
function explainedShares(index: RankingIndex, findings: readonly number[]): (symptom: number) => number {
  const { information, symptomAncestors, workspace } = index;
  const { starts, items } = symptomAncestors;
  const isAbove = markAbove(index, 'above any finding', findings);
  const shares = workspace.numbers('shares', information.length).fill(-1);
  return (symptom) => {
    const known = shares[symptom] as number;
    if (known >= 0) return known;
    // The most telling come first.
    let at = starts[symptom] as number;
    const end = starts[symptom + 1] as number;
    while (at < end && isAbove[items[at] as number] === 0) at++;
    const share = at === end ? 0 : (information[items[at] as number] as number) / (information[symptom] as number);
    shares[symptom] = share;
    return share;
  };
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
