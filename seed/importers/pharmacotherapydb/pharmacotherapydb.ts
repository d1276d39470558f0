import { cause } from '../../../schema/nodes/cause.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { palliates } from '../../../schema/relations/palliates.ts';
import { treats } from '../../../schema/relations/treats.ts';
import { byClinicians, byCode, type ClaimItem, importer, type Item, sourceRecord, type SourceRecord } from '../importer.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { readTable } from '../readers/table.ts';

/** Which drugs change a disease, which ease it, and which were listed for it by mistake, as physicians judged. */
export const pharmacotherapyDb = importer({
  name: 'pharmacotherapydb',
  title: 'PharmacotherapyDB',
  files: { indications: { example: 'indications.tsv', pattern: /^indications\.tsv$/, readings: 2 } },
  async open({ indications }) {
    for await (const row of rowsOf(indications)) {
      readCategory(row.category, indications, row.line);
      break;
    }
    return { source, version: '1.0', items: () => itemsOf(indications) };
  },
});

const source: SourceRecord = sourceRecord('pharmacotherapydb', {
  kind: 'DATASET',
  title: 'PharmacotherapyDB: the open catalog of drug therapies for disease',
  author: 'Daniel Himmelstein and others',
  edition: '1.0',
  url: 'https://github.com/dhimmel/indications',
  doi: '10.6084/m9.figshare.3103054',
  licence: 'CC0 1.0',
  attribution: 'PharmacotherapyDB 1.0, Himmelstein and others, dedicated to the public domain under CC0 1.0.',
  standing: 'CURRENT',
});

const rowsOf = (file: InputFile) =>
  readTable(file, {
    columns: ['doid_id', 'drugbank_id', 'disease', 'drug', 'category', 'n_curators', 'n_resources'],
    delimiter: '\t',
    isQuoted: false,
  });

async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  const seen = new Set<string>();
  for await (const { doid_id, drugbank_id, disease, drug, at } of rowsOf(file)) {
    if (!seen.has(doid_id))
      yield { what: 'CONCEPT', kind: cause, code: doid_id, isForeign: true, name: { en: disease }, fields: { causeKind: 'DISEASE' }, at };
    if (!seen.has(drugbank_id))
      yield {
        what: 'CONCEPT',
        kind: medication,
        code: `DRUGBANK:${drugbank_id}`,
        isForeign: true,
        name: { en: drug },
        fields: { medicationKind: 'SUBSTANCE' },
        at,
      };
    seen.add(doid_id).add(drugbank_id);
  }
  for await (const { doid_id, drugbank_id, category, n_curators, n_resources, line, at } of rowsOf(file)) {
    yield {
      what: 'CLAIM',
      ...readCategory(category, file, line),
      subject: byCode(medication, `DRUGBANK:${drugbank_id}`),
      object: byCode(cause, doid_id),
      citations: [{ locator: `${doid_id} ${drugbank_id}: ${category}, judged by ${n_curators}, listed in ${n_resources}` }],
      at,
    };
  }
}

/** A non-indication says that the drug does not treat the disease; it must never read as help. */
function readCategory(category: string, file: InputFile, line: number): Pick<ClaimItem, 'predicate' | 'negated' | 'qualifiers'> {
  switch (category) {
    case 'DM':
      return { predicate: treats, qualifiers: byClinicians };
    case 'SYM':
      return { predicate: palliates, qualifiers: byClinicians };
    case 'NOT':
      return { predicate: treats, negated: true };
    default:
      throw badLine(file, line, `"${category}" is no category; DM, SYM and NOT are.`);
  }
}
