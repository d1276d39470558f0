import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type IndexData, rowsOf } from '../../server/knowledge/reasoning/index-data.ts';
import { rank, scoresOf } from '../../server/knowledge/reasoning/rank.ts';
import { buildRankingIndex, type RankingIndex } from '../../server/knowledge/reasoning/ranking-index.ts';

const symptomCount = 12;
const causeCount = 8;

const idOf = (kind: string, place: number): string => `${kind}${String(place).padStart(3, '0')}`;

/** A small graph: what is broader has a lower place, and causes claim findings more or less often, some of them twice or not at all. */
const graph = fc
  .record({
    symptomParents: fc.array(fc.uniqueArray(fc.nat(symptomCount), { maxLength: 3 }), { minLength: symptomCount, maxLength: symptomCount }),
    causeParents: fc.array(fc.uniqueArray(fc.nat(causeCount), { maxLength: 2 }), { minLength: causeCount, maxLength: causeCount }),
    claims: fc.array(
      fc.array(
        fc.record({
          symptom: fc.nat(symptomCount - 1),
          frequency: fc.constantFrom(Number.NaN, 0, 0.01, 0.17, 0.55, 0.9, 1),
          total: fc.constantFrom(0, 1, 20),
          isNegated: fc.constantFrom(false, false, false, true),
        }),
        { maxLength: 6 },
      ),
      { minLength: causeCount, maxLength: causeCount },
    ),
  })
  .map(({ symptomParents, causeParents, claims }) => {
    const sorted = claims.map((some) => some.toSorted((a, b) => a.symptom - b.symptom));
    const all = sorted.flat();
    const data: IndexData = {
      release: 1,
      symptomIds: symptomParents.map((_, at) => idOf('s', at)),
      causeIds: causeParents.map((_, at) => idOf('c', at)),
      symptomParents: rowsOf(symptomParents.map((above, at) => above.filter((one) => one < at))),
      causeParents: rowsOf(causeParents.map((above, at) => above.filter((one) => one < at))),
      claimStarts: rowsOf(sorted.map((some) => some.map(({ symptom }) => symptom))).starts,
      claimSymptoms: Int32Array.from(all, ({ symptom }) => symptom),
      claimFrequencies: Float32Array.from(all, ({ frequency }) => frequency),
      claimTotals: Int32Array.from(all, ({ total }) => total),
      claimPopulations: new Uint16Array(all.length),
      claimCertainties: new Uint8Array(all.length),
      claimIsNegated: Uint8Array.from(all, ({ isNegated }) => (isNegated ? 1 : 0)),
      claimIdBytes: new Uint8Array(Buffer.from(all.map((_, at) => idOf('k', at)).join(''))),
      claimIdStarts: Int32Array.from({ length: all.length + 1 }, (_, at) => at * 4),
      populations: [{ ageFrom: null, ageTo: null, sex: null, pregnancy: null }],
    };
    return buildRankingIndex(data);
  });

const symptoms = fc.uniqueArray(fc.nat(symptomCount - 1), { minLength: 1, maxLength: 5 });

const scores = (index: RankingIndex, present: readonly number[], absent: readonly number[] = []): Float64Array =>
  scoresOf(
    index,
    index.frequencies,
    present.toSorted((a, b) => a - b),
    absent.toSorted((a, b) => a - b),
  );

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
