import { expect, it } from 'vitest';
import { readDoi } from '../../admin/derived/read-doi.ts';

it.each([
  ['https://doi.org/10.1000/xyz', '10.1000/xyz'],
  ['http://dx.doi.org/10.1000/xyz', '10.1000/xyz'],
  ['doi: 10.1000/xyz', '10.1000/xyz'],
  ['10.1000/xyz', '10.1000/xyz'],
  ['https://example.org/10.1000/xyz', 'https://example.org/10.1000/xyz'],
])('reads %j as %j', (text, doi) => {
  expect(readDoi(text)).toBe(doi);
});
