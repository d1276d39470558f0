import { describe, expect, it } from 'vitest';
import { disMech } from '../../seed/importers/dismech/dismech.ts';
import { weigh } from '../../seed/importers/dismech/evidence.ts';
import { readExposure } from '../../seed/importers/dismech/exposures.ts';
import { statedFrequency } from '../../seed/importers/dismech/frequency.ts';
import { readTreatment } from '../../seed/importers/dismech/treatments.ts';
import { sharedData } from '../support/import.ts';
import { countBy, importItems } from '../support/import-items.ts';

describe('dismech', async () => {
  const { counts, claims, concepts, sources, skipped, dangling } = await importItems(disMech, [
    sharedData('dismech/dismech_disorders.jsonl.gz'),
  ]);
  const placed = (place: string) => claims.filter(({ citations: [first] }) => first?.locator === place);

  it('brings what its 344 disorders say', () => {
    expect(counts).toMatchObject({
      CAUSES: 2083,
      NOT_CAUSES: 6,
      ACTS_THROUGH: 1326,
      LEADS_TO: 483,
      PRODUCES: 48,
      TRIGGERS: 50,
      WORSENS: 28,
    });
    expect(dangling).toEqual([]);
  });

  it('shows no statement that its evidence refutes or does not support', () => {
    expect(skipped).toMatchObject({ 'its evidence refutes it': 18, 'its evidence does not support it': 26 });
    expect(placed('Kawasaki Disease, phenotypes: Coronary Artery Aneurysms')).toEqual([]);
    expect(placed('Familial Mediterranean Fever, treatments: NSAIDs')).toEqual([]);
    const withoutSupport = claims.filter(
      ({ citations }) => citations.length > 1 && !citations.slice(1).some(({ stance }) => stance === 'SUPPORTS'),
    );
    expect(withoutSupport).toEqual([]);
  });

  it('keeps what speaks against a statement beside what supports it', () => {
    const contested = claims.filter(({ citations }) => citations.some(({ stance }) => stance === 'REFUTES'));
    expect(contested).toHaveLength(4);
    expect(contested.every(({ citations }) => citations.slice(1).some(({ stance }) => stance === 'SUPPORTS'))).toBe(true);
  });

  it('quotes each paper with words that are stored with it', () => {
    const texts = new Map(sources.map(({ source }) => [source.id, source.storedText]));
    const quoted = claims.flatMap(({ citations }) => citations).filter(({ quote }) => quote !== undefined);
    expect(quoted.length).toBeGreaterThan(4900);
    expect(quoted.filter(({ source, quote }) => texts.get(source?.id ?? '')?.includes(quote ?? '') !== true)).toEqual([]);
  });

  it('reads an excluded finding as denied', () => {
    expect(claims.filter(({ negated }) => negated === true).map(({ citations: [first] }) => first?.locator)).toEqual([
      'Jackson-Weiss Syndrome, phenotypes: Absence of Hand Abnormalities',
      'Osteogenesis Imperfecta Type I, phenotypes: Near-Normal Stature',
      'Osteogenesis Imperfecta Type IV, phenotypes: Normal Scleral Hue',
      'Osteogenesis Imperfecta Type V, phenotypes: Normal Sclerae',
      'Osteogenesis Imperfecta Type V, phenotypes: Absence of Dentinogenesis Imperfecta',
      'Osteogenesis Imperfecta Type VII, phenotypes: White Sclerae',
    ]);
  });

  it('takes a code for the disorder only when their words agree', () => {
    const byName = (name: string) => concepts.find((concept) => concept.name?.en === name);
    expect(byName('Asthma')?.code).toMatch(/^MONDO:/);
    expect(byName('Dorsalgia')).toMatchObject({ code: 'DISMECH:Cause/dorsalgia', related: [] });
    expect(byName('KRAS G12C-Mutant Non-Small Cell Lung Cancer')?.related).toEqual([{ code: 'MONDO:0005061', match: 'CLOSE' }]);
    expect(concepts.filter(({ name }) => name?.en?.includes('Alhz') === true)).toEqual([]);
  });

  it('reads all ten spellings of a frequency', () => {
    const stated = claims.flatMap(({ qualifiers }) =>
      typeof qualifiers?.['frequencyAsStated'] === 'string' ? [qualifiers['frequencyAsStated']] : [],
    );
    expect(Object.keys(countBy(stated)).toSorted()).toEqual([
      'COMMON',
      'Common',
      'FREQUENT',
      'HP_0040281',
      'HP_0040282',
      'HP_0040283',
      'OBLIGATE',
      'OCCASIONAL',
      'RARE',
      'VERY_FREQUENT',
      'VERY_RARE',
      'Variable',
    ]);
    expect(statedFrequency('Common')).toEqual({ kind: 'SHARE', share: 0.55 });
    expect(statedFrequency('SOMETIMES')).toBeUndefined();
  });
});

describe('evidence', () => {
  const item = (supports: string) => ({ reference: 'PMID:1', supports, snippet: 'Words.' });

  it('supports only when it says so', () => {
    expect(weigh([item('SUPPORT')]).verdict).toBe('SUPPORTED');
    expect(weigh([item('PARTIAL')])).toMatchObject({ verdict: 'SUPPORTED', findings: [{ isPartial: true, stance: 'SUPPORTS' }] });
    expect(weigh([item('REFUTE'), item('NO_EVIDENCE')])).toMatchObject({ verdict: 'REFUTED', findings: [{ stance: 'REFUTES' }] });
    expect(weigh([item('WRONG_STATEMENT')]).verdict).toBe('REFUTED');
    expect(weigh([item('NO_EVIDENCE')])).toEqual({ verdict: 'UNSUPPORTED', findings: [] });
    expect(weigh([item('SUPPORT'), item('REFUTE')]).verdict).toBe('CONTESTED');
    expect(weigh([])).toEqual({ verdict: 'NOT_EXAMINED', findings: [] });
    expect(() => weigh([item('MAYBE')])).toThrow('"MAYBE" is no stance of dismech.');
  });
});

describe('an environmental factor', () => {
  it('is a risk only when the text says so', () => {
    expect(readExposure({ name: 'Smoking', notes: 'Increases risk' })).toEqual({ predicate: 'LEADS_TO', causeKind: 'LIFESTYLE' });
    expect(readExposure({ name: 'Stress', notes: 'May trigger flares' })).toEqual({ predicate: 'TRIGGERS', causeKind: 'ENVIRONMENT' });
    expect(readExposure({ name: 'Air Pollution', effect: 'Exacerbates Symptoms' })).toEqual({
      predicate: 'WORSENS',
      causeKind: 'ENVIRONMENT',
    });
    expect(readExposure({ name: 'Smoking', notes: "Protective (unlike Crohn's)" })).toBe(
      'the text speaks of protection, advice or exclusion',
    );
    expect(readExposure({ name: 'None Applicable' })).toBe('the entry says that there is none');
    expect(readExposure({ name: 'Smoking' })).toBe('the text does not say what it does');
  });
});

describe('a treatment', () => {
  const pharmacotherapy = { preferred_term: 'pharmacotherapy', term: { id: 'MAXO:0000058', label: 'pharmacotherapy' } };

  it('is the medication that it names, or a measure', () => {
    expect(readTreatment({ name: 'Imatinib', treatment_term: pharmacotherapy })).toEqual({
      predicate: 'TREATS',
      agents: [{ kind: 'SUBSTANCE', name: 'Imatinib' }],
    });
    expect(readTreatment({ name: 'JAK Inhibitors', treatment_term: pharmacotherapy })).toEqual({
      predicate: 'TREATS',
      agents: [{ kind: 'CLASS', name: 'JAK Inhibitors' }],
    });
    expect(readTreatment({ name: 'Dabrafenib plus Trametinib', treatment_term: pharmacotherapy })).toMatchObject({
      agents: [{ kind: 'MEASURE' }],
    });
    expect(readTreatment({ name: 'Rituximab' })).toBe('it has no term that says whether it is a medication or a measure');
    expect(readTreatment({ name: 'Genetic Counseling', treatment_term: pharmacotherapy })).toBe(
      'it watches or advises, and treats nothing',
    );
  });
});
