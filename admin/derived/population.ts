import type { RecordOf } from '../../schema/language/field.ts';
import type { population } from '../../schema/language/node-type.ts';

/** For whom a claim holds, as records and answers tell it. */
export type Population = { readonly [F in keyof PopulationRecord]?: PopulationRecord[F] | null };
type PopulationRecord = RecordOf<(typeof population)['fields']>;

/** The fields of `Population` in a question. */
export const populationFields = 'ageFrom ageTo sex pregnancy';
