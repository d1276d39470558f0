import { isObject } from './is-object.ts';
import { type Fields, locales } from './field.ts';
import type { NodeType } from './node-type.ts';
import type { AnyRecord } from './record.ts';
import type { RelationType } from './relation-type.ts';

/**
 * One difference between two states of a record; null stands for nothing. The path is in form notation down to the locale or part:
 * `slug`, `name.en`, `population.ageFrom`. Items of a list have no place of their own: `citations.-` is an item that went,
 * `citations.+` one that came, and `citations` alone, with both whole lists, the same items in another order.
 */
export interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A field that two people changed in ways that do not go together; a list is one field. Null stands for nothing. */
export interface OverlappingField {
  readonly path: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export interface MergedRecord {
  /** Both sides' changes; in the overlapping fields what `theirs` says. */
  readonly merged: AnyRecord;
  readonly overlapping: readonly OverlappingField[];
}

/**
 * What turns one state of a record into the other, in the order of the model; null is a record that is not there. Gaps, empty lists
 * and `negated: false` are all the same nothing. What the model does not know is passed over.
 */
export const diffRecords = (type: NodeType | RelationType, before: AnyRecord | null, after: AnyRecord | null): FieldChange[] =>
  leavesOf(type, [before, after]).flatMap(({ path, isList, values: [old, now] }) => {
    if (isSame(old, now)) return [];
    return isList ? listChanges(path, old as List, now as List) : [{ path, before: old ?? null, after: now ?? null }];
  });

/**
 * Brings two changed states of one record together. Changes of different fields are both kept, each locale and each part of a group
 * being a field of its own; additions to one list unite when neither side did anything else to it. Everything else that both sides
 * changed, and not into the same, overlaps: there, and in qualifiers that only mean something together, a person must choose.
 */
export function mergeThreeWay(type: NodeType | RelationType, base: AnyRecord, theirs: AnyRecord, mine: AnyRecord): MergedRecord {
  const leaves = leavesOf(type, [base, theirs, mine]);
  const torn = tornTogether(type, leaves);
  const overlapping: OverlappingField[] = [];
  const merged: Record<string, unknown> = { type: type.name, id: base.id };
  for (const { path, keys, isList, values } of leaves) {
    const [was, their, my] = values;
    const united = torn.has(path) && !isSame(their, my) ? undefined : mergedValue(was, their, my, isList);
    if (!united) overlapping.push({ path, base: was ?? null, theirs: their ?? null, mine: my ?? null });
    const value = united ? united.value : their;
    if (value !== undefined) put(merged, keys, value);
  }
  return { merged: merged as AnyRecord, overlapping };
}

type Item = Readonly<Record<string, unknown>>;
type List = readonly Item[] | undefined;

/** The smallest part of a record that is compared as one: its value in each of the records side by side. */
interface Leaf {
  readonly path: string;
  readonly keys: readonly string[];
  readonly isList: boolean;
  readonly values: readonly unknown[];
}

type Values = { readonly [name: string]: unknown };

function leavesOf(type: NodeType | RelationType, records: readonly (AnyRecord | null)[]): Leaf[] {
  const values: Values[] = records.map((record) => record ?? {});
  const ends =
    type.shape === 'relation'
      ? ['subject', 'object', 'negated'].map((name) =>
          leaf(
            [name],
            values.map((one) => (one[name] === false ? undefined : one[name])),
          ),
        )
      : [];
  return [...ends, ...fieldLeaves(type.fields, values, [])];
}

/** A value whose shape is not its field's, as a draft may hold, is one leaf as it is. */
function fieldLeaves(fields: Fields, records: readonly Values[], above: readonly string[]): Leaf[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const keys = [...above, name];
    const values = records.map((record) => record[name] ?? undefined);
    const fits = (test: (value: unknown) => boolean): boolean => values.every((value) => value === undefined || test(value));
    const parts = values.map((value) => (value ?? {}) as Values);
    if (field.kind === 'text' && field.perLocale === true && fits(isObject))
      return locales.map((locale) =>
        leaf(
          [...keys, locale],
          parts.map((part) => part[locale] ?? undefined),
        ),
      );
    if (field.kind === 'group' && !field.many && fits(isObject)) return fieldLeaves(field.fields, parts, keys);
    if (field.kind === 'group' && field.many && fits((value) => Array.isArray(value) && value.every(isObject)))
      return [
        leaf(
          keys,
          values.map((value) => itemsOf(Object.keys(field.fields), value as List)),
          true,
        ),
      ];
    return [leaf(keys, values)];
  });
}

const leaf = (keys: readonly string[], values: readonly unknown[], isList = false): Leaf => ({
  path: keys.join('.'),
  keys,
  values,
  isList,
});

/** Items with their parts in the model's order and without gaps, so that equal ones are written alike; nothing for an empty list. */
const itemsOf = (parts: readonly string[], list: List): List =>
  list === undefined || list.length === 0
    ? undefined
    : list.map((item) =>
        Object.fromEntries(
          parts.flatMap((part) => (item[part] === undefined || item[part] === null || item[part] === '' ? [] : [[part, item[part]]])),
        ),
      );

const written = (value: unknown): string => JSON.stringify(value) ?? '';
const isSame = (a: unknown, b: unknown): boolean => written(a) === written(b);

function listChanges(path: string, before: List = [], after: List = []): FieldChange[] {
  const gone = without(before, after);
  const come = without(after, before);
  if (gone.length + come.length === 0) return [{ path, before, after }];
  return [
    ...gone.map((item) => ({ path: `${path}.-`, before: item, after: null })),
    ...come.map((item) => ({ path: `${path}.+`, before: null, after: item })),
  ];
}

/** The items that the other list does not have, or not as often. */
function without(items: readonly Item[], others: readonly Item[]): Item[] {
  const left = others.map(written);
  return items.filter((item) => {
    const at = left.indexOf(written(item));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The value both sides can live with; undefined when there is none. */
function mergedValue(base: unknown, theirs: unknown, mine: unknown, isList: boolean): { readonly value: unknown } | undefined {
  if (isSame(theirs, mine) || isSame(base, theirs)) return { value: mine };
  if (isSame(base, mine)) return { value: theirs };
  const value = isList ? unitedLists(base as List, theirs as List, mine as List) : undefined;
  return value && { value };
}

/** Both sides' additions where they were made, an item that both added once; undefined when a side did more than add. */
function unitedLists(base: List = [], theirs: List = [], mine: List = []): List {
  const kept = base.map(written);
  const [a, b] = [additions(kept, theirs), additions(kept, mine)];
  if (!a || !b) return undefined;
  const added = new Set<string>();
  return Array.from({ length: base.length + 1 }, (_, gap) => {
    const fresh = inOneOrder(a[gap] ?? [], b[gap] ?? []).filter((item) => !added.has(written(item)) && added.add(written(item)));
    return [...fresh, ...base.slice(gap, gap + 1)];
  }).flat();
}

/** What stands before each item of the base and after the last; undefined when the base's items are not all there in their order. */
function additions(base: readonly string[], list: readonly Item[]): Item[][] | undefined {
  const gaps: Item[][] = Array.from({ length: base.length + 1 }, () => []);
  let at = 0;
  for (const item of list) {
    if (at < base.length && written(item) === base[at]) at++;
    else gaps[at]?.push(item);
  }
  return at === base.length ? gaps : undefined;
}

/** The same whichever comes first, so that it does not matter who merges. */
const inOneOrder = (a: readonly Item[], b: readonly Item[]): Item[] => (written(a) <= written(b) ? [...a, ...b] : [...b, ...a]);

/** Paths of qualifiers that belong together and that each side made to say something else. */
function tornTogether(type: NodeType | RelationType, leaves: readonly Leaf[]): ReadonlySet<string> {
  if (type.shape === 'node') return new Set();
  return new Set(
    type.together.flatMap((names) => {
      const members = leaves.filter(({ keys: [name = ''] }) => names.includes(name));
      const differ = (a: number, b: number): boolean => members.some(({ values }) => !isSame(values[a], values[b]));
      return differ(0, 1) && differ(0, 2) && differ(1, 2) ? members.map(({ path }) => path) : [];
    }),
  );
}

function put(into: Record<string, unknown>, [name = '', ...inner]: readonly string[], value: unknown): void {
  if (inner.length === 0) into[name] = value;
  else put((into[name] ??= {}) as Record<string, unknown>, inner, value);
}
