import { expect, it } from 'vitest';
import { dayOf, isStale, monthsAfter } from '../../schema/language/day.ts';

it('takes the day of UTC', () => {
  expect(dayOf(new Date('2026-03-02T07:30:00+08:00'))).toBe('2026-03-01');
});

it.each([
  ['2026-03-01', 6, '2026-09-01'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2027-08-31', 6, '2028-02-29'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-12-31', 24, '2028-12-31'],
])('finds the day that is so many months after another: %s and %i', (day, months, then) => {
  expect(monthsAfter(day, months)).toBe(then);
});

it('calls a record stale after the day of its next review, not on it', () => {
  const staleOn = (today: string): boolean => isStale({ nextReview: '2026-03-01' }, today);
  expect([staleOn('2026-02-28'), staleOn('2026-03-01'), staleOn('2026-03-02')]).toEqual([false, false, true]);
  expect(isStale({}, '2026-03-02')).toBe(false);
});
