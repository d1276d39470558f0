import { certainty } from '../../../schema/language/vocabularies.ts';
import { type Reading, readColumns } from '../select/select.ts';
import { holdsFor, type Person } from './person.ts';
import { relationshipsFor } from './predicates.ts';
import { populationFrom, populationText, type StoredPopulation } from './stored-population.ts';

/** Something that the person takes, and what it is said to do to the findings that are there. */
export interface MedicationEffect {
  readonly medication: string;
  /** The given findings that the claims are about. */
  readonly findings: readonly string[];
  /** Its claims, those of a finding itself first, and among them the surest. */
  readonly claims: readonly string[];
}

type StoredEffect = readonly [
  id: string,
  certainty: string,
  population: StoredPopulation,
  symptom: string,
  /** The given findings that are the symptom, or a narrower or broader one. */
  findings: readonly string[],
];

/**
 * What the person takes that is said to bring about, trigger or worsen a finding that is there, also by way of classes and of broader and
 * narrower findings. Read from the graph itself, so that it stands even if the ranking fails, and never left out for want of certainty.
 */
export async function medicationEffects(
  reading: Reading,
  medications: readonly string[],
  present: readonly string[],
  person: Person,
): Promise<MedicationEffect[]> {
  if (medications.length === 0 || present.length === 0) return [];
  const bringsOn = relationshipsFor(reading.model, 'medicationBringsOn');
  const given = `COLLECT { MATCH (s)-[:SUBTYPE_OF*0..]->(f) WHERE f.id IN $present RETURN DISTINCT f.id } + COLLECT { UNWIND $present AS finding MATCH (f:Concept {id: finding})-[:SUBTYPE_OF*1..]->(s) RETURN DISTINCT f.id }`;
  const [rows] = await readColumns(
    reading,
    [
      `COLLECT { UNWIND $medications AS id RETURN COLLECT { MATCH (:Concept {id: id})-[:SUBTYPE_OF*0..]->()-[r:${bringsOn}]->(s:Symptom) WITH DISTINCT r, s WITH r, s, ${given} AS findings WHERE size(findings) > 0 RETURN [r.id, r.certainty, ${populationText('r')}, s.id, findings] } }`,
    ],
    { medications, present },
  );
  return medications.flatMap((medication, i): MedicationEffect[] => {
    const effects = ((rows as StoredEffect[][])[i] ?? [])
      .filter(([, , population]) => holdsFor(populationFrom(population), person))
      .sort(closestFirst);
    if (effects.length === 0) return [];
    const findings = [...new Set(effects.flatMap(([, , , , of]) => of))].sort();
    return [{ medication, findings, claims: effects.map(([id]) => id) }];
  });
}

const order = Object.keys(certainty.values);

function closestFirst(a: StoredEffect, b: StoredEffect): number {
  const isOfAnother = ([, , , symptom, findings]: StoredEffect): number => (findings.includes(symptom) ? 0 : 1);
  return isOfAnother(a) - isOfAnother(b) || order.indexOf(a[1]) - order.indexOf(b[1]) || (a[0] < b[0] ? -1 : 1);
}
