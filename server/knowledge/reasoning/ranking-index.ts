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

/** Index data with everything that can be worked out before a question comes. */
export interface RankingIndex extends IndexData {
  /** Each symptom with all broader ones, itself first. */
  readonly symptomAncestors: Rows;
  /** Symptoms with the broader before the narrower. */
  readonly symptomOrder: Int32Array;
  /** The cause itself and the broader causes whose claims it takes over, nearest first. */
  readonly causeSources: Rows;
  /** How much a finding says: minus the logarithm of the share of causes that claim it or a narrower one (Resnik 1995). */
  readonly information: Float64Array;
  /** Frequency of each claim, smoothed; negative for a negated one. */
  readonly frequencies: Float32Array;
  readonly symptomPlaces: ReadonlyMap<string, number>;
}

/** Works out what every question needs. */
export function buildRankingIndex(data: IndexData): RankingIndex {
  const symptomOrder = broaderFirst(data.symptomParents);
  const symptomAncestors = ancestors(data.symptomParents, symptomOrder);
  return {
    ...data,
    symptomOrder,
    symptomAncestors,
    causeSources: sources(data),
    information: information(data, symptomAncestors),
    frequencies: data.claimFrequencies.map((frequency, claim) => {
      if (data.claimIsNegated[claim] === 1 || frequency === 0) return -1;
      return smoothed(frequency, data.claimTotals[claim] ?? 0);
    }),
    symptomPlaces: new Map(data.symptomIds.map((id, place) => [id, place])),
  };
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
