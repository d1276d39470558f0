import { certainty } from '../../../schema/language/vocabularies.ts';
import { type Reading, readColumns } from '../select/select.ts';
import { holdsFor, type Person } from './person.ts';

/** Claims about a cause, by id: what is said to help, each kind apart, and what is said to harm. */
export interface WhatHelps {
  readonly medications: readonly string[];
  readonly foods: readonly string[];
  readonly careMeasures: readonly string[];
  readonly warnings: readonly string[];
}

type StoredClaim = readonly [id: string, certainty: string, subject: string, kind: string, population: readonly unknown[]];

const claimText = (r: string, subject: string): string =>
  `[${r}.id, ${r}.certainty, ${subject}.id, head([l IN labels(${subject}) WHERE l <> 'Concept']), [${r}.population_ageFrom, ${r}.population_ageTo, ${r}.population_sex, ${r}.population_pregnancy]]`;

/** How many claims of each sort are shown with a cause at most, the surest first. */
export const mostHelping = 20;

/**
 * What is said to help with each cause or to relieve the findings that speak for it, and what is said to harm: what worsens or triggers
 * the cause or must not be used with it, and what must not be used by somebody with these conditions or together with these
 * medications. Warnings are never left out for want of certainty.
 */
export async function whatHelps(
  reading: Reading,
  causes: readonly { readonly cause: string; readonly symptoms: readonly string[] }[],
  person: Person & { readonly conditions: readonly string[]; readonly medications: readonly string[] },
  certainties: number,
): Promise<WhatHelps[]> {
  const helping = `MATCH (c:Concept {id: asked.cause}) CALL (asked, c) { MATCH (x)-[r:TREATS|PALLIATES|HELPS_WITH|PREVENTS]->(c) RETURN x, r UNION UNWIND asked.symptoms AS id MATCH (x)-[r:RELIEVES]->(:Concept {id: id}) RETURN x, r }`;
  const worsening = `MATCH (x)-[r:WORSENS|TRIGGERS|CONTRAINDICATED_IN]->(c:Concept {id: asked.cause})`;
  // What is known of the person changes the text, so that nothing is looked up for nobody.
  const isKnown = person.conditions.length + person.medications.length > 0;
  const forPerson = `${helping} WITH DISTINCT x MATCH (x)-[:SUBTYPE_OF*0..]->(wide) CALL (wide) { UNWIND $conditions AS id MATCH (:Concept {id: id})-[:SUBTYPE_OF*0..]->(known)<-[w:CONTRAINDICATED_IN]-(wide) RETURN w UNION UNWIND $medications AS id MATCH (:Concept {id: id})-[:SUBTYPE_OF*0..]->(known)-[w:INTERACTS_WITH]-(wide) RETURN w }`;
  const [rows] = await readColumns(
    reading,
    [
      `COLLECT { UNWIND $causes AS asked RETURN [COLLECT { ${helping} RETURN DISTINCT ${claimText('r', 'x')} }, COLLECT { ${worsening} RETURN ${claimText('r', 'x')} }${isKnown ? ` + COLLECT { ${forPerson} RETURN DISTINCT ${claimText('w', 'startNode(w)')} }` : ''}] }`,
    ],
    { causes, conditions: person.conditions, medications: person.medications },
  );
  return (rows as [StoredClaim[], StoredClaim[]][]).map(([helpful, harmful]) => {
    const fitting = helpful.filter((claim) => order.indexOf(claim[1]) < certainties && holds(claim, person));
    const of = (kind: string): string[] => idsOf(fitting.filter(([, , , label]) => label === kind));
    return {
      medications: of('Medication'),
      foods: of('Food'),
      careMeasures: of('CareMeasure'),
      warnings: idsOf(harmful.filter((claim) => holds(claim, person))),
    };
  });
}

const order = Object.keys(certainty.values);

function holds([, , , , population]: StoredClaim, person: Person): boolean {
  const [ageFrom, ageTo, sex, pregnancy] = population as [number | null, number | null, string | null, boolean | null];
  return holdsFor({ ageFrom, ageTo, sex, pregnancy }, person);
}

const idsOf = (claims: readonly StoredClaim[]): string[] =>
  [...claims]
    .sort((a, b) => order.indexOf(a[1]) - order.indexOf(b[1]) || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostHelping)
    .map(([id]) => id);
