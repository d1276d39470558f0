import type { GraphQLResolveInfo } from 'graphql';
import type { Model } from '../../../schema/language/define-model.ts';
import type { Locale } from '../../../schema/language/field.ts';
import { certainty, severity as severities } from '../../../schema/language/vocabularies.ts';
import { badUserInput, invariant } from '../../errors.ts';
import { type Reading, readColumns } from '../select/select.ts';
import type { PersonInput } from './assess.ts';
import { type Notice, noticeText } from './notices.ts';
import { holdsFor, lifeStatesOf, lifeStatesPath, type Person, personOf } from './person.ts';
import { answerOf, type Place, placesIn, readPlaces } from './place-records.ts';
import { canHarmTogether, predicatesRead, relationshipsFor } from './predicates.ts';
import { type ConceptRef, resolveReferences } from './resolve-references.ts';
import { populationFrom, populationText, type StoredPopulation } from './stored-population.ts';

export interface SafetyArguments {
  readonly medications: readonly ConceptRef[] | null | undefined;
  readonly foods: readonly ConceptRef[] | null | undefined;
  readonly conditions: readonly ConceptRef[] | null | undefined;
  readonly person: PersonInput | null | undefined;
}

type Verdict = 'CONFLICT' | 'CAUTION' | 'NO_RECORD';

/** How many things one check may have: it answers for every pair. */
export const mostChecked = 50;

/** How many pairs that makes, with the life state that the person may be in. */
export const mostPairs = ((mostChecked + 1) * mostChecked) / 2;

/**
 * For each pair of things that can harm together what is recorded of them, also by way of classes and broader or narrower kinds: the
 * worst pairs first. Nothing here ever says that something is safe.
 */
export async function safetyCheck(outer: Reading, info: GraphQLResolveInfo, args: SafetyArguments): Promise<unknown> {
  let release = 0;
  const reading: Reading = {
    ...outer,
    sawRelease(seen) {
      release = seen;
      outer.sawRelease(seen);
    },
  };
  const person = personOf(args.person);
  const { things, missing, areLifeStatesKnown } = await thingsOf(reading, args);
  const pairs = await pairsOf(reading, things, person);
  const places = placesIn(info);
  const idsAt: Readonly<Record<string, () => readonly string[]>> = {
    'pairs.first': () => pairs.map(({ first }) => first),
    'pairs.second': () => pairs.map(({ second }) => second),
    'pairs.claim': () => pairs.flatMap(({ claims }) => claims.slice(0, 1)),
    'pairs.claims': () => pairs.flatMap(({ claims }) => claims),
    'unresolved.suggestions': () => missing.flatMap(({ suggestions }) => suggestions),
  };
  const record = await readPlaces(
    reading,
    info,
    places.flatMap((place) => {
      const ids = idsAt[place.name]?.();
      return ids ? [{ place, ids }] : [];
    }),
  );
  const names: readonly Notice[] = [
    ...(missing.length > 0 ? (['unresolved'] as const) : []),
    ...(areLifeStatesKnown ? [] : (['pregnancy'] as const)),
    'noRecord',
  ];
  const lastName = ({ name }: Place): string => name.slice(name.lastIndexOf('.') + 1);
  return {
    isComplete: missing.length === 0,
    contentRelease: release,
    ...answerOf(places, [], ({ name, keys, arguments: { locale } }) => {
      if (name === 'notice') return noticeText(names, locale as Locale | null);
      if (name === 'unresolved')
        return missing.map(({ given: text, path, suggestions }) => ({
          text,
          path,
          ...answerOf(places, keys, (place) => suggestions.flatMap((id) => record(place, id) ?? [])),
        }));
      if (name !== 'pairs') return undefined;
      return pairs.map(({ first, second, verdict, severity, claims }) => ({
        verdict,
        severity,
        ...answerOf(places, keys, (place) => {
          if (lastName(place) === 'claims') return claims.flatMap((id) => record(place, id) ?? []);
          const ids: Readonly<Record<string, string | undefined>> = { first, second, claim: claims[0] };
          return record(place, ids[lastName(place)] ?? '') ?? null;
        }),
      }));
    }),
  };
}

interface Thing {
  readonly id: string;
  readonly kind: string;
}

async function thingsOf(reading: Reading, { medications, foods, conditions, person }: SafetyArguments) {
  const wanted: readonly [string, string, readonly ConceptRef[]][] = [
    ['Medication', 'medications', medications ?? []],
    ['Food', 'foods', foods ?? []],
    ['Cause', 'conditions', conditions ?? []],
    ['Medication', 'person.medications', person?.medications ?? []],
    ['Cause', 'person.conditions', person?.conditions ?? []],
  ];
  const kindOf = (name: string) => {
    const kind = reading.model.nodeByName.get(name);
    invariant(kind, `The model has no ${name}.`);
    return kind;
  };
  const given = wanted.flatMap(([name, path, refs]) => refs.map((ref, i) => ({ ref, kind: kindOf(name), path: `${path}.${i}` })));
  if (given.length === 0) throw badUserInput('safetyCheck: give at least one medication, food or condition.');
  if (given.length > mostChecked) throw badUserInput(`safetyCheck: ${given.length} things are too many. Give at most ${mostChecked}.`);
  const lifeStates = lifeStatesOf(person).map((ref) => ({ ref, kind: kindOf('Cause'), path: lifeStatesPath }));
  const references = [...given, ...lifeStates];
  const resolved = await resolveReferences(reading, references);
  const things = new Map<string, Thing>();
  for (const [i, { kind }] of references.entries()) {
    const id = resolved[i]?.id;
    if (id !== undefined) things.set(id, { id, kind: kind.name });
  }
  const missing = resolved.flatMap((one, i) => (one.id === undefined ? [{ ...one, path: references[i]?.path ?? '' }] : []));
  const areLifeStatesKnown = resolved.slice(given.length).every(({ id }) => id !== undefined);
  return { things: [...things.values()], missing, areLifeStatesKnown };
}

interface Pair {
  readonly first: string;
  readonly second: string;
  readonly verdict: Verdict;
  readonly severity: string | null;
  /** Ids of the claims that speak of the pair, the worst first. */
  readonly claims: readonly string[];
}

type StoredHarm = readonly [
  id: string,
  /** Whether its predicate says that the two must not come together. */
  isForbidden: boolean,
  certainty: string,
  severity: string | null,
  population: StoredPopulation,
  /** Whether the claim speaks of both things or of what they are kinds of, and not only of a narrower kind of one. */
  holdsForBoth: boolean,
];

async function pairsOf(reading: Reading, things: readonly Thing[], person: Person): Promise<Pair[]> {
  const pairs = things.flatMap((a, i) => things.slice(i + 1).flatMap((b) => (canHarm(reading.model, a, b) ? [{ a: a.id, b: b.id }] : [])));
  if (pairs.length === 0) return [];
  const harms = predicatesRead.harmsTogether(reading.model);
  const kin = (thing: string, as: string): string =>
    `MATCH (${thing}:Concept {id: pair.${thing}}) CALL (${thing}) { MATCH (${thing})-[:SUBTYPE_OF*0..]->(${as}) RETURN DISTINCT ${as}, true AS ${as}Wide UNION MATCH (${as})-[:SUBTYPE_OF*1..]->(${thing}) RETURN DISTINCT ${as}, false AS ${as}Wide }`;
  const [rows] = await readColumns(
    reading,
    [
      `COLLECT { UNWIND $pairs AS pair RETURN COLLECT { ${kin('a', 'x')} ${kin('b', 'y')} MATCH (x)-[r:${relationshipsFor(reading.model, 'harmsTogether')}]-(y) RETURN DISTINCT [r.id, type(r) IN $forbidding, r.certainty, r.severity, ${populationText('r')}, xWide AND yWide] } }`,
    ],
    { pairs, forbidding: harms.filter(({ reasoning }) => reasoning === 'FORBIDS').map(({ name }) => name) },
  );
  return pairs
    .map(({ a, b }, i): Pair => {
      const [first, second] = [a, b];
      const harms = (rows as StoredHarm[][])[i]?.filter(([, , , , population]) => holdsFor(populationFrom(population), person));
      const sorted = (harms ?? []).sort(worseFirst);
      const [worst] = sorted;
      return {
        first,
        second,
        verdict: worst ? verdictOf(worst) : 'NO_RECORD',
        severity: worst?.[3] ?? null,
        claims: [...new Set(sorted.map(([id]) => id))],
      };
    })
    .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
}

const verdicts: readonly Verdict[] = ['CONFLICT', 'CAUTION', 'NO_RECORD'];

/** Two conditions are nothing to take. */
const canHarm = (model: Model, a: Thing, b: Thing): boolean =>
  a.id !== b.id && (a.kind !== 'Cause' || b.kind !== 'Cause') && canHarmTogether(model, a.kind, b.kind);

/** Severity not said counts as severe: nobody may read silence as harmlessness. */
const verdictOf = ([, isForbidden, , severity, , holdsForBoth]: StoredHarm): Verdict =>
  isForbidden && holdsForBoth && severity !== 'MILD' ? 'CONFLICT' : 'CAUTION';

const severityOrder = Object.keys(severities.values);
const certaintyOrder = Object.keys(certainty.values);

function worseFirst(a: StoredHarm, b: StoredHarm): number {
  const severityOf = ([, , , severity]: StoredHarm): number => (severity === null ? 0.5 : severityOrder.indexOf(severity));
  return (
    verdicts.indexOf(verdictOf(a)) - verdicts.indexOf(verdictOf(b)) ||
    severityOf(a) - severityOf(b) ||
    certaintyOrder.indexOf(a[2]) - certaintyOrder.indexOf(b[2]) ||
    (a[0] < b[0] ? -1 : 1)
  );
}
