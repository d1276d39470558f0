import { RecentlyUsed } from '../../recently-used.ts';

/** Numbers of how often; schema/decisions/reasoning.md says where each comes from. */
const weights = {
  /** What a claim without a frequency counts as, and how many people such a guess is worth beside those that were counted. */
  assumedFrequency: 0.5,
  assumedTotal: 2,
  /** No frequency counts as less, so that its logarithm stays small. */
  lowestFrequency: 0.02,
  /** How much of a frequency a narrower cause has from a broader one that claims the finding. */
  inherited: 0.2,
} as const;

/** What a claim of a broader cause adds to the logarithm of its frequency. */
export const inheritedLog = Math.log(weights.inherited);

/** How often causes bring symptoms about, for each pair of the index; negative for a pair that no claim supports. */
export interface Frequencies {
  readonly ofPairs: Float32Array;
  /** Their logarithms. */
  readonly logs: Float32Array;
  /** The same for each entry of `claimed`, lowered where the cause takes it over. */
  readonly claimedLogs: Float64Array;
  /** Their sums over the pairs of each cause. */
  readonly ofCauses: Float64Array;
  /** Frequency of each single claim; negative for one that supports nothing. */
  readonly ofClaims: Float32Array;
  /** What all causes say of the findings that were asked about last, by finding. */
  readonly said: RecentlyUsed<number, Said>;
}

/** Causes that claim something near enough to a finding, and what that counts for each. */
export interface Said {
  readonly causes: Int32Array;
  readonly values: Float64Array;
}

/** For how many findings that is kept: some 20 kB each in a large graph. */
const mostSaid = 256;

/** What one cause claims of one symptom, by however many sources, is a pair; those of cause i are the ones from `pairStarts[i]` on. */
export interface Pairs {
  readonly pairStarts: Int32Array;
  /** The claims of pair i are those from `pairClaims[i]` to `pairClaims[i + 1]`. */
  readonly pairClaims: Int32Array;
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
  const { pairClaims } = pairs;
  const [ofPairs, logs] = [new Float32Array(pairClaims.length - 1), new Float32Array(pairClaims.length - 1)];
  for (let pair = 0; pair < ofPairs.length; pair++) setPair(pairClaims, pair, ofClaims, ofPairs, logs);
  return withSums(pairs, ofClaims, ofPairs, logs);
}

/** The frequencies when only some claims count: what loses none stays as it is. */
export function frequenciesWhere(pairs: Pairs, all: Frequencies, counts: (claim: number) => boolean): Frequencies {
  const { pairClaims } = pairs;
  const [ofClaims, ofPairs, logs] = [all.ofClaims.slice(), all.ofPairs.slice(), all.logs.slice()];
  for (let pair = 0; pair < ofPairs.length; pair++) {
    let isSame = true;
    for (let claim = pairClaims[pair] as number; claim < (pairClaims[pair + 1] as number); claim++) {
      if (counts(claim)) continue;
      ofClaims[claim] = -1;
      isSame = false;
    }
    if (!isSame) setPair(pairClaims, pair, ofClaims, ofPairs, logs);
  }
  return withSums(pairs, ofClaims, ofPairs, logs);
}

function setPair(pairClaims: Int32Array, pair: number, ofClaims: Float32Array, ofPairs: Float32Array, logs: Float32Array): void {
  let [sum, count] = [0, 0];
  for (let claim = pairClaims[pair] as number; claim < (pairClaims[pair + 1] as number); claim++) {
    const frequency = ofClaims[claim] as number;
    if (frequency <= 0) continue;
    sum += frequency;
    count++;
  }
  ofPairs[pair] = count === 0 ? -1 : sum / count;
  logs[pair] = count === 0 ? Number.NEGATIVE_INFINITY : Math.log(sum / count);
}

function withSums({ pairStarts, claimed }: Pairs, ofClaims: Float32Array, ofPairs: Float32Array, logs: Float32Array): Frequencies {
  const ofCauses = new Float64Array(pairStarts.length - 1);
  for (let cause = 0; cause < ofCauses.length; cause++)
    for (let pair = pairStarts[cause] as number; pair < (pairStarts[cause + 1] as number); pair++)
      ofCauses[cause] = (ofCauses[cause] as number) + Math.max(0, ofPairs[pair] as number);
  const claimedLogs = new Float64Array(claimed.pairs.length);
  for (let i = 0; i < claimedLogs.length; i++) {
    const pair = claimed.pairs[i] as number;
    claimedLogs[i] = pair < 0 ? (logs[~pair] as number) + inheritedLog : (logs[pair] as number);
  }
  return { ofPairs, logs, claimedLogs, ofCauses, ofClaims, said: new RecentlyUsed(mostSaid) };
}

/** The share of people, drawn to the assumed one the fewer were counted (posterior mean of a beta distribution); negative when it is said to be none. */
export function claimFrequency(frequency: number, total: number): number {
  const { assumedFrequency, assumedTotal, lowestFrequency } = weights;
  if (frequency === 0) return -1;
  if (Number.isNaN(frequency)) return assumedFrequency;
  const mean = total === 0 ? frequency : (frequency * total + assumedFrequency * assumedTotal) / (total + assumedTotal);
  return Math.max(lowestFrequency, mean);
}
