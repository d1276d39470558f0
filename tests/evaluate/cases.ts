import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Disorder } from '../../seed/importers/dismech/disorder.ts';
import { type Mention, readDisorder } from '../../seed/importers/dismech/read-disorder.ts';
import { sharedData } from '../support/shared-data.ts';

/** A code of a finding or a cause. */
export interface Code {
  readonly system: string;
  readonly code: string;
}

/** One person: what was found, and what it turned out to be. */
export interface Case {
  readonly set: 'PUBLISHED' | 'SYNTHETIC' | 'DRAWN';
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
  const conditions = JSON.parse(await readFile(sharedData('ddxplus/release_conditions.json'), 'utf8')) as Readonly<
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

/**
 * Persons drawn from what dismech says of disorders, which is not in the graph that is asked: two of each, with three to ten findings that each
 * has as often as is said, and half of them where nobody says. The same persons at each run.
 */
export async function drawnCases(): Promise<Case[]> {
  const cases: Case[] = [];
  for await (const line of linesOf('dismech/dismech_disorders.jsonl.gz')) {
    const { statements } = readDisorder(JSON.parse(line) as Disorder);
    const claims = statements.filter(({ predicate, isNegated }) => predicate === 'CAUSES' && !isNegated);
    const cause = claims.flatMap(({ subject }) => exactOf(subject))[0];
    if (cause === undefined) continue;
    const frequencies = new Map(claims.flatMap(({ object, frequency = 0.5 }) => exactOf(object).map((finding) => [finding, frequency])));
    for (const person of [1, 2]) {
      const present = [...frequencies]
        .map(([finding, frequency]) => ({ finding, frequency, chance: chanceOf(`${cause} ${finding} ${person}`) }))
        .filter(({ chance, frequency }) => chance < frequency)
        .sort((a, b) => a.chance - b.chance)
        .slice(0, 10);
      if (present.length < 3) continue;
      cases.push({ set: 'DRAWN', isCore: true, present: present.map(({ finding }) => codeOf(finding)), absent: [], cause: codeOf(cause) });
    }
  }
  return cases;
}

const exactOf = ({ codes }: Mention): string[] => codes.filter(({ match }) => match === 'EXACT').map(({ curie }) => curie);

/** A number from 0 to 1 that a text always gives. */
const chanceOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;

function codeOf(curie: string): Code {
  const [system = '', code = ''] = curie.split(':', 2);
  return { system, code };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(sharedData(file)).pipe(createGunzip()) })) if (line !== '') yield line;
}
