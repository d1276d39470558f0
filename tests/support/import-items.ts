import { basename, resolve } from 'node:path';
import type { ClaimItem, ConceptItem, Importer, Item, SourceItem } from '../../seed/importers/importer.ts';
import { type InputFile, inputFile } from '../../seed/importers/readers/input-file.ts';

/** Everything an importer makes of real files, and the source it cites. */
export interface Imported {
  readonly source: SourceItem['source'];
  readonly concepts: readonly ConceptItem[];
  readonly claims: readonly ClaimItem[];
  readonly sources: readonly SourceItem[];
  /** How many items there are of each kind and predicate; denied ones start with NOT_. */
  readonly counts: Readonly<Record<string, number>>;
  /** How often each reason to leave something out came up. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Claims whose ends no concept before them names. */
  readonly dangling: readonly ClaimItem[];
}

/** The files that the data folder beside the checkout holds. */
export const sharedData = (path: string): string => resolve(import.meta.dirname, '../../../shared/data', path);

/** Reads files with an importer, without a graph. */
export async function importItems(
  importer: Importer,
  paths: readonly string[],
  options: Readonly<Record<string, string>> = {},
): Promise<Imported> {
  const files: Record<string, InputFile> = {};
  for (const path of paths) {
    const name = basename(path).replace(/\.gz$/, '');
    const needs = Object.entries(importer.files);
    const need = needs.length === 1 ? needs[0] : needs.find(([, { pattern }]) => pattern.test(name));
    if (!need) throw new Error(`${importer.name} takes no ${name}.`);
    files[need[0]] = await inputFile(path);
  }
  const opened = await importer.open(files, options);
  const items: Item[] = [];
  for await (const item of opened.items()) items.push(item);
  const claims = items.filter((item) => item.what === 'CLAIM');
  return {
    source: opened.source,
    concepts: items.filter((item) => item.what === 'CONCEPT'),
    claims,
    sources: items.filter((item) => item.what === 'SOURCE'),
    counts: countBy(items.filter((item) => item.what === 'CONCEPT' || item.what === 'CLAIM').map(typeOf)),
    skipped: countBy(items.filter((item) => item.what === 'SKIP').map(({ reason }) => reason)),
    dangling: danglingClaims(items),
  };
}

const typeOf = (item: ConceptItem | ClaimItem): string =>
  item.what === 'CONCEPT' ? item.kind.name : `${item.negated === true ? 'NOT_' : ''}${item.predicate.name}`;

export function countBy(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function danglingClaims(items: readonly Item[]): ClaimItem[] {
  const known = new Set<string>();
  const dangling: ClaimItem[] = [];
  for (const item of items) {
    if (item.what === 'CONCEPT') for (const code of [item.code, ...(item.sameAs ?? [])]) known.add(`${item.kind.name} ${code}`);
    if (item.what !== 'CLAIM') continue;
    const isFound = ({ kinds, codes }: ClaimItem['subject']): boolean =>
      kinds.some(({ name }) => codes.some((code) => known.has(`${name} ${code}`)));
    if (!isFound(item.subject) || !isFound(item.object)) dangling.push(item);
  }
  return dangling;
}
