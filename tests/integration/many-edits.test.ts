import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { recordNamed, useNewsroom } from '../support/newsroom.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const milk = recordNamed('Food', 'milk');
const prefix = milk.id.split('_')[0];
const food = (n: number, more: object = {}) => ({
  type: 'Food',
  id: `${prefix}_000000000000000${n}`,
  slug: `food-${n}`,
  name: { en: `Food ${n}` },
  ...more,
});

const putEdits = `mutation ($set: ID!, $edits: [EditInput!]!, $mutation: String) {
  putEdits(changeSet: $set, edits: $edits, clientMutationId: $mutation) { version edits { recordId version baseVersion } } }`;
const checkRecords = `query ($records: [JSONObject!]!, $set: ID) {
  checkRecords(records: $records, changeSet: $set) { issues { recordId path code severity } created changed unchanged } }`;

describe('putting many records', () => {
  it('takes all of them, once, and they go through review like any other', async () => {
    const { editor, openSet, release, house } = newsroom();
    const set = await openSet();
    const edits = [
      { record: food(1), expectedVersion: 0 },
      { record: food(2), expectedVersion: 0 },
      { record: { ...milk, summary: { en: 'Milk.' } }, expectedVersion: 1 },
    ];
    const variables = { set, edits, mutation: 'import 1' };
    const first = await editor.get<{ putEdits: { version: number; edits: object[] } }>(putEdits, variables);
    expect(first.putEdits.edits.length).toBe(3);
    expect((await editor.get<typeof first>(putEdits, variables)).putEdits.edits).toEqual(first.putEdits.edits);
    await release(set);
    expect(await house.client().get('{ food(slug: "food-2") { name } }')).toEqual({ food: { name: 'Food 2' } });
  });

  it('takes none when one cannot be held, and names each problem', async () => {
    const { editor, openSet } = newsroom();
    const set = await openSet();
    const edits = [
      { record: food(1), expectedVersion: 0 },
      { record: food(2, { colour: 'white', name: 'Food 2' }), expectedVersion: 0 },
    ];
    const refused = await editor.ask(putEdits, { set, edits });
    expect(refused.code).toBe('VALIDATION_FAILED');
    expect(refused.errors[0]?.extensions['issues']).toMatchObject([{ path: 'edits.1.record.colour' }, { path: 'edits.1.record.name' }]);
    const stale = [edits[0], { record: milk, expectedVersion: 0 }];
    expect(await editor.ask(putEdits, { set, edits: stale })).toMatchObject({ code: 'CONFLICT' });
    for (const count of [0, 201])
      expect(
        await editor.ask(putEdits, { set, edits: Array.from({ length: count }, () => ({ record: food(1), expectedVersion: 0 })) }),
      ).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await editor.get('query ($set: ID!) { changeSet(id: $set) { edits { recordId } } }', { set })).toEqual({
      changeSet: { edits: [] },
    });
  });
});

describe('checking records', () => {
  it('finds what is wrong with each, with the graph and with the change set around them, and writes nothing', async () => {
    const { editor, openSet, put } = newsroom();
    const set = await openSet();
    await put(set, food(1), 0);
    const claim = {
      type: 'CONTAINS',
      id: 'cnt_0000000000000001',
      subject: food(1).id,
      object: recordNamed('Nutrient', 'calcium').id,
      certainty: 'HIGH',
      knowledgeLevel: 'ASSERTION',
      agent: 'HUMAN',
      citations: [],
    };
    const records = [food(2, { slug: 'milk' }), food(3, { slug: 'Not a slug' }), milk, claim];
    const { checkRecords: check } = await editor.get<{ checkRecords: { issues: object[] } }>(checkRecords, { records, set });
    expect(check.issues).toEqual(
      expect.arrayContaining([
        { recordId: food(2).id, path: 'slug', code: 'DUPLICATE', severity: 'ERROR' },
        { recordId: food(3).id, path: 'slug', code: 'BAD_FORMAT', severity: 'ERROR' },
        { recordId: claim.id, path: 'citations', code: 'REQUIRED', severity: 'ERROR' },
      ]),
    );
    expect(check).toMatchObject({ created: 4, changed: 0, unchanged: 1 });
    expect(JSON.stringify(check)).not.toContain('MISSING_END');
    expect(JSON.stringify(await editor.get(checkRecords, { records: [claim] }))).toContain('MISSING_END');
    expect(await editor.get('query ($set: ID!) { changeSet(id: $set) { edits { recordId } } }', { set })).toEqual({
      changeSet: { edits: [{ recordId: food(1).id }] },
    });
    expect(await editor.ask(checkRecords, { records, set: 'chg_0000000000000000' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});
