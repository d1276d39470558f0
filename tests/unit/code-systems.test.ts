import { expect, it } from 'vitest';
import { codeWarnings, systemsLike } from '../../admin/derived/code-systems.ts';

const warningsOf = (...codes: readonly object[]) =>
  codeWarnings({ type: 'Cause', id: 'cau_1', codes }).map(({ path, message, severity }) => [path, message, severity]);

it('warns of a vocabulary that is written otherwise than a known one', () => {
  expect(warningsOf({ system: 'HP', code: '0003394' }, { system: 'ICD-10', code: 'banana' }, { system: 'GARD', code: '1' })).toEqual([
    ['codes.1.system', '“ICD-10” is not known here. Is it ICD10 or ICD10CM?', 'WARNING'],
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
