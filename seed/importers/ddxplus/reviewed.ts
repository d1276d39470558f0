import { badLine } from '../readers/input-file.ts';
import { itemsIn, tableBeside } from '../readers/table.ts';

/** What somebody found a question or a condition of DDXPlus to be, who read it; the tables beside this file. */
export interface Reading {
  /** SAME: what the codes say; NARROWER: a kind of each of it; BROADER: each of it is a kind of this; NONE: nothing that can be taken; undefined where no code comes near. */
  readonly match: Match | undefined;
  readonly codes: readonly string[];
  /** What to call it. */
  readonly name: string;
}

type Match = 'SAME' | 'NARROWER' | 'BROADER' | 'NONE';

export interface Reviewed {
  readonly findings: ReadonlyMap<string, Reading>;
  readonly conditions: ReadonlyMap<string, Reading>;
}

/** Reads the tables. BAD_USER_INPUT for a match that is none. */
export const readReviewed = async (): Promise<Reviewed> => ({
  findings: await readings('findings.tsv', 'evidence', ['SAME', 'NARROWER', 'BROADER', 'NONE']),
  conditions: await readings('conditions.tsv', 'condition', ['SAME', 'NARROWER']),
});

async function readings(name: string, key: 'evidence' | 'condition', matches: readonly Match[]): Promise<ReadonlyMap<string, Reading>> {
  const found = new Map<string, Reading>();
  for await (const { file, row } of tableBeside(import.meta.dirname, name, [key, 'match', 'codes', 'name'])) {
    const match = matches.find((one) => one === row.match);
    if (!match && row.match !== '') throw badLine(file, row.line, `"${row.match}" is no match; ${matches.join(', ')} are.`);
    found.set(row[key], { match, codes: itemsIn(row.codes), name: row.name });
  }
  return found;
}
