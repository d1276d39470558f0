import { describe, expect, it } from 'vitest';
import { drugMechDb } from '../../seed/importers/drugmechdb/drugmechdb.ts';
import { referenceOf } from '../../seed/importers/drugmechdb/references.ts';
import { sharedData } from '../support/shared-data.ts';
import { countBy, importItems } from '../support/import-items.ts';

describe('DrugMechDB', async () => {
  const { counts, claims, concepts, sources, skipped, dangling } = await importItems(drugMechDb, [
    sharedData('drugmechdb/drugmechdb_paths.jsonl.gz'),
  ]);
  const nameOf = (code: string | undefined): string | undefined =>
    concepts.find((concept) => concept.code === code || concept.sameAs?.includes(code ?? ''))?.name?.en;
  const claimsOf = (drug: string, predicate: string) =>
    claims.filter((claim) => claim.predicate.name === predicate && nameOf(claim.subject.codes[0])?.toLowerCase() === drug);

  it('brings what its 4,846 paths say', () => {
    expect(counts).toEqual({
      Medication: 1620,
      Cause: 749,
      Mechanism: 2144,
      Symptom: 226,
      TREATS: 4643,
      TARGETS: 2740,
      ACTS_THROUGH: 745,
      LEADS_TO: 3272,
      PRODUCES: 335,
      CAUSES: 354,
    });
    expect(sources).toHaveLength(3955);
    expect(skipped['an organ, a cell or an organism is at one end']).toBe(4195);
    expect(skipped['the reference is no address']).toBe(3);
    expect(dangling).toEqual([]);
  });

  it('joins a drug to the disease by mechanisms', () => {
    const [imatinib] = claimsOf('imatinib', 'TARGETS');
    expect(imatinib?.qualifiers).toEqual({ effect: 'DECREASES' });
    const mechanisms = new Set(claimsOf('imatinib', 'TARGETS').map(({ object }) => object.codes[0]));
    expect(claims.some(({ predicate, subject }) => predicate.name === 'LEADS_TO' && mechanisms.has(subject.codes[0]))).toBe(true);
  });

  it('cites the paths, and the references of what they are about', () => {
    const claim = claims.find(({ citations: [first] }) => first?.locator === 'B02362_MESH_D003882_1');
    expect(claim?.predicate.name).toBe('TREATS');
    expect(claim?.qualifiers).toEqual({ guidance: 'UNDER_MEDICAL_GUIDANCE' });
    expect(claim?.citations.map(({ source, locator }) => source?.title ?? locator)).toEqual([
      'B02362_MESH_D003882_1',
      'PubMed 15774254',
      'DrugBank DB02362',
      'Wikipedia: Dermatomyositis',
    ]);
  });

  it.each([
    ['calcium acetate', 'MESH:D006323', 'one of its links calls it contraindicated'],
    ['codeine', 'MESH:D005334', 'a link calls what becomes of it contraindicated'],
    ['clortermine', 'MESH:D000856', 'another link says that it treats'],
    ['phenylephrine', 'MESH:D015878', 'a link says that it causes it'],
    ['medrysone', 'MESH:D012393', 'the comment calls it contraindicated, the link a treatment'],
    ['medrysone', 'MESH:D003320', 'the comment calls it contraindicated, the link a treatment'],
    ['fluorometholone', 'MESH:D003320', 'the comment calls it contraindicated, the link a treatment'],
    ['loteprednol etabonate', 'MESH:D012393', 'the comment calls it contraindicated, the link a treatment'],
    ['norethisterone', 'MESH:D000152', 'the comment calls it contraindicated'],
    ['scopolamine', 'MESH:D015878', 'the comment calls it contraindicated'],
  ])('never says that %s treats %s: %s', (drug, disease) => {
    expect(claimsOf(drug, 'TREATS').filter(({ object }) => object.codes.includes(disease))).toEqual([]);
  });

  it('takes a treatment that was found to be none for no contraindication', () => {
    expect(claims.filter(({ predicate }) => predicate.name === 'CONTRAINDICATED_IN')).toEqual([]);
    expect(skipped['it is found to be no treatment, which is no contraindication yet']).toBe(7);
    expect(skipped['the same path speaks against the treatment']).toBe(21);
  });

  it('gives no drug the code of another', () => {
    // DB00240 comes with rituximab in three paths, and in nine with what it is the code of.
    const withCode = concepts.filter(({ code, sameAs = [] }) => [code, ...sameAs].includes('DRUGBANK:DB00240'));
    expect(withCode.map(({ name }) => name?.en)).toEqual(['alclometasone dipropionate']);
    expect(claimsOf('rituximab', 'TREATS').some(({ object }) => object.codes[0] === 'MESH:D001172')).toBe(true);
    const codes = concepts.flatMap(({ kind, code, sameAs = [] }) => [code, ...sameAs].map((each) => `${kind.name} ${each}`));
    expect(Object.entries(countBy(codes)).filter(([, times]) => times > 1)).toEqual([]);
  });

  it('keeps what only goes together apart from what acts', () => {
    const levels = countBy(
      claims.filter(({ predicate }) => predicate.name === 'LEADS_TO').map(({ knowledgeLevel }) => knowledgeLevel ?? ''),
    );
    expect(levels['STATISTICAL']).toBeGreaterThan(0);
    expect(levels['ASSERTION']).toBeGreaterThan(levels['STATISTICAL'] ?? 0);
  });
});

describe('a reference of DrugMechDB', () => {
  it('is a paper, a page, or nothing', () => {
    expect(referenceOf('https://www.ncbi.nlm.nih.gov/pubmed/15774254')?.source).toMatchObject({ pmid: '15774254', kind: 'ARTICLE' });
    expect(referenceOf('DOI:https://doi.org/10.1016/j.rmed.2016.06.015')?.source).toMatchObject({ doi: '10.1016/j.rmed.2016.06.015' });
    expect(referenceOf('https://go.drugbank.com/drugs/DB00484#mechanism-of-action')).toMatchObject({
      locator: 'mechanism of action',
      source: { title: 'DrugBank DB00484', url: 'https://go.drugbank.com/drugs/DB00484' },
    });
    expect(referenceOf('https://en.wikipedia.org/wiki/Pemoline Pemoline')).toBeUndefined();
  });
});
