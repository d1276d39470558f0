import type { GraphQLResolveInfo } from 'graphql';
import type { Locale } from '../../../schema/language/field.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { badUserInput } from '../../errors.ts';
import { Projector } from '../select/projection.ts';
import type { Bind } from '../select/conditions.ts';
import { contextOf, objectType, type Reading, readColumns } from '../select/select.ts';
import { type SelectedField, selectedFields } from '../select/selected-fields.ts';
import { hitsText, termParameter } from './hits.ts';
import { nameLikeness, sharesWord } from './name-likeness.ts';
import { type SearchTerms, searchTerms } from './search-terms.ts';

/** How a term led to a concept, with what each way is worth at most. */
export const matchWorth = {
  CODE: 1,
  NAME: 1,
  PLAIN_NAME: 0.98,
  EXACT_SYNONYM: 0.95,
  LAY_SYNONYM: 0.95,
  NARROW_SYNONYM: 0.8,
  BROAD_SYNONYM: 0.7,
  SIMILAR: 0.9,
} as const;
export type MatchKind = keyof typeof matchWorth;

export interface TermMatch {
  readonly match: MatchKind;
  /** 0 to 1. */
  readonly score: number;
}

export interface TermResolution {
  readonly text: string;
  readonly matches: readonly (TermMatch & { readonly [key: string]: unknown })[];
}

/** The most concepts that one term is answered with. */
export const mostMatches = 10;
/** The most terms at once, how many concepts are looked at for each, and the lowest score worth showing. */
const most = { terms: 100, candidates: 25 } as const;
const lowest = 0.35;
/** How alike a name must be that is shown though it has no word of the text: what is written as one word, and short words. */
const alikeAnyway = 0.75;

/** The concepts that free words mean, best first, in one statement for all terms; of equal ones that first of which the graph knows most. */
export async function resolveTerms(
  reading: Reading,
  info: GraphQLResolveInfo,
  { texts, kind, locale }: { texts: readonly string[]; kind: NodeType | undefined; locale: Locale | undefined },
): Promise<TermResolution[]> {
  if (texts.length > most.terms) throw badUserInput(`texts: ${texts.length} are too many. Ask for at most ${most.terms} at once.`);
  const terms = texts.map((text, i) => searchTerms(text, `texts.${i}`));
  const projector = new Projector(reading.model, contextOf(info));
  const kinds = kind ? [kind] : reading.model.concepts;
  const projections = conceptFields(info).map(({ key, nodes }) => ({ key, ...projector.node(kinds, 'n', nodes) }));
  const [rows] = await readColumns(
    reading,
    [
      termsText(
        projector.bind,
        terms,
        kinds,
        projections.map(({ text }) => text),
      ),
    ],
    projector.params,
  );
  return terms.map((term, i) => ({
    text: texts[i] ?? '',
    matches: ((rows as unknown[][][])[i] ?? [])
      .map(([names, ...concepts]) => ({
        ...placeOf(names as StoredNames),
        ...bestMatch(term, names as StoredNames, locale),
        ...Object.fromEntries(projections.map(({ key, decode }, at) => [`@${key}`, decode(concepts[at])])),
      }))
      .filter(({ score }) => score >= lowest)
      .toSorted(byWorth)
      .slice(0, mostMatches),
  }));
}

/** Cypher for one list per term with a row for each concept it finds: the names that `bestMatch` reads, then these expressions of node `n`. */
export function termsText(bind: Bind, terms: readonly SearchTerms[], kinds: readonly NodeType[], expressions: readonly string[]): string {
  const hits = hitsText('term', bind(200n));
  const named = `[n.id, [n.name_en, n.name_zh], [n.plainName_en, n.plainName_zh], n.synonyms_text, n.synonyms_kind, n.synonyms_locale, n.codes_code, count { (n)--() }]`;
  return `COLLECT { UNWIND ${bind(terms.map(termParameter))} AS term RETURN COLLECT { CALL (term) { ${hits} } WITH n, score WHERE n:${kinds.map(({ name }) => name).join('|')} WITH n, score ORDER BY score DESC, n.id LIMIT ${bind(BigInt(most.candidates))} RETURN [${[named, ...expressions].join(', ')}] } }`;
}

/** The places that select a match's concept. */
function conceptFields(info: GraphQLResolveInfo): SelectedField[] {
  const context = contextOf(info);
  const matches = [...selectedFields(context, objectType(info, 'TermResolution'), info.fieldNodes).values()].filter(
    ({ name }) => name === 'matches',
  );
  return matches
    .flatMap(({ nodes }) => [...selectedFields(context, objectType(info, 'TermMatch'), nodes).values()])
    .filter(({ name }) => name === 'concept');
}

type PerLocale = readonly [en: string | null, zh: string | null];
export type StoredNames = readonly [
  id: string,
  name: PerLocale,
  plainName: PerLocale,
  synonyms: readonly string[] | null,
  synonymKinds: readonly string[] | null,
  synonymLocales: readonly string[] | null,
  codes: readonly string[] | null,
  /** How many relations it has. */
  links: number,
];

/** What decides between concepts whose names fit a term equally well. */
interface Place {
  readonly id: string;
  readonly links: number;
}

export const placeOf = (names: StoredNames): Place => ({ id: names[0], links: names[7] });

/** What is only like the text last; better scores first; then what more is known of; then by id. */
export const byWorth = (a: Place & TermMatch, b: Place & TermMatch): number =>
  Number(a.match === 'SIMILAR') - Number(b.match === 'SIMILAR') || worthOf(b) - worthOf(a) || b.links - a.links || (a.id < b.id ? -1 : 1);

/**
 * Of two concepts that go by one name one is often but a name, so a synonym outweighs a name where ten times as much is known of the
 * concept: what is recorded must not be missed because something empty has the same name.
 */
const worthOf = ({ match, score, links }: Place & TermMatch): number =>
  match === 'SIMILAR' ? score : score + 0.05 * Math.log10(1 + links);

interface Wording {
  readonly text: string;
  readonly locale: Locale;
  readonly match: MatchKind;
}

/**
 * The best of a concept's names and codes for a term: of those that are the term itself, if there are any. Names of another language than
 * the one asked for count a little less.
 */
export function bestMatch(term: SearchTerms, names: StoredNames, locale: Locale | undefined): TermMatch {
  const isCode = names[6]?.some((code) => term.codes.includes(code)) === true;
  let whole: TermMatch | undefined;
  let similar: TermMatch | undefined;
  for (const wording of wordings(names)) {
    const worth = matchWorth[wording.match] * (locale === undefined || wording.locale === locale ? 1 : 0.98);
    // What is less alike than the best so far, or similar beside a whole name, need not be measured, which takes most of the time.
    const least = whole || isCode ? 1 : Math.min(1, (similar?.score ?? 0) / (worth * matchWorth.SIMILAR));
    const likeness = nameLikeness(wording.text, term.text, least);
    if (likeness === 1) {
      whole = betterOf(whole, { match: wording.match, score: rounded(worth) });
      continue;
    }
    const score = worth * likeness * matchWorth.SIMILAR;
    // A long text is like many others letter by letter, whatever it is about.
    const counts = score < lowest || likeness >= alikeAnyway || sharesWord(wording.text, term.text);
    similar = betterOf(similar, { match: 'SIMILAR', score: counts ? rounded(score) : 0 });
  }
  if (isCode) whole = betterOf(whole, { match: 'CODE', score: matchWorth.CODE });
  return whole ?? similar ?? { match: 'SIMILAR', score: 0 };
}

const betterOf = (a: TermMatch | undefined, b: TermMatch): TermMatch => (a && a.score >= b.score ? a : b);

const rounded = (score: number): number => Math.round(score * 1e4) / 1e4;

function wordings([, name, plainName, synonyms, kinds, synonymLocales]: StoredNames): Wording[] {
  const perLocale = ([en, zh]: PerLocale, match: MatchKind): Wording[] => [
    ...(en === null ? [] : [{ text: en, locale: 'en' as const, match }]),
    ...(zh === null ? [] : [{ text: zh, locale: 'zh' as const, match }]),
  ];
  return [
    ...perLocale(name, 'NAME'),
    ...perLocale(plainName, 'PLAIN_NAME'),
    ...(synonyms ?? []).map((text, i) => ({
      text,
      locale: (synonymLocales?.[i] ?? 'en') as Locale,
      match: `${kinds?.[i] ?? 'EXACT'}_SYNONYM` as MatchKind,
    })),
  ];
}
