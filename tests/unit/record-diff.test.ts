import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { model } from '../../schema/model.ts';
import { diffRecords, type FieldChange, mergeThreeWay } from '../../schema/language/record-diff.ts';
import { isSameRecord } from '../../server/neo4j/mapping.ts';
import { arbitraryRecord, arbitraryType, mixedRecord } from '../support/arbitrary-record.ts';

const typeNamed = (name: string): NodeType | RelationType => {
  const type = model.nodeByName.get(name) ?? model.relationByName.get(name);
  if (!type) throw new Error(name);
  return type;
};
const symptom = typeNamed('Symptom');
const causes = typeNamed('CAUSES');
const contains = typeNamed('CONTAINS');

const base: AnyRecord = {
  type: 'Symptom',
  id: 'sym_00000000',
  slug: 'a',
  name: { en: 'A', zh: '甲' },
  synonyms: [
    { text: 'one', kind: 'EXACT', locale: 'en' },
    { text: 'two', kind: 'LAY', locale: 'en' },
  ],
};
const synonym = (text: string) => ({ text, kind: 'EXACT', locale: 'en' });
const synonyms = base['synonyms'] as readonly object[];
const claim: AnyRecord = {
  type: 'CAUSES',
  id: 'csc_00000000',
  subject: 'cau_00000000',
  object: 'sym_00000000',
  certainty: 'LOW',
  population: { ageFrom: 18, sex: 'FEMALE' },
  frequency: 0.2,
  citations: [{ source: 'src_00000000', stance: 'SUPPORTS' }],
};

const asSet = (changes: readonly FieldChange[]): Set<string> => new Set(changes.map((change) => JSON.stringify(change)));

/** A type and this many records of it. */
const records = (count: number) =>
  arbitraryType.chain((type) =>
    fc.tuple(fc.constant(type), fc.array(arbitraryRecord(type), { minLength: count, maxLength: count })),
  ) as fc.Arbitrary<[NodeType | RelationType, [AnyRecord, AnyRecord, AnyRecord]]>;

/** Says the same for the same path again; about one path in `oneIn` is chosen. */
const someOf = (oneIn: number) => fc.func(fc.nat()).map((f) => (path: string) => f(path) % oneIn === 0);

describe('the difference of two records', () => {
  it('names each field, locale and part by its path, in the order of the model', () => {
    const after = {
      ...claim,
      negated: true,
      certainty: 'HIGH',
      population: { ageFrom: 21, pregnancy: false },
      note: { zh: '注' },
      frequency: undefined,
    };
    expect(diffRecords(causes, claim, after)).toEqual([
      { path: 'negated', before: null, after: true },
      { path: 'certainty', before: 'LOW', after: 'HIGH' },
      { path: 'population.ageFrom', before: 18, after: 21 },
      { path: 'population.sex', before: 'FEMALE', after: null },
      { path: 'population.pregnancy', before: null, after: false },
      { path: 'note.zh', before: null, after: '注' },
      { path: 'frequency', before: 0.2, after: null },
    ]);
  });

  it('tells items of a list that went and that came, and a list whose order alone changed as a whole', () => {
    expect(diffRecords(symptom, base, { ...base, synonyms: [synonym('three'), synonyms[0]] })).toEqual([
      { path: 'synonyms.-', before: synonyms[1], after: null },
      { path: 'synonyms.+', before: null, after: synonym('three') },
    ]);
    expect(diffRecords(symptom, base, { ...base, synonyms: synonyms.toReversed() })).toEqual([
      { path: 'synonyms', before: synonyms, after: synonyms.toReversed() },
    ]);
  });

  it('counts everything as new in a record that was not there, and as gone in one that is no more', () => {
    const { type: _type, id: _id, population, citations, ...values } = claim;
    const { ageFrom, sex } = population as { ageFrom: number; sex: string };
    const expected = { ...values, 'population.ageFrom': ageFrom, 'population.sex': sex, 'citations.+': (citations as unknown[])[0] };
    const created = diffRecords(causes, null, claim);
    expect(Object.fromEntries(created.map(({ path, after }) => [path, after]))).toEqual(expected);
    expect(created.every(({ before }) => before === null)).toBe(true);
    expect(diffRecords(causes, claim, null)).toHaveLength(created.length);
    expect(diffRecords(causes, null, null)).toEqual([]);
  });

  it('compares a value that has not the shape of its field as it is', () => {
    const draft = { ...base, name: 'A', synonyms: 'one' };
    expect(diffRecords(symptom, base, draft)).toEqual([
      { path: 'name', before: base['name'], after: 'A' },
      { path: 'synonyms', before: synonyms, after: 'one' },
    ]);
  });

  it('is empty exactly for records that are stored alike', () => {
    fc.assert(
      fc.property(records(2), someOf(8), ([type, [a, b]], isChosen) => {
        const near = mixedRecord(type, a, b, isChosen);
        expect(diffRecords(type, a, near).length === 0).toBe(isSameRecord(type, a, near));
      }),
    );
  });

  it('read backwards says the opposite', () => {
    const turned = ({ path, before, after }: FieldChange): FieldChange => ({
      path: path.replace(/[+-]$/, (sign) => (sign === '+' ? '-' : '+')),
      before: after,
      after: before,
    });
    fc.assert(
      fc.property(records(2), ([type, [a, b]]) => {
        expect(asSet(diffRecords(type, b, a).map(turned))).toEqual(asSet(diffRecords(type, a, b)));
      }),
    );
  });
});

describe('merging two changed states of a record', () => {
  it('gives the other side when one side changed nothing', () => {
    fc.assert(
      fc.property(records(2), ([type, [was, now]]) => {
        expect(mergeThreeWay(type, was, was, now)).toEqual({ merged: now, overlapping: [] });
        expect(mergeThreeWay(type, was, now, was)).toEqual({ merged: now, overlapping: [] });
      }),
    );
  });

  it('sees no overlap in equal changes', () => {
    fc.assert(
      fc.property(records(2), ([type, [was, now]]) => {
        expect(mergeThreeWay(type, was, now, now)).toEqual({ merged: now, overlapping: [] });
      }),
    );
  });

  it('keeps both sides where they changed different fields, locales and parts', () => {
    fc.assert(
      fc.property(records(2), someOf(2), ([type, [was, now]], isTheirs) => {
        // Qualifiers that belong together go to one side.
        const family = (path: string): string =>
          (type.shape === 'relation' && type.together.find((names) => names.includes(path.split('.')[0] ?? ''))?.[0]) || path;
        const theirs = mixedRecord(type, was, now, (path) => isTheirs(family(path)));
        const mine = mixedRecord(type, was, now, (path) => !isTheirs(family(path)));
        expect(mergeThreeWay(type, was, theirs, mine)).toEqual({ merged: now, overlapping: [] });
      }),
    );
  });

  it('does not depend on which side is called mine, and differs from the base by both sides’ changes, when nothing overlaps', () => {
    let clean = 0;
    fc.assert(
      fc.property(records(3), someOf(12), someOf(12), ([type, [was, a, b]], ofA, ofB) => {
        const [theirs, mine] = [mixedRecord(type, was, a, ofA), mixedRecord(type, was, b, ofB)];
        const [one, other] = [mergeThreeWay(type, was, theirs, mine), mergeThreeWay(type, was, mine, theirs)];
        expect(one.overlapping.map(({ path }) => path)).toEqual(other.overlapping.map(({ path }) => path));
        if (one.overlapping.length > 0) return;
        clean++;
        expect(one.merged).toEqual(other.merged);
        const union = new Set([...asSet(diffRecords(type, was, theirs)), ...asSet(diffRecords(type, was, mine))]);
        expect(asSet(diffRecords(type, was, one.merged))).toEqual(union);
      }),
      { numRuns: 500 },
    );
    expect(clean).toBeGreaterThan(100);
  });

  it('names what overlaps with all three values and leaves there what they say', () => {
    const theirs = { ...base, slug: 'b', name: { en: 'B', zh: '甲' } };
    const mine = { ...base, slug: 'c', name: { en: 'A', zh: '丙' } };
    expect(mergeThreeWay(symptom, base, theirs, mine)).toEqual({
      merged: { ...theirs, name: { en: 'B', zh: '丙' } },
      overlapping: [{ path: 'slug', base: 'a', theirs: 'b', mine: 'c' }],
    });
  });

  it('unites additions to one list where they were made, once each, whoever merges', () => {
    const additions = fc.tuple(fc.nat(2), fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }));
    fc.assert(
      fc.property(additions, additions, ([atA, a], [atB, b]) => {
        const theirs = { ...base, synonyms: synonyms.toSpliced(atA, 0, ...a.map(synonym)) };
        const mine = { ...base, synonyms: synonyms.toSpliced(atB, 0, ...b.map(synonym)) };
        const { merged, overlapping } = mergeThreeWay(symptom, base, theirs, mine);
        expect(overlapping).toEqual([]);
        expect(mergeThreeWay(symptom, base, mine, theirs).merged).toEqual(merged);
        const united = (merged['synonyms'] as { text: string }[]).map(({ text }) => text);
        expect(united.toSorted()).toEqual(['one', 'two', ...new Set([...a, ...b])].toSorted());
        expect(united.indexOf('one')).toBeLessThan(united.indexOf('two'));
      }),
    );
  });

  it.each([
    ['removed an item', [synonyms[0]]],
    ['changed an item', [{ ...synonyms[0], kind: 'BROAD' }, synonyms[1]]],
    ['moved an item', synonyms.toReversed()],
  ])('leaves a list to a person when one side %s and the other added one', (_what, theirList) => {
    const mine = { ...base, synonyms: [...synonyms, synonym('x')] };
    expect(mergeThreeWay(symptom, base, { ...base, synonyms: theirList }, mine)).toEqual({
      merged: { ...base, synonyms: theirList },
      overlapping: [{ path: 'synonyms', base: synonyms, theirs: theirList, mine: mine.synonyms }],
    });
  });

  it('leaves an amount to a person when one side changed its number and the other its unit', () => {
    const was: AnyRecord = { ...claim, type: 'CONTAINS', id: 'cnt_00000000', frequency: undefined, amount: 5000, unit: 'GRAM' };
    const theirs = { ...was, amount: 5 };
    const mine = { ...was, unit: 'MILLIGRAM', certainty: 'HIGH' };
    expect(mergeThreeWay(contains, was, theirs, mine)).toMatchObject({
      merged: { amount: 5, unit: 'GRAM', certainty: 'HIGH' },
      overlapping: [
        { path: 'amount', base: 5000, theirs: 5, mine: 5000 },
        { path: 'unit', base: 'GRAM', theirs: 'GRAM', mine: 'MILLIGRAM' },
      ],
    });
  });
});
