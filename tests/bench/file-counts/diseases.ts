import { resolve } from 'node:path';
import { type FileCount, Tally } from './file-count.ts';
import { PlainFiles } from './plain-files.ts';

/** One claim for each disease, finding and sex, and another where it is denied; rows on how a disease runs are left out. */
export async function countHpoAnnotations(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  const diseases = new Set<string>();
  for (const row of await files.rows('phenotype')) {
    if (!diseases.has(row('database_id'))) tally.say('Cause', row('database_id'));
    diseases.add(row('database_id'));
    const frequency = row('frequency');
    const [count = '', total] = frequency.split('/');
    const isNone = (total === undefined ? frequency.endsWith('%') : Number(total) > 0) && Number.parseFloat(count) === 0;
    const isDenied = row('qualifier') === 'NOT' || frequency === 'HP:0040285' || isNone;
    tally.take(row('aspect') === 'P', 'CAUSES', row('database_id'), row('hpo_id'), row('sex').toLowerCase(), String(isDenied));
  }
  return tally.counts;
}

/** Official labels. */
export async function countHpoChinese(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  for (const row of await files.rows('hp-zh'))
    tally.take(row('predicate_id') === 'rdfs:label' && row('translation_status') === 'OFFICIAL', 'Symptom', row('subject_id'));
  return tally.counts;
}

interface Condition {
  readonly 'cond-name-eng': string;
  readonly symptoms: object;
  readonly antecedents: object;
}

interface Evidence {
  readonly data_type: string;
  readonly is_antecedent: boolean;
}

/**
 * Evidences that are yes or no and not of the history; conditions with those of them that are yes or no. What people read and left out, or found
 * to be a kind of something else, is told by their tables.
 */
export async function countDdxPlus(files: PlainFiles): Promise<readonly FileCount[]> {
  const conditions = Object.entries((await files.json('release_conditions')) as Record<string, Condition>);
  const evidences = (await files.json('release_evidences')) as Record<string, Evidence>;
  const [readings, diseases] = [await readingsOf('findings', 'evidence'), await readingsOf('conditions', 'condition')];
  const tally = new Tally();
  const isLeftOut = (reading: Reading | undefined): boolean => reading?.match === 'NONE';
  const sayKinds = (name: string, reading: Reading | undefined): void => {
    if (reading?.match === 'NARROWER' || reading?.match === 'BROADER')
      for (const code of reading.codes.split('|')) tally.say('SUBTYPE_OF', name, code);
  };
  for (const [name, evidence] of Object.entries(evidences)) {
    const reading = readings.get(name);
    const isTaken = evidence.data_type === 'B' && !evidence.is_antecedent && !isLeftOut(reading);
    tally.take(isTaken, 'Symptom', reading?.match === 'SAME' ? reading.codes : name);
    sayKinds(name, reading);
  }
  for (const [name, { 'cond-name-eng': title, symptoms, antecedents }] of conditions) {
    const reading = diseases.get(title);
    tally.take(!isLeftOut(reading), 'Cause', name);
    sayKinds(name, reading);
    for (const evidence of Object.keys(symptoms)) {
      const isTaken = evidences[evidence]?.data_type === 'B' && !isLeftOut(reading) && !isLeftOut(readings.get(evidence));
      tally.take(isTaken, 'CAUSES', name, readings.get(evidence)?.match === 'SAME' ? (readings.get(evidence)?.codes ?? '') : evidence);
    }
    tally.leaveOut('CAUSES', Object.keys(antecedents).length);
  }
  return tally.counts;
}

interface Reading {
  readonly match: string;
  readonly codes: string;
}

async function readingsOf(name: string, key: string): Promise<ReadonlyMap<string, Reading>> {
  const reviewed = new PlainFiles([resolve(import.meta.dirname, `../../../seed/importers/ddxplus/${name}.tsv`)]);
  return new Map((await reviewed.rows(name)).map((row) => [row(key), { match: row('match'), codes: row('codes') }]));
}

interface Disorder {
  readonly phenotypes?: readonly object[] | null;
  readonly pathophysiology?: readonly { readonly downstream?: readonly object[] }[] | null;
  readonly environmental?: readonly object[] | null;
  readonly treatments?: readonly Treatment[] | null;
}

interface Treatment {
  readonly treatment_term?: {
    readonly therapeutic_agent?: readonly object[];
    readonly qualifiers?: readonly { readonly predicate?: { readonly preferred_term?: string } }[];
  };
  readonly target_phenotypes?: readonly object[];
}

/**
 * Every entry of a disorder; of a treatment each agent, and each finding that the agent is to ease; of an exposure each medication that
 * people found it to be. What an entry comes to is read from free
 * text by the importer alone, as is what concepts the entries name.
 */
export async function countDisMech(files: PlainFiles): Promise<readonly FileCount[]> {
  const disorders = (await files.jsonLines('dismech')) as Disorder[];
  const processes = disorders.flatMap(({ pathophysiology }) => pathophysiology ?? []);
  const steps = processes.flatMap(({ downstream }) => downstream ?? []);
  const exposures = disorders.flatMap(({ environmental }) => environmental ?? []);
  const treatments = disorders.flatMap((disorder) => disorder.treatments ?? []);
  const reviewed = new PlainFiles([resolve(import.meta.dirname, '../../../seed/importers/dismech/exposures.tsv')]);
  const medications = (await reviewed.rows('exposures')).map((row) => `${row('disorder')} ${row('exposure')}`);
  return [
    { types: ['CAUSES'], rows: disorders.flatMap(({ phenotypes }) => phenotypes ?? []).length },
    { types: ['ACTS_THROUGH'], rows: processes.length },
    {
      types: ['LEADS_TO', 'PRODUCES', 'TRIGGERS', 'WORSENS', 'HAS_SIDE_EFFECT', 'Claim'],
      rows: steps.length + exposures.length + medications.length - new Set(medications).size,
    },
    { types: ['TREATS', 'PALLIATES', 'PREVENTS'], rows: sum(treatments.map(agents)) },
    { types: ['RELIEVES'], rows: sum(treatments.map((one) => agents(one) * (one.target_phenotypes ?? []).length)) },
  ];
}

/** How many agents a treatment names; without any, the treatment is one. */
function agents({ treatment_term: { therapeutic_agent = [], qualifiers = [] } = {} }: Treatment): number {
  const named = qualifiers.filter(({ predicate }) => predicate?.preferred_term === 'therapeutic agent');
  return Math.max(1, therapeutic_agent.length + named.length);
}

/**
 * Every row that relates a disease to something. Which causes a name is enough to make is decided by the importer alone, so neither the
 * causes nor what is left out of LEADS_TO is counted.
 */
export async function countWikidata(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  for (const row of await files.rows('disease_symptom'))
    tally.take(hasLabel(row('symptom_label')), 'CAUSES', row('disease_qid'), row('symptom_label'));
  for (const row of await files.rows('disease_drug')) tally.say('TREATS', row('drug_label'), row('disease_qid'));
  const medicines = new Set<string>();
  for (const row of await files.rows('medicine_treats')) {
    tally.say('TREATS', row('medicine_qid'), row('condition_label'));
    if (!medicines.has(row('medicine_qid'))) tally.take(hasLabel(row('medicine_label')), 'Medication', row('medicine_qid'));
    medicines.add(row('medicine_qid'));
  }
  return [...tally.counts, { types: ['LEADS_TO'], rows: (await files.rows('disease_cause')).length }];
}

/** Where nobody wrote a label, there is nothing or the id. */
const hasLabel = (label: string): boolean => label.trim() !== '' && Number.isNaN(Number(label.replace('Q', '')));

/** Edges that say "subclass of". */
export async function countMondoRareEdges(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  for (const row of await files.rows('mondo-rare_edges'))
    if (row('predicate') === 'biolink:subclass_of') tally.say('SUBTYPE_OF', row('subject'), row('object'));
    else tally.leaveOut('Claim');
  return tally.counts;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
