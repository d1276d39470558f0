import { type IndexData, type Rows, rowsOf } from './index-data.ts';

/** Numbers of the method; schema/decisions/reasoning.md says where each comes from. */
export const weights = {
  /** What a claim without a frequency counts as, and how many people such a guess is worth beside those that were counted. */
  assumedFrequency: 0.5,
  assumedTotal: 2,
  /** No frequency counts as less, so that its logarithm stays small. */
  lowestFrequency: 0.02,
  /** How much of a frequency a narrower cause has from a broader one that claims the finding, and from how many levels. */
  inherited: 0.2,
  inheritedLevels: 3,
} as const;

/** How often causes bring symptoms about, for each pair of the index; negative for a pair that no claim supports. */
export interface Frequencies {
  readonly ofPairs: Float32Array;
  /** Their logarithms. */
  readonly logs: Float32Array;
  /** Frequency of each single claim; negative for one that supports nothing. */
  readonly ofClaims: Float32Array;
}

/** Index data with everything that can be worked out before a question comes. */
export interface RankingIndex extends IndexData {
  /** Each symptom with all broader ones, itself first; and with all narrower ones. */
  readonly symptomAncestors: Rows;
  readonly symptomDescendants: Rows;
  /** Symptoms with the broader before the narrower. */
  readonly symptomOrder: Int32Array;
  /** The cause itself and the broader causes whose claims it takes over, nearest first; and the narrower ones that take over its own. */
  readonly causeSources: Rows;
  readonly causeHeirs: Rows;
  /** How much a finding says: minus the logarithm of the share of causes that claim it or a narrower one (Resnik 1995). */
  readonly information: Float64Array;
  /** What one cause claims of one symptom, by however many sources, is a pair; those of cause i are the ones from `pairStarts[i]` on. */
  readonly pairStarts: Int32Array;
  readonly pairCauses: Int32Array;
  readonly pairSymptoms: Int32Array;
  /** The claims of pair i are those from `pairClaims[i]` to `pairClaims[i + 1]`. */
  readonly pairClaims: Int32Array;
  /** The pairs of each symptom. */
  readonly symptomPairs: Rows;
  /** When every claim counts. */
  readonly frequencies: Frequencies;
  readonly symptomPlaces: ReadonlyMap<string, number>;
}

/** Works out what every question needs. */
export function buildRankingIndex(data: IndexData): RankingIndex {
  const symptomOrder = broaderFirst(data.symptomParents);
  const symptomAncestors = ancestors(data.symptomParents, symptomOrder);
  const causeSources = sources(data);
  const pairs = pairsOf(data);
  const ofClaims = data.claimFrequencies.map((frequency, claim) => {
    if (data.claimIsNegated[claim] === 1 || frequency === 0) return -1;
    return smoothed(frequency, data.claimTotals[claim] ?? 0);
  });
  return {
    ...data,
    ...pairs,
    symptomOrder,
    symptomAncestors,
    symptomDescendants: turned(symptomAncestors),
    causeSources,
    causeHeirs: turned(causeSources, (cause, source) => cause !== source),
    information: information(data, symptomAncestors),
    symptomPairs: turned(
      { starts: Int32Array.from({ length: pairs.pairSymptoms.length + 1 }, (_, i) => i), items: pairs.pairSymptoms },
      undefined,
      data.symptomIds.length,
    ),
    frequencies: frequenciesOf(pairs.pairClaims, ofClaims),
    symptomPlaces: new Map(data.symptomIds.map((id, place) => [id, place])),
  };
}

/** The frequencies of pairs from those of their claims: the mean of what is said, each source counting once. */
export function frequenciesOf(pairClaims: Int32Array, ofClaims: Float32Array): Frequencies {
  const ofPairs = new Float32Array(pairClaims.length - 1);
  const logs = new Float32Array(ofPairs.length);
  for (let pair = 0; pair < ofPairs.length; pair++) {
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
  return { ofPairs, logs, ofClaims };
}

/** The id of a claim. */
export function claimId({ claimIdBytes, claimIdStarts }: IndexData, claim: number): string {
  return String.fromCharCode(...claimIdBytes.subarray(claimIdStarts[claim], claimIdStarts[claim + 1]));
}

/** The share of people, drawn to the assumed one the fewer were counted (posterior mean of a beta distribution). */
function smoothed(frequency: number, total: number): number {
  const { assumedFrequency, assumedTotal, lowestFrequency } = weights;
  if (Number.isNaN(frequency)) return assumedFrequency;
  const mean = total === 0 ? frequency : (frequency * total + assumedFrequency * assumedTotal) / (total + assumedTotal);
  return Math.max(lowestFrequency, mean);
}

/** Claims of a cause are sorted by symptom, so those of one pair stand together. */
function pairsOf({ claimStarts, claimSymptoms, causeIds }: IndexData) {
  const pairStarts = new Int32Array(causeIds.length + 1);
  const [causes, symptoms, claims] = [[], [], []] as [number[], number[], number[]];
  for (let cause = 0; cause < causeIds.length; cause++) {
    const [from, to] = [claimStarts[cause] ?? 0, claimStarts[cause + 1] ?? 0];
    for (let claim = from; claim < to; claim++) {
      if (claim > from && claimSymptoms[claim] === claimSymptoms[claim - 1]) continue;
      causes.push(cause);
      symptoms.push(claimSymptoms[claim] ?? 0);
      claims.push(claim);
    }
    pairStarts[cause + 1] = causes.length;
  }
  claims.push(claimSymptoms.length);
  return {
    pairStarts,
    pairCauses: Int32Array.from(causes),
    pairSymptoms: Int32Array.from(symptoms),
    pairClaims: Int32Array.from(claims),
  };
}

/** Rows read the other way: for each item the rows it is in, in ascending order. */
function turned({ starts, items }: Rows, isWanted: (row: number, item: number) => boolean = () => true, count = starts.length - 1): Rows {
  const turnedStarts = new Int32Array(count + 1);
  const each = (visit: (row: number, item: number) => void): void => {
    for (let row = 0; row < starts.length - 1; row++)
      for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) {
        const item = items[i] ?? 0;
        if (isWanted(row, item)) visit(row, item);
      }
  };
  each((_row, item) => void (turnedStarts[item + 1] = (turnedStarts[item + 1] ?? 0) + 1));
  for (let item = 0; item < count; item++) turnedStarts[item + 1] = (turnedStarts[item + 1] ?? 0) + (turnedStarts[item] ?? 0);
  const next = turnedStarts.slice();
  const rows = new Int32Array(turnedStarts[count] ?? 0);
  each((row, item) => {
    const at = next[item] ?? 0;
    rows[at] = row;
    next[item] = at + 1;
  });
  return { starts: turnedStarts, items: rows };
}

/** An order in which everything comes behind what is broader. */
function broaderFirst({ starts, items }: Rows): Int32Array {
  const count = starts.length - 1;
  const order = new Int32Array(count);
  const state = new Uint8Array(count);
  let next = 0;
  const visit = (one: number): void => {
    if (state[one] !== 0) return;
    state[one] = 1;
    for (let i = starts[one] ?? 0; i < (starts[one + 1] ?? 0); i++) visit(items[i] ?? 0);
    order[next++] = one;
  };
  for (let one = 0; one < count; one++) visit(one);
  return order;
}

function ancestors({ starts, items }: Rows, order: Int32Array): Rows {
  const found: number[][] = Array.from({ length: order.length }, () => []);
  for (const one of order) {
    const all = new Set([one]);
    for (let i = starts[one] ?? 0; i < (starts[one + 1] ?? 0); i++) for (const above of found[items[i] ?? 0] ?? []) all.add(above);
    found[one] = [...all];
  }
  return rowsOf(found);
}

function sources({ causeParents: { starts, items }, claimStarts }: IndexData): Rows {
  const lists: number[][] = [];
  for (let cause = 0; cause < starts.length - 1; cause++) {
    const seen = new Set([cause]);
    let level = [cause];
    for (let depth = 0; depth < weights.inheritedLevels && level.length > 0; depth++) {
      const above: number[] = [];
      for (const one of level) {
        for (let i = starts[one] ?? 0; i < (starts[one + 1] ?? 0); i++) {
          const parent = items[i] ?? 0;
          if (!seen.has(parent)) above.push(parent);
          seen.add(parent);
        }
      }
      level = above;
    }
    lists.push([...seen].filter((one) => one === cause || claimStarts[one] !== claimStarts[one + 1]));
  }
  return rowsOf(lists);
}

function information(data: IndexData, { starts, items }: Rows): Float64Array {
  const { claimStarts, claimSymptoms, claimIsNegated, claimFrequencies } = data;
  const count = data.symptomIds.length;
  const claiming = new Float64Array(count);
  const lastSeen = new Int32Array(count).fill(-1);
  let causes = 0;
  for (let cause = 0; cause < data.causeIds.length; cause++) {
    let says = false;
    for (let claim = claimStarts[cause] ?? 0; claim < (claimStarts[cause + 1] ?? 0); claim++) {
      if (claimIsNegated[claim] === 1 || claimFrequencies[claim] === 0) continue;
      says = true;
      const symptom = claimSymptoms[claim] ?? 0;
      for (let i = starts[symptom] ?? 0; i < (starts[symptom + 1] ?? 0); i++) {
        const above = items[i] ?? 0;
        if (lastSeen[above] === cause) continue;
        lastSeen[above] = cause;
        claiming[above] = (claiming[above] ?? 0) + 1;
      }
    }
    if (says) causes++;
  }
  // One more cause than there is: what every cause claims still says a little, so it still counts as a finding.
  return claiming.map((some) => -Math.log(Math.max(some, 0.5) / (causes + 1)));
}
