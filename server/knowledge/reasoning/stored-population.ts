import type { IndexedPopulation } from './index-data.ts';

/** For whom something holds, as `populationText` reads it. */
export type StoredPopulation = readonly [ageFrom: number | null, ageTo: number | null, sex: string | null, pregnancy: boolean | null];

/** Cypher for whom a node or relationship in variable `v` holds; its sex may be read from elsewhere. */
export const populationText = (v: string, sexText = `${v}.population_sex`): string =>
  `[${v}.population_ageFrom, ${v}.population_ageTo, ${sexText}, ${v}.population_pregnancy]`;

export const populationFrom = ([ageFrom, ageTo, sex, pregnancy]: StoredPopulation): IndexedPopulation => ({
  ageFrom,
  ageTo,
  sex,
  pregnancy,
});
