import fc from 'fast-check';
import { expect, it } from 'vitest';
import { certainty, knowledgeLevel } from '../../schema/language/vocabularies.ts';
import { claimFrequencies, frequenciesOf, frequenciesWhere } from '../../server/knowledge/reasoning/frequencies.ts';
import { type IndexData, rowsOf } from '../../server/knowledge/reasoning/index-data.ts';
import { rank } from '../../server/knowledge/reasoning/rank.ts';
import { buildRankingIndex, type RankingIndex } from '../../server/knowledge/reasoning/ranking-index.ts';
import { bestCauses } from '../../server/knowledge/reasoning/score.ts';

const symptomCount = 12;
const causeCount = 8;

const idOf = (kind: string, place: number): string => `${kind}${String(place).padStart(3, '0')}`;

interface Said {
  readonly symptom: number;
  readonly frequency: number;
  /** 0 unless said. */
  readonly total?: number;
  readonly isNegated?: boolean;
  /** The place of a population; everybody unless said. */
  readonly population?: number;
  /** HIGH unless said. */
  readonly certainty?: keyof (typeof certainty)['values'];
  /** ASSERTION unless said. */
  readonly knowledgeLevel?: keyof (typeof knowledgeLevel)['values'];
}

interface Graph {
  readonly symptomParents: readonly (readonly number[])[];
  readonly causeParents: readonly (readonly number[])[];
  /** No names unless said. */
  readonly symptomNames?: readonly string[];
  readonly causeNames?: readonly string[];
  /** The place of the population of each cause; everybody unless said. */
  readonly causePopulations?: readonly number[];
  /** What is said of each cause. */
  readonly claims: readonly (readonly Said[])[];
}

const everybody = { ageFrom: null, ageTo: null, sex: null, pregnancy: null };
const populations = [everybody, { ...everybody, sex: 'FEMALE' }, { ...everybody, sex: 'MALE' }];

/** What an index is made of; claims are numbered cause by cause, by their symptoms. */
function dataOf({ symptomParents, causeParents, symptomNames = [], causeNames = [], causePopulations = [], claims }: Graph): IndexData {
  const sorted = claims.map((some) => some.toSorted((a, b) => a.symptom - b.symptom));
  const all = sorted.flat();
  return {
    release: 1,
    edition: '1',
    symptomIds: symptomParents.map((_, at) => idOf('s', at)),
    causeIds: causeParents.map((_, at) => idOf('c', at)),
    symptomNames,
    causeNames,
    symptomParents: rowsOf(symptomParents),
    causeParents: rowsOf(causeParents),
    causePopulations: Uint16Array.from(causeParents, (_, cause) => causePopulations[cause] ?? 0),
    claimStarts: rowsOf(sorted.map((some) => some.map(({ symptom }) => symptom))).starts,
    claimSymptoms: Int32Array.from(all, ({ symptom }) => symptom),
    claimFrequencies: Float32Array.from(all, ({ frequency }) => frequency),
    claimTotals: Int32Array.from(all, ({ total = 0 }) => total),
    claimPopulations: Uint16Array.from(all, ({ population = 0 }) => population),
    claimCertainties: Uint8Array.from(all, (one) => Object.keys(certainty.values).indexOf(one.certainty ?? 'HIGH')),
    claimKnowledgeLevels: Uint8Array.from(all, (one) => Object.keys(knowledgeLevel.values).indexOf(one.knowledgeLevel ?? 'ASSERTION')),
    claimIsNegated: Uint8Array.from(all, ({ isNegated = false }) => (isNegated ? 1 : 0)),
    claimIdBytes: new Uint8Array(Buffer.from(all.map((_, at) => idOf('k', at)).join(''))),
    claimIdStarts: Int32Array.from({ length: all.length + 1 }, (_, at) => at * 4),
    populations,
  };
}

const name = fc.constantFrom('', 'ataxia', 'cramp', 'ataxia with cramp');

/** A small graph: what is broader has a lower place, and causes claim findings more or less often, some of them twice or not at all. */
const graph = fc
  .record({
    symptomParents: fc.array(fc.uniqueArray(fc.nat(symptomCount), { maxLength: 3 }), { minLength: symptomCount, maxLength: symptomCount }),
    causeParents: fc.array(fc.uniqueArray(fc.nat(causeCount), { maxLength: 2 }), { minLength: causeCount, maxLength: causeCount }),
    symptomNames: fc.array(name, { minLength: symptomCount, maxLength: symptomCount }),
    causeNames: fc.array(name, { minLength: causeCount, maxLength: causeCount }),
    claims: fc.array(
      fc.array(
        fc.record({
          symptom: fc.nat(symptomCount - 1),
          frequency: fc.constantFrom(Number.NaN, 0, 0.01, 0.17, 0.55, 0.9, 1),
          total: fc.constantFrom(0, 1, 20),
          isNegated: fc.constantFrom(false, false, false, true),
          certainty: fc.constantFrom('HIGH' as const, 'LOW' as const, 'UNGRADED' as const),
          knowledgeLevel: fc.constantFrom('ASSERTION' as const, 'STATISTICAL' as const),
        }),
        { maxLength: 6 },
      ),
      { minLength: causeCount, maxLength: causeCount },
    ),
  })
  .map(({ symptomParents, causeParents, symptomNames, causeNames, claims }) => {
    const broader = (parents: readonly number[][]): number[][] => parents.map((above, at) => above.filter((one) => one < at));
    return buildRankingIndex(
      dataOf({ symptomParents: broader(symptomParents), causeParents: broader(causeParents), symptomNames, causeNames, claims }),
    );
  });

const symptoms = fc.uniqueArray(fc.nat(symptomCount - 1), { minLength: 1, maxLength: 5 });

const scores = (index: RankingIndex, present: readonly number[], absent: readonly number[] = []): Float64Array => {
  const all = new Float64Array(causeCount);
  for (const { cause, score } of bestCauses(index, index.frequencies, { present, absent }, causeCount)) all[cause] = score;
  return all;
};

const above = ({ symptomAncestors: { starts, items } }: RankingIndex, symptom: number): number[] => [
  ...items.subarray(starts[symptom], starts[symptom + 1]),
];

/** Whether some claim says that the cause brings this or something narrower about. */
const has = (index: RankingIndex, cause: number, symptom: number): boolean => {
  for (let pair = index.pairStarts[cause] ?? 0; pair < (index.pairStarts[cause + 1] ?? 0); pair++)
    if ((index.frequencies.ofPairs[pair] ?? -1) > 0 && above(index, index.pairSymptoms[pair] ?? 0).includes(symptom)) return true;
  return false;
};

it('never lowers a cause that has the finding when a finding is told more precisely', () => {
  fc.assert(
    fc.property(graph, symptoms, fc.nat(symptomCount - 1), fc.nat(), (index, present, narrow, which) => {
      const broader = above(index, narrow).filter((one) => one !== narrow && !present.includes(one));
      const broad = broader[which % Math.max(1, broader.length)];
      fc.pre(broad !== undefined && !present.includes(narrow));
      const [before, after] = [scores(index, [...present, broad]), scores(index, [...present, narrow])];
      for (let cause = 0; cause < causeCount; cause++)
        if (has(index, cause, narrow)) expect(after[cause]).toBeGreaterThanOrEqual((before[cause] ?? 0) - 2e-6);
    }),
    { numRuns: 2000 },
  );
});

it('never raises a cause for a finding that is absent, and lowers exactly those that have it', () => {
  fc.assert(
    fc.property(graph, symptoms, fc.nat(symptomCount - 1), (index, present, absent) => {
      fc.pre(!present.includes(absent));
      const [before, after] = [scores(index, present), scores(index, present, [absent])];
      for (let cause = 0; cause < causeCount; cause++) {
        const isLowered = before[cause] !== 0 && has(index, cause, absent);
        expect((after[cause] ?? 0) < (before[cause] ?? 0)).toBe(isLowered);
        if (!isLowered) expect(after[cause]).toBe(before[cause]);
      }
    }),
    { numRuns: 2000 },
  );
});

it('finds the same best causes, however many are wanted', () => {
  fc.assert(
    fc.property(graph, symptoms, symptoms, fc.integer({ min: 1, max: causeCount }), (index, present, absent, most) => {
      const best = (count: number) => bestCauses(index, index.frequencies, { present, absent }, count);
      expect(best(most)).toEqual(best(causeCount).slice(0, most));
    }),
    { numRuns: 2000 },
  );
});

it('counts how often causes bring findings about as if claims that do not count were not there', () => {
  fc.assert(
    fc.property(graph, fc.array(fc.boolean(), { minLength: 1 }), (index, pattern) => {
      const counts = (claim: number): boolean => pattern[claim % pattern.length] === true;
      const without = frequenciesOf(
        index,
        index.frequencies.ofClaims.map((frequency, claim) => (counts(claim) ? frequency : -1)),
      );
      expect(frequenciesWhere(index, index.frequencies, counts, undefined)).toEqual(without);
    }),
    { numRuns: 500 },
  );
});

it('answers the same whatever is not known, and in whatever order findings come', () => {
  const person = { ageYears: null, sex: null, pregnant: null };
  fc.assert(
    fc.property(graph, symptoms, symptoms, symptoms, (index, present, absent, unknown) => {
      const ids = (places: readonly number[]): string[] => places.map((place) => idOf('s', place));
      const denied = absent.filter((one) => !present.includes(one));
      const asked = { person, certainties: 5, first: 50, present: ids(present), absent: ids(denied), unknown: [] };
      const [plain, other] = [
        rank(index, asked),
        rank(index, { ...asked, present: ids(present.toReversed()), absent: ids(denied.toReversed()), unknown: ids(unknown) }),
      ];
      expect(JSON.stringify(other.candidates)).toBe(JSON.stringify(plain.candidates));
      const given = [...unknown, ...present, ...denied];
      for (const { symptom } of other.nextFindings) expect(ids(given)).not.toContain(symptom);
    }),
    { numRuns: 500 },
  );
});

it('answers the same whatever it was asked before', () => {
  const question = fc.record({
    present: symptoms,
    absent: symptoms,
    person: fc.record({
      ageYears: fc.constantFrom(null, 5, 40),
      sex: fc.constantFrom(null, 'FEMALE', 'MALE'),
      pregnant: fc.constant(null),
    }),
    certainties: fc.integer({ min: 1, max: 5 }),
    first: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(graph, fc.array(question, { minLength: 2, maxLength: 20 }), (plain, questions) => {
      const populations = [everybody, { ...everybody, sex: 'FEMALE' }, { ...everybody, ageFrom: 18 }];
      const data: IndexData = {
        ...plain,
        populations,
        causePopulations: plain.causePopulations.map((_, cause) => (cause % 5 === 0 ? 1 : 0)),
        claimPopulations: plain.claimPopulations.map((_, claim) => claim % populations.length),
        claimCertainties: plain.claimCertainties.map((_, claim) => claim % 5),
      };
      const used = buildRankingIndex(data);
      for (const { present, absent, ...rest } of questions) {
        const ids = (places: readonly number[]): string[] => places.map((place) => idOf('s', place));
        const asked = { ...rest, present: ids(present), absent: ids(absent.filter((one) => !present.includes(one))), unknown: [] };
        expect(rank(used, asked)).toEqual(rank(buildRankingIndex(data), asked));
      }
    }),
    { numRuns: 300 },
  );
});

it('names no cause that a person cannot have, nor any kind of it, whatever speaks for it', () => {
  const said = [{ symptom: 0, frequency: 0.9 }];
  // The second is a kind of the first, which only women can have; the fourth a kind of the third, which everybody can.
  const index = buildRankingIndex(
    dataOf({
      symptomParents: [[]],
      causeParents: [[], [0], [], [2]],
      causePopulations: [1],
      claims: [said, said, said, said],
    }),
  );
  const causesOf = (sex: string | null): string[] =>
    rank(index, {
      person: { ageYears: null, sex, pregnant: null },
      certainties: 5,
      first: 50,
      present: [idOf('s', 0)],
      absent: [],
      unknown: [],
    })
      .candidates.map(({ cause }) => cause)
      .toSorted();
  expect(causesOf('MALE')).toEqual([idOf('c', 2), idOf('c', 3)]);
  for (const sex of ['FEMALE', null]) expect(causesOf(sex)).toEqual([0, 1, 2, 3].map((place) => idOf('c', place)));
});

it('guesses a frequency that nobody states from what all causes say of the finding, and draws counted ones to it', () => {
  const said: Said[] = [
    { symptom: 0, frequency: 0.9 },
    { symptom: 0, frequency: 0.9 },
    { symptom: 0, frequency: Number.NaN },
    { symptom: 0, frequency: 1, total: 1 },
    { symptom: 0, frequency: 0, total: 9 },
    { symptom: 0, frequency: 0.4, isNegated: true },
    { symptom: 1, frequency: Number.NaN },
  ];
  const found = claimFrequencies(dataOf({ symptomParents: [[], []], causeParents: said.map(() => []), claims: said.map((one) => [one]) }));
  const guess = (0.9 + 0.9 + 1 + 10 * 0.5) / 13;
  const expected = [0.9, 0.9, guess, (1 + 2 * guess) / 3, -1, -1, 0.5];
  for (const [claim, frequency] of expected.entries()) expect(found[claim]).toBeCloseTo(frequency, 6);
});

it('counts a claim less that is less sure, or only an association in data', () => {
  const levels = ['HIGH', 'MODERATE', 'LOW', 'VERY_LOW'] as const;
  const frequencies = (said: readonly Said[]): number[] => [
    ...claimFrequencies(dataOf({ symptomParents: [[]], causeParents: said.map(() => []), claims: said.map((one) => [one]) })),
  ];
  const found = frequencies(levels.map((sureness) => ({ symptom: 0, frequency: 0.9, certainty: sureness })));
  expect(found).toEqual(found.toSorted((a, b) => b - a));
  expect(new Set(found).size).toBe(4);
  // What nobody has graded is taken as it is said.
  const [ungraded, associated, predicted] = frequencies([
    { symptom: 0, frequency: 0.9, certainty: 'UNGRADED' },
    { symptom: 0, frequency: 0.9, knowledgeLevel: 'STATISTICAL' },
    { symptom: 0, frequency: 0.9, knowledgeLevel: 'PREDICTION' },
  ]);
  expect(ungraded).toBeCloseTo(0.9);
  expect(associated).toBeCloseTo(0.45);
  expect(predicted).toBeCloseTo(0.225);
});

it('takes what a cause is named for as always there, whatever sources counted, where a claim supports it', () => {
  const said = (frequency: number): Said[] => [
    { symptom: 0, frequency },
    { symptom: 1, frequency: 0.5 },
  ];
  const index = buildRankingIndex(
    dataOf({
      symptomParents: [[], []],
      causeParents: [[], [], []],
      symptomNames: ['ataxia', 'cramp'],
      causeNames: ['spinocerebellar ataxia 29', 'another', 'ataxia that no source has'],
      claims: [said(0.3), said(0.9), said(0)],
    }),
  );
  expect(Array.from(index.frequencies.ofPairs, (one) => Math.round(one * 10) / 10)).toEqual([1, 0.5, 0.9, 0.5, -1, 0.5]);
  const [first, second, third] = scores(index, [0]);
  expect(first).toBeGreaterThan(second ?? 0);
  expect(third).toBe(0);
});

/**
 * A hundred causes by what they are kinds of and claim; those of which nothing is said claim the second finding, so that the first says much.
 * The third and the fourth are kinds of the first, and nobody need claim them.
 */
function hundredCauses(kinds: Readonly<Record<number, readonly number[]>>, said: readonly (readonly Said[])[]): RankingIndex {
  const causes = Array.from({ length: 100 }, (_, at) => at);
  return buildRankingIndex(
    dataOf({
      symptomParents: [[], [], [0], [0]],
      causeParents: causes.map((at) => kinds[at] ?? []),
      claims: causes.map((at) => said[at] ?? [{ symptom: 1, frequency: 0.9 }]),
    }),
  );
}

const candidatesFor = (index: RankingIndex, ...present: readonly string[]) =>
  rank(index, {
    person: { ageYears: null, sex: null, pregnant: null },
    certainties: 5,
    first: 50,
    present,
    absent: [],
    unknown: [],
  }).candidates;

it('counts what a cause claims itself for more than what it takes over from a broader one, and shows both', () => {
  const [own, elsewhere, broad] = [
    { symptom: 0, frequency: 0.05 },
    { symptom: 1, frequency: 0.05 },
    { symptom: 0, frequency: 0.9 },
  ];
  const candidates = candidatesFor(hundredCauses({ 0: [2], 1: [2] }, [[own], [elsewhere], [broad]]), 's000');
  expect(candidates.map(({ cause, supporting }) => [cause, supporting.toSorted()])).toEqual([
    ['c002', ['k002']],
    ['c000', ['k000', 'k002']],
    ['c001', ['k002']],
  ]);
  // What is only taken over counts its information and the logarithm of a fifth of its frequency, and no more.
  expect(candidates[2]?.score).toBeCloseTo(Math.log(101 / 2) + Math.log(0.2 * 0.9), 5);
});

it('counts a finding for more that several sources claim, but not one that they claim for different people, and none for more than always', () => {
  const said = (frequency: number, ...people: readonly number[]): Said[] =>
    people.map((population) => ({ symptom: 0, frequency, population }));
  const claims = [said(0.35, 0), said(0.35, 0, 0), said(0.35, 0, 0, 0, 0), said(0.35, 1, 2), said(1, 0), said(1, 0, 0)];
  const score = new Map(candidatesFor(hundredCauses({}, claims), 's000').map(({ cause, score }) => [cause, score]));
  const [one = NaN, two = NaN, four = NaN, apart = NaN, always = NaN, twice = NaN] = claims.map((_, at) => score.get(idOf('c', at)));
  expect(two - one).toBeCloseTo(Math.log(1.6), 5);
  expect(four - one).toBeCloseTo(2 * Math.log(1.6), 5);
  expect(apart).toBe(one);
  expect(twice).toBe(always);
});

it('takes a finding that nobody claims for the broader one that somebody does', () => {
  const index = hundredCauses({}, [[{ symptom: 0, frequency: 0.9 }], [{ symptom: 0, frequency: 0.05 }]]);
  const found = candidatesFor(index, 's002');
  expect(found).toHaveLength(2);
  expect(found).toEqual(candidatesFor(index, 's000'));
});

it('does not take it for another kind of that, and shows such a claim apart', () => {
  const near = { symptom: 3, frequency: 0.9 };
  const index = hundredCauses({}, [[{ symptom: 0, frequency: 0.5 }], [{ symptom: 1, frequency: 0.9 }, near], [near]]);
  expect(candidatesFor(index, 's002').map(({ cause }) => cause)).toEqual(['c000']);
  const both = candidatesFor(index, 's002', 's001');
  expect(both.find(({ cause }) => cause === 'c001')).toMatchObject({ supporting: ['k001'], near: ['k002'], symptoms: ['s001'] });
  expect(both.map(({ cause }) => cause)).not.toContain('c002');
});

it('takes it for itself as soon as one cause claims it', () => {
  const index = hundredCauses({}, [[{ symptom: 0, frequency: 0.9 }], [{ symptom: 2, frequency: 0.9 }]]);
  expect(candidatesFor(index, 's002').map(({ cause }) => cause)).toEqual(['c001', 'c000']);
  expect(candidatesFor(index, 's002')[0]?.score).toBeGreaterThan(candidatesFor(index, 's000')[0]?.score ?? NaN);
});
