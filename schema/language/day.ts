/** The day of a time in UTC, ISO 8601. Days of the content are those of UTC, the same wherever somebody reads or reviews it. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The day so many months after a day, both ISO 8601; the last of its month where that month is shorter. */
export function monthsAfter(day: string, months: number): string {
  const at = new Date(day);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month, Math.min(at.getUTCDate(), lastOfMonth))));
}

/** Whether the day of a record's next review has passed. */
export const isStale = ({ nextReview }: Readonly<Record<string, unknown>>, today: string): boolean =>
  typeof nextReview === 'string' && nextReview < today;
