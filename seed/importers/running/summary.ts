/** What an import does to the records of one type. */
interface Counts {
  /** Rows that speak of them. */
  rows: number;
  seen: number;
  created: number;
  changed: number;
}

interface Remarked {
  count: number;
  /** Where it happened first. */
  readonly first: string;
}

interface Skipped extends Remarked {
  /** Whether for what the file says, and not for what the graph holds. */
  readonly isByRule: boolean;
}

const mostRefusals = 20;

/** Counts what an import does: by type, and what it leaves out by reason. Every row of a file is in exactly one of its counts. */
export class Summary {
  readonly #counts = new Map<string, Counts>();
  readonly #skipped = new Map<string, Map<string, Skipped>>();
  readonly #remarks = new Map<string, Map<string, Remarked>>();
  readonly #refusals: string[] = [];
  #refused = 0;

  /** So many rows speak of a record, for the first time or once more. */
  see(type: string, rows: number, isFirst: boolean): void {
    this.#of(type).rows += rows;
    if (isFirst) this.#of(type).seen++;
  }

  /** What was seen is left out; a record that nothing is left of is neither published nor unchanged. */
  unsee(type: string, rows: number, isLast: boolean): void {
    this.see(type, -rows, false);
    if (isLast) this.#of(type).seen--;
  }

  plan(type: string, isNew: boolean): void {
    this.#of(type)[isNew ? 'created' : 'changed']++;
  }

  /** Rows are left out for what the graph holds. */
  skip(type: string, reason: string, at: string, rows = 1): void {
    this.#skip(type, reason, { count: rows, first: at, isByRule: false });
  }

  /** Rows are left out for what they say, whatever the graph holds. */
  skipByRule(type: string, reason: string, at: string, rows = 1): void {
    this.#skip(type, reason, { count: rows, first: at, isByRule: true });
  }

  /** Something that a person should look at, though it is taken. */
  remark(type: string, text: string, at: string): void {
    countIn(this.#remarks, type, text, { count: 1, first: at });
  }

  /** Something that no record can be made of; nothing is written when there is any. */
  refuse(at: string, message: string): void {
    this.#refused++;
    if (this.#refusals.length < mostRefusals) this.#refusals.push(`${at}: ${message}`);
  }

  /** What is wrong with the files, with places; empty when they can be imported. */
  get refusals(): readonly string[] {
    const more = this.#refused - this.#refusals.length;
    return more > 0 ? [...this.#refusals, `and ${more} more`] : this.#refusals;
  }

  /** By type, in the order they came. */
  get types(): readonly TypeSummary[] {
    const names = new Set([...this.#counts.keys(), ...this.#skipped.keys(), ...this.#remarks.keys()]);
    return [...names].map((type) => {
      const { rows, seen, created, changed } = this.#counts.get(type) ?? nothing;
      const skipped = [...(this.#skipped.get(type) ?? [])].map(([reason, one]) => ({ reason, ...one }));
      const remarks = [...(this.#remarks.get(type) ?? [])].map(([text, one]) => ({ text, ...one }));
      return { type, created, changed, unchanged: seen - created - changed, joined: rows - seen, skipped, remarks };
    });
  }

  #skip(type: string, reason: string, skipped: Skipped): void {
    countIn(this.#skipped, type, reason, skipped);
  }

  #of(type: string): Counts {
    const known = this.#counts.get(type);
    if (known) return known;
    const counts = { ...nothing };
    this.#counts.set(type, counts);
    return counts;
  }
}

function countIn<T extends Remarked>(all: Map<string, Map<string, T>>, type: string, text: string, one: T): void {
  const ofType = all.get(type) ?? new Map<string, T>();
  all.set(type, ofType);
  const known = ofType.get(text);
  if (known) known.count += one.count;
  else ofType.set(text, one);
}

const nothing: Readonly<Counts> = { rows: 0, seen: 0, created: 0, changed: 0 };

/** What an import does to the records of one type, and what it leaves out. */
export interface TypeSummary {
  readonly type: string;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows that say a record once more: the file repeats it, or the graph has what they name as one. */
  readonly joined: number;
  readonly skipped: readonly SkippedRows[];
  /** What people should look at, by text. */
  readonly remarks: readonly (Readonly<Remarked> & { readonly text: string })[];
}

/** Rows that an import leaves out for one reason. */
interface SkippedRows extends Readonly<Skipped> {
  readonly reason: string;
}
