import { expect, it } from 'vitest';
import { readNumber } from '../../admin/derived/read-number.ts';

it.each([
  ['', undefined],
  ['0.3', 0.3],
  [' 12 ', 12],
  ['0,3', 0.3],
  ['2,75', 2.75],
  ['1,000', 1000],
  ['1,250,000.5', 1_250_000.5],
  ['0,125', 0.125],
  ['40%', 0.4],
  ['12,5 %', 0.125],
  ['often', 'often'],
  ['%', '%'],
  ['1,00,000', '1,00,000'],
])('reads %j as %j', (text, number) => {
  expect(readNumber(text)).toBe(number);
});
