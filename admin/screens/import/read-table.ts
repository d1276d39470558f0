import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import type { IssueCode } from '../../../schema/error-codes.ts';

/** The most rows that one import takes. */
export const mostRows = 2000;

export interface ReadTable {
  readonly columns: readonly string[];
  /** Values by column. `line` is where the row starts in the file. */
  readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[];
}

/** Why a file is no table that can be read: an issue code, or the number of rows that are too many. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly reason: 'EMPTY' | 'TOO_MANY' | 'ENCODING' | 'WORKBOOK' | IssueCode;
  readonly line: number;

  constructor(reason: TableError['reason'], line: number) {
    super(`The table cannot be read: ${reason} in line ${line}.`);
    this.reason = reason;
    this.line = line;
  }
}

/** Reads a CSV or TSV text with a header line, as spreadsheets write them: commas, semicolons or tabs. Throws TableError. */
export function readTable(text: string): ReadTable {
  const rows = parseRows(text);
  const [header, ...body] = rows;
  if (!header || body.length === 0) throw new TableError('EMPTY', 1);
  if (body.length > mostRows) throw new TableError('TOO_MANY', body.length);
  const columns = header.values.map((name) => name.trim());
  const twice = columns.some((name, i) => name !== '' && columns.indexOf(name) !== i);
  if (twice) throw new TableError('DUPLICATE', header.line);
  return {
    columns: columns.filter((name) => name !== ''),
    rows: body.map(({ values, line }) => {
      if (values.length > columns.length) throw new TableError('BAD_FORMAT', line);
      return { line, cells: Object.fromEntries(columns.map((name, i) => [name, values[i] ?? '']).filter(([name]) => name !== '')) };
    }),
  };
}

function parseRows(text: string): { readonly values: readonly string[]; readonly line: number }[] {
  try {
    // The parser counts a line break of two characters twice within quotes.
    const lines = text.replaceAll(/\r\n?/g, '\n');
    const found = parse(lines, {
      bom: true,
      delimiter: delimiterOf(lines),
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { readonly record: string[]; readonly raw: string; readonly info: { readonly lines: number } }[];
    // It tells where a row ends, and the row with the empty lines before it.
    return found.map(({ record, raw, info }) => ({ values: record, line: info.lines - raw.trim().split('\n').length + 1 }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error['lines'];
    throw new TableError('BAD_FORMAT', typeof line === 'number' ? line : 1);
  }
}

/** Which of the usual characters parts the header. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1);
  const count = (character: string): number => header.split(character).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}
