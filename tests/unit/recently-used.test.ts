import { expect, it } from 'vitest';
import { RecentlyUsed } from '../../server/recently-used.ts';

it('lets go of what was asked for longest ago, and of nothing before there is too much', () => {
  const kept = new RecentlyUsed<string, number | null>(2);
  kept.set('a', 1);
  kept.set('b', null);
  expect([kept.get('a'), kept.get('b')]).toEqual([1, null]);
  kept.get('a');
  kept.set('c', 3);
  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([1, undefined, 3]);
  kept.set('a', 4);
  kept.set('d', 5);
  expect([kept.get('a'), kept.get('c'), kept.get('d')]).toEqual([4, undefined, 5]);
});
