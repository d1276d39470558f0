import type { Model } from '../../schema/language/define-model.ts';
import { type Locale, type Texts, locales } from '../../schema/language/field.ts';
import { groupBy } from '../../schema/language/group-by.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { requires } from '../../schema/relations/requires.ts';
import { badUserInput, notFound } from '../errors.ts';
import { asStored, isSameRecord, typeOfId } from '../neo4j/mapping.ts';
import type { Runner } from '../neo4j/statement.ts';
import { claimsOf, type Published, publishedRecords } from './current-records.ts';
import type { Edit } from './publish.ts';

/** Two published concepts of one kind, by id: `from` goes, `into` stays and takes what it had. */
export interface MergeOf {
  readonly into: string;
  readonly from: string;
}

/**
 * The edits that make one concept of two, to be published in one release. Every claim of `from` moves to `into`; one that says what a
 * claim of `into` says already is folded into that claim, which takes its citations and the qualifiers it lacked. Claims between the
 * two end. `into` takes the names, synonyms, codes and missing texts of `from`, whose id leads to it from then on.
 * Throws NOT_FOUND for a concept that is not published, and BAD_USER_INPUT for two that cannot be one.
 */
export async function mergeEdits(model: Model, runner: Runner, { into, from }: MergeOf): Promise<Edit[]> {
  const type = kindToMerge(model, into, from);
  const published = await publishedRecords(model, runner, [into, from]);
  const [stays, goes] = [published.get(into), published.get(from)];
  if (!stays || !goes) throw notFound(`The concept ${stays ? from : into}`);
  const claims = await claimsOf(model, runner, [into, from]);
  const isOf = ({ record }: Published, id: string): boolean => record.subject === id || record.object === id;
  const between = claims.filter((claim) => isOf(claim, into) && isOf(claim, from));
  const standing = claims.filter((claim) => !isOf(claim, from));
  const moving = claims.filter((claim) => !isOf(claim, into)).map((claim) => ({ ...claim, record: movedTo(into, from, claim.record) }));
  const sources = await publishedRecords(
    model,
    runner,
    moving.flatMap(({ record }) => citationsOf(record).map(({ source }) => source)),
  );
  const { folds, moved } = fold(model, standing, moving, (id) => sources.get(id)?.record['standing'] === 'CURRENT');
  if (type.name === 'RedFlag') refuseOtherRule(type, stays.record, goes.record, standing, moving, folds);
  refuseContradictedRule(standing, moved);

  const gained = asStored(type, withGains(type, stays.record, goes.record));
  // A tombstone has one reason, which people read in every language.
  const because = (en: string, zh: string): string =>
    `${nameOf(goes.record, 'en')} was merged into ${nameOf(stays.record, 'en')}${en}. “${nameOf(goes.record, 'zh')}”已并入“${nameOf(stays.record, 'zh')}”${zh}。`;
  return [
    ...(isSameRecord(type, gained, stays.record) ? [] : [put(gained, stays.version)]),
    ...moved.map(({ record, version }) => put(record, version)),
    ...folds
      .filter(({ twin, united }) => !isSameRecord(relationOf(model, united), united, twin.record))
      .map(({ twin, united }) => put(united, twin.version)),
    ...folds.flatMap(({ twin, folded }) =>
      folded.map(({ record, version }) =>
        retire(record.id, version, because(`; ${twin.record.id} says the same`, `；${twin.record.id} 的内容相同`), twin.record.id),
      ),
    ),
    ...between.map(({ record, version }) => retire(record.id, version, because('; a claim needs two concepts', '；陈述需要两个概念'))),
    retire(from, goes.version, because('', ''), into),
  ];
}

const put = (record: AnyRecord, baseVersion: number): Edit => ({ action: 'PUT', record, baseVersion });
const retire = (id: string, baseVersion: number, reason: string, replacedBy?: string): Edit => ({
  action: 'RETIRE',
  id,
  reason,
  ...(replacedBy !== undefined && { replacedBy }),
  baseVersion,
});

const nameOf = (record: AnyRecord, locale: Locale): string => {
  const texts = record['name'] as Texts;
  return texts[locale] ?? texts.en;
};

function kindToMerge(model: Model, into: string, from: string): NodeType {
  if (into === from) throw badUserInput(`from: ${from} cannot be merged into itself. Name another concept.`);
  const [type, other] = [into, from].map((id) => {
    const found = typeOfId(model, id);
    if (!found) throw notFound(`The concept ${id}`);
    if (found.shape !== 'node' || !found.isConcept)
      throw badUserInput(`${id} is a ${found.title.en.toLowerCase()}; only concepts can be merged.`);
    return found;
  }) as [NodeType, NodeType];
  if (type !== other)
    throw badUserInput(`from: ${from} is a ${other.name}, but ${into} is a ${type.name}. Only concepts of one kind can be merged.`);
  return type;
}

function relationOf(model: Model, { id }: AnyRecord): RelationType {
  return typeOfId(model, id) as RelationType;
}

const movedTo = (into: string, from: string, claim: AnyRecord): AnyRecord => ({
  ...claim,
  ...(claim.subject === from ? { subject: into } : { object: into }),
});

/** A claim that stays, the claims that say the same, and what it is with what they add. */
interface Fold {
  readonly twin: Published;
  readonly folded: Published[];
  united: AnyRecord;
}

/** Sorts the moving claims into those that a standing one says already, and the others. */
function fold(
  model: Model,
  standing: readonly Published[],
  moving: readonly Published[],
  isCurrent: (source: string) => boolean,
): { readonly folds: readonly Fold[]; readonly moved: readonly Published[] } {
  const folds = standing.map((twin): Fold => ({ twin, folded: [], united: twin.record }));
  const byStatement = groupBy(folds, ({ twin: { record } }) => statementOf(relationOf(model, record), record));
  const moved: Published[] = [];
  for (const claim of moving) {
    const type = relationOf(model, claim.record);
    const home = byStatement
      .get(statementOf(type, claim.record))
      ?.find(({ united }) => !isOpposite(united, claim.record) && mayCite(united, claim.record, isCurrent));
    if (home) {
      home.folded.push(claim);
      home.united = unitedClaim(type, home.united, claim.record);
    } else moved.push(claim);
  }
  return { folds: folds.filter(({ folded }) => folded.length > 0), moved };
}

/** What makes two claims the same statement: predicate, ends (of a symmetric one in any order), negation, and for whom it holds. */
function statementOf({ name, isSymmetric, fields }: RelationType, claim: AnyRecord): string {
  const { subject = '', object = '' } = claim;
  const ends = isSymmetric && object < subject ? [object, subject] : [subject, object];
  const population = (claim['population'] ?? {}) as Readonly<Record<string, unknown>>;
  const parts = fields['population']?.kind === 'group' ? Object.keys(fields['population'].fields) : [];
  return JSON.stringify([name, ends, claim.negated === true, parts.map((part) => population[part] ?? null), claim['sex'] ?? null]);
}

/** Claims that differ in one of these say different things, so both stay. */
const isOpposite = (a: AnyRecord, b: AnyRecord): boolean =>
  ['effect', 'presence'].some((name) => a[name] !== undefined && b[name] !== undefined && a[name] !== b[name]);

/** A source that no longer stands takes no new claims: what rests on it moves as it is instead of lending its values to another. */
const mayCite = (claim: AnyRecord, other: AnyRecord, isCurrent: (source: string) => boolean): boolean =>
  citationsOf(other).every(({ source }) => isCurrent(source) || citationsOf(claim).some((known) => known.source === source));

interface CitationValue {
  readonly source: string;
  readonly locator?: string | undefined;
  readonly quote?: string | undefined;
  readonly stance: string;
}
const citationsOf = (claim: AnyRecord): readonly CitationValue[] => (claim['citations'] ?? []) as readonly CitationValue[];

/** The claim with the other's citations and with the qualifiers it lacked; those that belong together only when it lacked all of them. */
function unitedClaim({ fields, together }: RelationType, claim: AnyRecord, other: AnyRecord): AnyRecord {
  const lacks = (name: string): boolean => claim[name] === undefined;
  const missing = Object.keys(fields).filter(
    (name) => !ownToEach.has(name) && (together.find((names) => names.includes(name)) ?? [name]).every(lacks),
  );
  const citations = citationsOf(claim).map((citation) => {
    const quote = citation.quote ?? citationsOf(other).find((one) => one.quote !== undefined && isSamePlace(one, citation))?.quote;
    return quote === undefined ? citation : { ...citation, quote };
  });
  return {
    ...claim,
    ...Object.fromEntries(missing.flatMap((name) => (other[name] === undefined ? [] : [[name, other[name]]]))),
    citations: [...citations, ...citationsOf(other).filter((one) => !citations.some((known) => isSamePlace(one, known)))],
  };
}

/** What a review of the one claim found says nothing of the other. */
const ownToEach: ReadonlySet<string> = new Set(['citations', 'lastReviewed', 'nextReview']);

/** Where nothing says the place in the source, other words are another place. */
const isSamePlace = (a: CitationValue, b: CitationValue): boolean =>
  a.source === b.source &&
  a.locator === b.locator &&
  a.stance === b.stance &&
  (a.locator !== undefined || a.quote === undefined || b.quote === undefined || a.quote === b.quote);

interface SynonymValue {
  readonly text: string;
  readonly kind: string;
  readonly locale: string;
}
interface CodeValue {
  readonly system: string;
  readonly code: string;
}

/** The concept with everything by which the other is found, and with the texts it lacked. */
function withGains(type: NodeType, into: AnyRecord, from: AnyRecord): AnyRecord {
  const filled: AnyRecord = { ...into, ...missingTexts(type, into, from) };
  const named = (record: AnyRecord, field: string, kind: string): SynonymValue[] =>
    locales.flatMap((locale) => {
      const text = (record[field] as Partial<Texts> | undefined)?.[locale];
      return text === undefined ? [] : [{ text, kind, locale }];
    });
  const key = ({ text, locale }: SynonymValue): string => `${locale} ${text.toLowerCase()}`;
  const synonymsOf = (record: AnyRecord): readonly SynonymValue[] => (record['synonyms'] ?? []) as readonly SynonymValue[];
  const known = new Set([...named(filled, 'name', ''), ...named(filled, 'plainName', ''), ...synonymsOf(filled)].map(key));
  const synonyms = [...named(from, 'name', 'EXACT'), ...named(from, 'plainName', 'LAY'), ...synonymsOf(from)].filter((one) => {
    const isNew = !known.has(key(one));
    known.add(key(one));
    return isNew;
  });
  const codesOf = (record: AnyRecord): readonly CodeValue[] => (record['codes'] ?? []) as readonly CodeValue[];
  const codes = codesOf(from).filter(({ system, code }) => !codesOf(into).some((one) => one.system === system && one.code === code));
  return { ...filled, synonyms: [...synonymsOf(filled), ...synonyms], codes: [...codesOf(into), ...codes] };
}

const missingTexts = (type: NodeType, into: AnyRecord, from: AnyRecord): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(type.fields).flatMap(([name, field]) =>
      field.kind === 'text' && field.perLocale === true && from[name] !== undefined
        ? [[name, { ...(from[name] as object), ...(into[name] as object | undefined) }]]
        : [],
    ),
  );

/** A rule needs all it requires at once, so two rules are one only when they say the same: else it would fire less, or less urgently. */
function refuseOtherRule(
  type: NodeType,
  into: AnyRecord,
  from: AnyRecord,
  standing: readonly Published[],
  moving: readonly Published[],
  folds: readonly Fold[],
): void {
  const requirements = (claims: readonly Published[]) => claims.filter(isRequirement).length;
  const shared = folds.filter(({ twin }) => isRequirement(twin));
  const isSame =
    shared.length === requirements(standing) && shared.reduce((sum, { folded }) => sum + folded.length, 0) === requirements(moving);
  const other = Object.keys(type.fields).filter(
    (name) => ['urgency', 'population'].includes(name) && JSON.stringify(into[name]) !== JSON.stringify(from[name]),
  );
  if (!isSame || other.length > 0)
    throw badUserInput(
      `from: ${from.id} and ${into.id} are different rules: ${[...other, ...(isSame ? [] : ['what they require'])].join(', ')} differ. Make them the same first, or retire one.`,
    );
}

const isRequirement = ({ record }: Published): boolean => record.type === requires.name && record.negated !== true;

/** A rule that requires one finding to be there and not to be there never fires. */
function refuseContradictedRule(standing: readonly Published[], moved: readonly Published[]): void {
  for (const { record } of moved.filter(isRequirement)) {
    const isSameFinding = (one: AnyRecord): boolean => one.subject === record.subject && one.object === record.object;
    const other = standing.find((one) => isRequirement(one) && isSameFinding(one.record) && isOpposite(one.record, record));
    if (other)
      throw badUserInput(
        `from: the claims ${record.id} and ${other.record.id} would make ${String(record.subject)} require the same finding in two ways. Change one of them first.`,
      );
  }
}
