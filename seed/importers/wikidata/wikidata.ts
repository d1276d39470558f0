import type { NodeType } from '../../../schema/language/node-type.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { leadsTo } from '../../../schema/relations/leads-to.ts';
import { treats } from '../../../schema/relations/treats.ts';
import { kindOfCause } from '../cause-kinds.ts';
import { byCode, type ConceptItem, importer, type Item, type Ref, sourceRecord, type SourceRecord } from '../importer.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { readTable } from '../readers/table.ts';

/** Diseases with their symptoms, causes and drugs from Wikidata; what it names without an id is found by its name or left out. */
export const wikidata = importer({
  name: 'wikidata',
  title: 'Wikidata: diseases',
  files: {
    diseases: { example: 'disease.tsv', pattern: /^disease\.tsv$/ },
    symptoms: { example: 'disease_symptom.tsv', pattern: /^disease_symptom\.tsv$/, readings: 2 },
    causes: { example: 'disease_cause.tsv', pattern: /^disease_cause\.tsv$/, readings: 2 },
    drugs: { example: 'disease_drug.tsv', pattern: /^disease_drug\.tsv$/, readings: 2 },
    treats: { example: 'medicine_treats.tsv', pattern: /^medicine_treats\.tsv$/, readings: 2 },
  },
  async open(files) {
    for (const rows of [
      diseasesOf(files.diseases),
      relationsOf(files.symptoms, 'symptom_label'),
      relationsOf(files.causes, 'cause_label'),
      relationsOf(files.drugs, 'drug_label'),
      treatmentsOf(files.treats),
    ])
      for await (const _ of rows) break;
    return { source, version: '2021-02', items: () => itemsOf(files) };
  },
});

const source: SourceRecord = sourceRecord('wikidata-diseases', {
  kind: 'DATASET',
  title: 'Wikidata: diseases, their symptoms, causes and drugs',
  publisher: 'Wikimedia Foundation and contributors',
  edition: '2021-02',
  url: 'https://www.wikidata.org/',
  licence: 'CC0 1.0',
  attribution: 'Wikidata, February 2021, dedicated to the public domain under CC0 1.0.',
  standing: 'CURRENT',
});

const tsv = { delimiter: '\t', isQuoted: false } as const;
const diseasesOf = (file: InputFile) => readTable(file, { columns: ['disease_qid', 'disease_label', 'description'], ...tsv });
const treatmentsOf = (file: InputFile) => readTable(file, { columns: ['medicine_qid', 'medicine_label', 'condition_label'], ...tsv });

interface Relation {
  readonly qid: string;
  readonly disease: string;
  readonly other: string;
  readonly at: string;
}

async function* relationsOf(file: InputFile, column: string): AsyncGenerator<Relation> {
  for await (const row of readTable(file, { columns: ['disease_qid', 'disease_label', column], ...tsv })) {
    if (!/^Q\d+$/.test(row['disease_qid'] ?? '')) throw badLine(file, row.line, `"${row['disease_qid']}" is no id of Wikidata.`);
    yield { qid: row['disease_qid'] ?? '', disease: row['disease_label'] ?? '', other: row[column] ?? '', at: row.at };
  }
}

interface Files {
  readonly diseases: InputFile;
  readonly symptoms: InputFile;
  readonly causes: InputFile;
  readonly drugs: InputFile;
  readonly treats: InputFile;
}

/**
 * Makes the diseases that something is said of; the other ones only add their id to a disease that the graph has. All diseases and
 * medicines come before the first claim, because claims find them by their names.
 */
async function* itemsOf(files: Files): AsyncGenerator<Item> {
  const related = new Map<string, Relation>();
  for (const [file, column] of [
    [files.symptoms, 'symptom_label'],
    [files.causes, 'cause_label'],
    [files.drugs, 'drug_label'],
  ] as const)
    for await (const relation of relationsOf(file, column)) {
      const first = related.get(relation.qid);
      if (!first || !hasLabel(first.disease)) related.set(relation.qid, relation);
    }
  const given = new Set<string>();
  for await (const { disease_qid, disease_label, description, at } of diseasesOf(files.diseases)) {
    if (!hasLabel(disease_label)) {
      yield { what: 'SKIP', type: cause.name, reason: 'it has no label', at };
      continue;
    }
    given.add(disease_qid);
    yield {
      ...diseaseItem(disease_qid, disease_label, at),
      ...(related.has(disease_qid) && description !== '' ? { summary: { en: description } } : {}),
      mayCreate: related.has(disease_qid),
    };
  }
  for (const { qid, disease, at } of related.values()) if (!given.has(qid) && hasLabel(disease)) yield diseaseItem(qid, disease, at);
  yield* medicinesOf(files.treats);
  for await (const { qid, other, at } of relationsOf(files.symptoms, 'symptom_label')) {
    const object = named([symptom], other);
    if (hasLabel(other))
      yield {
        what: 'CLAIM',
        predicate: causes,
        subject: byCode(cause, code(qid)),
        object,
        citations: [{ locator: `${qid}, symptoms: ${other}` }],
        at,
      };
    else yield { what: 'SKIP', type: causes.name, reason: 'the symptom has no label', at };
  }
  for await (const { qid, other, at } of relationsOf(files.causes, 'cause_label')) yield* causeItems(qid, other, at);
  for await (const { qid, other, at } of relationsOf(files.drugs, 'drug_label')) {
    const subject = named([medication], other);
    yield {
      what: 'CLAIM',
      predicate: treats,
      subject,
      object: byCode(cause, code(qid)),
      citations: [{ locator: `${qid}, drug: ${other}` }],
      at,
    };
  }
  for await (const { medicine_qid, condition_label, at } of treatmentsOf(files.treats))
    yield {
      what: 'CLAIM',
      predicate: treats,
      subject: byCode(medication, code(medicine_qid)),
      object: named([cause], condition_label),
      citations: [{ locator: `${medicine_qid}, treats: ${condition_label}` }],
      at,
    };
}

async function* medicinesOf(file: InputFile): AsyncGenerator<Item> {
  const given = new Set<string>();
  for await (const { medicine_qid, medicine_label, at } of treatmentsOf(file)) {
    if (given.has(medicine_qid)) continue;
    given.add(medicine_qid);
    yield hasLabel(medicine_label)
      ? {
          what: 'CONCEPT',
          kind: medication,
          code: code(medicine_qid),
          name: { en: medicine_label },
          fields: { medicationKind: 'SUBSTANCE' },
          at,
        }
      : { what: 'SKIP', type: medication.name, reason: 'it has no label', at };
  }
}

const code = (qid: string): string => `WIKIDATA:${qid}`;
const named = (kinds: readonly NodeType[], name: string): Ref => ({ kinds, codes: [], name, maySynonym: true });

/** Where nobody wrote a label, the file has the id. */
const hasLabel = (label: string): boolean => label.trim() !== '' && !/^Q\d+$/.test(label);

const diseaseItem = (qid: string, label: string, at: string): ConceptItem => ({
  what: 'CONCEPT',
  kind: cause,
  code: code(qid),
  name: { en: label },
  fields: { causeKind: 'DISEASE' },
  at,
});

/** A cause is made only when its name tells what kind it is; otherwise it must be in the graph. Genes and "unknown" are neither. */
function* causeItems(qid: string, name: string, at: string): Generator<Item> {
  if (
    !hasLabel(name) ||
    /^(?:unknown|absence|infection|infestation|genetics?)$|\bmutation|\binheritance\b|\brecessive\b|\bdominant\b|^causes? of\b/i.test(name)
  ) {
    yield { what: 'SKIP', type: leadsTo.name, reason: 'the cause is a gene, unknown, or says too little', at };
    return;
  }
  const kind = kindOfCause(name);
  const key = `WIKIDATA:cause/${name.toLowerCase().slice(0, 80)}`;
  if (kind !== undefined) yield { what: 'CONCEPT', kind: cause, code: key, name: { en: name }, fields: { causeKind: kind }, at };
  yield {
    what: 'CLAIM',
    predicate: leadsTo,
    subject: kind === undefined ? named([cause], name) : byCode(cause, key),
    object: byCode(cause, code(qid)),
    citations: [{ locator: `${qid}, has cause: ${name}` }],
    at,
  };
}
