import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { mechanism } from '../../../schema/nodes/mechanism.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { subtypeOf } from '../../../schema/relations/subtype-of.ts';
import { targets } from '../../../schema/relations/targets.ts';
import { byCode, importer, type Item, sourceRecord, type SourceRecord } from '../importer.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { readTable } from '../readers/table.ts';

/** Classes of drugs, how they act and what they do in the body, by FDA, MeSH and ChEBI. */
export const drugCentral = importer({
  name: 'drugcentral',
  title: 'DrugCentral: classes of drugs',
  files: {
    classes: { example: 'classes.tsv', pattern: /^classes\.tsv$/ },
    drugs: { example: 'drug-to-class.tsv', pattern: /^drug-to-class\.tsv$/ },
  },
  async open({ classes, drugs }) {
    for await (const { class_type, class_id, line } of classesOf(classes)) {
      readClass(classes, class_id, class_type, line);
      break;
    }
    for await (const row of drugsOf(drugs)) {
      codeOfClass(drugs, row.class_id, row.line);
      break;
    }
    return { source, version: '2016', items: () => itemsOf(classes, drugs) };
  },
});

const source: SourceRecord = sourceRecord('drugcentral-classes', {
  kind: 'DATASET',
  title: 'DrugCentral: pharmacologic classes',
  publisher: 'University of New Mexico',
  edition: '2016',
  url: 'https://drugcentral.org/',
  licence: 'CC BY 4.0',
  attribution: 'DrugCentral, University of New Mexico, CC BY 4.0; tables by Daniel Himmelstein, github.com/dhimmel/drugcentral.',
  standing: 'CURRENT',
});

const classesOf = (file: InputFile) =>
  readTable(file, { columns: ['class_id', 'class_name', 'class_source', 'class_type'], delimiter: '\t', isQuoted: false });
const drugsOf = (file: InputFile) =>
  readTable(file, { columns: ['drugbank_id', 'drugbank_name', 'class_id', 'class_name'], delimiter: '\t', isQuoted: false });

async function* itemsOf(classes: InputFile, drugs: InputFile): AsyncGenerator<Item> {
  const read = new Map<string, ClassReading>();
  for await (const { class_id, class_name, class_type, line, at } of classesOf(classes)) {
    const reading = readClass(classes, class_id, class_type, line);
    read.set(class_id, reading);
    const { kind } = reading;
    yield {
      what: 'CONCEPT',
      kind,
      code: codeOfClass(classes, class_id, line),
      isForeign: true,
      name: { en: class_name },
      ...(kind === medication ? { fields: { medicationKind: 'CLASS' } } : {}),
      // A class named like a substance is not the substance.
      mayMatchByName: kind !== medication,
      at,
    };
  }
  const seen = new Set<string>();
  for await (const { drugbank_id, drugbank_name, class_id, line, at } of drugsOf(drugs)) {
    const reading = read.get(class_id);
    if (!reading) throw badLine(drugs, line, `the class ${class_id} is not among the classes.`);
    const drug = `DRUGBANK:${drugbank_id}`;
    if (!seen.has(drug))
      yield {
        what: 'CONCEPT',
        kind: medication,
        code: drug,
        isForeign: true,
        name: { en: drugbank_name },
        fields: { medicationKind: 'SUBSTANCE' },
        at,
      };
    seen.add(drug);
    yield {
      what: 'CLAIM',
      predicate: reading.predicate,
      subject: byCode(medication, drug),
      object: byCode(reading.kind, codeOfClass(drugs, class_id, line)),
      citations: [{ locator: `${drugbank_id} in ${class_id}` }],
      at,
    };
  }
}

interface ClassReading {
  readonly kind: NodeType;
  readonly predicate: RelationType;
}

/** What a class is: how drugs act and what they do are mechanisms, the rest are classes of medications. */
function readClass(file: InputFile, id: string, type: string, line: number): ClassReading {
  switch (type) {
    case 'Mechanism of Action':
    case 'Physiologic Effect':
      return { kind: mechanism, predicate: targets };
    case 'FDA Established Pharmacologic Class':
    case 'Chemical/Ingredient':
    case 'Pharmacological Action':
    case 'Application':
      return { kind: medication, predicate: subtypeOf };
    default:
      throw badLine(file, line, `"${type}" of ${id} is no type of class that this importer knows.`);
  }
}

function codeOfClass(file: InputFile, id: string, line: number): string {
  if (/^CHEBI:\d+$/.test(id)) return id;
  if (/^N\d{10}$/.test(id)) return `NDFRT:${id}`;
  if (/^D\d{6,9}$/.test(id)) return `MESH:${id}`;
  throw badLine(file, line, `"${id}" is no id of a class.`);
}
