import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { badUserInput } from '../../../server/errors.ts';
import { at, badLine, inputFile, type InputFile, type Line, linesOf, textOf } from './input-file.ts';

export interface TableFormat<C extends string> {
  /** Columns it must have, in any order; others are passed over unless `isWhole`. */
  readonly columns: readonly C[];
  /** Columns it may have. */
  readonly optional?: readonly C[];
  /** Whether these are all that mean something: another one is a slip of the pen, whose values must not be lost. */
  readonly isWhole?: boolean;
  readonly delimiter: '\t' | ',' | ';' | '|';
  /** Whether values may stand in double quotes. Where they may not, a quote is a character like any other. */
  readonly isQuoted: boolean;
  /** Lines before the header that start with this are passed over. */
  readonly comment?: string;
  /** Whether a row may leave out its last values. */
  readonly mayEndEarly?: boolean;
  /** The names of the columns, where the file has no header line. */
  readonly header?: readonly C[];
}

/** One row: its values by column, an absent optional one being ''. */
export type TableRow<C extends string> = Readonly<Record<C, string>> & { readonly at: string; readonly line: number };

/**
 * The rows of a delimited file. BAD_USER_INPUT for missing columns, for such as mean nothing where all must mean something, and for a row
 * with more or fewer values than the header.
 */
export async function* readTable<const C extends string>(file: InputFile, format: TableFormat<C>): AsyncGenerator<TableRow<C>> {
  const rows = format.isQuoted ? quotedRows(file, format) : plainRows(file, format);
  let names = format.header as readonly string[] | undefined;
  let indexes = names && columnsOf(file, 1, names, format);
  for await (const { values, line } of rows) {
    if (!names || !indexes) {
      names = values;
      indexes = columnsOf(file, line, names, format);
      continue;
    }
    if (values.length > names.length || (values.length < names.length && format.mayEndEarly !== true))
      throw badLine(file, line, `expected ${names.length} values (${names.join(', ')}), but found ${values.length}.`);
    const row: Record<string, string | number> = { line, at: at(file, line) };
    for (const [name, i] of indexes) row[name] = i < 0 ? '' : (values[i] ?? '');
    yield row as TableRow<C>;
  }
  if (!names) throw badUserInput(`${file.name} has no rows, not even the header ${format.columns.join(', ')}.`);
}

/** The rows of a table of this project that lies in a folder, such as what people read for an importer; lines before its header start with `#`. */
export async function* tableBeside<const C extends string>(
  folder: string,
  name: string,
  columns: readonly C[],
): AsyncGenerator<{ readonly file: InputFile; readonly row: TableRow<C> }> {
  const file = await inputFile(join(folder, name));
  for await (const row of readTable(file, { columns, delimiter: '\t', isQuoted: false, comment: '#' })) yield { file, row };
}

/** The items of a value that holds several between bars. */
export const itemsIn = (value: string): string[] =>
  value
    .split('|')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function columnsOf<C extends string>(
  file: InputFile,
  line: number,
  names: readonly string[],
  { columns, optional = [], isWhole = false }: TableFormat<C>,
): readonly (readonly [C, number])[] {
  const missing = columns.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw badLine(
      file,
      line,
      `the ${missing.length === 1 ? 'column' : 'columns'} ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing; found ${shown(names)}.`,
    );
  const known = new Set<string>([...columns, ...optional]);
  const unknown = isWhole ? names.filter((name) => !known.has(name)) : [];
  if (unknown.length > 0)
    throw badLine(
      file,
      line,
      `the ${unknown.length === 1 ? 'column' : 'columns'} ${unknown.join(', ')} ${unknown.length === 1 ? 'means' : 'mean'} nothing here. There are ${[...known].join(', ')}.`,
    );
  return [...columns, ...optional].map((name) => [name, names.indexOf(name)] as const);
}

const shown = (names: readonly string[]): string => {
  const text = names.join(', ');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

interface RawRow {
  readonly values: readonly string[];
  readonly line: number;
}

async function* plainRows<C extends string>(file: InputFile, { delimiter, comment }: TableFormat<C>): AsyncGenerator<RawRow> {
  let isHead = true;
  for await (const { text, number } of linesOf(file)) {
    if (isHead && isComment(text, comment)) continue;
    isHead = false;
    if (text !== '') yield { values: text.split(delimiter), line: number };
  }
}

const isComment = (text: string, comment: string | undefined): boolean => comment !== undefined && text.startsWith(comment);

async function* quotedRows<C extends string>(file: InputFile, { delimiter, comment }: TableFormat<C>): AsyncGenerator<RawRow> {
  const head = comment === undefined ? 0 : await headLines(file, comment);
  const parser = parse({
    delimiter,
    info: true,
    bom: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    fromLine: head + 1,
    maxRecordSize: 4 * 1024 * 1024,
  });
  const source = Readable.from(textOf(file));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    // The parser tells where a row ends; a value may go over several lines.
    let line = head + 1;
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { values: record, line };
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error['lines'];
    throw badLine(file, typeof line === 'number' ? line : 1, 'the quotes of this row do not fit together.');
  } finally {
    source.destroy();
  }
}

async function headLines(file: InputFile, comment: string): Promise<number> {
  for await (const { text, number } of linesOf(file) as AsyncIterable<Line>) if (!isComment(text, comment)) return number - 1;
  return 0;
}
