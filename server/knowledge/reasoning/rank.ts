import { aboveOf, belowOf, markAbove, markBelow } from './hierarchy.ts';
import { holdsFor, type Person } from './person.ts';
import { claimId, type Frequencies, frequenciesOf, type RankingIndex, weights as indexWeights } from './ranking-index.ts';
import { type NextFinding, nextFindings } from './next-findings.ts';

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

/** How many claims of a cause are shown that nobody has asked about yet, and how many leading causes the next findings tell apart. */
const mostUnasked = 20;
const mostLeading = 20;

/** A question for the ranking. */
export interface RankingQuery {
  readonly present: readonly string[];
  readonly absent: readonly string[];
  /** Given as not known: never asked again, and counted for nothing. */
  readonly unknown: readonly string[];
  readonly person: Person;
  /** How many certainties count, the surest first. */
  readonly certainties: number;
  readonly first: number;
}

export interface RankedCause {
  readonly cause: string;
  readonly score: number;
  /** Ids of the symptoms that the supporting claims speak of. */
  readonly symptoms: readonly string[];
  /** Ids of claims. */
  readonly supporting: readonly string[];
  readonly conflicting: readonly string[];
  readonly unasked: readonly string[];
}

export interface Ranked {
  readonly release: number;
  readonly candidates: readonly RankedCause[];
  readonly nextFindings: readonly NextFinding[];
}

/** Ranks all causes by how well their claims fit the findings, best first; equal scores go by id. */
export function rank(index: RankingIndex, query: RankingQuery): Ranked {
  const places = (ids: readonly string[]): number[] =>
    [...new Set(ids)].flatMap((id) => index.symptomPlaces.get(id) ?? []).sort((a, b) => a - b);
  const [present, absent, unknown] = [places(query.present), places(query.absent), places(query.unknown)];
  const frequencies = frequenciesFor(index, query);
  const scores = scoresOf(index, frequencies, present, absent);
  const best = bestOf(scores, Math.max(query.first, mostLeading));
  const marks = marksOf(index, present, absent);
  return {
    release: index.release,
    candidates: best.slice(0, query.first).map((cause) => ({
      cause: index.causeIds[cause] ?? '',
      score: scores[cause] ?? 0,
      ...partsOf(index, frequencies, cause, marks),
    })),
    nextFindings: nextFindings(index, frequencies, best.slice(0, mostLeading), scores, { present, absent, unknown }),
  };
}

/** How often causes bring symptoms about by the claims that count for this person and are certain enough. */
function frequenciesFor(index: RankingIndex, { person, certainties }: RankingQuery): Frequencies {
  const holds = index.populations.map((population) => holdsFor(population, person));
  if (holds.every(Boolean) && certainties >= 5) return index.frequencies;
  const ofClaims = index.frequencies.ofClaims.map((frequency, claim) =>
    holds[index.claimPopulations[claim] ?? 0] === true && (index.claimCertainties[claim] ?? 0) < certainties ? frequency : -1,
  );
  return frequenciesOf(index.pairClaims, ofClaims);
}

/** The score of each cause, in the order of the index; 0 for one that no finding points to. Present and absent are places of symptoms. */
export function scoresOf(
  index: RankingIndex,
  frequencies: Frequencies,
  present: readonly number[],
  absent: readonly number[],
): Float64Array {
  const scores = new Float64Array(index.causeIds.length);
  const found = new Found(index, frequencies);
  for (const finding of present) found.add(finding);
  found.sumInto(scores);
  addCoverage(index, frequencies, present, scores);
  penalise(index, frequencies, absent, scores);
  // Rounded, so that the order of adding up decides nothing.
  for (let cause = 0; cause < scores.length; cause++)
    if (scores[cause] !== 0) scores[cause] = Math.round((scores[cause] as number) * 1e6) / 1e6;
  return scores;
}

const inheritedLog = Math.log(indexWeights.inherited);

/** What causes claim of one finding after another, in memory that serves all of them. */
class Found {
  /** Per cause: the best that a claim says of the finding, and the most it has in common with any claim. */
  readonly #best: Float64Array;
  readonly #most: Float64Array;
  /** The last finding that a cause and a symptom were met for. */
  readonly #causeMet: Int32Array;
  readonly #symptomMet: Int32Array;
  #met: number[] = [];
  #round = 0;
  /** What the findings say for each cause, as lists: the last entry of each cause, and of each entry the one before. Entry 0 is none. */
  readonly #last: Int32Array;
  readonly #values: number[] = [0];
  readonly #before: number[] = [0];

  readonly #index: RankingIndex;
  readonly #logs: Float32Array;

  constructor(index: RankingIndex, { logs }: Frequencies) {
    this.#index = index;
    this.#logs = logs;
    this.#best = new Float64Array(index.causeIds.length);
    this.#most = new Float64Array(index.causeIds.length);
    this.#causeMet = new Int32Array(index.causeIds.length);
    this.#symptomMet = new Int32Array(index.symptomIds.length);
    this.#last = new Int32Array(index.causeIds.length);
  }

  /** Looks up what the causes claim of a finding. */
  add(finding: number): void {
    const { information } = this.#index;
    const own = information[finding] ?? 0;
    // What has less in common with it counts for nothing, however frequent; so what is claimed, however rarely, counts as this at least.
    const least = (own * weights.lostInformation) / (1 + weights.lostInformation);
    const above = Array.from(aboveOf(this.#index, finding))
      .filter((one) => (information[one] ?? 0) > least)
      .sort((a, b) => (information[b] ?? 0) - (information[a] ?? 0));
    this.#round++;
    this.#met = [];
    for (const one of above) {
      const inCommon = information[one] ?? 0;
      for (const symptom of belowOf(this.#index, one)) {
        if (this.#symptomMet[symptom] === this.#round) continue;
        this.#symptomMet[symptom] = this.#round;
        this.#visit(symptom, inCommon);
      }
    }
    for (const cause of this.#met) {
      const most = this.#most[cause] as number;
      const best = this.#best[cause] as number;
      const value = most === own ? Math.max(best, least) + weights.exact : best - weights.lostInformation * (own - most);
      if (value <= 0) continue;
      this.#values.push(value);
      this.#before.push(this.#last[cause] as number);
      this.#last[cause] = this.#values.length - 1;
    }
  }

  /** Adds up what was found for each cause: the most telling finding wholly, each further one less than the one before. */
  sumInto(scores: Float64Array): void {
    for (let cause = 0; cause < scores.length; cause++) {
      const values: number[] = [];
      for (let entry = this.#last[cause] as number; entry !== 0; entry = this.#before[entry] as number)
        values.push(this.#values[entry] as number);
      if (values.length === 0) continue;
      values.sort((a, b) => b - a);
      let [sum, counts] = [0, 1];
      for (const value of values) {
        sum += counts * value;
        counts *= weights.further;
      }
      scores[cause] = sum;
    }
  }

  #visit(symptom: number, inCommon: number): void {
    const { symptomPairs, causeHeirs, pairCauses } = this.#index;
    for (let i = symptomPairs.starts[symptom] as number; i < (symptomPairs.starts[symptom + 1] as number); i++) {
      const pair = symptomPairs.items[i] as number;
      const log = this.#logs[pair] as number;
      if (log === Number.NEGATIVE_INFINITY) continue;
      const cause = pairCauses[pair] as number;
      this.#meet(cause, inCommon, log);
      for (let h = causeHeirs.starts[cause] as number; h < (causeHeirs.starts[cause + 1] as number); h++)
        this.#meet(causeHeirs.items[h] as number, inCommon, log + inheritedLog);
    }
  }

  #meet(cause: number, inCommon: number, log: number): void {
    const value = inCommon + log;
    if (this.#causeMet[cause] !== this.#round) {
      this.#causeMet[cause] = this.#round;
      this.#met.push(cause);
      this.#best[cause] = value;
      this.#most[cause] = inCommon;
      return;
    }
    if (value > (this.#best[cause] as number)) this.#best[cause] = value;
    if (inCommon > (this.#most[cause] as number)) this.#most[cause] = inCommon;
  }
}

/** Adds what share of a cause's own findings the given ones explain, each weighted by its frequency and to the degree it is shared. */
function addCoverage(index: RankingIndex, { ofPairs }: Frequencies, present: readonly number[], scores: Float64Array): void {
  const { pairStarts, pairSymptoms } = index;
  const explained = explainedShares(index, present);
  for (let cause = 0; cause < scores.length; cause++) {
    if (scores[cause] === 0) continue;
    let [covered, all] = [0, 0];
    for (let pair = pairStarts[cause] as number; pair < (pairStarts[cause + 1] as number); pair++) {
      const frequency = ofPairs[pair] as number;
      if (frequency <= 0) continue;
      covered += frequency * (explained[pairSymptoms[pair] as number] as number);
      all += frequency;
    }
    if (all > 0) scores[cause] = (scores[cause] as number) + (weights.coverage * covered) / (all + weights.undescribed);
  }
}

/** For each symptom the share of its information that it and one of the findings have in common. */
function explainedShares(index: RankingIndex, findings: readonly number[]): Float64Array {
  const { symptomOrder, symptomParents, information } = index;
  const isAbove = markAbove(index, findings);
  const shared = new Float64Array(symptomOrder.length);
  for (const symptom of symptomOrder) {
    let best = isAbove[symptom] === 1 ? (information[symptom] as number) : 0;
    for (let i = symptomParents.starts[symptom] as number; i < (symptomParents.starts[symptom + 1] as number); i++)
      best = Math.max(best, shared[symptomParents.items[i] as number] as number);
    shared[symptom] = best;
  }
  for (let symptom = 0; symptom < shared.length; symptom++)
    if (shared[symptom] !== 0) shared[symptom] = (shared[symptom] as number) / (information[symptom] as number);
  return shared;
}

/** Lowers the causes that claim an absent finding or a narrower one, by its frequency; no other cause changes. */
function penalise(index: RankingIndex, { ofPairs }: Frequencies, absent: readonly number[], scores: Float64Array): void {
  const { symptomPairs, pairCauses } = index;
  const spared = new Map<number, number>();
  for (const finding of absent) {
    const claimed = new Map<number, number>();
    for (const symptom of belowOf(index, finding)) {
      for (let i = symptomPairs.starts[symptom] as number; i < (symptomPairs.starts[symptom + 1] as number); i++) {
        const pair = symptomPairs.items[i] as number;
        const cause = pairCauses[pair] as number;
        if (scores[cause] !== 0) claimed.set(cause, Math.max(claimed.get(cause) ?? 0, ofPairs[pair] as number));
      }
    }
    for (const [cause, frequency] of claimed) spared.set(cause, (spared.get(cause) ?? 1) * (1 - weights.absentStep * frequency));
  }
  for (const [cause, share] of spared) scores[cause] = (scores[cause] as number) - weights.absent * (1 - share);
}

/** The places of the highest scores, best first. */
function bestOf(scores: Float64Array, count: number): number[] {
  const found: number[] = [];
  let lowest = Number.NEGATIVE_INFINITY;
  const byScore = (a: number, b: number): number => (scores[b] as number) - (scores[a] as number) || a - b;
  for (let cause = 0; cause < scores.length; cause++) {
    const score = scores[cause] as number;
    if (score === 0 || (found.length >= count && score <= lowest)) continue;
    found.push(cause);
    if (found.length < count * 4) continue;
    found.sort(byScore).length = count;
    lowest = scores[found[count - 1] ?? 0] ?? lowest;
  }
  return found.sort(byScore).slice(0, count);
}

/** Which symptoms are related to the findings of a question. */
interface Marks {
  readonly count: number;
  /** For each symptom side by side which of the present findings are it or narrower. */
  readonly above: Uint8Array;
  readonly aboveAny: Uint8Array;
  readonly belowAbsent: Uint8Array;
}

function marksOf(index: RankingIndex, present: readonly number[], absent: readonly number[]): Marks {
  const count = present.length;
  const above = new Uint8Array(index.symptomIds.length * count);
  for (const [f, finding] of present.entries()) for (const one of aboveOf(index, finding)) above[one * count + f] = 1;
  return { count, above, aboveAny: markAbove(index, present), belowAbsent: markBelow(index, absent) };
}

/** The claims behind a score. */
function partsOf(
  index: RankingIndex,
  frequencies: Frequencies,
  cause: number,
  { count, above, aboveAny, belowAbsent }: Marks,
): Pick<RankedCause, 'symptoms' | 'supporting' | 'conflicting' | 'unasked'> {
  const { causeSources, pairStarts, pairSymptoms, pairClaims, claimStarts, claimSymptoms, claimIsNegated, information } = index;
  const { logs, ofClaims } = frequencies;
  const best = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const winners: number[][] = Array.from({ length: count }, () => []);
  const shared = new Float64Array(count);
  for (let s = causeSources.starts[cause] ?? 0; s < (causeSources.starts[cause + 1] ?? 0); s++) {
    const source = causeSources.items[s] ?? 0;
    const lowered = source === cause ? 0 : inheritedLog;
    for (let pair = pairStarts[source] ?? 0; pair < (pairStarts[source + 1] ?? 0); pair++) {
      const log = logs[pair] ?? Number.NEGATIVE_INFINITY;
      if (log === Number.NEGATIVE_INFINITY) continue;
      shared.fill(0);
      for (const one of aboveOf(index, pairSymptoms[pair] ?? 0)) {
        if (aboveAny[one] === 0) continue;
        const said = information[one] ?? 0;
        for (let f = 0; f < count; f++) if (above[one * count + f] === 1 && said > (shared[f] as number)) shared[f] = said;
      }
      for (let f = 0; f < count; f++) {
        const value = (shared[f] as number) + log + lowered;
        if (shared[f] === 0 || value < (best[f] as number)) continue;
        if (value > (best[f] as number)) winners[f] = [];
        best[f] = value;
        winners[f]?.push(pair);
      }
    }
  }
  const supporting = new Set<number>();
  for (const pair of winners.flat())
    for (let claim = pairClaims[pair] ?? 0; claim < (pairClaims[pair + 1] ?? 0); claim++)
      if ((ofClaims[claim] ?? -1) > 0) supporting.add(claim);
  const conflicting: number[] = [];
  const unasked: number[] = [];
  for (let claim = claimStarts[cause] ?? 0; claim < (claimStarts[cause + 1] ?? 0); claim++) {
    const symptom = claimSymptoms[claim] ?? 0;
    if (claimIsNegated[claim] === 1) {
      if (aboveAny[symptom] === 1) conflicting.push(claim);
    } else if ((ofClaims[claim] ?? -1) > 0) {
      if (belowAbsent[symptom] === 1) conflicting.push(claim);
      else if (!supporting.has(claim) && aboveAny[symptom] === 0) unasked.push(claim);
    }
  }
  unasked.sort((a, b) => (ofClaims[b] ?? 0) - (ofClaims[a] ?? 0) || a - b);
  const ids = (claims: Iterable<number>): string[] => Array.from(claims, (claim) => claimId(index, claim));
  const symptoms = [...new Set(Array.from(supporting, (claim) => index.symptomIds[claimSymptoms[claim] ?? 0] ?? ''))];
  return { symptoms, supporting: ids(supporting), conflicting: ids(conflicting), unasked: ids(unasked.slice(0, mostUnasked)) };
}
