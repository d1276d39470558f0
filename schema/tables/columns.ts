import { type Field, type Fields, locales } from '../language/field.ts';

/** Names of the columns a field is shown in: one per locale, one per part of a group, one for a list. */
export function columnsOf(fields: Fields, prefix = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (isPerLocale(field)) return locales.map((locale) => `${prefix}${name}_${locale}`);
    if (field.kind === 'group' && !field.many) return columnsOf(field.fields, `${prefix}${name}_`);
    return [prefix + name];
  });
}

/** The field that a column is of; undefined for the ends of a claim, and what no field has. */
export function fieldOfColumn(fields: Fields, column: string): Field | undefined {
  const [name = '', ...rest] = column.split('_');
  const field = fields[name];
  return field?.kind === 'group' && !field.many ? fieldOfColumn(field.fields, rest.join('_')) : field;
}

/** The values of a record by column; a list is JSON. What is missing is left out. */
export function cellsOf(
  fields: Fields,
  values: { readonly [name: string]: unknown },
  prefix = '',
  cells: Record<string, string | number | boolean> = {},
): Record<string, string | number | boolean> {
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name];
    if (value === undefined || value === null) continue;
    if (isPerLocale(field)) {
      for (const [locale, wording] of Object.entries(value as Record<string, string>)) cells[`${prefix}${name}_${locale}`] = wording;
    } else if (field.kind === 'group' && !field.many) {
      cellsOf(field.fields, value as Record<string, unknown>, `${prefix}${name}_`, cells);
    } else {
      cells[prefix + name] = field.kind === 'group' ? JSON.stringify(value) : (value as string | number | boolean);
    }
  }
  return cells;
}

const isPerLocale = (field: Field): boolean => field.kind === 'text' && field.perLocale === true;
