import { RecentlyUsed } from '../../recently-used.ts';
import { type Claimed, claimFrequencies, type Frequencies, frequenciesOf, type Pairs } from './frequencies.ts';
import { type IndexData, rowOf, type Rows, rowsOf } from './index-data.ts';
import { namedPairs } from './named-pairs.ts';
import { Workspace } from './workspace.ts';

/** How many levels up a narrower cause takes over what a broader one claims. */
const inheritedLevels = 3;

/** For how many kinds of persons frequencies are kept, some megabytes each. */
const mostNarrowed = 8;

/** Index data with everything that can be worked out before a question comes. */
export interface RankingIndex extends IndexData, Pairs {
  /** Each symptom with all broader ones, the most telling first and itself before all; and with all narrower ones. */
  readonly symptomAncestors: Rows;
  readonly symptomDescendants: Rows;
  /** What a symptom is read as: itself, or where no cause claims it or a narrower one, the most telling of the broader ones that one claims. */
  readonly symptomReadings: Rows;
  /** The cause itself and the broader causes whose claims it takes over, nearest first; and the narrower ones that take over its own. */
  readonly causeSources: Rows;
  readonly causeHeirs: Rows;
  /** For each cause the populations outside which it cannot be: its own and those of all broader ones, without everybody. */
  readonly causeBounds: Rows;
  /** How much a finding says: minus the logarithm of the share of causes that claim it or a narrower one (Resnik 1995), half a cause where none does. */
  readonly information: Float64Array;
  /** The ends of each pair. */
  readonly pairCauses: Int32Array;
  readonly pairSymptoms: Int32Array;
  /** The pairs of each symptom. */
  readonly symptomPairs: Rows;
  /** When every claim counts. */
  readonly frequencies: Frequencies;
  /** When only some count, by which. */
  readonly narrowed: RecentlyUsed<string, Frequencies>;
  readonly symptomPlaces: ReadonlyMap<string, number>;
  /** The ids of all claims one behind the other. */
  readonly claimIdText: string;
  /** What the question at hand is worked out in: an index answers one at a time. */
  readonly workspace: Workspace;
}

/** Works out what every question needs. What another index has of the same hierarchy of symptoms is taken from there. */
export function buildRankingIndex(data: IndexData, other?: RankingIndex): RankingIndex {
  const { symptomAncestors: related, symptomDescendants } = hierarchyOf(data, other);
  const { claiming, causes } = claimingCauses(data, related);
  // One more cause than there is: what every cause claims still says a little, so it still counts as a finding.
  const told = claiming.map((some) => -Math.log(Math.max(some, 0.5) / (causes + 1)));
  const symptomAncestors = mostTellingFirst(related, told);
  const causeSources = sources(data);
  const causeHeirs = turned(causeSources, (cause, source) => cause !== source);
  const unnamed = pairsOf(data);
  const pairs = { ...unnamed, pairIsNamed: namedPairs(data, unnamed) };
  const symptomPairs = turned(
    { starts: Int32Array.from({ length: pairs.pairSymptoms.length + 1 }, (_, i) => i), items: pairs.pairSymptoms },
    undefined,
    data.symptomIds.length,
  );
  const claimed = claimedOf(symptomPairs, pairs.pairCauses, causeHeirs);
  return {
    ...data,
    ...pairs,
    symptomAncestors,
    symptomDescendants,
    symptomReadings: readings(symptomAncestors, claiming, told),
    causeSources,
    causeHeirs,
    causeBounds: bounds(data),
    information: told,
    symptomPairs,
    claimed,
    frequencies: frequenciesOf({ ...pairs, claimed, claimPopulations: data.claimPopulations }, claimFrequencies(data)),
    narrowed: new RecentlyUsed(mostNarrowed),
    symptomPlaces: new Map(data.symptomIds.map((id, place) => [id, place])),
    claimIdText: Buffer.from(data.claimIdBytes.buffer, data.claimIdBytes.byteOffset, data.claimIdBytes.length).toString('latin1'),
    workspace: new Workspace(),
  };
}

type Hierarchy = Pick<RankingIndex, 'symptomAncestors' | 'symptomDescendants'>;

function hierarchyOf({ symptomParents }: IndexData, other: RankingIndex | undefined): Hierarchy {
  if (other?.symptomParents === symptomParents) return other;
  const symptomAncestors = ancestors(symptomParents, broaderFirst(symptomParents));
  return { symptomAncestors, symptomDescendants: turned(symptomAncestors) };
}

/** The id of a claim. */
export const claimId = ({ claimIdText, claimIdStarts }: RankingIndex, claim: number): string =>
  claimIdText.slice(claimIdStarts[claim], claimIdStarts[claim + 1]);

/** Claims of a cause are sorted by symptom, so those of one pair stand together. */
function pairsOf({
  claimStarts,
  claimSymptoms,
  causeIds,
}: IndexData): Pick<RankingIndex, 'pairStarts' | 'pairCauses' | 'pairSymptoms' | 'pairClaims'> {
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

/** Each pair of a symptom for the cause that has it, and for each that takes it over. */
function claimedOf(symptomPairs: Rows, pairCauses: Int32Array, causeHeirs: Rows): Claimed {
  const heirs = (cause: number): number => (causeHeirs.starts[cause + 1] as number) - (causeHeirs.starts[cause] as number);
  const total = pairCauses.reduce((sum, cause) => sum + 1 + heirs(cause), 0);
  const [starts, causes, pairs] = [new Int32Array(symptomPairs.starts.length), new Int32Array(total), new Int32Array(total)];
  let at = 0;
  for (let symptom = 0; symptom < starts.length - 1; symptom++) {
    for (let i = symptomPairs.starts[symptom] as number; i < (symptomPairs.starts[symptom + 1] as number); i++) {
      const pair = symptomPairs.items[i] as number;
      const cause = pairCauses[pair] as number;
      causes[at] = cause;
      pairs[at++] = pair;
      for (let h = causeHeirs.starts[cause] as number; h < (causeHeirs.starts[cause + 1] as number); h++) {
        causes[at] = causeHeirs.items[h] as number;
        pairs[at++] = ~pair;
      }
    }
    starts[symptom + 1] = at;
  }
  return { starts, causes, pairs };
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

/** Each symptom comes before what says as much as it does, because it came first. */
function mostTellingFirst({ starts, items }: Rows, told: Float64Array): Rows {
  const sorted = items.slice();
  for (let symptom = 0; symptom < starts.length - 1; symptom++) {
    const first = starts[symptom] as number;
    for (let next = first + 1; next < (starts[symptom + 1] as number); next++) {
      const one = sorted[next] as number;
      let at = next;
      for (; at > first && (told[sorted[at - 1] as number] as number) < (told[one] as number); at--) sorted[at] = sorted[at - 1] as number;
      sorted[at] = one;
    }
  }
  return { starts, items: sorted };
}

function sources({ causeParents: { starts, items }, claimStarts }: IndexData): Rows {
  const lists: number[][] = [];
  for (let cause = 0; cause < starts.length - 1; cause++) {
    const seen = new Set([cause]);
    let level = [cause];
    for (let depth = 0; depth < inheritedLevels && level.length > 0; depth++) {
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

function bounds({ causeParents, causePopulations }: IndexData): Rows {
  const found: (readonly number[])[] = Array.from({ length: causePopulations.length }, () => []);
  for (const cause of broaderFirst(causeParents)) {
    const own = causePopulations[cause] as number;
    const above = Array.from(rowOf(causeParents, cause)).flatMap((parent) => found[parent] ?? []);
    if (own !== 0 || above.length > 0) found[cause] = [...new Set(own === 0 ? above : [own, ...above])];
  }
  return rowsOf(found);
}

/** How many causes claim each symptom or a narrower one, and how many claim anything. */
function claimingCauses(data: IndexData, { starts, items }: Rows): { readonly claiming: Float64Array; readonly causes: number } {
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
  return { claiming, causes };
}

/** Broader symptoms come with the most telling first. */
function readings(symptomAncestors: Rows, claiming: Float64Array, told: Float64Array): Rows {
  const isClaimed = (symptom: number): boolean => (claiming[symptom] as number) > 0;
  return rowsOf(
    Array.from(claiming, (some, symptom) => {
      if (some > 0) return [symptom];
      const broader = rowOf(symptomAncestors, symptom).filter(isClaimed);
      return Array.from(broader.filter((one) => told[one] === told[broader[0] as number]));
    }),
  );
}
