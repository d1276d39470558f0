import { type Field, locales } from '../../../schema/language/field.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { model } from '../../../schema/model.ts';
import { badUserInput } from '../../../server/errors.ts';
import { parseCode } from '../codes.ts';
import { importer, type Item, type Ref } from '../importer.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { sourceOfOptions, sourceOptions } from '../readers/source-options.ts';
import { itemsIn, readTable, type TableRow } from '../readers/table.ts';

/**
 * Tables that somebody made for us, with commas: `concepts.csv` with type, code and name, and `claims.csv` with predicate, subject and
 * object. Further columns are fields of the model by their names.
 */
export const csv = importer({
  name: 'csv',
  title: 'Tables',
  files: {
    concepts: { example: 'concepts.csv', pattern: /concepts\.csv$/, isOptional: true },
    claims: { example: 'claims.csv', pattern: /claims\.csv$/, isOptional: true },
  },
  options: sourceOptions,
  async open({ concepts, claims }, options) {
    if (!concepts && !claims) throw badUserInput('csv needs concepts.csv, claims.csv, or both.');
    return {
      source: sourceOfOptions('csv', options),
      version: options['edition'],
      async *items() {
        if (concepts) yield* conceptItems(concepts);
        if (claims) yield* claimItems(claims);
      },
    };
  },
});

/** Fields that one cell can hold. */
function ownFields(fields: NodeType['fields']): string[] {
  return Object.entries(fields).flatMap(([name, field]) => (isCell(field) && !fixed.has(name) ? [name] : []));
}

const isCell = (field: Field): boolean => field.kind !== 'group' && !(field.kind === 'text' && field.perLocale === true);
const fixed = new Set(['slug', 'lastReviewed', 'nextReview', 'certainty', 'knowledgeLevel', 'agent']);

const ownConceptFields = [...new Set(model.concepts.flatMap(({ fields }) => ownFields(fields)))];
const claimFields = [...new Set(model.relations.flatMap(({ fields }) => ownFields(fields)))];

async function* conceptItems(file: InputFile): AsyncGenerator<Item> {
  const columns = ['type', 'code', 'name'] as string[];
  const optional = [
    'name_zh',
    'plainName',
    'plainName_zh',
    'summary',
    'summary_zh',
    'synonyms',
    'synonyms_zh',
    'same_as',
    ...ownConceptFields,
  ];
  for await (const row of readTable(file, { columns, optional, isWhole: true, delimiter: ',', isQuoted: true })) {
    const kind = model.concepts.find(({ name }) => name === row['type']);
    if (!kind)
      throw badLine(file, row.line, `"${cell(row, 'type')}" is no kind of concept: ${model.concepts.map(({ name }) => name).join(', ')}.`);
    if (!parseCode(cell(row, 'code')))
      throw badLine(file, row.line, `"${cell(row, 'code')}" is no code: it should look like SYMP:0000093.`);
    yield {
      what: 'CONCEPT',
      kind,
      code: cell(row, 'code'),
      sameAs: itemsIn(cell(row, 'same_as')),
      name: texts(row, 'name'),
      plainName: texts(row, 'plainName'),
      summary: texts(row, 'summary'),
      synonyms: locales.flatMap((locale) =>
        itemsIn(cell(row, locale === 'en' ? 'synonyms' : `synonyms_${locale}`)).map((text) => ({ text, kind: 'EXACT' as const, locale })),
      ),
      fields: values(file, row, kind, ownConceptFields),
      at: row.at,
    };
  }
}

type Cells = TableRow<string>;
const cell = (row: Cells, column: string): string => row[column] ?? '';
const texts = (row: Cells, name: string) => ({
  ...(cell(row, name) !== '' && { en: cell(row, name) }),
  ...(cell(row, `${name}_zh`) !== '' && { zh: cell(row, `${name}_zh`) }),
});

async function* claimItems(file: InputFile): AsyncGenerator<Item> {
  const columns = ['predicate', 'subject', 'object'] as string[];
  const optional = ['negated', 'locator', 'note', 'note_zh', ...claimFields];
  for await (const row of readTable(file, { columns, optional, isWhole: true, delimiter: ',', isQuoted: true })) {
    const predicate = model.relationByName.get(cell(row, 'predicate'));
    if (!predicate)
      throw badLine(file, row.line, `"${cell(row, 'predicate')}" is no predicate: ${[...model.relationByName.keys()].join(', ')}.`);
    const note = texts(row, 'note');
    const locator = cell(row, 'locator');
    const ends = model.endsOf(predicate);
    yield {
      what: 'CLAIM',
      predicate,
      subject: refOf(
        cell(row, 'subject'),
        ends.map(({ from }) => from),
      ),
      object: refOf(
        cell(row, 'object'),
        ends.map(({ to }) => to),
      ),
      ...(flagOf(file, row, 'negated', cell(row, 'negated')) === true && { negated: true }),
      qualifiers: { ...values(file, row, predicate, claimFields), ...(note.en !== undefined && { note }) },
      citations: [{ locator: locator === '' ? `${cell(row, 'subject')} ${predicate.name} ${cell(row, 'object')}` : locator }],
      at: row.at,
    };
  }
}

/** By code, or by the name that one concept of these kinds has. */
function refOf(text: string, kinds: readonly NodeType[]): Ref {
  const distinct = [...new Set(kinds)];
  return parseCode(text) ? { kinds: distinct, codes: [text], name: text } : { kinds: distinct, codes: [], name: text };
}

/** The cells of a type's own fields, as the model wants them. */
function values(
  file: InputFile,
  row: Cells,
  { fields, name }: NodeType | RelationType,
  columns: readonly string[],
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const column of columns) {
    const text = cell(row, column);
    const field = fields[column];
    if (text === '') continue;
    if (!field) throw badLine(file, row.line, `${name} has no field "${column}", but the row gives it "${text}".`);
    found[column] =
      field.kind === 'number' ? numberOf(file, row, column, text) : field.kind === 'flag' ? flagOf(file, row, column, text) : text;
  }
  return found;
}

function numberOf(file: InputFile, row: Cells, column: string, text: string): number {
  const number = Number(text);
  if (Number.isNaN(number)) throw badLine(file, row.line, `${column} is "${text}", but should be a number.`);
  return number;
}

function flagOf(file: InputFile, row: Cells, column: string, text: string): boolean | undefined {
  if (text === '') return undefined;
  if (text !== 'true' && text !== 'false') throw badLine(file, row.line, `${column} is "${text}", but should be true or false.`);
  return text === 'true';
}
