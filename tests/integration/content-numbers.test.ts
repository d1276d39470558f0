import { expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { kindName } from '../../schema/language/node-type.ts';
import { certainty } from '../../schema/language/vocabularies.ts';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { useDatabase } from '../support/database.ts';
import { claimBetween, recordNamed, useNewsroom } from '../support/newsroom.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const question = `{ contentNumbers {
  concepts { kind count withChineseName stale } sources { count notCurrent stale }
  claims { count denying withOneSource stale byPredicate { predicate count } byCertainty { certainty count } } } }`;

/** The same numbers, counted from the records. */
function numbersOf(records: readonly AnyRecord[]): object {
  const today = '2026-03-01';
  const stale = (some: readonly AnyRecord[]) =>
    some.filter((one) => typeof one['nextReview'] === 'string' && one['nextReview'] < today).length;
  const claims = records.filter(({ type }) => model.relationByName.has(type));
  const sources = records.filter(({ type }) => type === 'Source');
  return {
    concepts: model.concepts.map((type) => {
      const some = records.filter((one) => one.type === type.name);
      return {
        kind: kindName(type),
        count: some.length,
        withChineseName: some.filter((one) => (one['name'] as { zh?: string }).zh !== undefined).length,
        stale: stale(some),
      };
    }),
    sources: { count: sources.length, notCurrent: sources.filter((one) => one['standing'] !== 'CURRENT').length, stale: stale(sources) },
    claims: {
      count: claims.length,
      denying: claims.filter(({ negated }) => negated === true).length,
      withOneSource: claims.filter((one) => new Set((one['citations'] as { source: string }[]).map(({ source }) => source)).size === 1)
        .length,
      stale: stale(claims),
      byPredicate: model.relations.map(({ name }) => ({ predicate: name, count: claims.filter(({ type }) => type === name).length })),
      byCertainty: Object.keys(certainty.values).map((level) => ({
        certainty: level,
        count: claims.filter((one) => one['certainty'] === level).length,
      })),
    },
  };
}

it('counts what is published: kinds, translations, certainty, sources, and what is past its review', async () => {
  const { house, openSet, put, release } = newsroom();
  expect((await house.client().get(question))['contentNumbers']).toEqual(numbersOf(firstContent.records));
  const claim = claimBetween('CAUSES', recordNamed('Cause', 'hypocalcemia'), recordNamed('Symptom', 'leg-cramp'));
  const source = { type: 'Source', id: 'src_0000000000000001', kind: 'BOOK', title: 'A book', standing: 'RETRACTED' };
  const milk = { ...recordNamed('Food', 'milk'), name: { en: 'Milk' }, lastReviewed: '2025-02-28', nextReview: '2026-02-28' };
  const denial = {
    ...claim,
    id: 'csc_0000000000000001',
    negated: true,
    certainty: 'HIGH',
    lastReviewed: '2025-03-01',
    nextReview: '2026-03-01',
  };
  const set = await openSet();
  for (const [record, version] of [
    [source, 0],
    [milk, 1],
    [denial, 0],
  ] as const)
    expect((await put(set, record, version)).errors).toEqual([]);
  await release(set);
  const records = [...firstContent.records.filter(({ id }) => id !== milk.id), milk, source, denial];
  expect((await house.client().get(question))['contentNumbers']).toEqual(numbersOf(records));
});
