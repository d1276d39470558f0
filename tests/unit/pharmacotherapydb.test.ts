import { describe, expect, it } from 'vitest';
import { pharmacotherapyDb } from '../../seed/importers/pharmacotherapydb/pharmacotherapydb.ts';
import { sharedData } from '../support/shared-data.ts';
import { importItems } from '../support/import-items.ts';

describe('PharmacotherapyDB', async () => {
  const { counts, claims, skipped, dangling } = await importItems(pharmacotherapyDb, [sharedData('pharmacotherapydb/indications.tsv')]);

  it('brings every judgement of its file', () => {
    expect(counts).toEqual({ Cause: 97, Medication: 601, TREATS: 755, PALLIATES: 390, NOT_TREATS: 243 });
    expect(skipped).toEqual({});
    expect(dangling).toEqual([]);
  });

  it('says of a non-indication that the drug does not treat the disease', () => {
    const denied = claims.filter(({ citations: [citation] }) => citation?.locator?.includes(': NOT,') === true);
    expect(denied).toHaveLength(243);
    expect(denied.filter(({ negated, predicate }) => negated !== true || predicate.name !== 'TREATS')).toEqual([]);
    expect(claims.filter(({ negated }) => negated === true)).toHaveLength(243);
  });

  it('makes a whole claim of a row', () => {
    expect(claims[0]).toEqual({
      what: 'CLAIM',
      predicate: expect.objectContaining({ name: 'TREATS' }),
      subject: { kinds: [expect.objectContaining({ name: 'Medication' })], codes: ['DRUGBANK:DB00843'] },
      object: { kinds: [expect.objectContaining({ name: 'Cause' })], codes: ['DOID:10652'] },
      qualifiers: { guidance: 'UNDER_MEDICAL_GUIDANCE' },
      citations: [{ locator: 'DOID:10652 DB00843: DM, judged by 2, listed in 1' }],
      at: 'indications.tsv:2',
    });
  });

  it('refuses a file of other columns', async () => {
    await expect(importItems(pharmacotherapyDb, [sharedData('pharmacotherapydb/drugs.tsv')])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('drugs.tsv:1: the columns doid_id, disease, category, n_curators, n_resources are missing'),
    });
  });
});
