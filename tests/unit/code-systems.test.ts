import { expect, it } from 'vitest';
import { codeWarnings, systemsLike } from '../../admin/derived/code-systems.ts';

const warningsOf = (...codes: readonly object[]) =>
  codeWarnings({ type: 'Cause', id: 'cau_1', codes }).map(({ path, message, severity }) => [path, message, severity]);

it('warns of a vocabulary that is not known, and says which may be meant', () => {
  expect(warningsOf({ system: 'HP', code: '0003394' }, { system: 'ICD-10', code: 'banana' })).toEqual([
    ['codes.1.system', '“ICD-10” is none of the vocabularies that are known here; is it ICD10 or ICD10CM?', 'WARNING'],
  ]);
});

it('warns of a code that is not written as the codes of its vocabulary are', () => {
  expect(warningsOf({ system: 'ICD10CM', code: 'banana' }, { system: 'ICD10CM', code: 'G43.909' }, { system: 'MESH' })).toEqual([
    ['codes.0.code', 'Codes of ICD10CM are written differently.', 'WARNING'],
  ]);
});

it('finds a vocabulary whatever its case and separators', () => {
  expect(systemsLike('icd-10')).toEqual(['ICD10', 'ICD10CM']);
  expect(systemsLike('')).toContain('MESH');
});
