import { expect, it } from 'vitest';
import { wordDiff } from '../../admin/screens/change-set/word-diff.ts';

const shown = (before: string, after: string): string =>
  wordDiff(before, after)
    .map(({ kind, text }) => (kind === 'SAME' ? text : kind === 'GONE' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

it.each([
  ['the same text', 'Low blood calcium', 'Low blood calcium', 'Low blood calcium'],
  ['a word in the middle', 'Low blood calcium', 'Low serum calcium', 'Low [-blood -]{+serum +}calcium'],
  ['words that were added', 'Low calcium', 'Very low or low calcium', '[-Low -]{+Very low or low +}calcium'],
  ['a character of a Chinese text', '小腿抽筋', '大腿抽筋', '[-小-]{+大+}腿抽筋'],
  ['a text that came', '', 'New', '{+New+}'],
  ['a text that went', 'Old', '', '[-Old-]'],
])('shows %s', (_what, before, after, expected) => {
  expect(shown(before, after)).toBe(expected);
});

it('keeps every word of both texts', () => {
  const [before, after] = ['a b c d e f', 'b c x e f a'];
  const parts = wordDiff(before, after);
  const without = (kind: string): string =>
    parts
      .filter((part) => part.kind !== kind)
      .map(({ text }) => text)
      .join('');
  expect(without('COME')).toBe(before);
  expect(without('GONE')).toBe(after);
});
