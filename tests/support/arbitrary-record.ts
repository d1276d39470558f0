import fc from 'fast-check';
import { type Field, type Fields, locales } from '../../schema/language/field.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { model } from '../../schema/model.ts';

export const arbitraryType: fc.Arbitrary<NodeType | RelationType> = fc.constantFrom(...model.nodes, ...model.relations);

/** Records of a type with any of its fields, in the shape the write path stores them; from few values, so that many are equal. */
export const arbitraryRecord = (type: NodeType | RelationType): fc.Arbitrary<AnyRecord> =>
  fc
    .tuple(
      type.shape === 'relation' ? fc.record({ subject: word, object: word, negated: fc.constantFrom(undefined, true) }) : fc.constant({}),
      arbitraryFields(type.fields),
    )
    .map(([ends, fields]) => ({ type: type.name, id: `${type.idPrefix}_00000000`, ...withoutGaps({ ...ends, ...fields }) }));

const word = fc.constantFrom('a', 'b', 'c', 'd');

const arbitraryFields = (fields: Fields): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [
          name,
          field.required === true ? arbitraryValue(field) : fc.option(arbitraryValue(field), { nil: undefined }),
        ]),
      ),
    )
    .map(withoutGaps);

function arbitraryValue(field: Field): fc.Arbitrary<unknown> {
  if (field.kind === 'number') return fc.constantFrom(0, 1, 0.5);
  if (field.kind === 'flag') return fc.boolean();
  if (field.kind === 'choice') return fc.constantFrom(...Object.keys(field.values));
  if (field.kind === 'text' && field.perLocale === true)
    return fc
      .record(Object.fromEntries(locales.map((locale) => [locale, locale === 'en' ? word : fc.option(word, { nil: undefined })])))
      .map(withoutGaps);
  if (field.kind !== 'group') return word;
  if (field.many) return fc.uniqueArray(arbitraryFields(field.fields), { maxLength: 4, selector: (item) => JSON.stringify(item) });
  return arbitraryFields(field.fields);
}

const withoutGaps = (values: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) =>
        value !== undefined && !(Array.isArray(value) && value.length === 0) && !(isObject(value) && Object.keys(value).length === 0),
    ),
  );

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The record that takes each field, locale and part of a group from the one or from the other; `fromOther` is asked by path. */
export function mixedRecord(
  type: NodeType | RelationType,
  one: AnyRecord,
  other: AnyRecord,
  fromOther: (path: string) => boolean,
): AnyRecord {
  const pick = (name: string, field: Field | undefined, a: unknown, b: unknown, at: string): unknown => {
    const inner =
      field?.kind === 'group' && !field.many
        ? Object.entries(field.fields)
        : field?.kind === 'text' && field.perLocale === true
          ? locales.map((locale) => [locale, undefined] as const)
          : undefined;
    const path = `${at}${name}`;
    if (!inner) return fromOther(path) ? b : a;
    const [from, to] = [(a ?? {}) as Record<string, unknown>, (b ?? {}) as Record<string, unknown>];
    return withoutGaps(
      Object.fromEntries(inner.map(([part, partField]) => [part, pick(part, partField, from[part], to[part], `${path}.`)])),
    );
  };
  const ends = type.shape === 'relation' ? ['subject', 'object', 'negated'] : [];
  return {
    type: type.name,
    id: one.id,
    ...withoutGaps(
      Object.fromEntries(
        [...ends, ...Object.keys(type.fields)].map((name) => [name, pick(name, type.fields[name], one[name], other[name], '')]),
      ),
    ),
  };
}
