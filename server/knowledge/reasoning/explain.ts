import type { GraphQLResolveInfo } from 'graphql';
import { aroundObject } from '../../../schema/language/around-object.ts';
import type { Locale } from '../../../schema/language/field.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { badUserInput } from '../../errors.ts';
import { relationshipOf, typeOfId } from '../../neo4j/mapping.ts';
import { type Reading, readColumns } from '../select/select.ts';
import { mechanismPaths, missingOf, refuseMissing } from './paths.ts';
import { answerOf, placesIn, readPlaces } from './place-records.ts';
import { predicatesRead } from './predicates.ts';

/**
 * Why a cause brings a symptom about, in sentences that each say one claim and nothing else: what is claimed of the two, then the ways
 * through mechanisms, the shortest first, and last what denies it. No sentence for what nothing claims. BAD_USER_INPUT for what is not published.
 */
export async function explain(reading: Reading, info: GraphQLResolveInfo, cause: string, symptom: string): Promise<unknown> {
  for (const [name, id, kind] of [
    ['cause', cause, 'Cause'],
    ['symptom', symptom, 'Symptom'],
  ] as const) {
    const type = typeOfId(reading.model, id);
    if (type && type.name !== kind) throw badUserInput(`${name}: ${id} is the id of a ${type.name}; a ${kind} is asked for here.`);
  }
  const claimed = predicatesRead
    .causeBringsOn(reading.model)
    .flatMap((relation) => [false, true].map((isNegated) => relationshipOf(relation, isNegated)));
  const [missing, direct] = await readColumns(
    reading,
    [
      missingOf,
      `COLLECT { MATCH (:Concept {id: $cause})-[r:${claimed.join('|')}]->(:Concept {id: $symptom}) RETURN r.id ORDER BY type(r) STARTS WITH 'NOT_', r.id }`,
    ],
    { cause, symptom, concepts: [cause, symptom] },
  );
  refuseMissing({ cause, symptom }, missing);
  const paths = (await mechanismPaths(reading, [{ cause, symptoms: [symptom] }], null)).get(cause) ?? [];
  const spoken = await sentencesOf(reading, [...new Set([...(direct as string[]), ...paths.flatMap(({ claims }) => claims)])]);
  const sorted = [...spoken.filter(({ isNegated }) => !isNegated), ...spoken.filter(({ isNegated }) => isNegated)];
  const places = placesIn(info);
  const ids = sorted.map(({ id }) => id);
  const record = await readPlaces(
    reading,
    info,
    places.flatMap((place) => (place.name === 'sentences.claim' ? [{ place, ids }] : [])),
  );
  return answerOf(places, [], ({ name, keys }) =>
    name !== 'sentences'
      ? undefined
      : sorted.flatMap((sentence) => {
          const answered = answerOf(places, keys, (place) =>
            place.name === 'sentences.claim' ? record(place, sentence.id) : sentence.text(place.arguments['locale'] as Locale | null),
          );
          return Object.values(answered).includes(undefined) ? [] : [answered];
        }),
  );
}

interface Sentence {
  readonly id: string;
  readonly isNegated: boolean;
  readonly text: (locale: Locale | null) => string;
}

type Names = readonly [en: string, zh: string | null];
type Stored = readonly [
  id: string,
  subject: Names,
  object: Names,
  frequencyAsStated: string | null,
  frequency: number | null,
  level: string | null,
];

async function sentencesOf(reading: Reading, ids: readonly string[]): Promise<Sentence[]> {
  const relations = [...new Set(ids.flatMap((id) => typeOfId(reading.model, id) ?? []))].filter(
    (type): type is RelationType => type.shape === 'relation',
  );
  const kinds = relations.flatMap((relation) => [false, true].map((isNegated) => ({ relation, isNegated })));
  if (kinds.length === 0) return [];
  const values = await readColumns(
    reading,
    kinds.map(
      ({ relation, isNegated }) =>
        `COLLECT { UNWIND $ids AS id MATCH (a)-[r:${relationshipOf(relation, isNegated)} {id: id}]->(b) RETURN [r.id, [a.name_en, a.name_zh], [b.name_en, b.name_zh], r.frequencyAsStated, r.frequency, r.knowledgeLevel] }`,
    ),
    { ids },
  );
  const found = new Map<string, Sentence>();
  for (const [k, { relation, isNegated }] of kinds.entries())
    for (const stored of values[k] as Stored[])
      found.set(stored[0], { id: stored[0], isNegated, text: (locale) => sentence(relation, isNegated, stored, locale ?? 'en') });
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Subject, predicate and object as the graph names them, with the frequency as the source states it. What data only bring together is not said to be known, and what is predicted is said to be so. */
function sentence({ title }: RelationType, isNegated: boolean, stored: Stored, locale: Locale): string {
  const [, subject, object, asStated, frequency, level] = stored;
  const named = ([en, zh]: Names): string => (locale === 'zh' ? (zh ?? en) : en);
  const [a, b] = [named(subject), named(object)];
  const often = asStated === null ? (frequency === null ? null : `${Math.round(frequency * 1000) / 10} %`) : inWords(asStated);
  if (locale === 'zh') {
    const [before, after] = aroundObject(title.zh);
    const claimed = `${a}${before}${b}${after}`;
    const said = level === 'STATISTICAL' ? `数据中${a}与${b}相关联` : level === 'PREDICTION' ? `据预测，${claimed}` : claimed;
    return `${isNegated ? `来源否认：${said}` : said}${often === null ? '' : `（频率：${often}）`}。`;
  }
  const claimed = `${a} ${title.en} ${b}`;
  const said =
    level === 'STATISTICAL' ? `${a} and ${b} go together in data` : level === 'PREDICTION' ? `it is predicted that ${claimed}` : claimed;
  const whole = isNegated ? `It is denied that ${said}` : said.replace(/^it is/, 'It is');
  return `${whole}${often === null ? '' : ` (frequency: ${often})`}.`;
}

/** A value of a source's vocabulary, such as VERY_FREQUENT, as people write it; other words stay as they are. */
const inWords = (stated: string): string => (/^[A-Z]+(_[A-Z]+)*$/.test(stated) ? stated.toLowerCase().replaceAll('_', ' ') : stated);
