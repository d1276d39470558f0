import { expect, it } from 'vitest';
import { shareText } from '../../admin/derived/share.ts';

it.each([
  [0.75, '75 %'],
  [0.375, '37.5 %'],
  [0.0004, '0.04 %'],
  [0.07, '7 %'],
  [1, '100 %'],
])('writes the share %j as %j', (share, text) => {
  expect(shareText(share)).toBe(text);
});

it('writes a share with as many digits as are wanted', () => {
  expect(shareText(1 / 3, 3)).toBe('33.3 %');
});
