import { type Field, type Fields, locales } from '../../../schema/language/field.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { AnyRecord, Texts } from '../../../schema/language/record.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { codeKey, parseCode } from '../codes.ts';
import type { Citation, ClaimItem, ConceptItem, SourceRecord } from '../importer.ts';
import { plainName } from './concept-index.ts';
import type { HumanEdit } from './human-edits.ts';

/** A record with what an import adds to it. */
export interface Merged {
  readonly record: AnyRecord;
  /** What the source says where people wrote something else. */
  readonly proposed: readonly ProposedValue[];
}

/** A value the source has for a field that people wrote. */
export interface ProposedValue {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Who speaks about a record that exists: the source that made it says what it is, others only add. */
export interface Speaker {
  readonly isOwner: boolean;
  readonly human: HumanEdit | undefined;
}

type Values = { readonly [name: string]: unknown };

/** The concept with what an item says of it. Codes that another concept holds are kept as close ones. */
export function mergeConcept(
  kind: NodeType,
  id: string,
  base: AnyRecord | undefined,
  item: ConceptItem,
  { isOwner, human }: Speaker,
  { slug, isForeign }: { readonly slug: string; readonly isForeign: (key: string) => boolean },
): Merged {
  const merger = new Merger(base ?? { type: kind.name, id, slug }, isOwner, human);
  merger.offerFields(kind.fields, { name: item.name, plainName: item.plainName, summary: item.summary, ...item.fields });
  const known = merger.record['name'] as { readonly en?: string; readonly zh?: string } | undefined;
  const said = [
    // A name that gives way to another stays a word for the concept, as does the name that a guest has for it.
    ...[(base?.['name'] as Texts | undefined)?.en, base && !isOwner ? item.name?.en : undefined].flatMap((text) =>
      text === undefined ? [] : [{ text, kind: 'EXACT' as const, locale: 'en' as const }],
    ),
    ...(item.synonyms ?? []),
  ];
  const synonymField = listField(kind.fields, 'synonyms');
  merger.addToList(
    'synonyms',
    said.flatMap((synonym) => {
      const text = cleaned(synonymField['text'], synonym.text);
      return text === undefined || plainName(text) === plainName(known?.[synonym.locale] ?? '') ? [] : [{ ...synonym, text }];
    }),
    (synonym) => `${String(synonym['locale'])} ${plainName(String(synonym['text']))}`,
  );
  merger.addToList(
    'codes',
    codesOf(item, isForeign),
    (code) => `${String(code['system'])}:${String(code['code'])}`,
    // What one source calls near and another the same is the same: the concept is found by it.
    (code, known) => code['match'] === 'EXACT' && known['match'] !== 'EXACT',
  );
  return merger.result();
}

function codesOf(item: ConceptItem, isForeign: (key: string) => boolean): Values[] {
  const exact = [item.code, ...(item.formerCodes ?? []), ...(item.sameAs ?? [])].map((code) => ({ code, match: 'EXACT' as const }));
  return [...exact, ...(item.related ?? [])].flatMap(({ code, match }) => {
    const parsed = parseCode(code);
    return parsed ? [{ ...parsed, match: match === 'EXACT' && isForeign(codeKey(parsed)) ? 'CLOSE' : match }] : [];
  });
}

/** The claim with what an item says of it. */
export function mergeClaim(
  type: RelationType,
  id: string,
  ends: { readonly subject: string; readonly object: string },
  base: AnyRecord | undefined,
  item: ClaimItem,
  source: SourceRecord,
  { isOwner, human }: Speaker,
): Merged {
  const start: AnyRecord = base ?? { type: type.name, id, ...ends, ...(item.negated === true && { negated: true }) };
  const merger = new Merger(start, isOwner, human);
  const grouped = new Set(type.together.flat());
  const said: Values = {
    certainty: item.certainty ?? 'UNGRADED',
    knowledgeLevel: item.knowledgeLevel ?? 'ASSERTION',
    // Who made a claim stays who made it, however many sources join.
    ...(!base && { agent: item.agent ?? 'AUTOMATED' }),
    ...item.qualifiers,
  };
  for (const names of type.together) {
    // From a second source all of them or none.
    if (isOwner || names.every((name) => start[name] === undefined))
      for (const name of names) merger.offer([name], cleaned(type.fields[name], said[name]));
  }
  merger.offerFields(type.fields, Object.fromEntries(Object.entries(said).filter(([name]) => !grouped.has(name))));
  const citationFields = listField(type.fields, 'citations');
  merger.addToList(
    'citations',
    item.citations.map((citation) => citationOf(citation, source, citationFields)),
    (citation) => JSON.stringify([citation['source'], citation['locator'] ?? null, citation['stance'], citation['quote'] ?? null]),
  );
  return merger.result();
}

const citationOf = ({ source, locator, quote, stance = 'SUPPORTS' }: Citation, usual: SourceRecord, fields: Fields): Values => ({
  source: (source ?? usual).id,
  ...(locator !== undefined && { locator: cleaned(fields['locator'], locator) }),
  ...(quote !== undefined && { quote }),
  stance,
});

/** Whether a claim says something else than what is stored, in qualifiers that only mean something together. */
export const contradicts = (type: RelationType, base: AnyRecord, { qualifiers = {} }: ClaimItem): boolean =>
  type.together.some(
    (names) =>
      names.some((name) => base[name] !== undefined) &&
      names.some((name) => qualifiers[name] !== undefined) &&
      names.some((name) => (qualifiers[name] ?? null) !== (base[name] ?? null)),
  );

/** The source with what an item says of it; text it stores only grows. */
export function mergeSource(base: AnyRecord | undefined, said: SourceRecord, isOwn: boolean): AnyRecord {
  if (!base) return said;
  const before = base['storedText'] as string | undefined;
  const text = said.storedText;
  const storedText = text === undefined || before?.includes(text) === true ? before : before === undefined ? text : `${before}\n\n${text}`;
  return { ...(isOwn ? { ...base, ...said } : { ...said, ...base }), ...(storedText !== undefined && { storedText }) };
}

class Merger {
  readonly record: Record<string, unknown>;
  readonly #proposed: ProposedValue[] = [];
  readonly #isOwner: boolean;
  readonly #human: HumanEdit | undefined;

  constructor(base: AnyRecord, isOwner: boolean, human: HumanEdit | undefined) {
    this.record = { ...base };
    this.#isOwner = isOwner;
    this.#human = human;
  }

  /** Takes a value where nothing is, and from the owner also in place of another; never where people wrote something. */
  offer(path: readonly string[], value: unknown): void {
    if (value === undefined || value === null) return;
    const before = valueAt(this.record, path);
    if (before === value || (before !== undefined && !this.#isOwner)) return;
    // How a source writes capitals is nothing that people need to decide.
    const isAlike = typeof before === 'string' && typeof value === 'string' && plainName(before) === plainName(value);
    if (this.#human?.fields.has(path.join('.')) === true) {
      if (!isAlike) this.#proposed.push({ path, value });
    } else put(this.record, path, value);
  }

  /** Offers each value of these fields, of texts and groups each part. */
  offerFields(fields: Fields, values: Values): void {
    for (const [name, value] of Object.entries(values)) {
      const field = fields[name];
      if (field?.kind === 'text' && field.perLocale === true)
        for (const locale of locales) this.offer([name, locale], cleaned(field, (value as Values | undefined)?.[locale]));
      else if (field?.kind === 'group')
        for (const [part, inner] of Object.entries((value ?? {}) as Values)) this.offer([name, part], inner);
      else this.offer([name], cleaned(field, value));
    }
  }

  /** Adds the items that the list does not have and that people did not take out; where no person wrote, also in place of some. */
  addToList(
    name: string,
    items: readonly Values[],
    keyOf: (item: Values) => string,
    replaces: (item: Values, known: Values) => boolean = () => false,
  ): void {
    const list = [...((this.record[name] ?? []) as readonly Values[])];
    const places = new Map(list.map((item, place) => [keyOf(item), place]));
    let isChanged = false;
    for (const item of items) {
      const place = places.get(keyOf(item)) ?? list.length;
      const known = list[place];
      if ((known && (this.#human !== undefined || !replaces(item, known))) || this.#human?.removedItems.has(JSON.stringify(item)) === true)
        continue;
      list[place] = item;
      places.set(keyOf(item), place);
      isChanged = true;
    }
    if (isChanged) this.record[name] = list;
  }

  result(): Merged {
    return { record: this.record as AnyRecord, proposed: this.#proposed };
  }
}

function valueAt(record: Values, [name = '', ...inner]: readonly string[]): unknown {
  const value = record[name];
  return inner.length === 0 || value === undefined ? value : valueAt(value as Values, inner);
}

/** The record with the values put into it. */
export function withValues(record: AnyRecord, values: readonly ProposedValue[]): AnyRecord {
  const copy: Record<string, unknown> = { ...record };
  for (const { path, value } of values) put(copy, path, value);
  return copy as AnyRecord;
}

function put(record: Record<string, unknown>, [name = '', ...inner]: readonly string[], value: unknown): void {
  if (inner.length === 0) record[name] = value;
  else {
    const copy = { ...(record[name] as Record<string, unknown> | undefined) };
    put(copy, inner, value);
    record[name] = copy;
  }
}

const listField = (fields: Fields, name: string): Fields => {
  const field = fields[name];
  return field?.kind === 'group' ? field.fields : {};
};

/** A text as the model takes it: without control characters and doubled white space, and cut to what fits; nothing when it is empty. */
export function cleaned<T>(field: Field | undefined, value: T): T | undefined {
  if (typeof value !== 'string') return value;
  const text = unclean.test(value) ? value.replaceAll(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ').trim() : value;
  if (text === '') return undefined;
  const most = field?.kind === 'text' ? field.maxLength : Infinity;
  return (
    text.length > most
      ? `${text
          .slice(0, most - 1)
          .replace(/[\ud800-\udbff]$/, '')
          .trimEnd()}…`
      : text
  ) as T & string;
}

/** Anything that cleaning would change: control characters, half pairs, white space other than single spaces within. */
const unclean = /\p{Cc}|\p{Surrogate}|\s\s|^\s|\s$|[^\S ]/u;
