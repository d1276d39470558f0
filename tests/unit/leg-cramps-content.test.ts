import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { type Facts, validateClaim } from '../../schema/validation/validate-set.ts';
import { firstContent } from '../../seed/content/first-content.ts';

const records = firstContent.records;
const byId = new Map(records.map((record) => [record.id, record]));
const claims = records.filter((record) => model.relationByName.has(record.type));
const concepts = records.filter((record) => model.nodeByName.get(record.type)?.isConcept === true);
const ofType = (type: string): AnyRecord[] => records.filter((record) => record.type === type);
const slugOf = (id: string | undefined): unknown => byId.get(id ?? '')?.['slug'];
const idOf = (type: string, slug: string): string | undefined => ofType(type).find((record) => record['slug'] === slug)?.id;
const legCramp = idOf('Symptom', 'leg-cramp');

/** Claims of these predicates as "subject PREDICATE object", in words. */
const statements = (...predicates: string[]): string[] =>
  claims
    .filter((claim) => predicates.includes(claim.type))
    .map((claim) => `${String(slugOf(claim.subject))} ${claim.type} ${String(slugOf(claim.object))}`);

const repeated = (values: readonly string[]): string[] => values.filter((value, i) => values.indexOf(value) !== i);

describe('every record of the first content', () => {
  it('is of a type of the model, with an id of that type which no other record has', () => {
    expect(records.filter((record) => model.typeByPrefix.get(record.id.split('_')[0] ?? '')?.name !== record.type)).toEqual([]);
    expect(repeated(records.map((record) => record.id))).toEqual([]);
  });

  it('has the same id on every machine', () => {
    expect(legCramp).toBe('sym_fb8cthp0zvve0685');
  });

  it('fits its type', () => {
    expect(records.flatMap((record) => validateRecord(model, record))).toEqual([]);
  });

  it('is due for its next look in a year, what is about a medication in half a year', () => {
    for (const record of records) {
      const isAboutMedication = (byId.get(record.subject ?? record.id) ?? record).type === 'Medication';
      expect(record).toMatchObject({ lastReviewed: '2026-11-23', nextReview: isAboutMedication ? '2027-05-23' : '2027-11-23' });
    }
  });
});

describe('every concept', () => {
  it('has a slug that no other of its kind has', () => {
    expect(repeated(concepts.map((concept) => `${concept.type} ${String(concept['slug'])}`))).toEqual([]);
  });

  it.each(['name', 'plainName', 'summary'])('has its %s in English and Chinese', (field) => {
    for (const concept of concepts)
      expect(concept).toMatchObject({ [field]: { en: expect.stringMatching(/\w/), zh: expect.stringMatching(/\p{Script=Han}/u) } });
  });

  it('shares no code with another of its kind', () => {
    const codes = concepts.flatMap(({ type, codes: list }) =>
      Array.isArray(list) ? list.map((code: Record<string, string>) => `${type} ${code['system']}:${code['code']}`) : [],
    );
    expect(codes).toContain('Symptom SYMP:0000316');
    expect(repeated(codes)).toEqual([]);
  });

  it('is joined by a claim', () => {
    const joined = new Set(claims.flatMap(({ subject, object }) => [subject, object]));
    expect(concepts.filter((concept) => !joined.has(concept.id))).toEqual([]);
  });
});

describe('every claim', () => {
  it('joins two concepts of the content that its predicate may join, and contradicts no other', () => {
    const facts: Facts = {
      hasConcept: (id) => concepts.some((concept) => concept.id === id),
      source: (id) => ofType('Source').flatMap((source) => (source.id === id ? [{ standing: String(source['standing']) }] : []))[0],
      citedBefore: () => false,
      claimsBetween: (subject, object) => claims.filter((claim) => claim.subject === subject && claim.object === object),
    };
    for (const relation of model.relations) {
      expect(ofType(relation.name).flatMap((claim) => validateClaim(model, relation, claim, facts))).toEqual([]);
    }
  });

  it('cites a source of the content at a place in it, and quotes nothing', () => {
    for (const claim of claims) {
      const citations = claim['citations'] as readonly AnyRecord[];
      expect(citations.length).toBeGreaterThan(0);
      for (const citation of citations) {
        expect(byId.get(String(citation['source']))?.type).toBe('Source');
        expect(citation).toMatchObject({ stance: 'SUPPORTS', locator: expect.stringMatching(/./) });
        expect(citation).not.toHaveProperty('quote');
      }
    }
    expect(ofType('Source').filter((source) => 'storedText' in source)).toEqual([]);
  });

  it('is as certain as an article without references makes it', () => {
    for (const claim of claims)
      expect(claim).toMatchObject({
        certainty: claim.type === 'SUBTYPE_OF' ? 'UNGRADED' : 'VERY_LOW',
        knowledgeLevel: 'ASSERTION',
        agent: 'HUMAN',
      });
  });
});

describe('leg cramp', () => {
  it('has five causes of at least three kinds', () => {
    const causesOfCramp = claims
      .filter((claim) => claim.type === 'CAUSES' && claim.object === legCramp)
      .map((claim) => byId.get(claim.subject ?? ''));
    expect(Object.fromEntries(causesOfCramp.map((cause) => [cause?.['slug'], cause?.['causeKind']]))).toEqual({
      'strenuous-exercise': 'EXERTION',
      'cold-exposure': 'ENVIRONMENT',
      hypocalcemia: 'DEFICIENCY',
      'lower-extremity-varicose-veins': 'DISEASE',
      'lumbar-disc-herniation': 'DISEASE',
    });
  });

  it.each([
    ['strenuous-exercise', ['repeated-calf-muscle-contraction', 'local-accumulation-of-metabolic-products', 'raised-muscle-excitability']],
    ['cold-exposure', ['strong-calf-muscle-contraction']],
    ['hypocalcemia', ['raised-muscle-excitability']],
    [
      'lower-extremity-varicose-veins',
      ['venous-valve-dysfunction', 'obstructed-venous-blood-flow', 'insufficient-blood-supply-to-calf-muscles'],
    ],
    ['lumbar-disc-herniation', ['nerve-root-compression', 'spasm-of-calf-muscles-of-affected-nerve']],
  ])('comes from %s by its chain of mechanisms', (cause, chain) => {
    const next = (id: string | undefined, predicates: readonly string[]): (string | undefined)[] =>
      claims.filter((claim) => claim.subject === id && predicates.includes(claim.type)).map((claim) => claim.object);
    const path: unknown[] = [];
    let here = idOf('Cause', cause);
    for (let step = 0; here !== legCramp; step++) {
      const [onward, ...others] = next(here, step === 0 ? ['ACTS_THROUGH'] : ['LEADS_TO', 'PRODUCES']);
      expect(onward).toBeDefined();
      expect(others).toEqual([]);
      here = onward;
      path.push(slugOf(here));
    }
    expect(path).toEqual([...chain, 'leg-cramp']);
  });

  it('comes together with other symptoms of its causes', () => {
    expect(statements('CAUSES').filter((statement) => !statement.endsWith(' leg-cramp'))).toEqual([
      'hypocalcemia CAUSES numbness-of-hands-and-feet',
      'lower-extremity-varicose-veins CAUSES leg-soreness',
      'lower-extremity-varicose-veins CAUSES bulging-leg-veins',
      'lumbar-disc-herniation CAUSES low-back-pain',
      'lumbar-disc-herniation CAUSES radiating-leg-pain',
    ]);
  });

  it('that is frequent calls for a doctor', () => {
    expect(ofType('RedFlag')).toMatchObject([{ urgency: 'SOON', advice: { en: expect.any(String), zh: expect.any(String) } }]);
    expect(ofType('REQUIRES')).toMatchObject([
      { subject: idOf('RedFlag', 'frequent-leg-cramps'), object: idOf('Symptom', 'frequent-leg-cramps'), presence: 'PRESENT' },
    ]);
    expect(statements('SUBTYPE_OF')).toEqual(['leg-cramp SUBTYPE_OF muscle-cramp', 'frequent-leg-cramps SUBTYPE_OF leg-cramp']);
  });
});

describe('what helps', () => {
  const benefits = claims.filter((claim) => ['TREATS', 'PALLIATES', 'RELIEVES', 'PREVENTS', 'HELPS_WITH'].includes(claim.type));
  const helpOf = (slug: string): AnyRecord[] => benefits.filter((claim) => slugOf(claim.subject) === slug);

  it('includes nine medications, all under the guidance of a doctor', () => {
    const medications = ofType('Medication');
    const uses = medications.flatMap(({ id }) => benefits.filter((claim) => claim.subject === id));
    expect(uses.map((use) => `${String(slugOf(use.subject))} ${use.type} ${String(slugOf(use.object))}`)).toEqual([
      'calcium-carbonate-d3-tablets TREATS hypocalcemia',
      'calcium-gluconate-tablets TREATS hypocalcemia',
      'calcium-citrate-tablets TREATS hypocalcemia',
      'venoruton-tablets PALLIATES lower-extremity-varicose-veins',
      'diosmin-tablets PALLIATES lower-extremity-varicose-veins',
      'hesperidin-tablets PALLIATES lower-extremity-varicose-veins',
      'celecoxib-capsules PALLIATES lumbar-disc-herniation',
      'ibuprofen-sustained-release-capsules PALLIATES lumbar-disc-herniation',
      'mecobalamin-tablets PALLIATES lumbar-disc-herniation',
    ]);
    expect(uses.filter((use) => use['guidance'] !== 'UNDER_MEDICAL_GUIDANCE')).toEqual([]);
    expect(medications.every((medication) => medication['form'] !== undefined)).toBe(true);
  });

  it('includes calcium and the foods rich in it', () => {
    expect(statements('LACK_OF', 'CONTAINS', 'HELPS_WITH').toSorted()).toEqual([
      'hypocalcemia LACK_OF calcium',
      'leafy-vegetables CONTAINS calcium',
      'leafy-vegetables HELPS_WITH hypocalcemia',
      'milk CONTAINS calcium',
      'milk HELPS_WITH hypocalcemia',
      'soy-products CONTAINS calcium',
      'soy-products HELPS_WITH hypocalcemia',
    ]);
    expect(ofType('CONTAINS').filter((claim) => 'amount' in claim)).toEqual([]);
  });

  it('includes every care measure', () => {
    expect(ofType('CareMeasure').map((measure) => measure['slug'])).toEqual([
      'warm-up-before-exercise',
      'calf-stretching-after-exercise',
      'fluids-during-exercise',
      'avoid-excessive-fatigue',
      'keep-legs-warm',
      'avoid-direct-cold-air-on-legs',
      'warm-foot-soak',
      'avoid-prolonged-standing',
      'elevate-legs-at-rest',
      'proper-sitting-posture',
      'avoid-prolonged-sitting',
      'back-and-abdominal-muscle-exercises',
      'general-treatment',
      'physical-therapy',
      'drug-treatment',
      'balanced-diet',
      'regular-routine',
      'calcium-and-vitamin-supplementation',
    ]);
  });

  it('keeps durations and temperatures', () => {
    expect(helpOf('calf-stretching-after-exercise')).toMatchObject([
      { type: 'PALLIATES', durationMinSeconds: 20, durationMaxSeconds: 20 },
      { type: 'PREVENTS', durationMinSeconds: 20, durationMaxSeconds: 20 },
    ]);
    expect(helpOf('warm-foot-soak')).toMatchObject([{ durationMinSeconds: 900, durationMaxSeconds: 1200, temperatureCelsius: 40 }]);
    expect(benefits.filter((claim) => 'durationMinSeconds' in claim || 'temperatureCelsius' in claim)).toHaveLength(3);
  });

  it('says of no benefit how well it works, as the source does not say it either', () => {
    expect(benefits.filter((claim) => 'efficacy' in claim)).toEqual([]);
  });

  it('is found for every cause', () => {
    const helped = new Set(benefits.map((claim) => claim.object));
    expect(ofType('Cause').filter((cause) => !helped.has(cause.id))).toEqual([]);
  });
});
