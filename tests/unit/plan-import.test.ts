import { expect, it } from 'vitest';
import { duplicates } from '../../admin/screens/import/plan-import.ts';

it('tells the addresses that rows of different parts of a long table share, and leaves those of one part to the server', () => {
  // Each row takes two lines of the file, after the header.
  const rows = Array.from({ length: 900 }, (_, i) => ({
    line: 2 + 2 * i,
    record: { type: 'Food', id: `foo_${i}`, slug: [0, 1, 399, 400, 401, 899].includes(i) ? 'oats' : `food-${i}` },
  }));
  expect(duplicates(rows).map(({ line, message }) => [line, message])).toEqual([
    [802, 'Line 2 has the slug "oats" already.'],
    [1800, 'Line 2 has the slug "oats" already.'],
  ]);
});
