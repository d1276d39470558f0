import { sex as sexes } from '../../schema/language/vocabularies.ts';
import { cause } from '../../schema/nodes/cause.ts';
import { importer, type Item, sourceRecord } from '../importers/importer.ts';
import { badLine, type InputFile } from '../importers/readers/input-file.ts';
import { readTable } from '../importers/readers/table.ts';

/** In whom causes can be at all, which holds for all their kinds as well; this project chose them among causes that the graph has. */
export const populations = importer({
  name: 'populations',
  title: 'Causes that only one sex can have',
  files: { populations: { example: 'populations.tsv', pattern: /^populations\.tsv$/ } },
  async open({ populations: file }) {
    for await (const _ of rowsOf(file)) break;
    return { source, version: undefined, items: () => itemsOf(file) };
  },
});

const source = sourceRecord('populations', {
  kind: 'DATASET',
  title: 'Aetia: causes that only one sex can have',
  publisher: 'Aetia',
  licence: 'Apache-2.0',
  standing: 'CURRENT',
});

const rowsOf = (file: InputFile) => readTable(file, { columns: ['code', 'name', 'sex'], delimiter: '\t', isQuoted: false });

async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  for await (const { code, sex, line, at } of rowsOf(file)) {
    if (!Object.hasOwn(sexes.values, sex)) throw badLine(file, line, `"${sex}" is none of ${Object.keys(sexes.values).join(', ')}.`);
    yield { what: 'CONCEPT', kind: cause, code, isForeign: true, fields: { population: { sex } }, mayCreate: false, at };
  }
}
