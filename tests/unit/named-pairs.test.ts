import { expect, it } from 'vitest';
import { rowsOf } from '../../server/knowledge/reasoning/index-data.ts';
import { namedPairs, namesText } from '../../server/knowledge/reasoning/named-pairs.ts';

const isNamed = (causeNames: readonly string[], symptomNames: readonly string[]): boolean =>
  namedPairs(
    { symptomNames: [namesText(symptomNames)], causeNames: [namesText(causeNames)] },
    { pairStarts: rowsOf([[0]]).starts, pairSymptoms: Int32Array.of(0) },
  )[0] === 1;

it('takes a cause to be named for a finding whose name its own holds, word for word', () => {
  expect(isNamed(['Spinocerebellar ataxia 29'], ['Lack of coordination', 'Ataxia'])).toBe(true);
  expect(isNamed(['Microcephaly, seizures, and developmental delay'], ['Seizure'])).toBe(true);
  expect(isNamed(['Some disease', 'Optic-atrophy syndrome'], ['Optic atrophy'])).toBe(true);
  expect(isNamed(['Optic disease', 'atrophy of muscles'], ['Optic atrophy'])).toBe(false);
  expect(isNamed(['Ataxias of any kind'], ['Ataxia', 'Tax'])).toBe(true);
  expect(isNamed(['Dysphasia'], ['Phasia'])).toBe(false);
  expect(isNamed([], ['Ataxia'])).toBe(false);
  expect(isNamed(['Ataxia'], [])).toBe(false);
});

it('takes no cause to be named for what its name says need not be there, or for an abbreviation', () => {
  expect(isNamed(['Optic atrophy 10 with or without ataxia, and seizures'], ['Seizures'])).toBe(false);
  expect(isNamed(['Optic atrophy 10 with or without ataxia, and seizures'], ['Optic atrophy'])).toBe(true);
  expect(isNamed(['ALL syndrome'], ['ALL'])).toBe(false);
});
