import { expect, it } from 'vitest';
import { compareFiles } from '../bench/file-counts/compare-files.ts';

const skipped = [
  { reason: 'obsolete', count: 2, first: 'a.obo:1', isByRule: true },
  { reason: 'no Symptom has this code', count: 3, first: 'a.obo:2', isByRule: false },
];
const summary = { type: 'CAUSES', created: 10, changed: 1, unchanged: 4, joined: 5, skipped, remarks: [] };

it('accounts for every row', () => {
  const counts = [{ types: ['CAUSES'], rows: 25, leftOut: 2, distinct: 20 }];
  expect(compareFiles('hpo', counts, [summary, { ...summary, type: 'Symptom', joined: 0, skipped: [] }])).toEqual({
    lines: [
      'hpo  CAUSES  25 in the files (20 different) = 15 records + 5 joined with these + 2 left out + 3 without place in the graph',
      'hpo  Symptom  15 records, as the import says',
    ],
    problems: [],
  });
});

it('tells of rows that are lost, left out against the rules, and told apart that are the same', () => {
  const { lines, problems } = compareFiles('hpo', [{ types: ['CAUSES'], rows: 26, leftOut: 1, distinct: 14 }], [summary]);
  expect(lines).toEqual([
    'hpo  CAUSES  26 in the files (14 different) ≠ 15 records + 5 joined with these + 2 left out + 3 without place in the graph',
  ]);
  expect(problems).toEqual([
    'hpo  CAUSES: the files have 26 rows, and the import speaks of 25.',
    'hpo  CAUSES: the rules leave out 1 rows, and the import 2.',
    'hpo  CAUSES: the files say 14 different things, and the import has 15 records of them.',
  ]);
});

it('takes types together that only the importer tells apart', () => {
  const counts = [{ types: ['CAUSES', 'TREATS', 'Claim'], rows: 50 }];
  expect(compareFiles('dismech', counts, [summary, { ...summary, type: 'TREATS' }])).toEqual({
    lines: [
      'dismech  CAUSES, TREATS, Claim  50 in the files = 30 records + 10 joined with these + 4 left out + 6 without place in the graph',
    ],
    problems: [],
  });
});
