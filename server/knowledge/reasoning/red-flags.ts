import { urgency as urgencies } from '../../../schema/language/vocabularies.ts';
import { requires } from '../../../schema/relations/requires.ts';
import { type Reading, readColumns } from '../select/select.ts';
import { holdsFor, type Person } from './person.ts';
import { populationFrom, populationText, type StoredPopulation } from './stored-population.ts';

/** A rule whose findings are all as it requires. */
export interface FiredRedFlag {
  readonly redFlag: string;
  readonly urgency: string;
  /** The given findings that made it fire. */
  readonly findings: readonly string[];
  /** Its REQUIRES claims. */
  readonly claims: readonly string[];
}

/** What the rules say of findings. */
export interface RedFlagReading {
  /** The rules that fire, the most urgent first. */
  readonly fired: readonly FiredRedFlag[];
  /** Whether any rule requires one of the present findings, or something narrower or broader. */
  readonly isAnyAboutThem: boolean;
}

type StoredFlag = readonly [
  id: string,
  urgency: string,
  population: StoredPopulation,
  requirements: readonly (readonly [claim: string, symptom: string, presence: string, population: StoredPopulation])[],
];

/**
 * The rules that fire, read from the graph itself and not from the index of the ranking. A narrower finding that
 * is present meets a rule, and so does a broader one that is absent where the rule wants absence. What is not known of the person rules
 * no rule out.
 */
export async function firedRedFlags(
  reading: Reading,
  present: readonly string[],
  absent: readonly string[],
  person: Person,
): Promise<RedFlagReading> {
  const closure = (ids: string, way: (from: string, to: string) => string): string =>
    `COLLECT { UNWIND $${ids} AS id MATCH (given:Concept {id: id}) MATCH ${way('(given)', '(s:Symptom)')} RETURN DISTINCT [s.id, id] }`;
  const [presentRows, absentRows, flagRows, isAnyAboutThem] = await readColumns(
    reading,
    [
      closure('present', (from, to) => `${from}-[:SUBTYPE_OF*0..]->${to} WHERE EXISTS { (s)<-[:${requires.name}]-() }`),
      closure('absent', (from, to) => `${from}<-[:SUBTYPE_OF*0..]-${to} WHERE EXISTS { (s)<-[:${requires.name}]-() }`),
      `COLLECT { MATCH (f:RedFlag) RETURN [f.id, f.urgency, ${populationText('f')}, COLLECT { MATCH (f)-[q:${requires.name}]->(s:Symptom) WITH q, s ORDER BY q.id RETURN [q.id, s.id, q.presence, ${populationText('q')}] }] }`,
      `EXISTS { UNWIND $present AS id MATCH (given:Concept {id: id}) WHERE EXISTS { (given)-[:SUBTYPE_OF*0..]->()<-[:${requires.name}]-() } OR EXISTS { (given)<-[:SUBTYPE_OF*1..]-()<-[:${requires.name}]-() } }`,
    ],
    { present, absent },
  );
  const given = { PRESENT: pairs(presentRows), ABSENT: pairs(absentRows) };
  const fired = (flagRows as StoredFlag[])
    .flatMap(([redFlag, urgency, population, requirements]): FiredRedFlag[] => {
      if (!holdsFor(populationFrom(population), person)) return [];
      // To require what is not known requires nothing.
      const needed = requirements.filter(([, , presence]) => presence !== 'UNKNOWN');
      const met = needed.map(([, symptom, presence, only]) =>
        holdsFor(populationFrom(only), person) ? given[presence as keyof typeof given].get(symptom) : undefined,
      );
      if (met.length === 0 || met.some((findings) => findings === undefined)) return [];
      const findings = [...new Set(met.flatMap((one) => one ?? []))].sort();
      return [{ redFlag, urgency, findings, claims: needed.map(([claim]) => claim) }];
    })
    .sort((a, b) => rankOf(a.urgency) - rankOf(b.urgency) || (a.redFlag < b.redFlag ? -1 : 1));
  return { fired, isAnyAboutThem: isAnyAboutThem as boolean };
}

/** The findings by what they meet. */
function pairs(rows: unknown): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [symptom, finding] of rows as [string, string][]) found.set(symptom, [...(found.get(symptom) ?? []), finding]);
  return found;
}

const order = Object.keys(urgencies.values);
const rankOf = (urgency: string): number => order.indexOf(urgency);
