import { basename } from 'node:path';
import type { ClaimItem, ConceptItem, Importer, Item, Opened, SourceItem } from '../../seed/importers/importer.ts';
import { type InputFile, inputFile } from '../../seed/importers/readers/input-file.ts';

/** How much an importer makes of real files. */
export interface Counted {
  readonly source: SourceItem['source'];
  /** How many items there are of each kind and predicate; denied ones start with NOT_. */
  readonly counts: Readonly<Record<string, number>>;
  /** How many rows are left out for each reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** How often people should look at something, by what. */
  readonly remarked: Readonly<Record<string, number>>;
  /** Where claims stand whose ends no concept before them names by a code. */
  readonly dangling: readonly string[];
}

/** Everything an importer makes of real files. */
export interface Imported extends Counted {
  readonly concepts: readonly ConceptItem[];
  readonly claims: readonly ClaimItem[];
  readonly sources: readonly SourceItem[];
}

/** Reads files with an importer, without a graph, and keeps what it makes. */
export async function importItems(importer: Importer, paths: readonly string[]): Promise<Imported> {
  const concepts: ConceptItem[] = [];
  const claims: ClaimItem[] = [];
  const sources: SourceItem[] = [];
  const counted = await countItems(importer, paths, (item) => {
    if (item.what === 'CONCEPT') concepts.push(item);
    if (item.what === 'CLAIM') claims.push(item);
    if (item.what === 'SOURCE') sources.push(item);
  });
  return { ...counted, concepts, claims, sources };
}

/** Reads files with an importer, without a graph, and shows each item as it comes. */
export async function countItems(importer: Importer, paths: readonly string[], look: (item: Item) => void = () => {}): Promise<Counted> {
  const opened = await openFiles(importer, paths);
  const counts: Record<string, number> = {};
  const skipped: Record<string, number> = {};
  const remarked: Record<string, number> = {};
  const known = new Set<string>();
  const dangling: string[] = [];
  const isFound = ({ kinds, codes }: ClaimItem['subject']): boolean =>
    kinds.some(({ name }) => codes.some((code) => known.has(`${name} ${code}`)));
  for await (const item of opened.items()) {
    look(item);
    if (item.what === 'SKIP') add(skipped, item.reason, item.rows);
    if (item.what === 'REMARK') add(remarked, item.text);
    if (item.what === 'CONCEPT') {
      add(counts, item.kind.name);
      for (const code of [item.code, ...(item.sameAs ?? [])]) known.add(`${item.kind.name} ${code}`);
    }
    if (item.what === 'CLAIM') {
      add(counts, `${item.negated === true ? 'NOT_' : ''}${item.predicate.name}`);
      if (!isFound(item.subject) || !isFound(item.object)) dangling.push(item.at);
    }
  }
  return { source: opened.source, counts, skipped, remarked, dangling };
}

async function openFiles(importer: Importer, paths: readonly string[]): Promise<Opened> {
  const files: Record<string, InputFile> = {};
  for (const path of paths) {
    const name = basename(path).replace(/\.gz$/, '');
    const needs = Object.entries(importer.files);
    const need = needs.length === 1 ? needs[0] : needs.find(([, { pattern }]) => pattern.test(name));
    if (!need) throw new Error(`${importer.name} takes no ${name}.`);
    files[need[0]] = await inputFile(path);
  }
  return importer.open(files, {});
}

export function countBy(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) add(counts, key);
  return counts;
}

function add(counts: Record<string, number>, key: string, times = 1): void {
  counts[key] = (counts[key] ?? 0) + times;
}
