import { model } from '../../schema/model.ts';
import { importer, type Item, type Synonym, sourceRecord } from '../importers/importer.ts';
import { badLine, type InputFile } from '../importers/readers/input-file.ts';
import { itemsIn, readTable } from '../importers/readers/table.ts';

/**
 * Chinese names, and everyday words of both languages between bars, that this project wrote for concepts that the graph has. A word that
 * means more than the concept, or a part of it, says so before it: `BROAD:banana`.
 */
export const commonNames = importer({
  name: 'common-names',
  title: 'Chinese names and everyday words of common concepts',
  files: { names: { example: 'common-names.tsv', pattern: /^common-names\.tsv$/ } },
  async open({ names }) {
    for await (const _ of rowsOf(names)) break;
    return { source, version: undefined, items: () => itemsOf(names) };
  },
});

// The key of before: names had no English words then.
const source = sourceRecord('chinese-names', {
  kind: 'DATASET',
  title: 'Aetia: Chinese names and everyday words of common concepts',
  publisher: 'Aetia',
  licence: 'Apache-2.0',
  standing: 'CURRENT',
});

const rowsOf = (file: InputFile) =>
  readTable(file, {
    columns: ['kind', 'code', 'name', 'everyday', 'chinese', 'everyday_zh', 'plain_zh'],
    delimiter: '\t',
    isQuoted: false,
  });

async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  for await (const { kind, code, everyday, chinese, everyday_zh, plain_zh, line, at } of rowsOf(file)) {
    const type = model.nodeByName.get(kind);
    if (type?.isConcept !== true) throw badLine(file, line, `"${kind}" is no kind of concept.`);
    const words = (value: string, locale: Synonym['locale']): Synonym[] => itemsIn(value).map((word) => ({ ...synonymOf(word), locale }));
    yield {
      what: 'CONCEPT',
      kind: type,
      code,
      isForeign: true,
      ...(chinese !== '' && { name: { zh: chinese } }),
      ...(plain_zh !== '' && { plainName: { zh: plain_zh } }),
      synonyms: [...words(everyday, 'en'), ...words(everyday_zh, 'zh')],
      mayCreate: false,
      at,
    };
  }
}

function synonymOf(word: string): Pick<Synonym, 'text' | 'kind'> {
  const [, kind = 'LAY', text = word] = /^(BROAD|NARROW):(.+)$/.exec(word) ?? [];
  return { text, kind: kind as Synonym['kind'] };
}

/** The codes that the file names. */
export async function codesNamed(file: InputFile): Promise<Set<string>> {
  const codes = new Set<string>();
  for await (const { code } of rowsOf(file)) codes.add(code);
  return codes;
}
