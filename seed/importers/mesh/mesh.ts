import type { NodeType } from '../../../schema/language/node-type.ts';
import { careMeasure } from '../../../schema/nodes/care-measure.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { food } from '../../../schema/nodes/food.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { nutrient } from '../../../schema/nodes/nutrient.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { importer, type Item, sourceRecord, type SourceRecord, type Synonym } from '../importer.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { itemsIn, readTable } from '../readers/table.ts';

/** Codes and other words of Medical Subject Headings for the concepts that the graph has; it brings none of its own. */
export const mesh = importer({
  name: 'mesh',
  title: 'Medical Subject Headings (MeSH)',
  files: { headings: { example: 'mesh_id_label_mappings.tsv', pattern: /^mesh.*\.tsv$/ } },
  async open({ headings }) {
    for await (const { id, line } of rowsOf(headings)) {
      checkId(headings, id, line);
      break;
    }
    return { source, version: '2025', items: () => itemsOf(headings) };
  },
});

const source: SourceRecord = sourceRecord('mesh', {
  kind: 'DATASET',
  title: 'Medical Subject Headings (MeSH)',
  publisher: 'U.S. National Library of Medicine',
  edition: '2025',
  url: 'https://www.nlm.nih.gov/mesh/',
  licence: 'Free with attribution; no endorsement by NLM',
  attribution: 'Medical Subject Headings 2025, courtesy of the U.S. National Library of Medicine, which endorses no product made with it.',
  standing: 'CURRENT',
});

const rowsOf = (file: InputFile) =>
  readTable(file, {
    columns: ['id', 'name', 'entryTerms', 'treeNumbers', 'mappedIds'],
    header: ['id', 'name', 'entryTerms', 'treeNumbers', 'mappedIds'],
    delimiter: '\t',
    isQuoted: false,
  });

async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  for await (const { id, name, entryTerms, treeNumbers, line, at } of rowsOf(file)) {
    checkId(file, id, line);
    const kinds = kindsOf(itemsIn(treeNumbers));
    if (kinds.length === 0) yield { what: 'SKIP', type: 'Concept', reason: 'its place in the tree is none of our kinds', at };
    const words = [name, ...itemsIn(entryTerms)];
    const natural = naturalName(name, words);
    for (const kind of kinds)
      yield {
        what: 'CONCEPT',
        kind,
        code: `MESH:${id}`,
        name: { en: natural },
        synonyms: withoutInversions(words)
          .filter((text) => text !== natural)
          .map((text): Synonym => ({ text, kind: 'EXACT', locale: 'en' })),
        mayCreate: false,
        at,
      };
  }
}

function checkId(file: InputFile, id: string, line: number): void {
  if (!/^[CD]\d{6,9}$/.test(id)) throw badLine(file, line, `"${id}" is no id of MeSH.`);
}

/** The branches of the tree and the kinds whose concepts lie there. Signs and symptoms lie within the diseases. */
const branches: readonly (readonly [RegExp, readonly NodeType[]])[] = [
  [/^C23\.888\b/, [symptom]],
  [/^(?:C(?!23\.888\b)|F03\b)/, [cause, symptom]],
  [/^D\d/, [medication, nutrient]],
  [/^(?:G07\.203\.300|J02)\b/, [food]],
  [/^E02\b/, [careMeasure]],
];

const kindsOf = (treeNumbers: readonly string[]): NodeType[] => [
  ...new Set(branches.filter(([branch]) => treeNumbers.some((number) => branch.test(number))).flatMap(([, kinds]) => kinds)),
];

/** "Abdomen, Acute" as people write it, when the heading's own words have it. */
export function naturalName(name: string, words: readonly string[]): string {
  const turned = turn(name);
  return words.find((word) => word.toLowerCase() === turned?.toLowerCase()) ?? name;
}

/** Words without those that only turn another around. */
export function withoutInversions(words: readonly string[]): string[] {
  const known = new Set(words.map((word) => word.toLowerCase()));
  return words.filter((word) => {
    const turned = turn(word)?.toLowerCase();
    return turned === undefined || !known.has(turned);
  });
}

function turn(text: string): string | undefined {
  const [last = '', first, ...others] = text.split(', ');
  return first === undefined || others.length > 0 ? undefined : `${first} ${last}`;
}
