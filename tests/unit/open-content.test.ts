import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openContent } from '../../seed/open/open-content.ts';
import { namesFile, openDataFolder, sameAsFile, selectOpenContent } from '../../seed/open/select.ts';
import { sharedData } from '../support/shared-data.ts';
import { countItems } from '../support/import-items.ts';

describe('the starter content', async () => {
  const selected = await selectOpenContent(sharedData('.'));
  const names = await readdir(openDataFolder);
  const steps = await openContent();
  const codes = new Set<string>();
  const counts: (readonly [string, Readonly<Record<string, number>>])[] = [];
  for (const { importer, files } of steps) {
    const counted = await countItems(importer, files, (item) => {
      if (item.what !== 'CONCEPT' || item.mayCreate === false) return;
      for (const code of [item.code, ...(item.sameAs ?? []), ...(item.formerCodes ?? [])]) codes.add(`${item.kind.name} ${code}`);
    });
    counts.push([importer.name, counted.counts] as const);
  }

  it('is what the selection makes of the open data', async () => {
    for (const [name, bytes] of selected) expect((await readFile(join(openDataFolder, name))).equals(bytes), name).toBe(true);
    expect(names.toSorted()).toEqual([...selected.keys(), namesFile, 'populations.tsv', sameAsFile].toSorted());
  });

  it('takes at most 15 MB', async () => {
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(openDataFolder, name))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(15_000_000);
  });

  it('names the licence of each file', async () => {
    const readme = await readFile(join(openDataFolder, '../README.md'), 'utf8');
    const named = names.filter((name) => readme.includes(name) || readme.includes(name.replace(/_(?:doid|mesh|icd10cm)\./, '_*.')));
    expect(named.toSorted()).toEqual(names.toSorted());
  });

  it('holds symptoms, causes with frequencies, mechanisms, treatments and foods', () => {
    expect(counts).toEqual([
      ['symptom-ontology', { Symptom: 861, SUBTYPE_OF: 898 }],
      ['hpo', { Symptom: 1946, SUBTYPE_OF: 2352 }],
      ['mondo', { Cause: 1273, SUBTYPE_OF: 2188 }],
      ['dismech', expect.objectContaining({ Cause: 454, CAUSES: 2010, ACTS_THROUGH: 1326, TREATS: 947, HAS_SIDE_EFFECT: 5 })],
      ['ddxplus', { Cause: 47, Symptom: 75, SUBTYPE_OF: 23, CAUSES: 251 }],
      ['pharmacotherapydb', { Cause: 97, Medication: 601, TREATS: 755, PALLIATES: 390, NOT_TREATS: 243 }],
      ['hetionet', { Cause: 137, Symptom: 438, CAUSES: 3357 }],
      ['drugmechdb', expect.objectContaining({ Medication: 1026, TREATS: 1809, TARGETS: 1640, LEADS_TO: 1943, ACTS_THROUGH: 310 })],
      ['drugcentral', { Medication: 131, SUBTYPE_OF: 138 }],
      ['food-data-central', { Food: 316, Nutrient: 42, CONTAINS: 6672 }],
      ['hpo-chinese', { Symptom: 18_988 }],
      ['common-names', { Cause: 257, Nutrient: 42, Food: 86, Medication: 121, Symptom: 262 }],
      ['populations', { Cause: 15 }],
    ]);
  });

  it('gives names and populations only to what it holds', async () => {
    const rowsOf = async (name: string): Promise<string[][]> =>
      (await readFile(join(openDataFolder, name), 'utf8'))
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row.split('\t'));
    const named = (await rowsOf(namesFile)).map(([kind, code]) => `${kind} ${code}`);
    const bounded = (await rowsOf('populations.tsv')).map(([code]) => `Cause ${code}`);
    expect([...named, ...bounded].filter((one) => !codes.has(one))).toEqual([]);
  });

  it('says of everyday words in the right language, once, and with no other word before them than that they are broad or narrow', async () => {
    const rows = (await readFile(join(openDataFolder, namesFile), 'utf8')).trim().split('\n').slice(1);
    for (const row of rows) {
      const [, , , english = '', , chinese = ''] = row.split('\t');
      const words = (text: string): string[] => (text === '' ? [] : text.split('|').map((word) => word.replace(/^(?:BROAD|NARROW):/, '')));
      expect(words(english).filter((word) => /[\p{Script=Han}:]/u.test(word))).toEqual([]);
      expect(words(chinese).filter((word) => !/^\p{Script=Han}/u.test(word))).toEqual([]);
      for (const list of [words(english), words(chinese)]) expect(new Set(list).size).toBe(list.length);
    }
  });
});
