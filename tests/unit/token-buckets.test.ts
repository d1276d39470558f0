import { expect, it } from 'vitest';
import { TokenBuckets } from '../../server/identity/token-buckets.ts';

const at = (seconds: number): Date => new Date(seconds * 1000);

it('lets a minute’s worth through at once, then as many as flow in', () => {
  const buckets = new TokenBuckets();
  const take = (seconds: number): number => buckets.take('app', 4, at(seconds));
  expect([0, 0, 0, 0, 0].map(take)).toEqual([0, 0, 0, 0, 15]);
  expect(take(10)).toBe(5);
  expect(take(15)).toBe(0);
  expect(take(15)).toBe(15);
  expect([600, 600, 600, 600, 600].map(take)).toEqual([0, 0, 0, 0, 15]);
});

it('counts each key by itself', () => {
  const buckets = new TokenBuckets();
  expect(buckets.take('one', 1, at(0))).toBe(0);
  expect(buckets.take('one', 1, at(0))).toBe(60);
  expect(buckets.take('two', 1, at(0))).toBe(0);
});

it('is not fooled by a clock that goes back', () => {
  const buckets = new TokenBuckets();
  expect(buckets.take('app', 1, at(100))).toBe(0);
  expect(buckets.take('app', 1, at(0))).toBe(60);
});

it('forgets the key that was not used for longest when there are too many', () => {
  const buckets = new TokenBuckets(2);
  for (const key of ['one', 'two', 'one', 'three']) buckets.take(key, 2, at(0));
  expect(buckets.take('one', 2, at(0))).toBe(30);
  expect(buckets.take('two', 2, at(0))).toBe(0);
});
