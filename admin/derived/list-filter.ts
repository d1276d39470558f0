import { dayOf } from '../../schema/language/day.ts';
import { type Locale, locales } from '../../schema/language/field.ts';
import type { NodeType } from '../../schema/language/node-type.ts';

/** Where a record can stand besides being published. */
export const recordStates = ['MINE', 'IN_REVIEW', 'STALE'] as const;
export type RecordState = (typeof recordStates)[number];

/** What records can lack: a field that need not be filled in, or the words of one in another language than English. */
export interface Lack {
  /** `summary`, or `name.zh`. */
  readonly id: string;
  readonly field: string;
  readonly locale?: Locale;
}

/** Of lists of a type, what can be looked for because it is missing. */
export const lacksOf = (type: NodeType): readonly Lack[] =>
  Object.entries(type.fields).flatMap(([name, field]) => {
    if (field.kind !== 'text' && field.kind !== 'choice') return [];
    const whole = field.required === true ? [] : [{ id: name, field: name }];
    if (field.kind !== 'text' || field.perLocale !== true) return whole;
    return [...whole, ...locales.slice(1).map((locale) => ({ id: `${name}.${locale}`, field: name, locale }))];
  });

/** What a person typed or chose above a list. `q` are words to search for, `lacks` is what has to be missing; the rest is by field. */
export interface ListFilter {
  readonly q?: string;
  readonly state?: RecordState;
  readonly lacks?: Lack['id'];
  readonly [field: string]: unknown;
}

/** The API's filter for what was chosen, `today` being the day that stale is measured by; undefined when nothing was. */
export function apiFilter(type: NodeType, filter: ListFilter, today: string): object | undefined {
  const parts = Object.entries(filter).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === '') return [];
    if (name === 'q') return typeof value === 'string' ? [textFilter(type, value)] : [];
    if (name === 'state') return value === 'STALE' ? [{ nextReview: { lte: dayBefore(today) } }] : [];
    if (name === 'lacks') return lacksOf(type).flatMap((lack) => (lack.id === value ? [lackFilter(lack)] : []));
    if (name === 'ids') return [{ id: { in: value } }];
    const field = type.fields[name];
    if (field?.kind === 'choice') return [{ [name]: { eq: value } }];
    return field?.kind === 'text' ? [{ [name]: { contains: value } }] : [];
  });
  return parts.length > 0 ? { and: parts } : undefined;
}

const lackFilter = ({ field, locale }: Lack): object =>
  locale === undefined ? { [field]: { isGiven: false } } : { not: { [field]: { writtenIn: locale } } };

/** Words anywhere in the short texts of a record. */
function textFilter(type: NodeType, words: string): object {
  const names = Object.entries(type.fields)
    .filter(([, field]) => field.kind === 'text' && field.multiline !== true && field.format === undefined)
    .map(([name]) => name);
  return { or: names.map((name) => ({ [name]: { contains: words } })) };
}

const dayBefore = (day: string): string => dayOf(new Date(Date.parse(day) - 86_400_000));

/** The address of a list that is narrowed to this. */
export const listAddress = (type: NodeType, filter: ListFilter): string =>
  `/${type.plural}?${new URLSearchParams({ filter: JSON.stringify(filter) }).toString()}`;
