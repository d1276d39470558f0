import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { sharedData } from './evaluation-graph.ts';

/** A code of a finding or a cause. */
export interface Code {
  readonly system: string;
  readonly code: string;
}

/** One person: what was found, and what it turned out to be. */
export interface Case {
  readonly set: 'PUBLISHED' | 'SYNTHETIC';
  readonly isCore: boolean;
  readonly present: readonly Code[];
  readonly absent: readonly Code[];
  /** Never part of a question. */
  readonly cause: Code;
}

/** Published patients with findings of the Human Phenotype Ontology. */
export async function publishedCases(): Promise<Case[]> {
  const cases: Case[] = [];
  for await (const line of linesOf('cases-dev/phenopackets_dev.jsonl.gz')) {
    const { disease, observed, excluded, core } = JSON.parse(line) as PublishedLine;
    cases.push({ set: 'PUBLISHED', isCore: core, present: observed.map(codeOf), absent: excluded.map(codeOf), cause: codeOf(disease) });
  }
  return cases;
}

interface PublishedLine {
  readonly disease: string;
  readonly observed: readonly string[];
  readonly excluded: readonly string[];
  readonly core: boolean;
}

/** Synthetic patients of DDXPlus. Answers that choose a value are told by the question alone, as the importer does. */
export async function syntheticCases(): Promise<Case[]> {
  const conditions = JSON.parse(await readFile(join(sharedData, 'ddxplus/release_conditions.json'), 'utf8')) as Readonly<
    Record<string, { readonly 'cond-name-eng': string }>
  >;
  const cases: Case[] = [];
  for await (const line of linesOf('ddxplus/patients_dev_98.jsonl.gz')) {
    const { pathology, evidences } = JSON.parse(line) as { readonly pathology: string; readonly evidences: readonly string[] };
    const names = new Set(evidences.map((evidence) => evidence.split('_@_', 1)[0] ?? evidence));
    cases.push({
      set: 'SYNTHETIC',
      isCore: true,
      present: [...names].map((code) => ({ system: 'DDXPLUS', code })),
      absent: [],
      cause: { system: 'DDXPLUS', code: conditions[pathology]?.['cond-name-eng'] ?? pathology },
    });
  }
  return cases;
}

function codeOf(curie: string): Code {
  const [system = '', code = ''] = curie.split(':', 2);
  return { system, code };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(join(sharedData, file)).pipe(createGunzip()) }))
    if (line !== '') yield line;
}
