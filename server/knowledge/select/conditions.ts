import type { Field, Fields } from '../../../schema/language/field.ts';
import { locales } from '../../../schema/language/field.ts';
import { invariant } from '../../errors.ts';
import type { OrderKey } from './page.ts';

/** A filter or order argument as GraphQL hands it over. */
export type InputObject = { readonly [name: string]: unknown };

/** Binds a value and answers its parameter, such as `$p3`. */
export type Bind = (value: unknown) => string;

/** Comparisons that a filter offers, per field kind; each is Cypher between a property and a parameter. */
const comparisons: Readonly<Record<string, (property: string, parameter: string) => string>> = {
  eq: (property, parameter) => `${property} = ${parameter}`,
  in: (property, parameter) => `${property} IN ${parameter}`,
  gte: (property, parameter) => `${property} >= ${parameter}`,
  lte: (property, parameter) => `${property} <= ${parameter}`,
  contains: (property, parameter) => `toLower(${property}) CONTAINS toLower(${parameter})`,
  startsWith: (property, parameter) => `toLower(${property}) STARTS WITH toLower(${parameter})`,
};

/** Which comparisons a field of this kind can be filtered by; empty: by none. */
export function comparisonsOf(field: Field): readonly string[] {
  switch (field.kind) {
    case 'text':
      return ['eq', 'in', 'contains', 'startsWith'];
    case 'number':
    case 'date':
      return ['eq', 'in', 'gte', 'lte'];
    case 'choice':
    case 'reference':
      return ['eq', 'in'];
    case 'flag':
      return ['eq'];
    case 'group':
      return [];
  }
}

/** The Cypher condition of a filter on variable `v`, or undefined when it asks for nothing. All fields given must hold. */
export function filterText(filter: InputObject | null | undefined, fields: Fields, v: string, bind: Bind): string | undefined {
  if (!filter) return undefined;
  const parts = Object.entries(filter).flatMap(([name, wanted]) => {
    if (wanted === null || wanted === undefined) return [];
    return [conditionText(name, wanted, fields, v, bind)];
  });
  return parts.length === 0 ? undefined : parts.join(' AND ');
}

function conditionText(name: string, wanted: unknown, fields: Fields, v: string, bind: Bind): string {
  if (name === 'and' || name === 'or') {
    const inner = (wanted as InputObject[]).map((part) => filterText(part, fields, v, bind) ?? 'true');
    return inner.length === 0 ? 'true' : `(${inner.join(name === 'and' ? ' AND ' : ' OR ')})`;
  }
  if (name === 'not') return `NOT coalesce(${filterText(wanted as InputObject, fields, v, bind) ?? 'true'}, false)`;
  const properties = filterProperties(name, fields);
  const tests = properties.map((property) =>
    Object.entries(wanted as InputObject)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([comparison, value]) => {
        const write = comparisons[comparison];
        invariant(write, `The schema offers the comparison "${comparison}", which the read path does not know.`);
        return write(property.startsWith('type(') ? property : `${v}.${property}`, bind(value));
      })
      .join(' AND '),
  );
  const asked = tests.filter((test) => test !== '');
  return asked.length === 0 ? 'true' : `(${asked.join(' OR ')})`;
}

/** A text is looked up in every locale it is written in. */
function filterProperties(name: string, fields: Fields): string[] {
  if (name === 'id') return ['id'];
  const field = fields[name];
  invariant(field, `The schema offers a filter on "${name}", which the model does not know.`);
  return field.kind === 'text' && field.perLocale === true ? locales.map((locale) => `${name}_${locale}`) : [name];
}

/** The order keys of `orderBy` on fields; a missing value comes last either way, and vocabularies order as they are written. */
export function orderKeys(orderBy: readonly InputObject[], fields: Fields, v: string): OrderKey[] {
  return orderBy.flatMap((entry) =>
    Object.entries(entry)
      .filter(([, direction]) => direction !== null && direction !== undefined)
      .map(([name, direction]) => {
        const field = fields[name];
        invariant(field, `The schema offers an order by "${name}", which the model does not know.`);
        const descending = direction === 'DESC';
        return { text: orderExpression(`${v}.${name}`, field, descending), descending };
      }),
  );
}

function orderExpression(property: string, field: Field, descending: boolean): string {
  if (field.kind === 'number') return `coalesce(${property}, ${descending ? '-1.0e300' : '1.0e300'})`;
  // The strongest comes first in a vocabulary, so it has the highest number.
  if (field.kind === 'choice') {
    const values = Object.keys(field.values);
    const cases = values.map((value, i) => `WHEN '${value}' THEN ${values.length - i}`).join(' ');
    return `CASE ${property} ${cases} ELSE ${descending ? 0 : values.length + 1} END`;
  }
  return `coalesce(${property}, ${descending ? "''" : "'\\uFFFF'"})`;
}

/** Fields a list can be ordered by. */
export const isOrderable = (field: Field): boolean =>
  field.kind === 'number' ||
  field.kind === 'choice' ||
  field.kind === 'date' ||
  (field.kind === 'text' && field.perLocale !== true && field.maxLength <= 300);
