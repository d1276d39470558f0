import { expect, it } from 'vitest';
import { systemName, parseCode } from '../../seed/importers/codes.ts';
import { plainName } from '../../seed/importers/running/concept-index.ts';
import { cleaned } from '../../seed/importers/running/merge-records.ts';
import { duration, lineOf } from '../../seed/importers/running/progress.ts';
import { slugFor } from '../../seed/importers/running/slug.ts';

it('knows vocabularies by the names that files have for them', () => {
  expect(['MSH', 'MeSH', 'UMLS_CUI', 'ORDO', 'Orphanet', 'MIM', 'SNOMEDCT_US_2023_03_01', 'ICD-10-CM', 'hp'].map(systemName)).toEqual([
    'MESH',
    'MESH',
    'UMLS',
    'ORPHA',
    'ORPHA',
    'OMIM',
    'SNOMEDCT',
    'ICD10CM',
    'HP',
  ]);
  expect(parseCode('MSH:D009120')).toEqual({ system: 'MESH', code: 'D009120' });
  expect(parseCode('no vocabulary')).toBeUndefined();
  expect(parseCode('HP:')).toBeUndefined();
});

it('takes names for the same that differ in case, white space and quotes, and no others', () => {
  expect(plainName('Crohn’s  Disease')).toBe(plainName("crohn's disease"));
  expect(plainName('(+)-car-3-ene')).not.toBe(plainName('(-)-car-3-ene'));
});

it('gives a concept its name as address, and its code as well where another has the name', () => {
  const taken = new Set(['muscle-spasm']);
  expect(slugFor('Ménière’s disease', 'DOID:9849', (slug) => taken.has(slug))).toBe('meniere-s-disease');
  expect(slugFor('Muscle spasm', 'HP:0003394', (slug) => taken.has(slug))).toBe('muscle-spasm-hp-0003394');
  expect(slugFor('肌肉痉挛', 'HP:0003394', () => false)).toBe('hp-0003394');
});

it('cleans texts of what cannot be shown, and cuts what does not fit', () => {
  const field = { kind: 'text', description: '', maxLength: 8 } as const;
  expect(cleaned(field, ' a\u0000 \n b ')).toBe('a b');
  expect(cleaned(field, 'ninechars')).toBe('ninecha…');
  expect(cleaned(field, '   ')).toBeUndefined();
  expect(cleaned(undefined, 5)).toBe(5);
});

it('says how far an import has come, how fast, and how long it takes yet', () => {
  expect(lineOf('Reading', { share: 0.25, done: 12_500 }, 10)).toBe(
    'Reading   [######..................] 25 %, 12,500 records, 1,250/s, 30 s left',
  );
  expect(lineOf('Reading', { share: undefined, done: 3 }, 0)).toBe('Reading   3 records, 0/s');
  expect(lineOf('Taking back', { share: undefined, done: 3 }, 0)).toBe('Taking back 3 records, 0/s');
  expect(lineOf('Publishing', { share: 1, done: 3 }, 1)).toMatch(/^Publishing \[#/);
  expect(duration(185)).toBe('3 min 05 s');
});
