/** The fields of a population in a question. */
export const populationFields = 'ageFrom ageTo sex pregnancy';
