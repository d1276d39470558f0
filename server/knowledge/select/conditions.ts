import type { Field, Fields } from '../../../schema/language/field.ts';
import { type Locale, locales } from '../../../schema/language/field.ts';
import { badUserInput, invariant, tooComplex } from '../../errors.ts';
import type { OrderKey } from './page.ts';

/** A filter or order argument as GraphQL hands it over. */
export type InputObject = { readonly [name: string]: unknown };

/** Binds a value and answers its parameter, such as `$p3`. */
export type Bind = (value: unknown) => string;

/** The most values that one statement may be asked with: planning takes longer with each. */
const parameterLimit = 500;

/** Refuses values that hold text which the database cannot store, or would store as something else. */
export function refuseImpossibleText(params: Readonly<Record<string, unknown>>): void {
  if (holdsImpossibleText(params))
    throw badUserInput('A text holds NUL or half of a surrogate pair, which no text in the graph has. Send it as people write it.');
}

function holdsImpossibleText(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || /\p{Surrogate}/u.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsImpossibleText);
}

/** Binds values to parameters of their own, beside those that are there. Whole numbers that Cypher needs as such are given as bigint. */
export const bindInto =
  (params: Record<string, unknown>): Bind =>
  (value) => {
    const count = Object.keys(params).length;
    if (count >= parameterLimit)
      throw tooComplex(`The filters and pages of one field hold more than ${parameterLimit} values. Ask for less, or in several queries.`);
    const name = `p${count}`;
    params[name] = value;
    return `$${name}`;
  };

/** Comparisons that a filter offers, per field kind; each is Cypher between a property and a parameter. */
const comparisons: Readonly<Record<string, (property: string, parameter: string) => string>> = {
  eq: (property, parameter) => `${property} = ${parameter}`,
  in: (property, parameter) => `${property} IN ${parameter}`,
  gte: (property, parameter) => `${property} >= ${parameter}`,
  lte: (property, parameter) => `${property} <= ${parameter}`,
  contains: (property, parameter) => `toLower(${property}) CONTAINS toLower(${parameter})`,
  startsWith: (property, parameter) => `toLower(${property}) STARTS WITH toLower(${parameter})`,
};

/** Questions that are not of one text or number but of whether there is any; each is Cypher on the field's properties, of which the first is never missing alone. */
const presences: Readonly<Record<string, (properties: readonly string[], wanted: unknown, bind: Bind) => string>> = {
  isGiven: ([first], wanted, bind) => `(${first} IS NOT NULL) = ${bind(wanted)}`,
  writtenIn: (properties, wanted) => `${properties[locales.indexOf(wanted as Locale)]} IS NOT NULL`,
};

/** Which comparisons a field of this kind can be filtered by; empty: by none. */
export function comparisonsOf(field: Field): readonly string[] {
  switch (field.kind) {
    case 'text':
      return ['eq', 'in', 'contains', 'startsWith', 'isGiven', ...(field.perLocale === true ? ['writtenIn'] : [])];
    case 'number':
    case 'date':
      return ['eq', 'in', 'gte', 'lte', 'isGiven'];
    case 'choice':
    case 'reference':
      return ['eq', 'in', 'isGiven'];
    case 'flag':
      return ['eq'];
    case 'group':
      return [];
  }
}

/** How deep filters may lie in each other. */
const filterDepth = 10;

/** The Cypher condition of a filter on variable `v`, or undefined when it asks for nothing. All fields given must hold. */
export function filterText(filter: InputObject | null | undefined, fields: Fields, v: string, bind: Bind, depth = 1): string | undefined {
  if (!filter) return undefined;
  if (depth > filterDepth)
    throw tooComplex(`filter: more than ${filterDepth} filters lie in each other. Write it flatter, or ask several questions.`);
  const parts = Object.entries(filter).flatMap(([name, wanted]) => {
    if (wanted === null || wanted === undefined) return [];
    return [conditionText(name, wanted, fields, v, bind, depth)];
  });
  return parts.length === 0 ? undefined : parts.join(' AND ');
}

function conditionText(name: string, wanted: unknown, fields: Fields, v: string, bind: Bind, depth: number): string {
  if (name === 'and' || name === 'or') {
    const inner = (wanted as InputObject[]).map((part) => filterText(part, fields, v, bind, depth + 1) ?? 'true');
    if (inner.length === 0) return 'true';
    return name === 'and' ? `(${inner.join(' AND ')})` : oneOf(inner);
  }
  if (name === 'not') return `NOT coalesce(${filterText(wanted as InputObject, fields, v, bind, depth + 1) ?? 'true'}, false)`;
  const properties = filterProperties(name, fields).map((property) => `${v}.${property}`);
  const asked = Object.entries(wanted as InputObject).filter(([, value]) => value !== null && value !== undefined);
  const parts = asked.flatMap(([name, value]) => presences[name]?.(properties, value, bind) ?? []);
  const compared = asked.filter(([name]) => !presences[name]);
  if (compared.length > 0)
    parts.push(
      oneOf(
        properties.map((property) =>
          compared
            .map(([comparison, value]) => {
              const write = comparisons[comparison];
              invariant(write, `The schema offers the comparison "${comparison}", which the read path does not know.`);
              return write(property, bind(value));
            })
            .join(' AND '),
        ),
      ),
    );
  return parts.length === 0 ? 'true' : parts.join(' AND ');
}

/**
 * The condition that one of these holds. Written without OR, because Neo4j turns every OR of ANDs inside out before it plans, which
 * takes twice the time for each AND more: a filter of a screenful would keep it busy for minutes.
 */
const oneOf = (conditions: readonly string[]): string =>
  conditions.length === 1 ? `(${conditions[0]})` : `any(holds IN [${conditions.join(', ')}] WHERE holds)`;

/** A text is looked up in every locale it is written in. */
function filterProperties(name: string, fields: Fields): string[] {
  if (name === 'id') return ['id'];
  const field = fields[name];
  invariant(field, `The schema offers a filter on "${name}", which the model does not know.`);
  return field.kind === 'text' && field.perLocale === true ? locales.map((locale) => `${name}_${locale}`) : [name];
}

/** One field of an `orderBy`. */
export interface FieldOrder {
  readonly name: string;
  readonly descending: boolean;
}

/** The fields that an `orderBy` names, each once: a second mention changes nothing. BAD_USER_INPUT when one entry names several. */
export function fieldOrders(orderBy: readonly InputObject[]): FieldOrder[] {
  const found = new Map<string, FieldOrder>();
  for (const [i, entry] of orderBy.entries()) {
    const given = Object.entries(entry).filter(([, direction]) => direction !== null && direction !== undefined);
    // GraphQL hands the fields over in the order of the schema, not in that of the question.
    if (given.length > 1)
      throw badUserInput(
        `orderBy.${i}: give one field each, the most important first, such as [${given.map(([name, direction]) => `{${name}: ${String(direction)}}`).join(', ')}].`,
      );
    for (const [name, direction] of given) if (!found.has(name)) found.set(name, { name, descending: direction === 'DESC' });
  }
  return [...found.values()];
}

/** The order key of a field; a missing value comes last either way, and vocabularies order as they are written. */
export function orderKey({ name, descending }: FieldOrder, fields: Fields, v: string): OrderKey {
  const field = fields[name];
  invariant(field, `The schema offers an order by "${name}", which the model does not know.`);
  return { text: orderExpression(`${v}.${name}`, field, descending), descending };
}

function orderExpression(property: string, field: Field, descending: boolean): string {
  if (field.kind === 'number') return `coalesce(${property}, ${descending ? '-1.0e300' : '1.0e300'})`;
  // The strongest comes first in a vocabulary, so it has the highest number.
  if (field.kind === 'choice') {
    const values = Object.keys(field.values);
    const cases = values.map((value, i) => `WHEN '${value}' THEN ${values.length - i}`).join(' ');
    return `CASE ${property} ${cases} ELSE ${descending ? 0 : values.length + 1} END`;
  }
  const known = `coalesce(${property}, ${descending ? "''" : "'\\uFFFF'"})`;
  // A computed text is compared by code unit, as the parameter is that a page starts behind; a stored one by code point.
  return field.kind === 'text' ? `toLower(${known})` : known;
}

/** Fields a list can be ordered by. */
export const isOrderable = (field: Field): boolean =>
  field.kind === 'number' ||
  field.kind === 'choice' ||
  field.kind === 'date' ||
  (field.kind === 'text' && field.perLocale !== true && field.maxLength <= 500);
