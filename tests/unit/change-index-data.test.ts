import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeIndexData } from '../../server/knowledge/reasoning/change-index-data.ts';
import { ClaimTable, everybody } from '../../server/knowledge/reasoning/claim-table.ts';
import { type IndexChanges, type IndexData, rowsOf, type SaidOfCause } from '../../server/knowledge/reasoning/index-data.ts';
import { rank } from '../../server/knowledge/reasoning/rank.ts';
import { buildRankingIndex } from '../../server/knowledge/reasoning/ranking-index.ts';

const mostSymptoms = 8;
const mostCauses = 6;

interface Row {
  readonly parents: readonly string[];
  readonly names: string;
}

/** What a graph holds, by id; what is broader has a lower number. */
interface Content {
  readonly symptoms: ReadonlyMap<string, Row>;
  readonly causes: ReadonlyMap<string, SaidOfCause & Row>;
}

const numbers = (most: number) => fc.uniqueArray(fc.nat(most - 1), { maxLength: most });

const content: fc.Arbitrary<Content> = fc
  .record({
    symptoms: numbers(mostSymptoms),
    causes: numbers(mostCauses),
    parents: fc.array(numbers(mostSymptoms), { minLength: mostSymptoms, maxLength: mostSymptoms }),
    sexes: fc.array(fc.constantFrom(null, null, 'MALE', 'FEMALE'), { minLength: mostCauses, maxLength: mostCauses }),
    names: fc.array(fc.constantFrom('', 'cramp', 'cramp of legs'), { minLength: mostSymptoms, maxLength: mostSymptoms }),
    claims: fc.array(
      fc.record({
        cause: fc.nat(mostCauses - 1),
        symptom: fc.nat(mostSymptoms - 1),
        frequency: fc.constantFrom(Number.NaN, 0, 0.1, 0.9),
        total: fc.constantFrom(0, 5),
        certainty: fc.nat(4),
        knowledgeLevel: fc.nat(2),
        isNegated: fc.boolean(),
        sex: fc.constantFrom(null, 'MALE', 'FEMALE'),
      }),
      { maxLength: 20 },
    ),
  })
  .map(({ symptoms, causes, parents, names, sexes, claims }) => {
    const only = (sex: string | null) => ({ ...everybody, sex });
    const above = (kind: string, one: number, there: readonly number[]): string[] =>
      (parents[one] ?? []).filter((broader) => broader < one && there.includes(broader)).map((broader) => `${kind}${broader}`);
    return {
      symptoms: new Map(symptoms.map((one) => [`s${one}`, { parents: above('s', one, symptoms), names: names[one] ?? '' }])),
      causes: new Map(
        causes.map((one) => [
          `c${one}`,
          {
            parents: above('c', one, causes),
            names: names[one] ?? '',
            population: only(sexes[one] ?? null),
            claims: claims.flatMap(({ cause, symptom, sex, ...claim }, i) =>
              cause === one && symptoms.includes(symptom) ? [{ ...claim, id: `k${i}`, symptom: `s${symptom}`, population: only(sex) }] : [],
            ),
          },
        ]),
      ),
    };
  });

const gone = { parents: null, names: '' };
const nothing: SaidOfCause = { population: everybody, claims: [] };

function dataOf({ symptoms, causes }: Content): IndexData {
  const [symptomIds, causeIds] = [[...symptoms.keys()].sort(), [...causes.keys()].sort()];
  const [symptomAt, causeAt] = [symptomIds, causeIds].map((ids) => new Map(ids.map((id, at) => [id, at]))) as [
    Map<string, number>,
    Map<string, number>,
  ];
  const places = (ids: readonly string[], at: ReadonlyMap<string, number>): number[] =>
    ids.map((id) => at.get(id) ?? -1).sort((a, b) => a - b);
  const table = new ClaimTable(causeIds.length);
  for (const [at, id] of causeIds.entries()) table.add(at, causes.get(id) ?? nothing, symptomAt);
  return {
    release: 1,
    edition: '1',
    symptomIds,
    causeIds,
    symptomNames: symptomIds.map((id) => symptoms.get(id)?.names ?? ''),
    causeNames: causeIds.map((id) => causes.get(id)?.names ?? ''),
    symptomParents: rowsOf(symptomIds.map((id) => places(symptoms.get(id)?.parents ?? [], symptomAt))),
    causeParents: rowsOf(causeIds.map((id) => places(causes.get(id)?.parents ?? [], causeAt))),
    ...table.finish(),
  };
}

/** What differs, and some of what does not. */
function changesBetween(before: Content, after: Content, also: readonly string[]): IndexChanges {
  const isTouched = (id: string): boolean => {
    const [was, is] = [before, after].map(({ symptoms, causes }) => symptoms.get(id) ?? causes.get(id));
    return also.includes(id) || JSON.stringify(was) !== JSON.stringify(is);
  };
  const ids = [...new Set([before, after].flatMap(({ symptoms, causes }) => [...symptoms.keys(), ...causes.keys()]))].filter(isTouched);
  return {
    symptoms: ids.map((id) => ({ id, ...(after.symptoms.get(id) ?? gone) })),
    causes: ids.map((id) => ({ id, ...gone, ...(after.causes.get(id) ?? nothing) })),
  };
}

/** The data with the populations themselves, since their order is nobody's business. */
const plain = ({ causePopulations, claimPopulations, populations, ...data }: IndexData) => ({
  ...data,
  populations: [causePopulations, claimPopulations].map((places) => Array.from(places, (place) => populations[place])),
});

it('changes an index to what it would be if it were read anew', () => {
  const ids = fc.subarray(['s0', 's3', 'c0', 'c2', 'c5']);
  fc.assert(
    fc.property(content, content, ids, numbers(mostSymptoms), (before, after, also, present) => {
      const from = buildRankingIndex(dataOf(before));
      const changed = changeIndexData(from, changesBetween(before, after, also));
      const anew = dataOf(after);
      expect(plain(changed)).toEqual(plain(anew));
      const asked = {
        person: { ageYears: null, sex: 'MALE', pregnant: null },
        certainties: 3,
        first: 10,
        present: present.map((one) => `s${one}`),
        absent: [],
        unknown: [],
      };
      expect(rank(buildRankingIndex(changed, from), asked)).toEqual(rank(buildRankingIndex(anew), asked));
    }),
    { numRuns: 1000 },
  );
});

it('shares the hierarchy that does not change', () => {
  const some: Content = {
    symptoms: new Map([['s0', { parents: [], names: '' }]]),
    causes: new Map([['c0', { parents: [], names: '', ...nothing }]]),
  };
  const before = dataOf(some);
  const changed = changeIndexData(before, changesBetween(some, some, ['s0', 'c0']));
  expect(changed.symptomParents).toBe(before.symptomParents);
});
