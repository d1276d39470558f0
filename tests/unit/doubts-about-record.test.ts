import { expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { doubtsAboutNextReview, doubtsAboutRecord } from '../../schema/validation/doubts-about-record.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';

const doubtsOf = (record: object): string[] =>
  doubtsAboutRecord(model, { id: 'x', ...record } as AnyRecord, '2026-03-01').map(({ path, code }) => `${path} ${code}`);

it('doubts Chinese characters where a text is said to be English, and nowhere else', () => {
  const synonyms = [
    { text: '糖尿病', kind: 'EXACT', locale: 'zh' },
    { text: '糖尿病', kind: 'EXACT', locale: 'en' },
  ];
  const summary = { en: 'A disease.', zh: '一种疾病。' };
  expect(doubtsOf({ type: 'Cause', name: { en: '糖尿病' }, summary, synonyms })).toEqual([
    'name.en WRONG_LANGUAGE',
    'synonyms.1.text WRONG_LANGUAGE',
  ]);
  expect(doubtsOf({ type: 'Source', title: '中国糖尿病防治指南' })).toEqual([]);
});

it.each([
  [0.3, 60, 1000, true],
  [0.06, 60, 1000, false],
  [0.07, 66, 1000, false],
  [0.33, 1, 3, false],
  [0.001, 1, 10_000, true],
  [0.3, undefined, 1000, false],
])('compares a share with the people counted: %s beside %s of %s', (frequency, frequencyCount, frequencyTotal, isDoubtful) => {
  expect(doubtsOf({ type: 'CAUSES', frequency, frequencyCount, frequencyTotal })).toEqual(
    isDoubtful ? ['frequency CONTRADICTS_COUNT'] : [],
  );
});

it('doubts a source that is yet to be published, and a next review that is set to a day that has passed', () => {
  expect(doubtsOf({ type: 'Source', published: '2026-03-02' })).toEqual(['published IN_FUTURE']);
  expect(doubtsOf({ type: 'Source', published: '2026-03-01' })).toEqual([]);
  const due: AnyRecord = { type: 'Cause', id: 'x', nextReview: '2026-02-28' };
  expect(doubtsAboutNextReview(due, undefined, '2026-03-01').map(({ path, code }) => `${path} ${code}`)).toEqual(['nextReview IN_PAST']);
  expect(doubtsAboutNextReview(due, due, '2026-03-01')).toEqual([]);
  expect(doubtsAboutNextReview(due, undefined, '2026-02-28')).toEqual([]);
});

it.each([
  [{ population: { sex: 'MALE', pregnancy: true } }, 'population.pregnancy'],
  [{ sex: 'MALE', population: { pregnancy: true } }, 'population.pregnancy'],
  [{ sex: 'FEMALE', population: { sex: 'MALE' } }, 'sex'],
  [{ sex: 'MALE', population: { sex: 'MALE', pregnancy: false } }, undefined],
])('refuses a claim that holds for nobody: %j', (people, path) => {
  const found = validateRecord(model, { type: 'CAUSES', id: 'x', ...people }).filter(({ code }) => code === 'HOLDS_FOR_NOBODY');
  expect(found.map((issue) => issue.path)).toEqual(path === undefined ? [] : [path]);
});
