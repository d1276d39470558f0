import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Disorder } from '../../seed/importers/dismech/disorder.ts';
import { disMech } from '../../seed/importers/dismech/dismech.ts';
import { weigh } from '../../seed/importers/dismech/evidence.ts';
import { readExposure } from '../../seed/importers/dismech/exposures.ts';
import { statedFrequency } from '../../seed/importers/dismech/frequency.ts';
import { readTreatment } from '../../seed/importers/dismech/treatments.ts';
import { wordsAgree } from '../../seed/importers/dismech/words-agree.ts';
import { temporaryFile } from '../support/import.ts';
import { sharedData } from '../support/shared-data.ts';
import { countBy, importItems } from '../support/import-items.ts';

describe('dismech', async () => {
  const { counts, claims, concepts, sources, skipped, remarked, dangling } = await importItems(disMech, [
    sharedData('dismech/dismech_disorders.jsonl.gz'),
  ]);
  const placed = (place: string) => claims.filter(({ citations: [first] }) => first?.locator === place);

  it('brings what its 344 disorders say', () => {
    expect(counts).toMatchObject({
      CAUSES: 2010,
      NOT_CAUSES: 6,
      ACTS_THROUGH: 1326,
      LEADS_TO: 478,
      HAS_SIDE_EFFECT: 5,
      PRODUCES: 47,
      TRIGGERS: 52,
      WORSENS: 30,
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

  it('brings no finding whose term says something else than its words', () => {
    expect(skipped['its term says something else than its words']).toBe(87);
    for (const place of [
      'Irritable Bowel Syndrome, phenotypes: Altered Bowel Habits',
      'Generalized Anxiety Disorder, phenotypes: Difficulty Concentrating',
      'Endometriosis, phenotypes: Pelvic Pain',
    ])
      expect(placed(place)).toEqual([]);
    // What says it less exactly holds too.
    expect(placed('Age-Related Macular Degeneration, phenotypes: Difficulty Reading')).toHaveLength(1);
  });

  it('knows of every term that people looked at it, where its words are not those of the finding', async () => {
    expect(remarked).toEqual({});
    const finding = { name: 'Sore Feet', phenotype_term: { term: { id: 'HP:0000708', label: 'Atypical behavior' } } };
    const line = JSON.stringify({
      name: 'New Disorder',
      phenotypes: [finding],
      environmental: [{ name: 'Diuretics', notes: 'A trigger' }],
    });
    const read = await importItems(disMech, [await temporaryFile('dismech_disorders.jsonl', `${line}\n`)]);
    expect(read.remarked).toEqual({ 'its words are not those of its term': 1, 'it is a substance, perhaps a medication': 1 });
    expect(read.counts).toMatchObject({ CAUSES: 1, TRIGGERS: 1 });
  });

  it('makes claims of the medications that people found an exposure to be', () => {
    const named = (place: string) =>
      placed(place).map(({ predicate, subject }) => [predicate.name, ...subject.kinds.map(({ name }) => name), ...subject.codes]);
    expect(named('Ulcerative Colitis, environmental: NSAIDs')).toEqual([['TRIGGERS', 'Medication', 'MESH:D000894']]);
    expect(named('Collagenous Sprue, environmental: Medications (Proton Pump Inhibitors and NSAIDs)')).toEqual([
      ['WORSENS', 'Medication', 'MESH:D000894'],
      ['WORSENS', 'Medication', 'MESH:D054328'],
    ]);
    expect(concepts.find(({ code }) => code === 'MESH:D000894')).toMatchObject({
      name: { en: 'Nonsteroidal Anti-Inflammatory Drugs' },
      synonyms: [{ text: 'NSAIDs', kind: 'EXACT' }],
      fields: { medicationKind: 'CLASS' },
    });
    // What a medication brings about is its side effect.
    expect(named('Osteoporosis, environmental: Glucocorticoid Use')).toEqual([['HAS_SIDE_EFFECT', 'Medication', 'MESH:D005938']]);
    expect(named('Narcolepsy, environmental: Pandemrix Vaccine')).toEqual([
      ['HAS_SIDE_EFFECT', 'Medication', 'DISMECH:Medication/pandemrix'],
    ]);
    expect(named('Celiac Disease, environmental: Gluten Exposure').map(([, kind]) => kind)).toEqual(['Cause']);
  });

  it('knows a medication by its name where its code means another', () => {
    const coded = concepts.filter(
      ({ kind, code }) => kind.name === 'Medication' && ['CHEBI:27375', 'CHEBI:175074', 'NCIT:C2894'].includes(code),
    );
    expect(coded).toEqual([]);
    expect(concepts.find(({ code }) => code === 'DISMECH:Medication/vincristine')).toMatchObject({ isNameOnly: true, sameAs: [] });
  });

  it('says of nobody else that a finding is relieved which is relieved in people with a disorder', () => {
    expect(claims.filter(({ predicate }) => predicate.name === 'RELIEVES')).toEqual([]);
    expect(skipped['it relieves the finding of people with the disorder']).toBe(13);
    expect(placed('Noonan Syndrome, treatments: MEK Inhibitor Therapy').map(({ predicate }) => predicate.name)).toEqual(['TREATS']);
  });

  it('says whom to ask before what clinicians do, and nothing of what people do themselves', () => {
    const guidanceOf = (helps: string) =>
      claims.filter(({ subject }) => subject.codes.includes(helps)).map(({ qualifiers }) => qualifiers?.['guidance']);
    expect(new Set(guidanceOf('MAXO:0000647'))).toEqual(new Set(['UNDER_MEDICAL_GUIDANCE']));
    expect(new Set(guidanceOf('DISMECH:CareMeasure/smoking-cessation'))).toEqual(new Set([undefined]));
    const help = claims.filter(({ predicate }) => ['TREATS', 'PALLIATES'].includes(predicate.name));
    const drugs = help.filter(({ subject }) => subject.kinds.some(({ name }) => name === 'Medication'));
    expect(new Set(drugs.map(({ qualifiers }) => qualifiers?.['guidance']))).toEqual(new Set(['UNDER_MEDICAL_GUIDANCE']));
    expect(help.filter(({ qualifiers }) => qualifiers?.['guidance'] === undefined)).toHaveLength(33);
  });

  it('has a reviewed word only for what the file says', async () => {
    const file = gunzipSync(await readFile(sharedData('dismech/dismech_disorders.jsonl.gz'))).toString('utf8');
    const disorders = file.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Disorder]));
    const said = new Set(
      disorders.flatMap(({ name, phenotypes, environmental, treatments }) => [
        ...(phenotypes ?? []).map((finding) => `${name} ${finding.name} ${finding.phenotype_term?.term?.id ?? ''}`),
        ...(treatments ?? []).flatMap(({ target_phenotypes }) =>
          (target_phenotypes ?? []).map(({ preferred_term = '', term }) => `${name} ${preferred_term} ${term?.id ?? ''}`),
        ),
        ...(environmental ?? []).map((exposure) => `${name} ${exposure.name}`),
        ...(treatments ?? []).map((treatment) => treatment.name),
      ]),
    );
    const rowsOf = async (table: string): Promise<string[][]> =>
      (await readFile(join(import.meta.dirname, '../../seed/importers/dismech', table), 'utf8'))
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .slice(1)
        .map((line) => line.split('\t'));
    const reviewed = [
      ...(await rowsOf('phenotype-terms.tsv')).map((row) => row.slice(0, 3).join(' ')),
      ...(await rowsOf('exposures.tsv')).map((row) => row.slice(0, 2).join(' ')),
      ...(await rowsOf('self-care.tsv')).map((row) => row[0] ?? ''),
    ];
    expect(reviewed.length).toBeGreaterThan(480);
    expect(reviewed.filter((entry) => !said.has(entry))).toEqual([]);
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

describe('words', () => {
  it.each([
    ['Coughing', 'Cough', true],
    ['Joint contractures', 'Contracture of the joint', true],
    ['Heart Failure', 'Congestive heart failure', true],
    ['Oedema', 'Edema', true],
    ['Pelvic Pain', 'Dyspareunia', false],
    ['Abdominal Mass', 'Abdominal pain', false],
    ['of', 'the', false],
  ])('of "%s" and "%s" agree: %s', (a, b, agree) => {
    expect([wordsAgree(a, b), wordsAgree(b, a)]).toEqual([agree, agree]);
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
