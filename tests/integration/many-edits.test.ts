import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { recordNamed, useNewsroom } from '../support/newsroom.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const milk = recordNamed('Food', 'milk');
const source = firstContent.records.find(({ type }) => type === 'Source')?.id ?? '';
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
    expect(check).toMatchObject({ created: 3, changed: 0, unchanged: 1 });
    expect(JSON.stringify(check)).not.toContain('MISSING_END');
    expect(JSON.stringify(await editor.get(checkRecords, { records: [claim] }))).toContain('MISSING_END');
    expect(await editor.get('query ($set: ID!) { changeSet(id: $set) { edits { recordId } } }', { set })).toEqual({
      changeSet: { edits: [{ recordId: food(1).id }] },
    });
    expect(await editor.ask(checkRecords, { records, set: 'chg_0000000000000000' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('checking a record that was saved', () => {
  const calcium = recordNamed('Nutrient', 'calcium');
  const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
  const claim = (type: string, id: string, subject: string, object: string) => ({
    type,
    id,
    subject,
    object,
    certainty: 'HIGH',
    knowledgeLevel: 'ASSERTION',
    agent: 'HUMAN',
    citations: [{ source, stance: 'SUPPORTS' }],
  });
  const cause = (n: number) => ({
    type: 'Cause',
    id: `cau_000000000000000${n}`,
    causeKind: 'DISEASE',
    slug: `cause-${n}`,
    name: { en: `Unheard-of cause ${n}` },
  });
  const helps = claim('HELPS_WITH', 'hlp_0000000000000001', food(1).id, hypocalcemia.id);

  it('says of it what checking the whole change set says, for every rule that looks around', async () => {
    const { editor, openSet, put } = newsroom();
    const set = await openSet();
    const drafts = [
      food(1, { slug: 'milk', name: { en: 'Sesame paste' } }),
      food(2, { name: { en: 'Sesame pastes' } }),
      food(3, { slug: 'milk' }),
      cause(1),
      cause(2),
      claim('SUBTYPE_OF', 'sub_0000000000000001', cause(1).id, cause(2).id),
      claim('SUBTYPE_OF', 'sub_0000000000000002', cause(2).id, cause(1).id),
      claim('CONTAINS', 'cnt_0000000000000001', food(1).id, calcium.id),
      claim('CONTAINS', 'cnt_0000000000000002', food(9).id, calcium.id),
      helps,
      { ...helps, id: 'hlp_0000000000000002', negated: true },
      { ...claim('HELPS_WITH', 'hlp_0000000000000003', food(2).id, hypocalcemia.id), citations: [{ source: 'src_0000000000000009' }] },
    ];
    for (const record of drafts) expect((await put(set, record, 0)).errors).toEqual([]);
    const { checkChangeSet: whole } = await editor.get<{ checkChangeSet: { issues: { recordId: string }[] } }>(
      'query ($set: ID!) { checkChangeSet(changeSet: $set) { issues { recordId path code severity relatedId } } }',
      { set },
    );
    expect(new Set(whole.issues.map((issue) => (issue as unknown as { code: string }).code)).size).toBeGreaterThan(2);
    for (const record of drafts) {
      const { checkRecords: check } = await editor.get<{ checkRecords: { issues: object[] } }>(
        `query ($records: [JSONObject!]!, $set: ID) {
          checkRecords(records: $records, changeSet: $set) { issues { recordId path code severity relatedId } } }`,
        { records: [record], set },
      );
      const ofWhole = whole.issues.filter(({ recordId }) => recordId === record.id);
      // Of two that want the same slug the whole set blames the later one; a check blames the one that is asked about.
      expect.soft(check.issues, record.id).toEqual(expect.arrayContaining(ofWhole));
      expect.soft(check.issues.length - ofWhole.length, record.id).toBeLessThanOrEqual(record.type === 'Food' ? 1 : 0);
    }
  });

  it('lets a value go that the set takes from its holder, and a place that the set leaves', async () => {
    const { editor, openSet, put } = newsroom();
    const set = await openSet();
    await put(set, { type: 'Food', id: milk.id, slug: 'cow-drink', name: { en: 'What cows give' } }, 1);
    const { checkRecords: check } = await editor.get<{ checkRecords: { issues: object[] } }>(checkRecords, {
      records: [food(1, { slug: 'milk', name: milk['name'] })],
      set,
    });
    expect(check.issues).toEqual([]);
  });

  it('does not look at the other edits of the change set, however many there are', async () => {
    const { editor, openSet } = newsroom();
    const set = await openSet();
    const others = Array.from({ length: 150 }, (_, i) => ({
      ...cause(1),
      id: `cau_1${String(i).padStart(15, '0')}`,
      slug: `another-${i}`,
    }));
    await editor.get(putEdits, { set, edits: others.map((record) => ({ record, expectedVersion: 0 })) });
    const asked: string[] = [];
    const stop = database.onStatement(
      ({ params }) =>
        void asked.push(JSON.stringify(params, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))),
    );
    await editor.get(checkRecords, { records: [food(1), helps], set });
    stop();
    expect(asked.filter((params) => params.includes('cau_10000'))).toEqual([]);
  });
});

describe('the first saves of an editor', () => {
  const open = 'mutation ($title: String!) { openChangeSet(title: $title, onlyIfNone: true) { id } }';

  it('open one change set, however many coincide, and another one when that is no longer written', async () => {
    const { editor, house, put, submit } = newsroom();
    const colleague = await house.signedIn(await house.user('carl', ['EDITOR']));
    const opened = async (client: typeof editor, title: string) =>
      (await client.get<{ openChangeSet: { id: string } }>(open, { title })).openChangeSet.id;
    const first = await Promise.all(['Milk', 'Calcium', 'Leg cramp'].map((title) => opened(editor, title)));
    expect(new Set(first).size).toBe(1);
    expect(await opened(colleague, 'Milk')).not.toBe(first[0]);
    await put(first[0] ?? '', { ...milk, summary: { en: 'Milk.' } }, 1);
    await submit(first[0] ?? '');
    expect(await opened(editor, 'Milk')).not.toBe(first[0]);
  });
});
