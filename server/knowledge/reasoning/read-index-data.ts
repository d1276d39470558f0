import { certainty } from '../../../schema/language/vocabularies.ts';
import type { Row, Runner } from '../../neo4j/statement.ts';
import { type IndexData, type IndexedPopulation, type Rows, rowsOf } from './index-data.ts';

/** How many causes one statement reads the claims of: the rows of one batch are all that is held besides the index itself. */
const batchSize = 400;

/** How often to begin anew when a publish came in between. */
const mostTries = 5;

/** Reads what the ranking needs of the graph, all of one content release; the newest it met when publishes never pause. */
export async function readIndexData(runner: Runner): Promise<IndexData> {
  for (let tries = 1; ; tries++) {
    const release = await releaseOf(runner);
    const data = await readOnce(runner, release);
    if (tries === mostTries || (await releaseOf(runner)) === release) return data;
  }
}

async function releaseOf(runner: Runner): Promise<number> {
  const [row] = await runner.run({ text: `MATCH (c:ContentRelease {key: 'current'}) RETURN c.number`, params: {} });
  return typeof row?.[0] === 'number' ? row[0] : 0;
}

async function readOnce(runner: Runner, release: number): Promise<IndexData> {
  const symptomIds = await idsOf(runner, 'Symptom');
  const causeIds = await idsOf(runner, 'Cause');
  const symptomAt = placesOf(symptomIds);
  const causeAt = placesOf(causeIds);
  const symptomParents = await parentsOf(runner, 'Symptom', symptomIds, symptomAt);
  const causeParents = await parentsOf(runner, 'Cause', causeIds, causeAt);
  const claims = new ClaimTable(causeIds.length);
  for (let from = 0; from < causeIds.length; from += batchSize) {
    const rows = await runner.run({ text: claimsText, params: { ids: causeIds.slice(from, from + batchSize) } });
    for (const [cause, of] of rows) {
      const at = causeAt.get(cause as string);
      if (at !== undefined) claims.add(at, of as Row[], symptomAt);
    }
  }
  return { release, symptomIds, causeIds, symptomParents, causeParents, ...claims.finish() };
}

const claimsText =
  `UNWIND $ids AS id MATCH (c:Concept {id: id}) RETURN id, COLLECT { MATCH (c)-[r:CAUSES|NOT_CAUSES]->(s:Symptom) ` +
  `RETURN [s.id, r.id, r.frequency, r.frequencyTotal, r.certainty, type(r) = 'NOT_CAUSES', r.population_ageFrom, r.population_ageTo, coalesce(r.population_sex, r.sex), r.population_pregnancy] }`;

async function idsOf(runner: Runner, label: string): Promise<string[]> {
  const rows = await runner.run({ text: `MATCH (n:${label}) RETURN n.id`, params: {} });
  return rows.map(([id]) => id as string).sort();
}

const placesOf = (ids: readonly string[]): Map<string, number> => new Map(ids.map((id, at) => [id, at]));

async function parentsOf(runner: Runner, label: string, ids: readonly string[], at: ReadonlyMap<string, number>): Promise<Rows> {
  const rows = await runner.run({ text: `MATCH (n:${label})-[:SUBTYPE_OF]->(m:${label}) RETURN DISTINCT n.id, m.id`, params: {} });
  const lists: number[][] = ids.map(() => []);
  for (const [narrower, broader] of rows) {
    const [from, to] = [at.get(narrower as string), at.get(broader as string)];
    if (from !== undefined && to !== undefined) lists[from]?.push(to);
  }
  return rowsOf(lists.map((list) => list.sort((a, b) => a - b)));
}

interface ReadClaim {
  readonly symptom: number;
  readonly id: string;
  readonly frequency: number;
  readonly total: number;
  readonly certainty: number;
  readonly isNegated: boolean;
  readonly population: number;
}

const certainties = Object.keys(certainty.values);

/** Collects the claims of causes that come in ascending order, and lays them out as arrays. */
class ClaimTable {
  private readonly starts: Int32Array;
  private readonly symptoms: number[] = [];
  private readonly frequencies: number[] = [];
  private readonly totals: number[] = [];
  private readonly populationPlaces: number[] = [];
  private readonly certaintyPlaces: number[] = [];
  private readonly negations: number[] = [];
  private readonly idStarts: number[] = [0];
  private readonly idParts: Uint8Array[] = [];
  private readonly populations = new Map<string, { readonly place: number; readonly population: IndexedPopulation }>();

  constructor(causes: number) {
    this.starts = new Int32Array(causes + 1);
    this.placeOfPopulation({ ageFrom: null, ageTo: null, sex: null, pregnancy: null });
  }

  add(cause: number, rows: readonly Row[], symptomAt: ReadonlyMap<string, number>): void {
    const claims = rows
      .flatMap(([symptom, id, frequency, total, sureness, isNegated, ageFrom, ageTo, sex, pregnancy]): ReadClaim[] => {
        const at = symptomAt.get(symptom as string);
        if (at === undefined) return [];
        return [
          {
            symptom: at,
            id: id as string,
            frequency: (frequency as number | null) ?? Number.NaN,
            total: (total as number | null) ?? 0,
            certainty: Math.max(0, certainties.indexOf(sureness as string)),
            isNegated: isNegated === true,
            population: this.placeOfPopulation({ ageFrom, ageTo, sex, pregnancy } as IndexedPopulation),
          },
        ];
      })
      .sort((a, b) => a.symptom - b.symptom || (a.id < b.id ? -1 : 1));
    for (const claim of claims) this.push(claim);
    this.starts[cause + 1] = claims.length;
  }

  private push(claim: ReadClaim): void {
    this.symptoms.push(claim.symptom);
    this.frequencies.push(claim.frequency);
    this.totals.push(claim.total);
    this.populationPlaces.push(claim.population);
    this.certaintyPlaces.push(claim.certainty);
    this.negations.push(claim.isNegated ? 1 : 0);
    const bytes = Buffer.from(claim.id, 'latin1');
    this.idParts.push(bytes);
    this.idStarts.push((this.idStarts.at(-1) ?? 0) + bytes.length);
  }

  private placeOfPopulation(population: IndexedPopulation): number {
    const key = JSON.stringify(population);
    const known = this.populations.get(key) ?? { place: this.populations.size, population };
    this.populations.set(key, known);
    return known.place;
  }

  finish() {
    const claimStarts = this.starts;
    for (let i = 1; i < claimStarts.length; i++) claimStarts[i] = (claimStarts[i] ?? 0) + (claimStarts[i - 1] ?? 0);
    const claimIdBytes = new Uint8Array(this.idStarts.at(-1) ?? 0);
    for (const [i, part] of this.idParts.entries()) claimIdBytes.set(part, this.idStarts[i]);
    return {
      claimStarts,
      claimSymptoms: Int32Array.from(this.symptoms),
      claimFrequencies: Float32Array.from(this.frequencies),
      claimTotals: Int32Array.from(this.totals),
      claimPopulations: Uint16Array.from(this.populationPlaces),
      claimCertainties: Uint8Array.from(this.certaintyPlaces),
      claimIsNegated: Uint8Array.from(this.negations),
      claimIdBytes,
      claimIdStarts: Int32Array.from(this.idStarts),
      populations: [...this.populations.values()].map(({ population }) => population),
    };
  }
}
