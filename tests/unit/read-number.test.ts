import { expect, it } from 'vitest';
import { number, ratio } from '../../schema/language/field.ts';
import { readNumber } from '../../schema/tables/read-number.ts';

const [share, amount] = [ratio(''), number('', {})];

it.each([
  ['0.3', 0.3],
  [' 12 ', 12],
  ['-3.', -3],
  ['1e-3', 0.001],
  ['0,3', 0.3],
  ['2,75', 2.75],
  ['0,125', 0.125],
  ['２．５', 2.5],
  ['２，５', 2.5],
  ['　－１２', -12],
  ['\u22121', -1],
])('reads %j as %j', (text, found) => {
  expect([readNumber(amount, text), readNumber(share, text)]).toEqual([found, found]);
});

it.each([
  ['40%', 0.4],
  ['12,5 %', 0.125],
  ['37.5％', 0.375],
  ['150 %', 1.5],
])('reads %j of a share as %j, and of nothing else', (text, found) => {
  expect([readNumber(share, text), readNumber(amount, text)]).toEqual([found, undefined]);
});

it.each([
  '',
  ' ',
  '%',
  'often',
  '2,500',
  '12,000',
  '1,250e3',
  '1,250,000.5',
  '1.250,5',
  '1 000',
  '0x10',
  '1e999',
  'Infinity',
  '10²',
  '½',
  '2。5',
])('reads %j as no number', (text) => {
  expect([readNumber(amount, text), readNumber(share, text)]).toEqual([undefined, undefined]);
});
