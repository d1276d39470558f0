/** For whom a claim holds, or a cause can be at all; what is not said holds for everybody. */
export interface IndexedPopulation {
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  readonly sex: string | null;
  readonly pregnancy: boolean | null;
}

/** Lists of lists as two arrays: the items of row i are `items[starts[i]]` to `items[starts[i + 1] - 1]`. */
export interface Rows {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** What the ranking needs of one content release, in a form that moves between threads without being copied. */
export interface IndexData {
  readonly release: number;
  /** Tells the release apart from one with its number in another database, or in this one before it was restored. */
  readonly edition: string;
  /** In ascending order, so that the lower place is the lower id. */
  readonly symptomIds: readonly string[];
  readonly causeIds: readonly string[];
  /** All names of each, as `namesText` writes them. */
  readonly symptomNames: readonly string[];
  readonly causeNames: readonly string[];
  /** The broader symptoms of each symptom, and the broader causes of each cause. */
  readonly symptomParents: Rows;
  readonly causeParents: Rows;
  /** For whom each cause can be at all: places in `populations`. */
  readonly causePopulations: Uint16Array;
  /** The CAUSES claims of cause i are those from `claimStarts[i]` on, by symptom and then by id. */
  readonly claimStarts: Int32Array;
  readonly claimSymptoms: Int32Array;
  /** Share of people, NaN where nobody says; and of how many people, 0 where nobody says. */
  readonly claimFrequencies: Float32Array;
  readonly claimTotals: Int32Array;
  /** Places in `populations`; the first is everybody. */
  readonly claimPopulations: Uint16Array;
  /** Places in the vocabulary of certainties, the surest first. */
  readonly claimCertainties: Uint8Array;
  /** Places in the vocabulary of knowledge levels. */
  readonly claimKnowledgeLevels: Uint8Array;
  /** 1 where the claim says that the cause does not bring the symptom about. */
  readonly claimIsNegated: Uint8Array;
  /** The ids of all claims one behind the other, and where each starts. */
  readonly claimIdBytes: Uint8Array;
  readonly claimIdStarts: Int32Array;
  readonly populations: readonly IndexedPopulation[];
}

/** A claim that a cause brings a symptom about, or does not. */
export interface IndexedClaim {
  readonly id: string;
  /** The id of the symptom. */
  readonly symptom: string;
  /** NaN where nobody says. */
  readonly frequency: number;
  /** 0 where nobody says. */
  readonly total: number;
  /** Place in the vocabulary of certainties. */
  readonly certainty: number;
  /** Place in the vocabulary of knowledge levels. */
  readonly knowledgeLevel: number;
  readonly isNegated: boolean;
  readonly population: IndexedPopulation;
}

/** A symptom or cause as it is after a change: the ids of the broader ones, null when it is not there. */
export interface ChangedRow {
  readonly id: string;
  readonly parents: readonly string[] | null;
  /** As `namesText` writes them. */
  readonly names: string;
}

/** What is said of a cause. */
export interface SaidOfCause {
  readonly population: IndexedPopulation;
  readonly claims: readonly IndexedClaim[];
}

/** What may differ between two states of the content: everything that the index holds of some symptoms and causes. */
export interface IndexChanges {
  readonly symptoms: readonly ChangedRow[];
  readonly causes: readonly (ChangedRow & SaidOfCause)[];
}

/** The memory that moves with the data. */
export const transferable = (data: IndexData): ArrayBuffer[] =>
  [
    data.symptomParents.starts,
    data.symptomParents.items,
    data.causeParents.starts,
    data.causeParents.items,
    data.causePopulations,
    data.claimStarts,
    data.claimSymptoms,
    data.claimFrequencies,
    data.claimTotals,
    data.claimPopulations,
    data.claimCertainties,
    data.claimKnowledgeLevels,
    data.claimIsNegated,
    data.claimIdBytes,
    data.claimIdStarts,
  ].map(({ buffer }) => buffer as ArrayBuffer);

/** One of the lists. */
export const rowOf = ({ starts, items }: Rows, row: number): Int32Array => items.subarray(starts[row], starts[row + 1]);

/** Lists of numbers as two arrays. */
export function rowsOf(lists: readonly (readonly number[])[]): Rows {
  const starts = new Int32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) starts[i + 1] = (starts[i] ?? 0) + list.length;
  const items = new Int32Array(starts[lists.length] ?? 0);
  for (const [i, list] of lists.entries()) items.set(list, starts[i]);
  return { starts, items };
}
