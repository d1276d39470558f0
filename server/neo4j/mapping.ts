import { type Field, type Fields, locales } from '../../schema/language/field.ts';
import type { Model } from '../../schema/language/define-model.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';

/** Properties of a node or relationship. Lists hold texts only. */
export type Properties = Record<string, string | number | boolean | readonly string[]>;

/** The relationship type a claim is stored as. */
export const relationshipOf = (type: RelationType, isNegated: boolean): string => (isNegated ? `NOT_${type.name}` : type.name);

/** The properties a field is stored in: one per locale for texts, one per part for groups. */
export function propertiesOf(name: string, field: Field): string[] {
  if (field.kind === 'text' && field.perLocale === true) return locales.map((locale) => `${name}_${locale}`);
  if (field.kind === 'group') return Object.entries(field.fields).flatMap(([part, inner]) => propertiesOf(`${name}_${part}`, inner));
  return [name];
}

/** A record as properties. A list becomes one list of texts per part, with '' where a part is missing. */
export function toProperties(type: NodeType | RelationType, record: AnyRecord, version: number): Properties {
  const properties: Properties = { id: record.id, version };
  writeFields(type.fields, record, '', properties);
  if (type.shape === 'node' && type.isConcept) properties['sortName'] = sortName(record);
  return properties;
}

/** Orders concepts by name without regard to case; the id makes it unique, so that a page can start right after it. */
const sortName = (record: AnyRecord): string =>
  `${withoutSurrogates((record['name'] as { en: string }).en.toLowerCase())}\u0001${record.id}`;

/**
 * The text with each character beyond the first plane as three of that plane, in the same order. Neo4j compares stored texts by code
 * point and parameters by code unit; where both give the same order, a page starts where the one before ended.
 */
const withoutSurrogates = (text: string): string =>
  text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, (character) => {
    const rest = (character.codePointAt(0) ?? 0) - 0x1_0000;
    return `\uffff${String.fromCharCode(0x100 + (rest >> 10), 0x100 + (rest & 0x3ff))}`;
  });

function writeFields(fields: Fields, values: { readonly [name: string]: unknown }, prefix: string, into: Properties): void {
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name];
    if (value === undefined || value === null) continue;
    if (field.kind === 'text' && field.perLocale === true) {
      for (const [locale, wording] of Object.entries(value as Record<string, string | undefined>))
        if (wording !== undefined) into[`${prefix}${name}_${locale}`] = wording;
    } else if (field.kind === 'group' && field.many) {
      const items = value as readonly Record<string, string | undefined>[];
      if (items.length === 0) continue;
      for (const part of Object.keys(field.fields)) into[`${prefix}${name}_${part}`] = items.map((item) => item[part] ?? '');
    } else if (field.kind === 'group') {
      writeFields(field.fields, value as Record<string, unknown>, `${prefix}${name}_`, into);
    } else {
      into[prefix + name] = value as string | number | boolean;
    }
  }
}

/** The record that `toProperties` made these properties of. */
export function fromProperties(
  type: NodeType | RelationType,
  properties: { readonly [name: string]: unknown },
  ends?: { readonly subject: string; readonly object: string; readonly negated: boolean },
): AnyRecord {
  const { id } = properties;
  return {
    type: type.name,
    id: id as string,
    ...(ends && { subject: ends.subject, object: ends.object, ...(ends.negated && { negated: true }) }),
    ...readFields(type.fields, properties, ''),
  };
}

function readFields(fields: Fields, properties: { readonly [name: string]: unknown }, prefix: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = readField(name, field, properties, prefix);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function readField(name: string, field: Field, properties: { readonly [name: string]: unknown }, prefix: string): unknown {
  const at = prefix + name;
  if (field.kind === 'text' && field.perLocale === true) {
    const found = locales.flatMap((locale) => {
      const wording = properties[`${at}_${locale}`];
      return wording === undefined || wording === null ? [] : [[locale, wording] as const];
    });
    return found.length === 0 ? undefined : Object.fromEntries(found);
  }
  if (field.kind === 'group' && field.many) {
    const parts = Object.keys(field.fields);
    const items = zip(
      parts,
      parts.map((part) => properties[`${at}_${part}`] as readonly string[] | null | undefined),
    );
    return items.length === 0 ? undefined : items;
  }
  if (field.kind === 'group') {
    const group = readFields(field.fields, properties, `${at}_`);
    return Object.keys(group).length === 0 ? undefined : group;
  }
  return properties[at] ?? undefined;
}

/** Turns one list per part into one object per item; an empty text is a part that is missing. */
export function zip(parts: readonly string[], lists: readonly (readonly string[] | null | undefined)[]): Record<string, string>[] {
  const length = lists.find((list) => list)?.length ?? 0;
  return Array.from({ length }, (_, i) => {
    const item: Record<string, string> = {};
    for (const [p, part] of parts.entries()) {
      const value = lists[p]?.[i];
      if (value !== undefined && value !== '') item[part] = value;
    }
    return item;
  });
}

/** The type an id belongs to; undefined when no type has its prefix, or when it is no text. */
export const typeOfId = (model: Model, id: unknown): NodeType | RelationType | undefined =>
  typeof id === 'string' ? model.typeByPrefix.get(id.slice(0, Math.max(0, id.indexOf('_')))) : undefined;

/** The record as the graph gives it back: fields in the model's order, and nothing where nothing is said. */
export const asStored = (type: NodeType | RelationType, record: AnyRecord): AnyRecord =>
  fromProperties(
    type,
    toProperties(type, record, 0),
    type.shape === 'relation'
      ? { subject: record.subject ?? '', object: record.object ?? '', negated: record.negated === true }
      : undefined,
  );

/** Two records are the same when their stored form is, whatever the order of their fields or the gaps in them. */
export const isSameRecord = (type: NodeType | RelationType, a: AnyRecord, b: AnyRecord): boolean =>
  canonical(type, a) === canonical(type, b);

const canonical = (type: NodeType | RelationType, record: AnyRecord): string => {
  const properties = toProperties(type, record, 0);
  const sorted = Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify([record.subject ?? null, record.object ?? null, record.negated === true, sorted]);
};
