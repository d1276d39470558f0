import { aboveOf, below } from './hierarchy.ts';
import { holdsFor, type Person } from './person.ts';
import { claimId, type RankingIndex, weights as indexWeights } from './ranking-index.ts';
import { type NextFinding, nextFindings } from './next-findings.ts';

/** Numbers of the score; schema/decisions/reasoning.md says where each comes from. */
const weights = {
  /** What is lost of a finding's information when only a broader one is claimed, counted again by this share. */
  lostInformation: 1.2,
  /** For a finding that is claimed itself, not by way of a broader or narrower one. */
  exact: 1,
  /** For the share of the cause's own findings, weighted by frequency, that the findings explain. */
  coverage: 6,
  /** Most that absent findings take away together, and how fast they get there. */
  absent: 1,
  absentStep: 0.5,
} as const;

/** How many claims of a cause are shown that nobody has asked about yet. */
const mostUnasked = 20;

/** A question for the ranking: places of symptoms in the index. */
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
  const shared = present.map((finding) => sharedInformation(index, [finding]));
  const scores = scoresOf(index, frequencies, present, shared);
  penalise(index, frequencies, absent, scores);
  const inside = absent.map((finding) => below(index, finding));
  const above = present.map((finding) => new Set(aboveOf(index, finding)));
  const best = bestOf(scores, Math.max(query.first, 20));
  return {
    release: index.release,
    candidates: best.slice(0, query.first).map((cause) => ({
      cause: index.causeIds[cause] ?? '',
      score: scores[cause] ?? 0,
      ...partsOf(index, frequencies, cause, inside, above, shared),
    })),
    nextFindings: nextFindings(index, frequencies, best.slice(0, 20), scores, { present, absent, unknown }),
  };
}

/** The frequency of each claim that counts for this person and is certain enough; negative for all others. */
function frequenciesFor(index: RankingIndex, { person, certainties }: RankingQuery): Float32Array {
  const holds = index.populations.map((population) => holdsFor(population, person));
  const all = index.frequencies;
  if (holds.every(Boolean) && certainties >= 5) return all;
  return all.map((frequency, claim) =>
    holds[index.claimPopulations[claim] ?? 0] === true && (index.claimCertainties[claim] ?? 0) < certainties ? frequency : -1,
  );
}

/** For each symptom the information of the most telling finding that it and one of these have in common: 0 when they have none. */
function sharedInformation(index: RankingIndex, findings: readonly number[]): Float64Array {
  const { symptomOrder, symptomParents, symptomAncestors, information } = index;
  const shared = new Float64Array(symptomOrder.length);
  const isAbove = new Uint8Array(symptomOrder.length);
  for (const finding of findings)
    for (let i = symptomAncestors.starts[finding] ?? 0; i < (symptomAncestors.starts[finding + 1] ?? 0); i++)
      isAbove[symptomAncestors.items[i] ?? 0] = 1;
  for (const symptom of symptomOrder) {
    let best = isAbove[symptom] === 1 ? (information[symptom] ?? 0) : 0;
    for (let i = symptomParents.starts[symptom] ?? 0; i < (symptomParents.starts[symptom + 1] ?? 0); i++)
      best = Math.max(best, shared[symptomParents.items[i] ?? 0] ?? 0);
    shared[symptom] = best;
  }
  return shared;
}

/** The score of each cause before absences; 0 for a cause that no finding points to. */
function scoresOf(index: RankingIndex, frequencies: Float32Array, present: readonly number[], shared: readonly Float64Array[]) {
  const { causeIds, causeSources, claimStarts, claimSymptoms, information, symptomIds } = index;
  const scores = new Float64Array(causeIds.length);
  const count = present.length;
  const counts = Float64Array.from(present, (finding) => 1 / (1 + said(shared, finding, information)));
  const own = Float64Array.from(present, (finding) => information[finding] ?? 0);
  // What a symptom has in common with each finding lies side by side, so that each claim is looked at once.
  const common = new Float64Array(symptomIds.length * count);
  const findingAt = new Int32Array(symptomIds.length).fill(-1);
  for (let f = 0; f < count; f++) {
    findingAt[present[f] ?? 0] = f;
    const of = shared[f] ?? new Float64Array(0);
    for (let symptom = 0; symptom < of.length; symptom++) common[symptom * count + f] = of[symptom] ?? 0;
  }
  const [best, most, isClaimed] = [new Float64Array(count), new Float64Array(count), new Uint8Array(count)];
  for (let cause = 0; cause < scores.length; cause++) {
    best.fill(Number.NEGATIVE_INFINITY);
    most.fill(0);
    isClaimed.fill(0);
    for (let s = causeSources.starts[cause] ?? 0; s < (causeSources.starts[cause + 1] ?? 0); s++) {
      const source = causeSources.items[s] ?? 0;
      const lowered = source === cause ? 1 : indexWeights.inherited;
      const end = claimStarts[source + 1] ?? 0;
      for (let claim = claimStarts[source] ?? 0; claim < end; claim++) {
        const frequency = frequencies[claim] ?? -1;
        if (frequency <= 0) continue;
        const symptom = claimSymptoms[claim] ?? 0;
        const log = Math.log(frequency * lowered);
        const at = symptom * count;
        for (let f = 0; f < count; f++) {
          const inCommon = common[at + f] as number;
          if (inCommon === 0) continue;
          if (inCommon > (most[f] as number)) most[f] = inCommon;
          if (inCommon + log > (best[f] as number)) best[f] = inCommon + log;
        }
        const exact = findingAt[symptom] ?? -1;
        if (exact >= 0) isClaimed[exact] = 1;
      }
    }
    let score = 0;
    for (let f = 0; f < count; f++) {
      const value = (best[f] ?? 0) - weights.lostInformation * ((own[f] ?? 0) - (most[f] ?? 0));
      score += (counts[f] ?? 1) * (Math.max(0, value) + weights.exact * (isClaimed[f] ?? 0));
    }
    scores[cause] = score;
  }
  addCoverage(index, frequencies, present, scores);
  return scores;
}

/** How often the other findings say again what this one says, each by the share of its information that it has in common with them. */
function said(shared: readonly Float64Array[], finding: number, information: Float64Array): number {
  const own = information[finding] ?? 1;
  // The finding itself is among them, wholly.
  return shared.reduce((sum, common) => sum + Math.min(1, (common[finding] ?? 0) / own), -1);
}

/** Adds what share of a cause's own findings the given ones explain, each weighted by its frequency and to the degree it is shared. */
function addCoverage(index: RankingIndex, frequencies: Float32Array, present: readonly number[], scores: Float64Array): void {
  const { claimStarts, claimSymptoms, information } = index;
  const shared = sharedInformation(index, present);
  for (let cause = 0; cause < scores.length; cause++) {
    if ((scores[cause] ?? 0) === 0) continue;
    let [covered, all] = [0, 0];
    for (let claim = claimStarts[cause] ?? 0; claim < (claimStarts[cause + 1] ?? 0); claim++) {
      const frequency = frequencies[claim] ?? -1;
      if (frequency <= 0) continue;
      const symptom = claimSymptoms[claim] ?? 0;
      covered += (frequency * (shared[symptom] ?? 0)) / (information[symptom] ?? 1);
      all += frequency;
    }
    if (all > 0) scores[cause] = (scores[cause] ?? 0) + (weights.coverage * covered) / all;
  }
}

/** Lowers the causes that claim an absent finding or a narrower one, by its frequency; no other cause changes. */
function penalise(index: RankingIndex, frequencies: Float32Array, absent: readonly number[], scores: Float64Array): void {
  if (absent.length === 0) return;
  const isBelow = absent.map((finding) => below(index, finding));
  const isBelowAny = new Uint8Array(index.symptomIds.length);
  for (const inside of isBelow)
    for (let symptom = 0; symptom < inside.length; symptom++) if (inside[symptom] === 1) isBelowAny[symptom] = 1;
  const { claimStarts, claimSymptoms } = index;
  const claimed = new Float64Array(absent.length);
  for (let cause = 0; cause < scores.length; cause++) {
    if ((scores[cause] ?? 0) === 0) continue;
    claimed.fill(0);
    for (let claim = claimStarts[cause] ?? 0; claim < (claimStarts[cause + 1] ?? 0); claim++) {
      const symptom = claimSymptoms[claim] ?? 0;
      if (isBelowAny[symptom] !== 1) continue;
      for (const [a, inside] of isBelow.entries())
        if (inside[symptom] === 1) claimed[a] = Math.max(claimed[a] ?? 0, frequencies[claim] ?? 0);
    }
    const spared = claimed.reduce((product, frequency) => product * (1 - weights.absentStep * frequency), 1);
    scores[cause] = (scores[cause] ?? 0) - weights.absent * (1 - spared);
  }
}

/** The places of the highest scores, best first. Rounded, so that the order of adding up decides nothing. */
function bestOf(scores: Float64Array, count: number): number[] {
  const found: number[] = [];
  let lowest = Number.NEGATIVE_INFINITY;
  const byScore = (a: number, b: number): number => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b;
  for (let cause = 0; cause < scores.length; cause++) {
    const score = Math.round((scores[cause] ?? 0) * 1e6) / 1e6;
    scores[cause] = score;
    if (score === 0 || (found.length >= count && score <= lowest)) continue;
    found.push(cause);
    if (found.length < count * 4) continue;
    found.sort(byScore).length = count;
    lowest = scores[found[count - 1] ?? 0] ?? lowest;
  }
  return found.sort(byScore).slice(0, count);
}

/** The claims behind a score. */
function partsOf(
  index: RankingIndex,
  frequencies: Float32Array,
  cause: number,
  inside: readonly Uint8Array[],
  above: readonly ReadonlySet<number>[],
  shared: readonly Float64Array[],
): Pick<RankedCause, 'symptoms' | 'supporting' | 'conflicting' | 'unasked'> {
  const { causeSources, claimStarts, claimSymptoms, claimIsNegated } = index;
  const supporting = new Set<number>();
  for (const common of shared) {
    let best = Number.NEGATIVE_INFINITY;
    let winners: number[] = [];
    for (let s = causeSources.starts[cause] ?? 0; s < (causeSources.starts[cause + 1] ?? 0); s++) {
      const source = causeSources.items[s] ?? 0;
      const lowered = source === cause ? 1 : indexWeights.inherited;
      for (let claim = claimStarts[source] ?? 0; claim < (claimStarts[source + 1] ?? 0); claim++) {
        const frequency = frequencies[claim] ?? -1;
        const said = common[claimSymptoms[claim] ?? 0] ?? 0;
        if (frequency <= 0 || said === 0) continue;
        const value = said + Math.log(frequency * lowered);
        if (value > best) [best, winners] = [value, []];
        if (value === best || claimSymptoms[winners[0] ?? 0] === claimSymptoms[claim]) winners.push(claim);
      }
    }
    for (const claim of winners) supporting.add(claim);
  }
  const conflicting: number[] = [];
  const unasked: number[] = [];
  for (let claim = claimStarts[cause] ?? 0; claim < (claimStarts[cause + 1] ?? 0); claim++) {
    const symptom = claimSymptoms[claim] ?? 0;
    if (claimIsNegated[claim] === 1) {
      if (above.some((all) => all.has(symptom))) conflicting.push(claim);
    } else if ((frequencies[claim] ?? -1) > 0) {
      if (inside.some((marks) => marks[symptom] === 1)) conflicting.push(claim);
      else if (!supporting.has(claim) && !above.some((all) => all.has(symptom))) unasked.push(claim);
    }
  }
  unasked.sort((a, b) => (frequencies[b] ?? 0) - (frequencies[a] ?? 0) || a - b);
  const ids = (claims: Iterable<number>): string[] => Array.from(claims, (claim) => claimId(index, claim));
  const symptoms = [...new Set(Array.from(supporting, (claim) => index.symptomIds[claimSymptoms[claim] ?? 0] ?? ''))];
  return { symptoms, supporting: ids(supporting), conflicting: ids(conflicting), unasked: ids(unasked.slice(0, mostUnasked)) };
}
