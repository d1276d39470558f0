import type { IndexedPopulation, SaidOfCause } from './index-data.ts';

/** Whom something holds for when nothing is said. */
export const everybody: IndexedPopulation = { ageFrom: null, ageTo: null, sex: null, pregnancy: null };

/** Lays out what is said of causes as arrays; the causes come in ascending order. */
export class ClaimTable {
  readonly #starts: Int32Array;
  readonly #causePopulations: Uint16Array;
  readonly #symptoms: number[] = [];
  readonly #frequencies: number[] = [];
  readonly #totals: number[] = [];
  readonly #populationPlaces: number[] = [];
  readonly #certainties: number[] = [];
  readonly #knowledgeLevels: number[] = [];
  readonly #negations: number[] = [];
  readonly #idStarts: number[] = [0];
  readonly #idParts: Uint8Array[] = [];
  readonly #populations = new Map<string, { readonly place: number; readonly population: IndexedPopulation }>();

  /** A population that is among the given ones keeps its place. */
  constructor(causes: number, populations: readonly IndexedPopulation[] = [everybody]) {
    this.#starts = new Int32Array(causes + 1);
    this.#causePopulations = new Uint16Array(causes);
    for (const population of populations) this.#placeOf(population);
  }

  /** Adds for whom a cause can be, and its claims in any order; those of symptoms that have no place are left out. */
  add(cause: number, { population, claims }: SaidOfCause, placeOf: ReadonlyMap<string, number>): void {
    this.#causePopulations[cause] = this.#placeOf(population);
    const placed = claims
      .flatMap((claim) => {
        const at = placeOf.get(claim.symptom);
        return at === undefined ? [] : [{ claim, at }];
      })
      .sort((a, b) => a.at - b.at || (a.claim.id < b.claim.id ? -1 : 1));
    for (const { claim, at } of placed) {
      this.#symptoms.push(at);
      this.#frequencies.push(claim.frequency);
      this.#totals.push(claim.total);
      this.#populationPlaces.push(this.#placeOf(claim.population));
      this.#certainties.push(claim.certainty);
      this.#knowledgeLevels.push(claim.knowledgeLevel);
      this.#negations.push(claim.isNegated ? 1 : 0);
      const bytes = Buffer.from(claim.id, 'latin1');
      this.#idParts.push(bytes);
      this.#idStarts.push((this.#idStarts.at(-1) ?? 0) + bytes.length);
    }
    this.#starts[cause + 1] = placed.length;
  }

  finish() {
    const claimStarts = this.#starts;
    for (let i = 1; i < claimStarts.length; i++) claimStarts[i] = (claimStarts[i] ?? 0) + (claimStarts[i - 1] ?? 0);
    const claimIdBytes = new Uint8Array(this.#idStarts.at(-1) ?? 0);
    for (const [i, part] of this.#idParts.entries()) claimIdBytes.set(part, this.#idStarts[i]);
    return {
      causePopulations: this.#causePopulations,
      claimStarts,
      claimSymptoms: Int32Array.from(this.#symptoms),
      claimFrequencies: Float32Array.from(this.#frequencies),
      claimTotals: Int32Array.from(this.#totals),
      claimPopulations: Uint16Array.from(this.#populationPlaces),
      claimCertainties: Uint8Array.from(this.#certainties),
      claimKnowledgeLevels: Uint8Array.from(this.#knowledgeLevels),
      claimIsNegated: Uint8Array.from(this.#negations),
      claimIdBytes,
      claimIdStarts: Int32Array.from(this.#idStarts),
      populations: [...this.#populations.values()].map(({ population }) => population),
    };
  }

  #placeOf(population: IndexedPopulation): number {
    const key = JSON.stringify(population);
    const known = this.#populations.get(key) ?? { place: this.#populations.size, population };
    this.#populations.set(key, known);
    return known.place;
  }
}
