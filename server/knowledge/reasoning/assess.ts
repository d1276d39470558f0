import type { GraphQLResolveInfo } from 'graphql';
import type { Locale } from '../../../schema/language/field.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { certainty } from '../../../schema/language/vocabularies.ts';
import { badUserInput, invariant, KnowledgeError } from '../../errors.ts';
import type { Reading } from '../select/select.ts';
import { type MedicationEffect, medicationEffects } from './medication-effects.ts';
import { type Notice, noticeText } from './notices.ts';
import { type ClaimPath, mechanismPaths } from './paths.ts';
import { lifeStatesOf, lifeStatesPath, type Person, personOf } from './person.ts';
import { answerOf, type Place, type PlaceRecords, placesIn, readPlaces } from './place-records.ts';
import type { Ranked, RankingQuery } from './rank.ts';
import type { Changed, Reasoner } from './reasoner.ts';
import { type FiredRedFlag, firedRedFlags } from './red-flags.ts';
import { type ConceptRef, type Reference, type Resolved, resolveReferences } from './resolve-references.ts';
import { type WhatHelps, whatHelps } from './what-helps.ts';

export type Presence = 'PRESENT' | 'ABSENT' | 'UNKNOWN';

export interface PersonInput {
  readonly ageYears?: number | null;
  readonly sex?: string | null;
  readonly pregnant?: boolean | null;
  readonly conditions?: readonly ConceptRef[] | null;
  readonly medications?: readonly ConceptRef[] | null;
}

export interface AssessArguments {
  readonly findings: readonly { readonly symptom: ConceptRef; readonly presence: Presence }[];
  readonly person: PersonInput | null | undefined;
  readonly first: number | null | undefined;
  readonly minCertainty: string | null | undefined;
}

/** How many findings, conditions and medications one question may have, and how many causes it is answered with. */
export const assessLimits = { findings: 100, others: 50, standard: 10, most: 50 } as const;

/** What assessing needs besides reading. */
export interface Reasoning extends Reading {
  readonly reasoner: Reasoner;
  /** What the answer is read from instead of the published graph. */
  readonly preview: Changed | undefined;
  /** Told why a ranking failed; it never holds anything about the person. */
  readonly report: (error: unknown) => void;
}

/**
 * What findings point to: red flags first, which no failure of the ranking can hide, then causes with the claims for and against them,
 * and what to ask next. Nothing about the person is kept.
 */
export async function assess(reasoning: Reasoning, info: GraphQLResolveInfo, args: AssessArguments): Promise<unknown> {
  const question = questionOf(reasoning, args);
  let release = 0;
  const reading: Reading = {
    ...reasoning,
    sawRelease(seen) {
      release = seen;
      reasoning.sawRelease(seen);
    },
  };
  const resolved = await resolveReferences(reading, question.references);
  const given = givenOf(question, resolved);
  const query: RankingQuery = { ...given, person: question.person, certainties: question.certainties, first: question.first };
  const ranking = rankOrNothing(reasoning, release, query);
  const [{ fired: redFlags, isAnyAboutThem }, effects] = await Promise.all([
    firedRedFlags(reading, given.present, given.absent, question.person),
    medicationEffects(reading, given.medications, given.present, question.person),
  ]);
  const ranked = await ranking;
  if (ranked && !reasoning.preview) reasoning.sawRelease(ranked.release);
  return answer(reading, info, {
    question,
    resolved,
    given,
    redFlags,
    isAnyAboutThem,
    effects,
    ranked,
    release: ranked?.release ?? release,
  });
}

interface Question {
  readonly references: readonly Reference[];
  readonly presences: readonly Presence[];
  readonly conditions: number;
  readonly medications: number;
  readonly person: Person;
  readonly certainties: number;
  readonly first: number;
}

function questionOf({ model }: Reading, { findings, person, first, minCertainty }: AssessArguments): Question {
  const kind = (name: string): NodeType => {
    const type = model.nodeByName.get(name);
    invariant(type, `The model has no ${name}.`);
    return type;
  };
  const atMost = (what: string, given: number, limit: number): void => {
    if (given > limit) throw badUserInput(`${what}: ${given} are too many. Give at most ${limit}.`);
  };
  if (findings.length === 0) throw badUserInput('findings: give at least one finding.');
  const [conditions, medications] = [person?.conditions ?? [], person?.medications ?? []];
  atMost('findings', findings.length, assessLimits.findings);
  atMost('person.conditions', conditions.length, assessLimits.others);
  atMost('person.medications', medications.length, assessLimits.others);
  const count = first ?? assessLimits.standard;
  if (count < 0 || count > assessLimits.most) throw badUserInput(`first: ${count} is out of range. Ask for 0 to ${assessLimits.most}.`);
  const levels = Object.keys(certainty.values);
  return {
    references: [
      ...findings.map(({ symptom }, i) => ({ ref: symptom, kind: kind('Symptom'), path: `findings.${i}.symptom` })),
      ...conditions.map((ref, i) => ({ ref, kind: kind('Cause'), path: `person.conditions.${i}` })),
      ...medications.map((ref, i) => ({ ref, kind: kind('Medication'), path: `person.medications.${i}` })),
      ...lifeStatesOf(person).map((ref) => ({ ref, kind: kind('Cause'), path: lifeStatesPath })),
    ],
    presences: findings.map(({ presence }) => presence),
    conditions: conditions.length,
    medications: medications.length,
    person: personOf(person),
    certainties: minCertainty == null ? levels.length : levels.indexOf(minCertainty) + 1,
    first: count,
  };
}

/** The concepts that were understood, by what was said of them. */
interface Given {
  readonly present: readonly string[];
  readonly absent: readonly string[];
  readonly unknown: readonly string[];
  readonly conditions: readonly string[];
  readonly medications: readonly string[];
}

function givenOf({ presences, conditions, medications }: Question, resolved: readonly Resolved[]): Given {
  const ids = (from: number, to?: number): string[] => [...new Set(resolved.slice(from, to).flatMap(({ id }) => id ?? []))];
  const of = (presence: Presence): string[] => [
    ...new Set(presences.flatMap((one, i) => (one === presence ? (resolved[i]?.id ?? []) : []))),
  ];
  const [present, absent] = [of('PRESENT'), of('ABSENT')];
  const both = resolved.find(({ id }) => id !== undefined && present.includes(id) && absent.includes(id));
  if (both) throw badUserInput(`findings: ${both.given} is given both as present and as absent. Give it once.`);
  const known = new Set([...present, ...absent]);
  const [medicationsFrom, lifeStatesFrom] = [presences.length + conditions, presences.length + conditions + medications];
  return {
    present,
    absent,
    unknown: of('UNKNOWN').filter((id) => !known.has(id)),
    conditions: [...ids(presences.length, medicationsFrom), ...ids(lifeStatesFrom)],
    medications: ids(medicationsFrom, lifeStatesFrom),
  };
}

/** Nothing when the ranking fails: the answer says so, and its red flags stand. */
async function rankOrNothing({ reasoner, preview, report }: Reasoning, release: number, query: RankingQuery): Promise<Ranked | undefined> {
  try {
    return await (preview ? reasoner.rankWith(preview, query) : reasoner.rank(release, query));
  } catch (error) {
    if (!(error instanceof KnowledgeError && error.code === 'UNAVAILABLE')) report(error);
    return undefined;
  }
}

interface Findings {
  readonly question: Question;
  readonly resolved: readonly Resolved[];
  readonly given: Given;
  readonly redFlags: readonly FiredRedFlag[];
  readonly isAnyAboutThem: boolean;
  readonly effects: readonly MedicationEffect[];
  readonly ranked: Ranked | undefined;
  readonly release: number;
}

async function answer(reading: Reading, info: GraphQLResolveInfo, all: Findings): Promise<unknown> {
  const { question, resolved, given, redFlags, isAnyAboutThem, effects, ranked, release } = all;
  const candidates = ranked?.candidates ?? [];
  const places = placesIn(info);
  const wants = (...names: string[]): boolean => places.some(({ name }) => names.includes(`${name}`));
  const missing = resolved.flatMap((one, i) => (one.id === undefined ? [{ ...one, path: question.references[i]?.path ?? '' }] : []));
  const understood = question.presences.flatMap((presence, i) => {
    const one = resolved[i];
    return one?.id === undefined ? [] : [{ ...one, presence }];
  });
  const recordsAt = (idsAt: Readonly<Record<string, (place: Place) => readonly string[]>>): Promise<PlaceRecords> =>
    readPlaces(
      reading,
      info,
      places.flatMap((place) => {
        const ids = idsAt[place.name]?.(place);
        return ids ? [{ place, ids }] : [];
      }),
    );
  const [ofRanking, helping, explanations] = await Promise.all([
    recordsAt({
      'findings.symptom': () => understood.map(({ id }) => id),
      'redFlags.redFlag': () => redFlags.map(({ redFlag }) => redFlag),
      'redFlags.findings': () => redFlags.flatMap(({ findings }) => findings),
      'redFlags.claims': () => redFlags.flatMap(({ claims }) => claims),
      'medicationEffects.medication': () => effects.map(({ medication }) => medication),
      'medicationEffects.findings': () => effects.flatMap(({ findings }) => findings),
      'medicationEffects.claims': () => effects.flatMap(({ claims }) => claims),
      'candidates.cause': () => candidates.map(({ cause }) => cause),
      'candidates.supporting': () => candidates.flatMap(({ supporting }) => supporting),
      'candidates.near': () => candidates.flatMap(({ near }) => near),
      'candidates.conflicting': () => candidates.flatMap(({ conflicting }) => conflicting),
      'candidates.unasked': () => candidates.flatMap(({ unasked }) => unasked),
      'nextFindings.symptom': () => (ranked?.nextFindings ?? []).map(({ symptom }) => symptom),
      'unresolved.suggestions': () => missing.flatMap(({ suggestions }) => suggestions),
    }),
    wants(...Object.keys({ ...noHelp, ...noHelp.counts }).map((name) => `candidates.${name}`))
      ? whatHelps(reading, candidates.map(pairOf), { ...question.person, ...given }, question.certainties)
      : [],
    explanationsOf(reading, places, candidates),
  ]);
  const isBelow = (outer: Place, inner: Place): boolean => outer.keys.every((key, i) => inner.keys[i] === key);
  const pathsOver = (place: Place): ClaimPath[] =>
    [...explanations].flatMap(([outer, paths]) => (isBelow(outer, place) ? [...paths.values()].flat() : []));
  const ofOthers = await recordsAt({
    'candidates.medications': () => helping.flatMap(({ medications }) => medications),
    'candidates.foods': () => helping.flatMap(({ foods }) => foods),
    'candidates.careMeasures': () => helping.flatMap(({ careMeasures }) => careMeasures),
    'candidates.warnings': () => helping.flatMap(({ warnings }) => warnings),
    'candidates.warnedHelp.help': () => helping.flatMap(({ warnedHelp }) => warnedHelp.map(({ help }) => help)),
    'candidates.warnedHelp.claims': () => helping.flatMap(({ warnedHelp }) => warnedHelp.flatMap(({ claims }) => claims)),
    'candidates.explanation.steps.claim': (place) => pathsOver(place).flatMap(({ claims }) => claims),
    'candidates.explanation.steps.from': (place) => pathsOver(place).flatMap(({ concepts }) => concepts),
    'candidates.explanation.steps.to': (place) => pathsOver(place).flatMap(({ concepts }) => concepts),
  });
  const record: PlaceRecords = (place, id) => ofRanking(place, id) ?? ofOthers(place, id);
  const one = recordReader(places, record);
  const names: readonly Notice[] = [
    ...(redFlags.length > 0 ? (['redFlag'] as const) : []),
    ...(missing.some(({ path }) => path !== lifeStatesPath) ? (['unresolved'] as const) : []),
    ...(missing.some(({ path }) => path === lifeStatesPath) ? (['pregnancy'] as const) : []),
    ...(redFlags.length > 0 ? [] : ([isAnyAboutThem ? 'noRedFlag' : 'noRule'] as const)),
    ...(effects.length > 0 ? (['medicationEffect'] as const) : []),
    ranked ? (candidates.length > 0 ? 'score' : 'noCause') : 'unranked',
    ...(ranked?.isContradictory === true ? (['contradictory'] as const) : []),
  ];
  return {
    urgency: redFlags[0]?.urgency ?? null,
    isRanked: ranked !== undefined,
    isComplete: missing.length === 0,
    contentRelease: release,
    ...answerOf(places, [], ({ name, keys, arguments: { locale } }) => {
      if (name === 'notice') return noticeText(names, locale as Locale | null);
      if (name === 'findings') return understood.map(({ id, ...rest }) => ({ ...rest, ...one(keys, { symptom: [id] }) }));
      if (name === 'redFlags')
        return redFlags.map(({ redFlag, urgency, findings, claims }) => ({
          urgency,
          ...one(keys, { redFlag: [redFlag] }, { findings, claims }),
        }));
      if (name === 'medicationEffects')
        return effects
          .map(({ medication, findings, claims }) => one(keys, { medication: [medication] }, { findings, claims }))
          .filter(isWhole);
      if (name === 'nextFindings')
        return (ranked?.nextFindings ?? []).map(({ symptom, informationGain }) => ({
          informationGain,
          ...one(keys, { symptom: [symptom] }),
        }));
      if (name === 'unresolved')
        return missing.map(({ given: text, path, suggestions }) => ({ text, path, ...one(keys, {}, { suggestions }) }));
      if (name !== 'candidates') return undefined;
      return candidates
        .map(({ cause, score, supporting, near, conflicting, unasked }, i) => {
          const { counts, warnedHelp, ...help } = helping[i] ?? noHelp;
          return {
            matchScore: score,
            ...counts,
            ...one(keys, { cause: [cause] }, { supporting, near, conflicting, unasked, ...help }),
            ...answerAt(places, keys, 'warnedHelp', ({ keys: below }) =>
              warnedHelp.map(({ help: of, claims }) => one(below, { help: [of] }, { claims })).filter(isWhole),
            ),
            ...explanationsAt(places, keys, record, (place) => explanations.get(place)?.get(cause) ?? []),
          };
        })
        .filter(isWhole);
    }),
  };
}

/** Whether all of it is still published. */
const isWhole = (answered: object): boolean => Object.values(answered).every((value) => value !== undefined);

/** The paths of each candidate, by cause, for each place that asks for them. */
async function explanationsOf(
  reading: Reading,
  places: readonly Place[],
  candidates: Ranked['candidates'],
): Promise<Map<Place, Map<string, ClaimPath[]>>> {
  const asked = places.filter(({ name }) => name === 'candidates.explanation');
  const pairs = candidates.map(pairOf);
  const found = asked.map(
    async (place) => [place, await mechanismPaths(reading, pairs, place.arguments['maxHops'] as number | null)] as const,
  );
  return new Map(await Promise.all(found));
}

const noHelp: WhatHelps = {
  medications: [],
  foods: [],
  careMeasures: [],
  warnings: [],
  warnedHelp: [],
  counts: { medicationCount: 0, foodCount: 0, careMeasureCount: 0, warningCount: 0 },
};

const pairOf = ({ cause, symptoms }: { readonly cause: string; readonly symptoms: readonly string[] }) => ({ cause, symptoms });

/** Reads what the fields below some keys lead to: one record for each of the first, a list for each of the others. */
function recordReader(places: readonly Place[], record: PlaceRecords) {
  return (
    keys: readonly string[],
    singles: Readonly<Record<string, readonly string[]>>,
    lists: Readonly<Record<string, readonly string[]>> = {},
  ): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(
        answerOf(places, keys, (place) => {
          const name = place.name.slice(place.name.lastIndexOf('.') + 1);
          const [id] = singles[name] ?? [];
          if (id !== undefined) return record(place, id);
          // What was retired since the index was made is left out.
          return lists[name]?.flatMap((listed) => record(place, listed) ?? []) ?? nothing;
        }),
      ).filter(([, value]) => value !== nothing),
    );
}

const nothing = Symbol('nothing');

/** The paths of a candidate under each key that asks for them. */
function explanationsAt(
  places: readonly Place[],
  parent: readonly string[],
  record: PlaceRecords,
  pathsOf: (place: Place) => readonly ClaimPath[],
): Record<string, unknown> {
  return answerAt(places, parent, 'explanation', (place) => pathsOf(place).flatMap((path) => pathAnswer(places, place.keys, record, path)));
}

/** What stands under each key that asks for one field of a candidate. */
function answerAt(
  places: readonly Place[],
  parent: readonly string[],
  field: string,
  value: (place: Place) => unknown,
): Record<string, unknown> {
  const here = places.filter(({ name, keys }) => name === `candidates.${field}` && parent.every((key, i) => keys[i] === key));
  return Object.fromEntries(here.map((place) => [`@${place.keys.at(-1) ?? ''}`, value(place)]));
}

/** A path as a list of steps; none when a part of it is no longer published. */
export function pathAnswer(
  places: readonly Place[],
  parent: readonly string[],
  record: PlaceRecords,
  { concepts, claims }: ClaimPath,
): object[] {
  const answered = {
    hops: claims.length,
    ...answerOf(places, parent, ({ keys }) =>
      claims.map((claim, i) =>
        answerOf(places, keys, (place) => {
          const name = place.name.slice(place.name.lastIndexOf('.') + 1);
          const ids: Readonly<Record<string, string | undefined>> = { claim, from: concepts[i], to: concepts[i + 1] };
          return record(place, ids[name] ?? '');
        }),
      ),
    ),
  };
  const isWhole = Object.values(answered).every(
    (steps) => !Array.isArray(steps) || steps.every((step) => !Object.values(step as object).includes(undefined)),
  );
  return isWhole ? [answered] : [];
}
