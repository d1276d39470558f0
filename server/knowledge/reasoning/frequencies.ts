import { certainty, knowledgeLevel } from '../../../schema/language/vocabularies.ts';
import { RecentlyUsed } from '../../recently-used.ts';
import type { IndexData } from './index-data.ts';

/** Numbers of how often; schema/decisions/reasoning.md says where each comes from. */
const weights = {
  /** What a finding is guessed to have where nobody states its frequency, and how many statements such a guess is worth beside those that there are. */
  assumedFrequency: 0.5,
  assumedStatements: 10,
  /** How many people what is guessed of a finding is worth beside those that were counted. */
  assumedTotal: 2,
  /** No frequency counts as less, so that its logarithm stays small. */
  lowestFrequency: 0.02,
  /** How many times as much a frequency counts for each further source that claims the same, for so many at most, and never as more than always. */
  furtherSource: 1.6,
  mostFurtherSources: 2,
  /** Of claims that somebody is so sure of, and that are knowledge of such a kind, how many hold beside those that nobody doubts. */
  sureness: { HIGH: 1, MODERATE: 0.9, LOW: 0.7, VERY_LOW: 0.5, UNGRADED: 1 } satisfies Record<keyof (typeof certainty)['values'], number>,
  knowledge: { ASSERTION: 1, STATISTICAL: 0.5, PREDICTION: 0.25 } satisfies Record<keyof (typeof knowledgeLevel)['values'], number>,
  /** How many times as much as another a finding counts for coverage that the cause is named for. */
  named: 1.5,
  /** How much of a frequency a narrower cause has from a broader one that claims the finding. */
  inherited: 0.2,
} as const;

/** By place in the vocabularies. */
const chances = {
  sureness: Object.keys(certainty.values).map((level) => weights.sureness[level as keyof typeof weights.sureness]),
  knowledge: Object.keys(knowledgeLevel.values).map((level) => weights.knowledge[level as keyof typeof weights.knowledge]),
};

/** What a claim of a broader cause adds to the logarithm of its frequency. */
export const inheritedLog = Math.log(weights.inherited);

/** How often causes bring symptoms about, for each pair of the index; negative for a pair that no claim supports. */
export interface Frequencies {
  readonly ofPairs: Float32Array;
  /** Their logarithms, higher where several sources claim the same. */
  readonly logs: Float32Array;
  /** The same for each entry of `claimed`, lowered where the cause takes it over. */
  readonly claimedLogs: Float64Array;
  /** How much of each cause is described. */
  readonly ofCauses: Float64Array;
  /** Frequency of each single claim; negative for one that supports nothing. */
  readonly ofClaims: Float32Array;
  /** 1 for each cause that cannot be in such a person; undefined where every cause can. */
  readonly ruledOut: Uint8Array | undefined;
  /** What all causes say of the findings that were asked about last, by finding. */
  readonly said: RecentlyUsed<number, Said>;
}

/** Causes that claim something near enough to a finding, what that counts for each, and 1 for each that claims the finding itself, a broader or a narrower one, or takes it over. */
export interface Said {
  readonly causes: Int32Array;
  readonly values: Float64Array;
  readonly fits: Uint8Array;
}

/** For how many findings that is kept: some 20 kB each in a large graph. */
const mostSaid = 256;

/** What one cause claims of one symptom, by however many sources, is a pair; those of cause i are the ones from `pairStarts[i]` on. */
export interface Pairs {
  readonly pairStarts: Int32Array;
  /** The claims of pair i are those from `pairClaims[i]` to `pairClaims[i + 1]`. */
  readonly pairClaims: Int32Array;
  /** 1 for each whose cause is named for the finding. */
  readonly pairIsNamed: Uint8Array;
  /** For whom each claim holds. */
  readonly claimPopulations: Uint16Array;
  readonly claimed: Claimed;
}

/** For each symptom the pairs of it that each cause has or takes over: the entries of symptom i are those from `starts[i]` to `starts[i + 1]`. */
export interface Claimed {
  readonly starts: Int32Array;
  readonly causes: Int32Array;
  /** The pair, or its complement where the cause takes it over from a broader one. */
  readonly pairs: Int32Array;
}

/** The frequencies of pairs from those of their claims: the mean of what is said, each source counting once. */
export function frequenciesOf(pairs: Pairs, ofClaims: Float32Array): Frequencies {
  const count = pairs.pairClaims.length - 1;
  const [ofPairs, logs] = [new Float32Array(count), new Float32Array(count)];
  for (let pair = 0; pair < count; pair++) setPair(pairs, pair, ofClaims, { ofPairs, logs });
  return withSums(pairs, ofClaims, { ofPairs, logs }, undefined);
}

/** The frequencies when only some claims and causes count: what loses none stays as it is. */
export function frequenciesWhere(
  pairs: Pairs,
  all: Frequencies,
  counts: (claim: number) => boolean,
  ruledOut: Uint8Array | undefined,
): Frequencies {
  const { pairClaims } = pairs;
  const [ofClaims, ofPairs, logs] = [all.ofClaims.slice(), all.ofPairs.slice(), all.logs.slice()];
  for (let pair = 0; pair < ofPairs.length; pair++) {
    let isSame = true;
    for (let claim = pairClaims[pair] as number; claim < (pairClaims[pair + 1] as number); claim++) {
      if (counts(claim)) continue;
      ofClaims[claim] = -1;
      isSame = false;
    }
    if (!isSame) setPair(pairs, pair, ofClaims, { ofPairs, logs });
  }
  return withSums(pairs, ofClaims, { ofPairs, logs }, ruledOut);
}

type OfPairs = Pick<Frequencies, 'ofPairs' | 'logs'>;

function setPair(pairs: Pairs, pair: number, ofClaims: Float32Array, { ofPairs, logs }: OfPairs): void {
  let [sum, count] = [0, 0];
  for (let claim = pairs.pairClaims[pair] as number; claim < (pairs.pairClaims[pair + 1] as number); claim++) {
    const frequency = ofClaims[claim] as number;
    if (frequency <= 0) continue;
    sum += frequency;
    count++;
  }
  if (count > 0 && pairs.pairIsNamed[pair] === 1) {
    // Whatever sources counted: who does not have it hardly gets the name.
    [ofPairs[pair], logs[pair]] = [1, 0];
    return;
  }
  const further = count < 2 ? 0 : Math.min(furtherSources(pairs, pair, ofClaims), weights.mostFurtherSources);
  ofPairs[pair] = count === 0 ? -1 : sum / count;
  logs[pair] = count === 0 ? Number.NEGATIVE_INFINITY : Math.min(0, Math.log(sum / count) + further * furtherSourceLog);
}

const furtherSourceLog = Math.log(weights.furtherSource);

/** How many sources beside the first claim the same of the same people: claims for different people may all be of one source. */
function furtherSources({ pairClaims, claimPopulations }: Pairs, pair: number, ofClaims: Float32Array): number {
  const sources = new Map<number, number>();
  for (let claim = pairClaims[pair] as number; claim < (pairClaims[pair + 1] as number); claim++) {
    if ((ofClaims[claim] as number) <= 0) continue;
    const population = claimPopulations[claim] as number;
    sources.set(population, (sources.get(population) ?? 0) + 1);
  }
  return Math.max(...sources.values()) - 1;
}

/** How much a pair counts of what is described of its cause: its frequency, and more where the cause is named for it; nothing where no claim supports it. */
export const describedBy = ({ pairIsNamed }: Pick<Pairs, 'pairIsNamed'>, ofPairs: Float32Array, pair: number): number =>
  Math.max(0, ofPairs[pair] as number) * (pairIsNamed[pair] === 1 ? weights.named : 1);

function withSums(pairs: Pairs, ofClaims: Float32Array, { ofPairs, logs }: OfPairs, ruledOut: Uint8Array | undefined): Frequencies {
  const { pairStarts, claimed } = pairs;
  const ofCauses = new Float64Array(pairStarts.length - 1);
  for (let cause = 0; cause < ofCauses.length; cause++)
    for (let pair = pairStarts[cause] as number; pair < (pairStarts[cause + 1] as number); pair++)
      ofCauses[cause] = (ofCauses[cause] as number) + describedBy(pairs, ofPairs, pair);
  const claimedLogs = new Float64Array(claimed.pairs.length);
  for (let i = 0; i < claimedLogs.length; i++) {
    const pair = claimed.pairs[i] as number;
    claimedLogs[i] = pair < 0 ? (logs[~pair] as number) + inheritedLog : (logs[pair] as number);
  }
  return { ofPairs, logs, claimedLogs, ofCauses, ofClaims, ruledOut, said: new RecentlyUsed(mostSaid) };
}

/**
 * The frequency of each claim: the share of people, drawn to what all causes say of the finding the fewer were counted (posterior mean of a
 * beta distribution), and that alone where nobody says, times the chance that the claim holds; negative for a claim that supports nothing.
 */
export function claimFrequencies({
  symptomIds,
  claimSymptoms,
  claimFrequencies: shares,
  claimTotals,
  claimCertainties,
  claimKnowledgeLevels,
  claimIsNegated,
}: Pick<
  IndexData,
  'symptomIds' | 'claimSymptoms' | 'claimFrequencies' | 'claimTotals' | 'claimCertainties' | 'claimKnowledgeLevels' | 'claimIsNegated'
>): Float32Array {
  const { assumedFrequency, assumedStatements, assumedTotal, lowestFrequency } = weights;
  const sums = new Float64Array(symptomIds.length).fill(assumedFrequency * assumedStatements);
  const counts = new Float64Array(symptomIds.length).fill(assumedStatements);
  const supports = (claim: number): boolean => claimIsNegated[claim] !== 1 && shares[claim] !== 0;
  for (const [claim, symptom] of claimSymptoms.entries()) {
    const share = shares[claim] as number;
    if (!supports(claim) || Number.isNaN(share)) continue;
    sums[symptom] = (sums[symptom] as number) + share;
    counts[symptom] = (counts[symptom] as number) + 1;
  }
  return shares.map((share, claim) => {
    if (!supports(claim)) return -1;
    const symptom = claimSymptoms[claim] as number;
    const guess = (sums[symptom] as number) / (counts[symptom] as number);
    const total = claimTotals[claim] as number;
    const counted = (share * total + guess * assumedTotal) / (total + assumedTotal);
    const stated = total === 0 ? share : counted;
    const frequency = Number.isNaN(share) ? guess : stated;
    const chance =
      (chances.sureness[claimCertainties[claim] as number] ?? 1) * (chances.knowledge[claimKnowledgeLevels[claim] as number] ?? 1);
    return Math.max(lowestFrequency, frequency * chance);
  });
}
