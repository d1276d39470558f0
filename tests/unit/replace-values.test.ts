import { expect, it } from 'vitest';
import { replaceValues } from '../../admin/providers/replace-values.ts';

const filled = (sentence: string, values: Readonly<Record<string, unknown>>): string =>
  replaceValues.call(sentence, /%\{(\w+)\}/g, (_whole, name = '') => values[name]);

it('groups the thousands of numbers in a sentence and leaves texts alone', () => {
  expect(filled('%{begin}-%{end} of %{total} in %{year}', { begin: 1, end: 25, total: 1862, year: '2026' })).toBe('1-25 of 1,862 in 2026');
  expect(filled('%{score}', { score: 0.12345 })).toBe('0.12345');
});
