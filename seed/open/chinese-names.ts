import { model } from '../../schema/model.ts';
import { importer, type Item, sourceRecord } from '../importers/importer.ts';
import { badLine, type InputFile } from '../importers/readers/input-file.ts';
import { itemsIn, readTable } from '../importers/readers/table.ts';

/** Chinese names, and everyday words between bars, that this project wrote for concepts that the graph has. */
export const chineseNames = importer({
  name: 'chinese-names',
  title: 'Chinese names of common concepts',
  files: { names: { example: 'chinese-names.tsv', pattern: /^chinese-names\.tsv$/ } },
  async open({ names }) {
    for await (const _ of rowsOf(names)) break;
    return { source, version: undefined, items: () => itemsOf(names) };
  },
});

const source = sourceRecord('chinese-names', {
  kind: 'DATASET',
  title: 'Aetia: Chinese names of common concepts',
  publisher: 'Aetia',
  licence: 'Apache-2.0',
  standing: 'CURRENT',
});

const rowsOf = (file: InputFile) =>
  readTable(file, { columns: ['kind', 'code', 'name', 'chinese', 'everyday'], delimiter: '\t', isQuoted: false });

async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  for await (const { kind, code, chinese, everyday, line, at } of rowsOf(file)) {
    const type = model.nodeByName.get(kind);
    if (type?.isConcept !== true) throw badLine(file, line, `"${kind}" is no kind of concept.`);
    const synonyms = itemsIn(everyday).map((text) => ({ text, kind: 'LAY' as const, locale: 'zh' as const }));
    yield { what: 'CONCEPT', kind: type, code, isForeign: true, name: { zh: chinese }, synonyms, mayCreate: false, at };
  }
}

/** The codes that the file names. */
export async function codesNamed(file: InputFile): Promise<Set<string>> {
  const codes = new Set<string>();
  for await (const { code } of rowsOf(file)) codes.add(code);
  return codes;
}
