/** What the files of a source say of one type. */
export interface FileCount {
  /** More than one where only the rules of the importer tell them apart. */
  readonly types: readonly string[];
  /** How often the files speak of it, what is left out included. */
  readonly rows: number;
  /** How many of the rows the documented rules leave out, whatever the graph holds; undefined where nothing but the importer can tell. */
  readonly leftOut?: number;
  /** How many different things the other rows say, by the codes of the files; undefined where nothing but the importer can tell. */
  readonly distinct?: number;
}

/** Counts what files say of each type. */
export class Tally {
  readonly #types = new Map<string, { rows: number; leftOut: number; readonly said: Set<string> }>();

  /** A row says something of a type; rows with the same key say the same. */
  say(type: string, ...key: readonly string[]): void {
    const counts = this.#of(type);
    counts.rows++;
    counts.said.add(key.join(' '));
  }

  /** The rules leave a row out, or several. */
  leaveOut(type: string, rows = 1): void {
    const counts = this.#of(type);
    counts.rows += rows;
    counts.leftOut += rows;
  }

  /** Says it, or leaves it out. */
  take(isTaken: boolean, type: string, ...key: readonly string[]): void {
    if (isTaken) this.say(type, ...key);
    else this.leaveOut(type);
  }

  get counts(): readonly FileCount[] {
    return [...this.#types].map(([type, { rows, leftOut, said }]) => ({ types: [type], rows, leftOut, distinct: said.size }));
  }

  #of(type: string) {
    const counts = this.#types.get(type) ?? { rows: 0, leftOut: 0, said: new Set<string>() };
    this.#types.set(type, counts);
    return counts;
  }
}

/** Everything below some terms, and these: by the children that the pairs of child and parent name. */
export function below(roots: readonly string[], pairs: Iterable<readonly [child: string, parent: string]>): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const [child, parent] of pairs) {
    const known = children.get(parent);
    if (known) known.push(child);
    else children.set(parent, [child]);
  }
  const found = new Set(roots);
  for (const term of found) for (const child of children.get(term) ?? []) found.add(child);
  return found;
}
