import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { claimBetween, recordNamed, useNewsroom } from '../support/newsroom.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
const legCramp = recordNamed('Symptom', 'leg-cramp');
const claim = claimBetween('CAUSES', hypocalcemia, legCramp);

interface WorkRecord {
  readonly id: string;
  readonly published: object | null;
  readonly publishedVersion: number;
  readonly edit: { readonly version: number; readonly record: object | null } | null;
}
interface Bench {
  readonly record: WorkRecord;
  readonly claims: readonly WorkRecord[];
  readonly claimCount: number;
  readonly titles: readonly { readonly id: string; readonly texts: object; readonly standing: string | null }[];
}
const question = `query ($id: ID!, $set: ID) { workbench(id: $id, changeSet: $set) { claimCount
  record { id published publishedVersion edit { version record } } claims { id published publishedVersion edit { version record } }
  titles { id texts standing } } }`;

const benchOf = async (id: string, set?: string): Promise<Bench | null> =>
  (await newsroom().editor.get<{ workbench: Bench | null }>(question, { id, set: set ?? null })).workbench;

it('answers a published record with all its claims, and the names of what they name', async () => {
  const bench = await benchOf(hypocalcemia.id);
  expect(bench?.record).toMatchObject({
    id: hypocalcemia.id,
    publishedVersion: 1,
    published: { type: 'Cause', slug: 'hypocalcemia' },
    edit: null,
  });
  expect(bench?.claims.find(({ id }) => id === claim.id)).toMatchObject({
    publishedVersion: 1,
    published: { type: 'CAUSES', subject: hypocalcemia.id, object: legCramp.id },
  });
  expect(bench?.claimCount).toBe(bench?.claims.length);
  expect(bench?.titles).toEqual(
    expect.arrayContaining([
      { id: legCramp.id, texts: legCramp['name'], standing: null },
      expect.objectContaining({ texts: { en: 'How to quickly relieve leg cramp pain' }, standing: 'CURRENT' }),
    ]),
  );
});

it('leaves out claims that the page has already', async () => {
  const all = await benchOf(hypocalcemia.id);
  const { workbench } = await newsroom().editor.get<{ workbench: Bench }>(
    `{ workbench(id: "${hypocalcemia.id}", skipClaims: 2) { claimCount claims { id } } }`,
  );
  expect(workbench).toEqual({ claimCount: all?.claimCount, claims: all?.claims.slice(2).map(({ id }) => ({ id })) });
});

it('lays the edits of a change set over what is published, and claims that only the set has beside them', async () => {
  const { openSet, put } = newsroom();
  const set = await openSet();
  await put(set, { ...claim, frequency: 0.3 }, 1);
  const food = { type: 'Food', name: { en: 'Sesame', zh: '芝麻' } };
  const made = ((await put(set, food, 0)).data as unknown as { putEdit: { recordId: string } }).putEdit.recordId;
  await put(set, { type: 'HELPS_WITH', subject: made, object: hypocalcemia.id }, 0);
  const bench = await benchOf(hypocalcemia.id, set);
  expect(bench?.claims.find(({ id }) => id === claim.id)?.edit).toMatchObject({ version: 2, record: { frequency: 0.3 } });
  expect(bench?.claims.filter(({ published }) => published === null)).toEqual([
    expect.objectContaining({
      publishedVersion: 0,
      edit: expect.objectContaining({ record: expect.objectContaining({ subject: made }) as object }) as object,
    }),
  ]);
  expect(bench?.titles).toContainEqual({ id: made, texts: { en: 'Sesame', zh: '芝麻' }, standing: null });
  expect((await benchOf(hypocalcemia.id))?.claims.some(({ edit }) => edit !== null)).toBe(false);
});

it('answers a record that only the change set has, and nothing where neither has it', async () => {
  const { openSet, put } = newsroom();
  const set = await openSet();
  const made = ((await put(set, { type: 'Food', name: { en: 'Sesame' } }, 0)).data as unknown as { putEdit: { recordId: string } }).putEdit
    .recordId;
  expect((await benchOf(made, set))?.record).toMatchObject({ published: null, publishedVersion: 0, edit: { version: 1 } });
  expect(await benchOf(made)).toBeNull();
});

it('finds open edits by record, type, state, person and newness, and forgets them once published', async () => {
  const { editor, openSet, put, release } = newsroom();
  const set = await openSet();
  await put(set, { ...hypocalcemia, plainName: { en: 'Too little calcium in the blood' } }, 1);
  await put(set, { type: 'Food', name: { en: 'Sesame' } }, 0);
  const find = async (args: string): Promise<string[]> =>
    (
      await editor.get<{ openEdits: { edit: { recordType: string }; changeSet: { id: string } }[] }>(
        `{ openEdits(${args}) { edit { recordType } changeSet { id } } }`,
      )
    ).openEdits.map(({ edit }) => edit.recordType);
  expect(await find(`recordIds: ["${hypocalcemia.id}"]`)).toEqual(['Cause']);
  expect(await find('recordType: "Food"')).toEqual(['Food']);
  expect(await find('isNew: false')).toEqual(['Cause']);
  expect((await find(`changeSet: "${set}"`)).toSorted()).toEqual(['Cause', 'Food']);
  expect(await find(`exceptChangeSet: "${set}"`)).toEqual([]);
  expect(await find(`exceptChangeSet: "${await openSet()}", recordType: "Food"`)).toEqual(['Food']);
  expect(await find('authorId: "nobody"')).toEqual([]);
  expect(await find('states: [OPEN], recordType: "Food"')).toEqual(['Food']);
  expect(await find('states: [IN_REVIEW, PUBLISHED]')).toEqual([]);
  await put(set, { ...claim, frequency: 0.3 }, 1);
  expect((await find(`mentions: "${hypocalcemia.id}"`)).toSorted()).toEqual(['CAUSES', 'Cause']);
  expect(await find(`mentions: "${legCramp.id}"`)).toEqual(['CAUSES']);
  await editor.get(`mutation { dropEdit(changeSet: "${set}", id: "${await newFood(editor)}") { id } }`);
  await release(set);
  expect(await find('first: 10')).toEqual([]);
});

it('calls records by the change set first, claims by their ends, and what is retired as it was last', async () => {
  const { editor, openSet, put, release } = newsroom();
  const titlesOf = async (ids: readonly string[], set?: string): Promise<object[]> =>
    (
      await editor.get<{ recordTitles: object[] }>(
        'query ($ids: [ID!]!, $set: ID) { recordTitles(ids: $ids, changeSet: $set) { id recordType texts claim { subjectId objectId negated } } }',
        { ids, set: set ?? null },
      )
    ).recordTitles;
  const [legCrampTitle, hypocalcemiaTitle] = [legCramp, hypocalcemia].map(({ id, type, name }) => ({
    id,
    recordType: type,
    texts: name,
    claim: null,
  }));
  const claimTitle = {
    id: claim.id,
    recordType: 'CAUSES',
    texts: {},
    claim: { subjectId: hypocalcemia.id, objectId: legCramp.id, negated: false },
  };
  expect(await titlesOf([claim.id])).toEqual([claimTitle, hypocalcemiaTitle, legCrampTitle]);
  const set = await openSet();
  await put(set, { ...claim, negated: true }, 1);
  await put(set, { ...hypocalcemia, name: { en: 'Low calcium' } }, 1);
  expect(await titlesOf([claim.id], set)).toEqual([
    { ...claimTitle, claim: { ...claimTitle.claim, negated: true } },
    { ...hypocalcemiaTitle, texts: { en: 'Low calcium' } },
    legCrampTitle,
  ]);
  const gone = await openSet();
  await editor.get('mutation ($set: ID!, $id: ID!) { retire(changeSet: $set, id: $id, reason: "Test", expectedVersion: 1) { recordId } }', {
    set: gone,
    id: claim.id,
  });
  await release(gone);
  expect(await titlesOf([claim.id, 'foo_0000000000000000'])).toEqual([claimTitle, hypocalcemiaTitle, legCrampTitle]);
});

const newFood = async (editor: { get<T>(query: string): Promise<T> }): Promise<string> =>
  (await editor.get<{ openEdits: { edit: { recordId: string } }[] }>('{ openEdits(recordType: "Food") { edit { recordId } } }'))
    .openEdits[0]?.edit.recordId ?? '';
