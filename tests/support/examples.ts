import type { Field, Fields, TextField, Texts } from '../../schema/language/field.ts';
import { locales } from '../../schema/language/field.ts';
import type { Model } from '../../schema/language/define-model.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { source } from '../../schema/nodes/source.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { idFor } from '../../server/record-id.ts';
import { typeOfId } from '../../server/neo4j/mapping.ts';

export interface ExampleOptions {
  /** Names the record: another key is another record. */
  readonly key?: string;
  /** Another number gives other values to the same fields. */
  readonly variant?: number;
}

type Overrides = Readonly<Record<string, unknown>>;

/** A valid record of any type with every field filled, always the same for the same arguments. `undefined` leaves a field out. */
export const exampleOf = (type: NodeType | RelationType, overrides: Overrides = {}, options: ExampleOptions = {}): AnyRecord =>
  build(type, overrides, options, true);

/** A valid record of any type with nothing but what is required. */
export const minimalExampleOf = (type: NodeType | RelationType, overrides: Overrides = {}, options: ExampleOptions = {}): AnyRecord =>
  build(type, overrides, options, false);

/** What claims need to be published: minimal concepts at their ends and the sources they cite, except where they are given already. */
export function companionsOf(model: Model, records: readonly AnyRecord[]): AnyRecord[] {
  const quotes = new Map<string, Set<string>>();
  const wanted = new Set<string>();
  for (const { subject, object, citations } of records) {
    for (const end of [subject, object]) if (end !== undefined) wanted.add(end);
    for (const { source: cited, quote } of (citations ?? []) as readonly { source: string; quote?: string }[]) {
      wanted.add(cited);
      const known = quotes.get(cited) ?? new Set();
      quotes.set(cited, quote === undefined ? known : known.add(quote));
    }
  }
  for (const { id } of records) wanted.delete(id);
  return [...wanted].map((id) => {
    const type = typeOfId(model, id);
    if (type?.shape !== 'node') throw new Error(`${id} is the id of no node.`);
    const storedText = [...(quotes.get(id) ?? [])].join('\n');
    return minimalExampleOf(type, { id, ...(storedText !== '' && { storedText }) }, { key: id });
  });
}

interface Making extends Required<ExampleOptions> {
  readonly isFull: boolean;
  readonly isNegated: boolean;
}

function build(
  type: NodeType | RelationType,
  overrides: Overrides,
  { key = 'example', variant = 0 }: ExampleOptions,
  isFull: boolean,
): AnyRecord {
  const making = { key, variant, isFull, isNegated: overrides['negated'] === true };
  const record = {
    type: type.name,
    id: idFor(type, key),
    ...(type.shape === 'relation' && endsOf(type, key)),
    ...valuesOf(type.fields, making),
    ...overrides,
  };
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as unknown as AnyRecord;
}

/** Ends of the first pair of kinds that the predicate joins. */
function endsOf(type: RelationType, key: string): { subject: string; object: string } {
  const [pair] = type.ends === 'SAME_KIND' ? [{ from: symptom, to: symptom }] : type.ends;
  if (!pair) throw new Error(`${type.name} joins nothing.`);
  return { subject: idFor(pair.from, `${key} subject`), object: idFor(pair.to, `${key} object`) };
}

const valuesOf = (fields: Fields, making: Making): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => making.isFull || field.required === true)
      .map(([name, field]) => [name, valueOf(name, field, making)]),
  );

function valueOf(name: string, field: Field, making: Making): unknown {
  const { variant } = making;
  switch (field.kind) {
    case 'text':
      return field.perLocale === true
        ? Object.fromEntries(
            locales.filter((locale) => making.isFull || locale === 'en').map((locale) => [locale, wording(name, field, making, locale)]),
          )
        : wording(name, field, making, 'en');
    case 'number':
      return numberOf(field, variant);
    case 'choice':
      return choiceOf(name, Object.keys(field.values), making);
    case 'flag':
      return variant % 2 === 0;
    case 'date':
      // One long past and one far ahead, so that a record of either variant is surely stale or surely not.
      return variant % 2 === 0 ? '2001-02-03' : '2999-12-31';
    case 'reference':
      return idFor(source, `cited ${variant}`);
    case 'group':
      return field.many ? itemsOf(field.fields, making) : valuesOf(field.fields, making);
  }
}

/** Two entries when full, the second without what it may lack: a list keeps its gaps in place. A single entry is the supporting one. */
const itemsOf = (fields: Fields, making: Making): unknown[] =>
  (making.isFull ? [making, { ...making, variant: making.variant + 1, isFull: false }] : [{ ...making, variant: 0 }]).map((one) =>
    valuesOf(fields, one),
  );

/** What works is not ineffective, and what was denied is nothing else: the one choice that a rule binds. */
const choiceOf = (name: string, values: readonly string[], { variant, isNegated }: Making): string | undefined =>
  name === 'efficacy' ? (isNegated ? 'INEFFECTIVE' : values[variant % 2]) : values[variant % values.length];

/** A fraction of the range that no rounding leaves alone, or a whole number. */
function numberOf({ min = 0, max = min + 1000, isInteger }: Field & { kind: 'number' }, variant: number): number {
  const value = min + ((max - min) * (variant + 1)) / 7;
  return isInteger === true ? Math.ceil(value) : value;
}

function wording(name: string, field: TextField, { key, variant }: Making, locale: keyof Texts): string {
  if (field.format) return formatted[field.format](key, variant);
  const words = locale === 'zh' ? `例子 ${name} ${variant}` : `Example's "${name}" ${variant} \\ ü 中 😀`;
  const text = field.unique === true ? `${words} ${key}` : words;
  return (field.multiline === true ? `${text}\nsecond line` : text).slice(0, field.maxLength);
}

const formatted: Readonly<Record<NonNullable<TextField['format']>, (key: string, variant: number) => string>> = {
  slug: (key, variant) => `${key.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${variant}`,
  url: (_key, variant) => `https://example.org/?n=${variant}`,
  doi: (_key, variant) => `10.1000/${variant}`,
  pmid: (_key, variant) => String(1000 + variant),
  'code-system': (_key, variant) => `SYS${variant}`,
};
