/** What an import does to the records of one type. */
interface Counts {
  seen: number;
  created: number;
  changed: number;
}

interface Skipped {
  count: number;
  readonly first: string;
}

const mostRefusals = 20;

/** Counts what an import does: by type, and what it leaves out by reason. */
export class Summary {
  readonly #counts = new Map<string, Counts>();
  readonly #skipped = new Map<string, Map<string, Skipped>>();
  readonly #refusals: string[] = [];
  #refused = 0;

  /** A record is spoken of for the first time. */
  see(type: string): void {
    this.#of(type).seen++;
  }

  /** A record that was seen is neither published nor unchanged. */
  unsee(type: string): void {
    this.#of(type).seen--;
  }

  plan(type: string, isNew: boolean): void {
    this.#of(type)[isNew ? 'created' : 'changed']++;
  }

  skip(type: string, reason: string, at: string): void {
    const reasons = this.#skipped.get(type) ?? new Map<string, Skipped>();
    this.#skipped.set(type, reasons);
    const known = reasons.get(reason);
    if (known) known.count++;
    else reasons.set(reason, { count: 1, first: at });
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
    const names = new Set([...this.#counts.keys(), ...this.#skipped.keys()]);
    return [...names].map((type) => {
      const { seen, created, changed } = this.#counts.get(type) ?? { seen: 0, created: 0, changed: 0 };
      const skipped = [...(this.#skipped.get(type) ?? [])].map(([reason, { count, first }]) => ({ reason, count, first }));
      return { type, created, changed, unchanged: seen - created - changed, skipped };
    });
  }

  #of(type: string): Counts {
    const known = this.#counts.get(type);
    if (known) return known;
    const counts = { seen: 0, created: 0, changed: 0 };
    this.#counts.set(type, counts);
    return counts;
  }
}

/** What an import does to the records of one type, and what it leaves out. */
export interface TypeSummary {
  readonly type: string;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: readonly { readonly reason: string; readonly count: number; /** Where it happened first. */ readonly first: string }[];
}
