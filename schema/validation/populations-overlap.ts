/** For whom something holds, as records say it; what is not said is said of everybody. */
export interface Population {
  readonly ageFrom?: number | null | undefined;
  readonly ageTo?: number | null | undefined;
  readonly sex?: string | null | undefined;
  readonly pregnancy?: boolean | null | undefined;
}

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
