import type { Issue } from '../error-codes.ts';
import { type Field, type Fields, type GroupField, locales } from '../language/field.ts';
import type { NodeType } from '../language/node-type.ts';
import type { AnyRecord } from '../language/record.ts';
import type { RelationType } from '../language/relation-type.ts';
import { readNumber } from './read-number.ts';

/** A record from a row of a table, and what of its cells cannot be read; the paths of issues are columns. */
export interface RowReading {
  readonly record: AnyRecord;
  readonly issues: readonly Issue[];
}

type Cells = Readonly<Record<string, string>>;
type Report = (column: string, code: Issue['code'], message: string) => void;

/**
 * Reads a row whose columns are named as `columnsOf` names them. An empty cell says nothing. A list is JSON, or its items stand one on
 * each line or behind semicolons, their parts behind `|` in the order of the model: `calf cramp | LAY | en; charley horse`. A choice
 * that an item must have and leaves out is the first of its vocabulary. Whether the record fits the rules is not looked at.
 */
export function recordOfCells(type: NodeType | RelationType, id: string, cells: Cells): RowReading {
  const issues: Issue[] = [];
  const report: Report = (path, code, message) => void issues.push({ path, code, message });
  const [subject, object] = [filled(cells, 'subject'), filled(cells, 'object')];
  const ends = type.shape === 'relation' && {
    ...(subject !== undefined && { subject }),
    ...(object !== undefined && { object }),
    ...(readFlag(cells, 'negated', report) === true && { negated: true }),
  };
  return { record: { type: type.name, id, ...ends, ...readFields(type.fields, cells, '', report) }, issues };
}

const filled = (cells: Cells, column: string): string | undefined => cells[column]?.trim() || undefined;

function readFields(fields: Fields, cells: Cells, prefix: string, report: Report): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = readField(field, cells, prefix + name, report);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function readField(field: Field, cells: Cells, column: string, report: Report): unknown {
  if (field.kind === 'text' && field.perLocale === true) {
    const texts = locales.flatMap((locale) => {
      const wording = filled(cells, `${column}_${locale}`);
      return wording === undefined ? [] : [[locale, wording] as const];
    });
    return texts.length > 0 ? Object.fromEntries(texts) : undefined;
  }
  if (field.kind === 'group' && !field.many) {
    const group = readFields(field.fields, cells, `${column}_`, report);
    return Object.keys(group).length > 0 ? group : undefined;
  }
  const text = filled(cells, column);
  if (text === undefined) return undefined;
  if (field.kind === 'group') return readList(field, text, column, report);
  if (field.kind === 'flag') return readFlag(cells, column, report);
  if (field.kind !== 'number') return text;
  const number = readNumber(field, text);
  if (number === undefined)
    report(
      column,
      'WRONG_TYPE',
      `"${text}" is no number here. Write it with digits and a point, such as 2500 or 0.25, and without commas.`,
    );
  return number;
}

const flags: Readonly<Record<string, boolean>> = { true: true, yes: true, '1': true, false: false, no: false, '0': false };

function readFlag(cells: Cells, column: string, report: Report): boolean | undefined {
  const text = filled(cells, column);
  if (text === undefined) return undefined;
  const value = flags[text.toLowerCase()];
  if (value === undefined) report(column, 'WRONG_TYPE', `"${text}" is neither true nor false.`);
  return value;
}

function readList(field: GroupField, text: string, column: string, report: Report): unknown {
  if (!text.startsWith('[')) return itemsOf(field, text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Somebody's mistake in a table, told where it stands.
    report(column, 'BAD_FORMAT', 'The list starts like JSON and is none.');
    return undefined;
  }
}

function itemsOf({ fields }: GroupField, text: string): Record<string, string>[] {
  const names = Object.keys(fields);
  return text
    .split(/[;\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => {
      const parts = partsOf(item, names).map((part) => part.trim());
      return Object.fromEntries(
        names.flatMap((name, i) => {
          const value = parts[i] || defaultOf(fields[name]);
          return value === undefined ? [] : [[name, value] as const];
        }),
      );
    });
}

/** A code may be written in one, such as `SYMP:0000123`. */
function partsOf(item: string, names: readonly string[]): string[] {
  const joined = names[0] === 'system' && !item.includes('|') ? /^([^:\s]+):(.+)$/.exec(item) : null;
  return joined ? [joined[1] ?? '', joined[2] ?? ''] : item.split('|');
}

const defaultOf = (field: Field | undefined): string | undefined =>
  field?.kind === 'choice' && field.required === true ? Object.keys(field.values)[0] : undefined;

/** The column that a path in form notation stands in: `name.en` in `name_en`, `citations.0.source` in `citations`. */
export function columnOfPath(type: NodeType | RelationType, path: string): string {
  const [name = '', ...rest] = path.split('.');
  const field = type.fields[name];
  if (field?.kind === 'group' && field.many) return name;
  return [name, ...rest].join('_');
}
