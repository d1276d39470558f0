import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { write } from '../../server/neo4j/statement.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { recordNamed } from '../support/newsroom.ts';
import { planOf } from '../support/plans.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishFirstContent(model, database, { ...firstContent, records: [...firstContent.records, ...madeUp] });
});

/** Made-up things that are there to be told apart. */
const madeUp: readonly AnyRecord[] = [
  node('Symptom', 'sym_odd0000001', 'odd-finding'),
  node('Cause', 'cau_women00001', 'cause-in-women', { causeKind: 'DISEASE' }),
  node('Cause', 'cau_aged000001', 'cause-in-age', { causeKind: 'DISEASE' }),
  node('Cause', 'cau_wide000001', 'wide-condition', { causeKind: 'DISEASE' }),
  node('Cause', 'cau_narrow0001', 'narrow-condition', {
    causeKind: 'DISEASE',
    synonyms: [{ text: 'empty twin', kind: 'EXACT', locale: 'en' }],
  }),
  node('Cause', 'cau_twin000001', 'empty-twin', { causeKind: 'DISEASE' }),
  node('Medication', 'med_class00001', 'drug-class', { medicationKind: 'CLASS' }),
  node('Medication', 'med_drug000001', 'drug-of-the-class', { medicationKind: 'SUBSTANCE' }),
  node('Medication', 'med_drug000002', 'other-drug', { medicationKind: 'SUBSTANCE' }),
  node('Food', 'foo_sort000001', 'sort-of-food'),
  claim('CAUSES', 'csc_odd0000001', 'cau_women00001', 'sym_odd0000001', { population: { sex: 'FEMALE' } }),
  claim('CAUSES', 'csc_odd0000002', 'cau_aged000001', 'sym_odd0000001', { population: { ageFrom: 60 } }),
  claim('SUBTYPE_OF', 'sub_odd0000001', 'cau_narrow0001', 'cau_wide000001'),
  claim('SUBTYPE_OF', 'sub_odd0000002', 'med_drug000001', 'med_class00001'),
  claim('CONTRAINDICATED_IN', 'ctr_odd0000001', 'med_class00001', 'cau_wide000001', { severity: 'SEVERE' }),
  claim('CONTRAINDICATED_IN', 'ctr_odd0000002', 'med_drug000002', 'cau_narrow0001', { severity: 'SEVERE' }),
  claim('INTERACTS_WITH', 'int_odd0000001', 'med_drug000001', 'med_drug000002', { severity: 'MILD' }),
  claim('WORSENS', 'wrs_odd0000001', 'foo_sort000001', 'cau_wide000001'),
  node('Symptom', 'sym_broad00001', 'sign-of-a-number'),
  node('Symptom', 'sym_low0000001', 'low-number'),
  node('Symptom', 'sym_high000001', 'high-number'),
  node('Cause', 'cau_high000001', 'cause-of-a-high-number', { causeKind: 'DISEASE' }),
  node('Cause', 'cau_pregnant01', 'pregnancy', { causeKind: 'LIFE_STATE' }),
  claim('SUBTYPE_OF', 'sub_odd0000003', 'sym_low0000001', 'sym_broad00001'),
  claim('SUBTYPE_OF', 'sub_odd0000004', 'sym_high000001', 'sym_broad00001'),
  claim('CAUSES', 'csc_odd0000003', 'cau_high000001', 'sym_high000001'),
  claim('CAUSES', 'csc_odd0000004', 'cau_women00001', 'sym_low0000001'),
  claim('CAUSES', 'csc_odd0000005', 'cau_narrow0001', 'sym_other00001'),
  node('Symptom', 'sym_other00001', 'other-finding'),
  node('Cause', 'cau_data000001', 'cause-in-data', { causeKind: 'DISEASE' }),
  node('Symptom', 'sym_data000001', 'finding-in-data'),
  node('Symptom', 'sym_guess00001', 'predicted-finding'),
  claim('CAUSES', 'csc_odd0000006', 'cau_data000001', 'sym_data000001', {
    knowledgeLevel: 'STATISTICAL',
    frequencyAsStated: 'VERY_FREQUENT',
  }),
  claim('CAUSES', 'csc_odd0000007', 'cau_data000001', 'sym_guess00001', { knowledgeLevel: 'PREDICTION' }),
  claim('CAUSES', 'csc_odd0000008', 'cau_data000001', 'sym_guess00001', { knowledgeLevel: 'STATISTICAL', negated: true }),
  // What medications bring about: a finding, and a condition.
  node('Cause', 'cau_induced001', 'induced-condition', { causeKind: 'DISEASE' }),
  node('Symptom', 'sym_induced001', 'sign-of-the-induced'),
  node('Medication', 'med_relief0001', 'drug-that-relieves', { medicationKind: 'SUBSTANCE' }),
  claim('CAUSES', 'csc_induced001', 'cau_induced001', 'sym_induced001'),
  claim('HAS_SIDE_EFFECT', 'sde_odd0000001', 'med_class00001', 'sym_low0000001'),
  claim('HAS_SIDE_EFFECT', 'sde_odd0000002', 'med_drug000001', 'sym_low0000001', { population: { sex: 'FEMALE' }, certainty: 'HIGH' }),
  claim('HAS_SIDE_EFFECT', 'sde_odd0000003', 'med_class00001', 'cau_induced001'),
  claim('WORSENS', 'wrs_odd0000002', 'med_relief0001', 'sym_low0000001'),
  claim('RELIEVES', 'rlv_odd0000001', 'med_relief0001', 'sym_induced001', { guidance: 'UNDER_MEDICAL_GUIDANCE' }),
  // More than are shown of one cause, each of them forbidden in pregnancy, the ones that are not shown first.
  ...Array.from({ length: 25 }, (_, i) => i + 10).flatMap((i) => [
    node('Medication', `med_many0000${i}`, `one-of-many-${i}`, { medicationKind: 'SUBSTANCE' }),
    claim('TREATS', `trt_many0000${i}`, `med_many0000${i}`, 'cau_narrow0001', { guidance: 'UNDER_MEDICAL_GUIDANCE' }),
    claim('CONTRAINDICATED_IN', `ctr_many0000${60 - i}`, `med_many0000${i}`, 'cau_pregnant01', { severity: 'SEVERE' }),
  ]),
];

function node(type: string, id: string, slug: string, more: object = {}): AnyRecord {
  return { type, id, slug, name: { en: slug.replaceAll('-', ' ') }, ...more };
}

function claim(type: string, id: string, subject: string, object: string, more: object = {}): AnyRecord {
  const source = firstContent.records.find((record) => record.type === 'Source')?.id ?? '';
  const citations = [{ source, locator: 'Nowhere', stance: 'SUPPORTS' }];
  return { type, id, subject, object, certainty: 'LOW', knowledgeLevel: 'ASSERTION', agent: 'HUMAN', citations, ...more };
}

interface Named {
  readonly name: string;
}
interface AnsweredCandidate {
  readonly cause: Named & { readonly slug: string };
  readonly matchScore: number;
  readonly supporting: readonly {
    readonly object: Named;
    readonly citations: readonly { readonly source: { readonly title: string } }[];
  }[];
  readonly conflicting: readonly { readonly object: Named }[];
  readonly unasked: readonly { readonly object: Named }[];
  readonly explanation: readonly { readonly hops: number; readonly steps: readonly { readonly from: Named; readonly to: Named }[] }[];
  readonly medications: readonly { readonly subject: Named; readonly guidance?: string }[];
  readonly near: readonly { readonly object: Named }[];
  readonly warnings: readonly { readonly subject: Named }[];
  readonly warnedHelp: readonly { readonly help: Named; readonly claims: readonly { readonly id: string }[] }[];
  readonly warningCount: number;
  readonly medicationCount: number;
  readonly foodCount: number;
}
interface Assessed {
  readonly assess: {
    readonly urgency: string | null;
    readonly redFlags: readonly { readonly redFlag: Named; readonly urgency: string; readonly findings: readonly Named[] }[];
    readonly candidates: readonly AnsweredCandidate[];
    readonly nextFindings: readonly { readonly symptom: { readonly slug: string }; readonly informationGain: number }[];
    readonly medicationEffects: readonly {
      readonly medication: Named;
      readonly findings: readonly Named[];
      readonly claims: readonly { readonly id: string }[];
    }[];
    readonly unresolved: readonly { readonly text: string; readonly path?: string; readonly suggestions: readonly Named[] }[];
    readonly findings: readonly { readonly given: string; readonly symptom: Named; readonly match: string }[];
    readonly isRanked: boolean;
    readonly isComplete: boolean;
    readonly notice: string;
    readonly contentRelease: number;
  };
}

const query = `query ($findings: [FindingInput!]!, $person: PersonInput, $first: Int, $minCertainty: Certainty) {
  assess(findings: $findings, person: $person, first: $first, minCertainty: $minCertainty) {
    urgency isRanked contentRelease notice
    redFlags { redFlag { name } urgency findings { name } claims { id citations { source { title } } } }
    medicationEffects { medication { name } findings { name } claims { id } }
    candidates {
      cause { name slug } matchScore
      supporting { id object { name } citations { locator source { title } } }
      conflicting { object { name } } unasked { object { name } }
      explanation { hops steps { claim { id predicate } from { name } to { name } } }
      medications { subject { name } ... on BenefitClaim { guidance } } foods { id } careMeasures { id } warnings { id subject { name } } warnedHelp { help { name } claims { id } } warningCount medicationCount foodCount
      near { object { name } }
    }
    nextFindings { symptom { slug } informationGain }
    isComplete findings { given symptom { name } match } unresolved { text suggestions { name } }
  }
}`;

const present = (...slugs: string[]) => slugs.map((slug) => ({ symptom: { slug }, presence: 'PRESENT' }));
const absent = (...slugs: string[]) => slugs.map((slug) => ({ symptom: { slug }, presence: 'ABSENT' }));
const unknown = (...slugs: string[]) => slugs.map((slug) => ({ symptom: { slug }, presence: 'UNKNOWN' }));

const assessed = async (findings: readonly object[], more: object = {}): Promise<Assessed['assess']> =>
  (await api.data<Assessed>(query, { findings, ...more })).assess;

const scoresOf = ({ candidates }: Assessed['assess']): Record<string, number> =>
  Object.fromEntries(candidates.map(({ cause, matchScore }) => [cause.slug, matchScore]));

/** What is recorded of things together. */
const pairs = async (asked: string): Promise<unknown> =>
  (await api.data<{ safetyCheck: { pairs: unknown } }>(`{ safetyCheck(${asked}) { pairs { verdict severity claim { id } } } }`)).safetyCheck
    .pairs;

it('finds every concept that it speaks of by an index, not by reading all of its kind', async () => {
  const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
  const ask = () =>
    assessed([...present('leg-cramp'), { symptom: { id: recordNamed('Symptom', 'low-back-pain').id }, presence: 'ABSENT' }], {
      person: { medications: [{ slug: 'drug-of-the-class' }], conditions: [{ slug: 'wide-condition' }] },
    });
  // The first answer reads the whole of them for its index.
  await ask();
  const explanation = `{ explain(cause: "${hypocalcemia.id}", symptom: "${recordNamed('Symptom', 'leg-cramp').id}") { sentences { text } } }`;
  const statements = await api.statementsOf(async () => [await ask(), await api.data(explanation)]);
  const plans = await Promise.all(statements.map((statement) => planOf(database, statement)));
  const scanned = plans.flat().filter(({ operator }) => operator.startsWith('NodeByLabelScan'));
  // Of these there are few, and at most one.
  expect(scanned.filter(({ details }) => !/:(RedFlag|UnfinishedRestore)$/.test(details))).toEqual([]);
});

describe('a leg cramp', () => {
  it.each([
    [['numbness-of-hands-and-feet'], 'hypocalcemia', 2],
    [['bulging-leg-veins'], 'lower-extremity-varicose-veins', 4],
    [['low-back-pain', 'radiating-leg-pain'], 'lumbar-disc-herniation', 3],
  ])('with %j points first to its cause, with the way there, help and sources', async (others, cause, hops) => {
    const { candidates, urgency, isRanked } = await assessed(present('leg-cramp', ...others));
    expect(isRanked).toBe(true);
    expect(urgency).toBeNull();
    const [first] = candidates;
    expect(first?.cause.slug).toBe(cause);
    expect(first?.supporting).toHaveLength(others.length + 1);
    for (const { citations } of first?.supporting ?? []) expect(citations[0]?.source.title).toBe('How to quickly relieve leg cramp pain');
    expect(first?.explanation[0]?.hops).toBe(hops);
    expect(first?.explanation[0]?.steps.at(-1)?.to.name).toBe('Leg cramp');
    expect(first?.medications.map(({ guidance }) => guidance)).toEqual([
      'UNDER_MEDICAL_GUIDANCE',
      'UNDER_MEDICAL_GUIDANCE',
      'UNDER_MEDICAL_GUIDANCE',
    ]);
  });

  it('without numbness lowers the one cause that claims it, and says so', async () => {
    const before = scoresOf(await assessed(present('leg-cramp')));
    const answer = await assessed([...present('leg-cramp'), ...absent('numbness-of-hands-and-feet')]);
    const after = scoresOf(answer);
    expect(Object.keys(after).filter((slug) => after[slug] !== before[slug])).toEqual(['hypocalcemia']);
    expect(after['hypocalcemia']).toBeLessThan(before['hypocalcemia'] ?? 0);
    const lowered = answer.candidates.find(({ cause }) => cause.slug === 'hypocalcemia');
    expect(lowered?.conflicting.map(({ object }) => object.name)).toEqual(['Numbness of hands and feet']);
  });

  it('that comes often brings the red flag, and what any leg cramp points to', async () => {
    const often = await assessed([{ symptom: { text: 'frequent cramps' }, presence: 'PRESENT' }]);
    const { redFlags, urgency, findings } = often;
    expect(redFlags).toHaveLength(1);
    expect(redFlags[0]?.findings.map(({ name }) => name)).toEqual(['Frequent leg cramps']);
    expect(urgency).toBe(redFlags[0]?.urgency);
    expect(findings).toEqual([{ given: 'frequent cramps', symptom: { name: 'Frequent leg cramps' }, match: 'BROAD_SYNONYM' }]);
    expect(Object.keys(scoresOf(often))).toHaveLength(5);
    expect(scoresOf(often)).toEqual(scoresOf(await assessed(present('leg-cramp'))));
  });

  it('that does not come often brings none, and says that this is no promise', async () => {
    const { redFlags, urgency, notice } = await assessed([...present('leg-cramp'), ...absent('frequent-leg-cramps')]);
    expect([redFlags, urgency]).toEqual([[], null]);
    expect(notice).toContain('that does not mean that they are harmless');
    // Of other findings no rule could say anything.
    expect((await assessed(present('odd-finding'))).notice).toContain('No rule for red flags here looks at any of these findings');
  });
});

describe('a score', () => {
  it('is the same whatever is not known, and in whatever order findings come', async () => {
    const findings = present('leg-cramp', 'low-back-pain');
    const plain = await assessed(findings);
    const more = await assessed([...unknown('numbness-of-hands-and-feet'), ...findings.toReversed()]);
    expect(scoresOf(more)).toEqual(scoresOf(plain));
    expect(more.nextFindings.map(({ symptom }) => symptom.slug)).not.toContain('numbness-of-hands-and-feet');
    expect(plain.nextFindings.map(({ symptom }) => symptom.slug)).toContain('numbness-of-hands-and-feet');
  });

  it('is never raised by an absent finding', async () => {
    const before = scoresOf(await assessed(present('leg-cramp', 'leg-soreness')));
    for (const finding of ['numbness-of-hands-and-feet', 'low-back-pain', 'bulging-leg-veins', 'muscle-cramp']) {
      const after = scoresOf(await assessed([...present('leg-cramp', 'leg-soreness'), ...absent(finding)]));
      for (const [cause, score] of Object.entries(after)) expect(score, cause).toBeLessThanOrEqual(before[cause] ?? 0);
    }
  });

  it('of a cause that claims the narrower finding is no lower for it', async () => {
    const [wide, narrow] = [scoresOf(await assessed(present('muscle-cramp'))), scoresOf(await assessed(present('leg-cramp')))];
    for (const [cause, score] of Object.entries(narrow)) expect(score, cause).toBeGreaterThanOrEqual(wide[cause] ?? 0);
  });

  it('comes in the same bytes for the same question', async () => {
    const ask = async (): Promise<string> => JSON.stringify(await assessed(present('leg-cramp', 'leg-soreness')));
    expect(await ask()).toBe(await ask());
  });
});

it('counts only what holds for the person, as far as the person is known', async () => {
  const causes = async (person?: object): Promise<string[]> =>
    Object.keys(scoresOf(await assessed(present('odd-finding'), person ? { person } : {}))).sort();
  expect(await causes()).toEqual(['cause-in-age', 'cause-in-women']);
  expect(await causes({ sex: 'MALE' })).toEqual(['cause-in-age']);
  expect(await causes({ ageYears: 30 })).toEqual(['cause-in-women']);
  expect(await causes({ sex: 'FEMALE', ageYears: 60 })).toEqual(['cause-in-age', 'cause-in-women']);
  expect(await causes({ sex: 'MALE', ageYears: 30 })).toEqual([]);
});

it('never shows as support what may be the opposite of a finding, and helps with no such thing', async () => {
  const { candidates } = await assessed(present('low-number'));
  const told = candidates.map(({ cause, supporting, near }) => [
    cause.slug,
    ...[supporting, near].map((claims) => claims.map(({ object }) => object.name)),
  ]);
  expect(told[0]).toEqual(['cause-in-women', ['low number'], []]);
  for (const [, supporting] of told) expect(supporting).not.toContain('high number');
});

it('says first what was not understood, and of no cause that this does not make it harmless', async () => {
  const nothing = await assessed([{ symptom: { text: 'zzzz qqqq' }, presence: 'PRESENT' }]);
  expect([nothing.isComplete, nothing.candidates]).toEqual([false, []]);
  expect(nothing.notice).toMatch(/^Some of what was given was not understood.* should be seen by a professional\.$/);
  const known = await assessed(present('leg-cramp'));
  expect([known.isComplete, known.notice.includes('professional')]).toEqual([true, false]);
});

describe('what the person takes', () => {
  const taking = (finding: string, person: object = {}) =>
    assessed(present(finding), { person: { medications: [{ slug: 'drug-of-the-class' }], ...person } });
  const effect = (finding: string, ...claims: string[]) => ({
    medication: { name: 'drug of the class' },
    findings: [{ name: finding }],
    claims: claims.map((id) => ({ id })),
  });

  it('is said to bring about a finding, also by way of its class and of a narrower finding', async () => {
    const { medicationEffects, notice } = await taking('low-number');
    expect(medicationEffects).toEqual([effect('low number', 'sde_odd0000002', 'sde_odd0000001')]);
    expect(notice).toContain('is for whoever prescribed it to say');
    expect((await taking('sign-of-a-number')).medicationEffects).toEqual([effect('sign of a number', 'sde_odd0000002', 'sde_odd0000001')]);
    const answer = await assessed(present('low-number'), { minCertainty: 'HIGH', person: { medications: [{ slug: 'drug-class' }] } });
    expect(answer.medicationEffects).toMatchObject([{ medication: { name: 'drug class' }, claims: [{ id: 'sde_odd0000001' }] }]);
  });

  it('is not where nothing says so of the person or the finding', async () => {
    expect((await taking('low-number', { sex: 'MALE' })).medicationEffects).toEqual([effect('low number', 'sde_odd0000001')]);
    // Of the same kind, and the opposite.
    expect((await taking('high-number')).medicationEffects).toEqual([]);
    const nothingTaken = await assessed(present('low-number'));
    expect([nothingTaken.medicationEffects, nothingTaken.notice.includes('prescribed')]).toEqual([[], false]);
  });

  it('is checked against conditions that it brings about', async () => {
    expect(await pairs('medications: [{slug: "drug-of-the-class"}], conditions: [{slug: "induced-condition"}]')).toEqual([
      { verdict: 'CAUTION', severity: null, claim: { id: 'sde_odd0000003' } },
    ]);
    const { candidates } = await taking('sign-of-the-induced');
    expect(candidates[0]?.cause.slug).toBe('induced-condition');
    expect(candidates[0]?.warnings.map(({ subject }) => subject.name)).toEqual(['drug class']);
  });

  it('and what would help is warned of where it worsens another finding', async () => {
    const { candidates } = await assessed(present('sign-of-the-induced', 'low-number'));
    const induced = candidates.find(({ cause }) => cause.slug === 'induced-condition');
    expect(induced?.medications.map(({ subject }) => subject.name)).toEqual(['drug that relieves']);
    expect(induced?.warnings.map(({ subject }) => subject.name)).toEqual(['drug that relieves', 'drug class']);
    expect(induced?.warnedHelp).toEqual([{ help: { name: 'drug that relieves' }, claims: [{ id: 'wrs_odd0000002' }] }]);
  });
});

describe('of a pregnant person', () => {
  it('all that is listed as help has its warnings, however many there are', async () => {
    const { candidates, notice } = await assessed(present('other-finding'), { person: { pregnant: true } });
    const found = candidates.find(({ cause }) => cause.slug === 'narrow-condition');
    const [listed, warned] = [found?.medications ?? [], found?.warnings ?? []].map((claims) => claims.map(({ subject }) => subject.name));
    expect(listed).toHaveLength(20);
    expect(listed?.filter((name) => warned?.includes(name) !== true)).toEqual([]);
    expect(found?.warnedHelp.map(({ help }) => help.name).toSorted()).toEqual(listed?.toSorted());
    expect(found?.warnedHelp.every(({ claims }) => claims.length === 1)).toBe(true);
    // Of the 25, and three of the condition and of what it is a kind of.
    expect(found?.warningCount).toBe(28);
    // Not all of them are listed.
    expect([found?.medications.length, found?.medicationCount, found?.foodCount]).toEqual([20, 25, 0]);
    expect(notice).not.toContain('pregnancy');
  });

  it('nobody else is warned of that', async () => {
    const { candidates } = await assessed(present('other-finding'), { person: { pregnant: false } });
    const found = candidates.find(({ cause }) => cause.slug === 'narrow-condition');
    expect(found?.warnings.map(({ subject }) => subject.name).toSorted()).toEqual(['drug class', 'other drug', 'sort of food']);
    expect(found?.warningCount).toBe(3);
    expect(found?.warnedHelp).toEqual([]);
  });

  it('what is taken is checked against the state', async () => {
    expect(await pairs('medications: [{slug: "one-of-many-10"}], person: {pregnant: true}')).toEqual([
      { verdict: 'CONFLICT', severity: 'SEVERE', claim: { id: 'ctr_many000050' } },
    ]);
    expect(await pairs('medications: [{slug: "one-of-many-10"}], person: {pregnant: false}')).toEqual([]);
  });
});

it('says so when something is absent of which a kind is present', async () => {
  const { notice, urgency } = await assessed([...present('frequent-leg-cramps'), ...absent('leg-cramp')]);
  expect(notice).toContain('although a kind of it is given as present');
  expect(urgency).toBe('SOON');
  expect((await assessed([...present('leg-cramp'), ...absent('frequent-leg-cramps')])).notice).not.toContain('although');
});

describe('what cannot be answered', () => {
  it.each([
    ['no finding', { findings: [] }, /give at least one finding/],
    ['500 findings', { findings: Array.from({ length: 500 }, () => present('leg-cramp')).flat() }, /500 are too many/],
    ['a finding both present and absent', { findings: [...present('leg-cramp'), ...absent('leg-cramp')] }, /both as present and as absent/],
    ['an age below 0', { findings: present('leg-cramp'), person: { ageYears: -1 } }, /Give 0 to 130 years/],
    [
      'a pregnancy that the sex would leave out',
      { findings: present('leg-cramp'), person: { sex: 'MALE', pregnant: true } },
      /person\.sex: MALE leaves out what is claimed of women/,
    ],
    ['an age above 130', { findings: present('leg-cramp'), person: { ageYears: 131 } }, /Give 0 to 130 years/],
    ['two names for one finding', { findings: [{ symptom: { slug: 'leg-cramp', text: 'cramp' }, presence: 'PRESENT' }] }, /exactly one/],
    ['more causes than are given', { findings: present('leg-cramp'), first: 51 }, /Ask for 0 to 50/],
  ])('%s is refused with a reason', async (_what, variables, message) => {
    const { body } = await api.ask(query, variables);
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(body.errors?.[0]?.message).toMatch(message);
  });

  it('a food in the place of a condition is refused', async () => {
    const { food } = await api.data<{ food: { id: string } }>('{ food(slug: "milk") { id } }');
    const { body } = await api.ask('query ($id: ID!) { safetyCheck(conditions: [{id: $id}]) { pairs { verdict } } }', { id: food.id });
    expect(body.errors?.[0]?.message).toMatch(/is the id of a Food; a Cause is asked for here/);
    const asked = await api.ask(query, { findings: present('leg-cramp'), person: { conditions: [{ id: food.id }] } });
    expect(asked.body.errors?.[0]?.message).toMatch(/is the id of a Food; a Cause is asked for here/);
  });

  it('a name that two concepts have is taken for the one of which something is known', async () => {
    expect(await pairs('medications: [{slug: "other-drug"}], conditions: [{text: "empty twin"}]')).toEqual([
      { verdict: 'CONFLICT', severity: 'SEVERE', claim: { id: 'ctr_odd0000002' } },
    ]);
  });

  it('a food in the place of a condition, by a name that no condition has, is unresolved', async () => {
    const { safetyCheck } = await api.data<{ safetyCheck: object }>(
      '{ safetyCheck(conditions: [{slug: "milk"}], medications: [{slug: "diosmin-tablets"}]) { isComplete unresolved { text } } }',
    );
    expect(safetyCheck).toEqual({ isComplete: false, unresolved: [{ text: 'milk' }] });
    const { unresolved } = await assessed(present('leg-cramp'), { person: { conditions: [{ slug: 'milk' }] } });
    expect(unresolved.map(({ text }) => text)).toEqual(['milk']);
  });

  it('a finding under two names, present by the one and absent by the other, is refused', async () => {
    const { id } = recordNamed('Symptom', 'leg-cramp');
    const { body } = await api.ask(query, { findings: [...present('leg-cramp'), { symptom: { id }, presence: 'ABSENT' }] });
    expect(body.errors?.[0]?.message).toMatch(/both as present and as absent/);
  });

  it('names that nothing has are unresolved, with what may have been meant', async () => {
    const { unresolved, notice, candidates, isComplete } = await assessed([
      ...present('leg-cramp', 'nowhere'),
      { symptom: { id: 'sym_0000000000000000' }, presence: 'ABSENT' },
      { symptom: { code: { system: 'HP', code: '0' } }, presence: 'PRESENT' },
      { symptom: { text: 'numb' }, presence: 'PRESENT' },
      { symptom: { text: 'leg crmap' }, presence: 'PRESENT' },
    ]);
    expect(isComplete).toBe(false);
    expect(unresolved.map(({ text }) => text)).toEqual(['nowhere', 'sym_0000000000000000', 'HP:0', 'numb', 'leg crmap']);
    expect(unresolved[3]?.suggestions.map(({ name }) => name)).toContain('Numbness of hands and feet');
    expect(unresolved[4]?.suggestions[0]?.name).toBe('Leg cramp');
    expect(notice).toContain('was not understood');
    expect(candidates).toHaveLength(5);
  });
});

describe('what harms together', () => {
  it('is answered for every pair, and nothing recorded is never called safe', async () => {
    const { safetyCheck } = await api.data<{ safetyCheck: { pairs: readonly { verdict: string; claim: unknown }[]; notice: string } }>(
      `{ safetyCheck(medications: [{slug: "diosmin-tablets"}, {slug: "hesperidin-tablets"}], foods: [{slug: "milk"}], conditions: [{slug: "hypocalcemia"}]) {
        pairs { verdict severity first { name } second { name } claim { id } claims { id } } notice contentRelease } }`,
    );
    expect(safetyCheck.pairs).toHaveLength(6);
    for (const { verdict, claim } of safetyCheck.pairs) expect([verdict, claim]).toEqual(['NO_RECORD', null]);
    expect(safetyCheck.notice).toContain('does not mean that they are safe together');
  });

  it.each([
    [
      'what a class of drugs must not be used in, also of a kind of it',
      'drug-of-the-class',
      'narrow-condition',
      'CONFLICT',
      'ctr_odd0000001',
    ],
    ['what only some kinds of a condition forbid', 'other-drug', 'wide-condition', 'CAUTION', 'ctr_odd0000002'],
    ['a class of which only some drugs are meant', 'drug-class', 'narrow-condition', 'CONFLICT', 'ctr_odd0000001'],
  ])('is answered for %s', async (_what, medication, condition, verdict, id) => {
    expect(await pairs(`medications: [{slug: "${medication}"}], conditions: [{slug: "${condition}"}]`)).toEqual([
      { verdict, severity: 'SEVERE', claim: { id } },
    ]);
  });

  it('is answered for two medications, and for a food that makes something worse', async () => {
    expect(await pairs('medications: [{slug: "drug-of-the-class"}, {slug: "other-drug"}]')).toEqual([
      { verdict: 'CAUTION', severity: 'MILD', claim: { id: 'int_odd0000001' } },
    ]);
    expect(await pairs('foods: [{slug: "sort-of-food"}], person: {conditions: [{slug: "narrow-condition"}]}')).toEqual([
      { verdict: 'CAUTION', severity: null, claim: { id: 'wrs_odd0000001' } },
    ]);
  });
});

describe('what nobody may read elsewhere', () => {
  const personal = { person: { ageYears: 73.625, sex: 'FEMALE', conditions: [{ text: 'a secret condition' }] } };
  const findings = [...present('frequent-leg-cramps'), { symptom: { text: 'a secret finding' }, presence: 'ABSENT' }];
  const secrets = /secret|73\.625|FEMALE|frequent.leg.cramps/i;

  it('the findings and the person stand in no log and no measure', async () => {
    const { written, end } = captured();
    await assessed(findings, personal);
    await api.ask(query, { findings, person: { ageYears: 173.625 } });
    end();
    expect(written.join('\n')).not.toMatch(secrets);
    expect(await (await fetch(`${api.url}/metrics`)).text()).not.toMatch(secrets);
  });

  it('they stand in no log when the ranking fails either, and red flags are answered then too', async () => {
    // No claim has such an id, so that no index can be made.
    const broken = 'MATCH (c:Cause {slug: "hypocalcemia"}), (s:Symptom {slug: "leg-cramp"}) CREATE (c)-[:CAUSES {id: 7}]->(s)';
    await write(database, { text: broken, params: {} });
    const mistakes: unknown[] = [];
    const app = await createApp({ database, config: readConfig({}), reportMistake: (error) => void mistakes.push(error) });
    const listening = await app.listen(0, '127.0.0.1');
    const { written, end } = captured();
    try {
      const answer = await fetch(`${listening.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { findings, ...personal } }),
      });
      const { data } = (await answer.json()) as { data: Assessed };
      expect(data.assess).toMatchObject({ isRanked: false, candidates: [], nextFindings: [], redFlags: [{ redFlag: {} }] });
      expect(data.assess.urgency).toBe(data.assess.redFlags[0]?.urgency);
      expect(data.assess.notice).toContain('ranked');
    } finally {
      end();
      await listening.close();
      await write(database, { text: 'MATCH ()-[r:CAUSES {id: 7}]->() DELETE r', params: {} });
    }
    expect(mistakes.length).toBeGreaterThan(0);
    for (const mistake of mistakes) written.push(mistake instanceof Error ? `${mistake.stack}` : String(mistake));
    expect(written.join('\n')).not.toMatch(secrets);
  });

  /** What this process prints until the end. */
  function captured(): { readonly written: string[]; readonly end: () => void } {
    const written: string[] = [];
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...all: unknown[]) => void written.push(all.map(String).join(' '))),
    );
    for (const stream of [process.stdout, process.stderr])
      spies.push(vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0) as never);
    return { written, end: () => spies.forEach((spy) => spy.mockRestore()) };
  }
});

it('does not say that something is known which data only bring together, or which is predicted', async () => {
  const said = async (symptom: string) => {
    const { explain } = await api.data<{ explain: { sentences: { text: string; zh: string }[] } }>(
      `{ explain(cause: "cau_data000001", symptom: "${symptom}") { sentences { text zh: text(locale: zh) } } }`,
    );
    return explain.sentences.map(({ text, zh }) => [text, zh]);
  };
  expect(await said('sym_data000001')).toEqual([
    [
      'cause in data and finding in data go together in data (frequency: very frequent).',
      '数据中cause in data与finding in data相关联（频率：very frequent）。',
    ],
  ]);
  expect(await said('sym_guess00001')).toEqual([
    ['It is predicted that cause in data causes predicted finding.', '据预测，cause in data引起predicted finding。'],
    [
      'It is denied that cause in data and predicted finding go together in data.',
      '来源否认：数据中cause in data与predicted finding相关联。',
    ],
  ]);
});

it('says of what is not published that it is not, instead of that nothing is known', async () => {
  const refusals = async (query: string) => (await api.ask(query)).body.errors?.map(({ message }) => message);
  expect(await refusals('{ explain(cause: "cau_data000001", symptom: "sym_nothing") { sentences { text } } }')).toEqual([
    expect.stringMatching(/^symptom: no published concept has the id "sym_nothing"/),
  ]);
  expect(await refusals('{ paths(from: "cau_nothing", to: "sym_data000001") { hops } }')).toEqual([
    expect.stringMatching(/^from: no published concept has the id "cau_nothing"/),
  ]);
});

it('shows the ways between two concepts, and says them in sentences with sources, in two languages', async () => {
  const { cause, symptom } = await api.data<{ cause: { id: string }; symptom: { id: string } }>(
    '{ cause(slug: "hypocalcemia") { id } symptom(slug: "leg-cramp") { id } }',
  );
  const ends = { cause: cause.id, symptom: symptom.id };
  const { paths, back, explain } = await api.data<{
    paths: readonly { hops: number; steps: readonly { claim: { predicate: string }; to: Named }[] }[];
    back: readonly { steps: readonly { from: Named; to: Named }[] }[];
    explain: { sentences: readonly { text: string; zh: string; claim: { citations: readonly { source: Named }[] } }[] };
  }>(
    `query ($cause: ID!, $symptom: ID!) {
      paths(from: $cause, to: $symptom, via: [MECHANISM]) { hops steps { claim { predicate } to { name } } }
      back: paths(from: $symptom, to: $cause, first: 1) { steps { from { name } to { name } } }
      explain(cause: $cause, symptom: $symptom) { sentences { text zh: text(locale: zh) claim { citations { source { title } } } } } }`,
    ends,
  );
  expect(paths).toEqual([
    {
      hops: 2,
      steps: [
        { claim: { predicate: 'ACTS_THROUGH' }, to: { name: 'Raised muscle excitability' } },
        { claim: { predicate: 'PRODUCES' }, to: { name: 'Leg cramp' } },
      ],
    },
  ]);
  expect(back).toEqual([{ steps: [{ from: { name: 'Leg cramp' }, to: { name: 'Hypocalcemia' } }] }]);
  expect(explain.sentences.map(({ text }) => text)).toEqual([
    'Hypocalcemia causes Leg cramp.',
    'Hypocalcemia acts through Raised muscle excitability.',
    'Raised muscle excitability produces Leg cramp.',
  ]);
  expect(explain.sentences[1]?.zh).toContain('低钙血症');
  for (const { claim } of explain.sentences) expect(claim.citations.length).toBeGreaterThan(0);
});
