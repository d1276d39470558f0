import type { RecordOf } from '../language/field.ts';
import type { population } from '../language/node-type.ts';

/** For whom something holds, as records and answers tell it; what is not said is said of everybody. */
export type Population = { readonly [F in keyof PopulationRecord]?: PopulationRecord[F] | null };
type PopulationRecord = RecordOf<(typeof population)['fields']>;

/** Whether somebody can belong to both populations. Ages are in years, and both ends count. */
export function populationsOverlap(one: Population | null | undefined, other: Population | null | undefined): boolean {
  const both = [one ?? {}, other ?? {}];
  const youngest = Math.max(...both.map(({ ageFrom }) => ageFrom ?? 0));
  const oldest = Math.min(...both.map(({ ageTo }) => ageTo ?? Infinity));
  const sexes = said(both.map(({ sex }) => sex));
  const pregnancies = said(both.map(({ pregnancy }) => pregnancy));
  return youngest <= oldest && sexes.size < 2 && pregnancies.size < 2 && !(sexes.has('MALE') && pregnancies.has(true));
}

const said = <T>(values: readonly T[]): ReadonlySet<T> => new Set(values.filter((value) => value != null));
