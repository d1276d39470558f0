import { locales } from '../../../schema/language/field.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { Texts } from '../../../schema/language/record.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { model } from '../../../schema/model.ts';
import { columnsOf } from '../../../schema/tables/columns.ts';
import { recordOfCells } from '../../../schema/tables/record-of-cells.ts';
import { badUserInput } from '../../../server/errors.ts';
import { parseCode } from '../codes.ts';
import { importer, type Item, type Ref } from '../importer.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { sourceOfOptions, sourceOptions } from '../readers/source-options.ts';
import { itemsIn, readTable, type TableRow } from '../readers/table.ts';

/**
 * Tables that somebody made for us, with commas: `concepts.csv` with type, code and name, and `claims.csv` with predicate, subject and
 * object. Further columns are fields of the model by their names, such as `instruction`, `instruction_zh` and `population_ageFrom`.
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

/** What a table of ours says of a record in columns of its own, or not at all. */
const toldOtherwise = new Set(['slug', 'lastReviewed', 'nextReview', 'certainty', 'knowledgeLevel', 'agent']);

/** The columns of the fields that cells can hold: one per part of a group and per locale, English without its name; no lists. */
function ownColumns(types: readonly (NodeType | RelationType)[]): string[] {
  const columns = types.flatMap(({ fields }) =>
    columnsOf(
      Object.fromEntries(
        Object.entries(fields).filter(([name, field]) => !toldOtherwise.has(name) && !(field.kind === 'group' && field.many)),
      ),
    ),
  );
  return [...new Set(columns.map((column) => column.replace(/_en$/, '')))];
}

const conceptColumns = ownColumns(model.concepts);
const claimColumns = ownColumns(model.relations);

async function* conceptItems(file: InputFile): AsyncGenerator<Item> {
  const columns = ['type', 'code', 'name'] as string[];
  const synonymColumns = locales.map((locale) => [locale, locale === 'en' ? 'synonyms' : `synonyms_${locale}`] as const);
  const optional = [...conceptColumns, ...synonymColumns.map(([, column]) => column), 'same_as'];
  for await (const row of readTable(file, { columns, optional, isWhole: true, delimiter: ',', isQuoted: true })) {
    const kind = model.concepts.find(({ name }) => name === cell(row, 'type'));
    if (!kind)
      throw badLine(file, row.line, `"${cell(row, 'type')}" is no kind of concept: ${model.concepts.map(({ name }) => name).join(', ')}.`);
    if (!parseCode(cell(row, 'code')))
      throw badLine(file, row.line, `"${cell(row, 'code')}" is no code: it should look like SYMP:0000093.`);
    const { name, plainName, summary, ...fields } = valuesOf(file, row, kind, conceptColumns) as Values & Partial<Record<string, Texts>>;
    yield {
      what: 'CONCEPT',
      kind,
      code: cell(row, 'code'),
      sameAs: itemsIn(cell(row, 'same_as')),
      ...(name && { name }),
      plainName,
      summary,
      synonyms: synonymColumns.flatMap(([locale, column]) =>
        itemsIn(cell(row, column)).map((text) => ({ text, kind: 'EXACT' as const, locale })),
      ),
      fields,
      at: row.at,
    };
  }
}

type Cells = TableRow<string>;
const cell = (row: Cells, column: string): string => (row[column] ?? '').trim();

async function* claimItems(file: InputFile): AsyncGenerator<Item> {
  const columns = ['predicate', 'subject', 'object'] as string[];
  const optional = ['negated', 'locator', ...claimColumns];
  for await (const row of readTable(file, { columns, optional, isWhole: true, delimiter: ',', isQuoted: true })) {
    const predicate = model.relationByName.get(cell(row, 'predicate'));
    if (!predicate)
      throw badLine(file, row.line, `"${cell(row, 'predicate')}" is no predicate: ${[...model.relationByName.keys()].join(', ')}.`);
    const locator = cell(row, 'locator');
    const { negated, ...qualifiers } = valuesOf(file, row, predicate, claimColumns);
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
      ...(negated === true && { negated }),
      qualifiers,
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

type Values = Readonly<Record<string, unknown>>;

/** What the cells of these columns say in the fields of a type, and whether a claim is denied. */
function valuesOf(file: InputFile, row: Cells, type: NodeType | RelationType, columns: readonly string[]): Values {
  const known = new Set(columnsOf(type.fields));
  const cells: Record<string, string> = { negated: cell(row, 'negated') };
  for (const column of columns) {
    const text = cell(row, column);
    const own = [column, `${column}_en`].find((name) => known.has(name));
    if (text === '') continue;
    if (own === undefined) throw badLine(file, row.line, `${type.name} has no field "${column}", but the row gives it "${text}".`);
    cells[own] = text;
  }
  const { record, issues } = recordOfCells(type, '', cells);
  if (issues.length > 0) throw badLine(file, row.line, issues.map(({ path, message }) => `${path}: ${message}`).join(' '));
  const { type: _type, id: _id, ...values } = record;
  return values;
}
