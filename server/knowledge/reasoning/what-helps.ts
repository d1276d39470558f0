import { certainty } from '../../../schema/language/vocabularies.ts';
import { type Reading, readColumns } from '../select/select.ts';
import { holdsFor, type Person } from './person.ts';
import { type predicatesRead, relationshipsFor } from './predicates.ts';
import { populationFrom, populationText, type StoredPopulation } from './stored-population.ts';

/** Claims about a cause, by id: what is said to help, each kind apart, and what is said to harm. */
export interface WhatHelps {
  readonly medications: readonly string[];
  readonly foods: readonly string[];
  readonly careMeasures: readonly string[];
  readonly warnings: readonly string[];
  /** Which of the warnings concern what of the help that is shown, itself or by way of a class; in the order of the help. */
  readonly warnedHelp: readonly { readonly help: string; readonly claims: readonly string[] }[];
  /** How many there are of each, shown or not. */
  readonly counts: {
    readonly medicationCount: number;
    readonly foodCount: number;
    readonly careMeasureCount: number;
    readonly warningCount: number;
  };
}

type StoredClaim = readonly [id: string, certainty: string, subject: string, kind: string, population: StoredPopulation];

/** What harms, with what it was found by: the thing itself, or a thing that would help and is of its kind. */
type StoredHarm = readonly [claim: StoredClaim, of: string, isTaken: boolean];

const claimText = (r: string, subject: string): string =>
  `[${r}.id, ${r}.certainty, ${subject}.id, head([l IN labels(${subject}) WHERE l <> 'Concept']), ${populationText(r)}]`;

/** How many claims of each sort are shown with a cause at most, the surest first. Warnings about what is shown as help or is taken are never cut. */
export const mostHelping = 20;

/**
 * What is said to help with each cause or to relieve the findings that speak for it, and what is said to harm: what brings about, worsens
 * or triggers the cause or must not be used with it, and what of the help does that to one of these conditions or findings, or must not be
 * used together with these medications, also by way of classes and broader kinds. Warnings are never left out for want of certainty.
 */
export async function whatHelps(
  reading: Reading,
  causes: readonly { readonly cause: string; readonly symptoms: readonly string[] }[],
  person: Person & { readonly conditions: readonly string[]; readonly medications: readonly string[]; readonly present: readonly string[] },
  certainties: number,
): Promise<WhatHelps[]> {
  const by = (question: keyof typeof predicatesRead): string => relationshipsFor(reading.model, question);
  const helping = `MATCH (c:Concept {id: asked.cause}) CALL (asked, c) { MATCH (x)-[r:${by('helpsCause')}]->(c) RETURN x, r UNION UNWIND asked.symptoms AS id MATCH (x)-[r:${by('helpsFinding')}]->(:Concept {id: id}) RETURN x, r }`;
  const worsening = `MATCH (:Concept {id: asked.cause})-[:SUBTYPE_OF*0..]->()<-[r:${by('harmsCause')}]-(x)`;
  const isTaken = `EXISTS { UNWIND $medications AS id MATCH (:Concept {id: id})-[:SUBTYPE_OF*0..]->(x) }`;
  // What is claimed of something broader holds for the narrower: for a kind of the cause, and for a drug of a class.
  const ofHelp = `${helping} WITH DISTINCT asked, x MATCH (x)-[:SUBTYPE_OF*0..]->(wide) CALL (asked, wide) { UNWIND [asked.cause] + $conditions + $present AS id MATCH (:Concept {id: id})-[:SUBTYPE_OF*0..]->(known)<-[w:${by('helpHarms')}]-(wide) RETURN w UNION UNWIND $medications AS id MATCH (:Concept {id: id})-[:SUBTYPE_OF*0..]->(known)-[w:${by('helpHarmsWithMedication')}]-(wide) RETURN w }`;
  const [rows] = await readColumns(
    reading,
    [
      `COLLECT { UNWIND $causes AS asked RETURN [COLLECT { ${helping} RETURN DISTINCT ${claimText('r', 'x')} }, COLLECT { ${worsening} RETURN [${claimText('r', 'x')}, x.id, ${isTaken}] } + COLLECT { ${ofHelp} RETURN DISTINCT [${claimText('w', 'startNode(w)')}, x.id, false] }] }`,
    ],
    { causes, conditions: person.conditions, medications: person.medications, present: person.present },
  );
  return (rows as [StoredClaim[], StoredHarm[]][]).map(([helpful, harmful]) => {
    const fitting = helpful.filter((claim) => order.indexOf(claim[1]) < certainties && holds(claim, person));
    const of = (kind: string): StoredClaim[] => surestFirst(fitting.filter(([, , , label]) => label === kind));
    const [medications, foods, careMeasures] = [of('Medication'), of('Food'), of('CareMeasure')];
    const shownOf = (claims: readonly StoredClaim[]): StoredClaim[] => claims.slice(0, mostHelping);
    const shown = new Set([medications, foods, careMeasures].flatMap(shownOf).map(([, , subject]) => subject));
    const warnings = harmful.filter(([claim]) => holds(claim, person));
    const warnedHelp = [...shown].flatMap((help) => {
      const claims = idsOf(surestFirst(warnings.filter(([, of]) => of === help).map(([claim]) => claim)));
      return claims.length === 0 ? [] : [{ help, claims }];
    });
    const neverCut = idsOf(surestFirst(warnings.filter(([, of, isTaken]) => isTaken || shown.has(of)).map(([claim]) => claim)));
    const all = [...new Set([...neverCut, ...idsOf(surestFirst(warnings.map(([claim]) => claim)))])];
    return {
      medications: idsOf(shownOf(medications)),
      foods: idsOf(shownOf(foods)),
      careMeasures: idsOf(shownOf(careMeasures)),
      warnings: all.slice(0, Math.max(mostHelping, neverCut.length)),
      warnedHelp,
      counts: {
        medicationCount: medications.length,
        foodCount: foods.length,
        careMeasureCount: careMeasures.length,
        warningCount: all.length,
      },
    };
  });
}

const order = Object.keys(certainty.values);

const holds = ([, , , , population]: StoredClaim, person: Person): boolean => holdsFor(populationFrom(population), person);

const surestFirst = (claims: readonly StoredClaim[]): StoredClaim[] =>
  claims.toSorted((a, b) => order.indexOf(a[1]) - order.indexOf(b[1]) || (a[0] < b[0] ? -1 : 1));

const idsOf = (claims: readonly StoredClaim[]): string[] => [...new Set(claims.map(([id]) => id))];
