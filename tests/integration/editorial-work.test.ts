import { afterEach, describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { readConfig } from '../../server/config.ts';
import { publishDue } from '../../server/editorial/change-sets/publish-change-set.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { KnowledgeError } from '../../server/errors.ts';
import { write } from '../../server/neo4j/statement.ts';
import { findPublisher } from '../../server/schedule.ts';
import { useDatabase } from '../support/database.ts';
import { claimBetween, recordNamed, useNewsroom } from '../support/newsroom.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const legCramp = recordNamed('Symptom', 'leg-cramp');
const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
const milk = recordNamed('Food', 'milk');
const claim = claimBetween('CAUSES', hypocalcemia, legCramp);

async function findings() {
  const found = [];
  for await (const finding of checkGraph(model, database)) found.push(finding);
  return found;
}

describe('a preview', () => {
  const question = `query ($id: ID!, $text: String!) {
    claim(id: $id) { ... on CausesClaim { frequency } }
    foods { totalCount }
    search(text: $text) { edges { node { name } } }
    symptom(slug: "leg-cramp") { causes { totalCount edges { node { slug } claim { ... on CausesClaim { frequency } } } } }
  }`;
  const variables = { id: claim.id, text: 'Pumpkin seeds' };

  it('answers any question as if the change set were published, to editors, and to nobody else', async () => {
    const { house, editor, openSet, put } = newsroom();
    const before = await house.client().get(question, variables);
    const set = await openSet();
    await put(set, { ...claim, frequency: 0.4 }, 1);
    await put(set, { type: 'Food', slug: 'pumpkin-seeds', name: { en: 'Pumpkin seeds' } }, 0);
    const header = { 'x-preview-change-set': set };
    const seen = await editor.ask(question, variables, header);
    expect(seen.errors).toEqual([]);
    expect(seen.data).toMatchObject({ claim: { frequency: 0.4 }, search: { edges: [{ node: { name: 'Pumpkin seeds' } }] } });
    expect(seen.data?.['foods']).not.toEqual(before['foods']);
    expect(seen.headers.get('cache-control')).toBe('no-store');
    expect(await house.client().get(question, variables)).toEqual(before);
    expect(await editor.get(question, variables)).toEqual(before);
    expect(await house.client().ask(question, variables, header)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', data: null });
    const reader = await house.signedIn(await house.user('rita', ['READER']));
    expect(await reader.ask(question, variables, header)).toMatchObject({ status: 403, code: 'FORBIDDEN', data: null });
    expect(await findings()).toEqual([]);
  });

  it('says what keeps a change set from being shown', async () => {
    const { editor, openSet, put } = newsroom();
    const set = await openSet();
    await put(set, { ...claim, frequency: 1.2 }, 1);
    const ask = (id: string) => editor.ask('{ contentRelease { number } }', {}, { 'x-preview-change-set': id });
    expect(await ask(set)).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await ask('chg_0000000000000000')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask('nonsense')).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('a scheduled publish', () => {
  const mistakes: unknown[] = [];
  const due = (now: Date) =>
    publishDue(
      { model, database, now: () => now },
      (id) => findPublisher(database, readConfig({}), id),
      (error) => void mistakes.push(error),
    );
  afterEach(() => expect(mistakes.splice(0)).toEqual([]));

  async function approved(record: object = { ...claim, frequency: 0.4 }, version = 1): Promise<string> {
    const { openSet, put, submit, approve } = newsroom();
    const set = await openSet();
    await put(set, record, version);
    await submit(set);
    await approve(set);
    return set;
  }

  it('happens when its time has come, once, whoever looks', async () => {
    const { editor, publish, publisher } = newsroom();
    const set = await approved();
    expect((await publish(set, publisher, ', at: "2026-03-02T08:00:00Z"')).data).toMatchObject({ publishChangeSet: { state: 'APPROVED' } });
    expect(await due(new Date('2026-03-02T07:59:59Z'))).toEqual([]);
    const at = new Date('2026-03-02T08:00:00Z');
    expect((await Promise.all([due(at), due(at), due(at)])).flat()).toEqual([set]);
    expect((await editor.get(`query ($set: ID!) { changeSet(id: $set) { state release scheduledAt } }`, { set }))['changeSet']).toEqual({
      state: 'PUBLISHED',
      release: 2,
      scheduledAt: null,
    });
  });

  it('goes on after a change set that fails by a mistake of ours, and reports that one', async () => {
    const { publish, publisher } = newsroom();
    const broken = await approved();
    const sound = await approved({ type: 'Food', slug: 'pumpkin-seeds', name: { en: 'Pumpkin seeds' } }, 0);
    await publish(broken, publisher, ', at: "2026-03-02T07:00:00Z"');
    await publish(sound, publisher, ', at: "2026-03-02T08:00:00Z"');
    await write(database, { text: 'MATCH (c:ChangeSet {id: $broken}) REMOVE c.approverName', params: { broken } });
    expect(await due(new Date('2026-03-02T08:00:00Z'))).toEqual([sound]);
    expect(mistakes.splice(0)).toEqual([
      new Error(`The scheduled change set ${broken} could not be published.`, {
        cause: new KnowledgeError('INTERNAL', 'An approved change set has no approver.'),
      }),
    ]);
  });

  it('can be taken back', async () => {
    const { publish, publisher, step } = newsroom();
    const set = await approved();
    await publish(set, publisher, ', at: "2026-03-02T08:00:00Z"');
    expect((await step('cancelSchedule', publisher, set)).errors).toEqual([]);
    expect(await due(new Date('2026-03-03T00:00:00Z'))).toEqual([]);
  });

  it('does not happen when its publisher may not publish any more, and says why', async () => {
    const { editor, house, publish } = newsroom();
    const set = await approved();
    const admin = await house.signedIn(await house.user('ada', ['ADMIN']));
    const second = await house.user('pia', ['PUBLISHER']);
    await publish(set, await house.signedIn(second), ', at: "2026-03-02T08:00:00Z"');
    await admin.get('mutation ($id: ID!) { suspendUser(id: $id) { id } }', { id: second.id });
    expect(await due(new Date('2026-03-02T08:00:00Z'))).toEqual([]);
    expect(
      (await editor.get(`query ($set: ID!) { changeSet(id: $set) { state scheduledAt scheduleProblem scheduleProblemCode } }`, { set }))[
        'changeSet'
      ],
    ).toEqual({
      state: 'APPROVED',
      scheduledAt: null,
      scheduleProblem: 'Whoever scheduled this may not publish any more. Publish it yourself or schedule it anew.',
      scheduleProblemCode: 'FORBIDDEN',
    });
  });

  it.each(['2026-02-01T08:00:00Z', '2026-03-02', 'tomorrow', '2030-01-01T00:00:00Z'])('is refused at %s', async (time) => {
    const { publish, publisher } = newsroom();
    const set = await approved();
    expect(await publish(set, publisher, `, at: "${time}"`)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('going back', () => {
  it('restores an old value by a change set of its own', async () => {
    const { editor, house, published, release } = newsroom();
    await published({ ...claim, frequency: 0.4 }, 1);
    const { restore } = await editor.get<{ restore: { changeSet: string; changes: unknown } }>(
      'mutation ($id: ID!) { restore(id: $id, release: 1) { changeSet changes { path before after } } }',
      { id: claim.id },
    );
    expect(restore.changes).toContainEqual({ path: 'frequency', before: 0.4, after: null });
    expect(await release(restore.changeSet)).toBe(3);
    const { history } = await house
      .client()
      .get<{ history: { edges: { node: object }[] } }>(
        'query ($id: ID!) { history(id: $id) { edges { node { version release author changes { path } } } } }',
        { id: claim.id },
      );
    expect(history.edges.map(({ node }) => node)).toMatchObject([
      { version: 3, release: 3, author: null },
      { version: 2, release: 2, author: null },
      { version: 1, release: 1, author: null },
    ]);
  });

  it('leaves a tombstone for a food that was retired with its claims, and brings it back by its old state', async () => {
    const { editor, house, openSet, release } = newsroom();
    const set = await openSet();
    const { food } = await house
      .client()
      .get<{ food: { claims: { edges: { claim: { id: string } }[] } } }>(
        'query ($id: ID!) { food(id: $id) { claims: causes { edges { claim { id } } } nutrients { edges { claim { id } } } } }',
        { id: milk.id },
      );
    const claims = Object.values(food as unknown as Record<string, { edges: { claim: { id: string } }[] }>).flatMap(({ edges }) => edges);
    for (const id of [milk.id, ...claims.map((edge) => edge.claim.id)])
      await editor.get(
        'mutation ($set: ID!, $id: ID!) { retire(changeSet: $set, id: $id, reason: "No longer listed.", expectedVersion: 1) { recordId } }',
        {
          set,
          id,
        },
      );
    expect(await release(set)).toBe(2);
    const asked =
      'query ($id: ID!) { node(id: $id) { __typename ... on Retired { reason release replacedBy { id } } } food(id: $id) { name } }';
    expect(await house.client().get(asked, { id: milk.id })).toEqual({
      node: { __typename: 'Retired', reason: 'No longer listed.', release: 2, replacedBy: null },
      food: null,
    });
    const { restore } = await editor.get<{ restore: { changeSet: string } }>(
      'mutation ($id: ID!) { restore(id: $id, release: 1) { changeSet } }',
      {
        id: milk.id,
      },
    );
    expect(await release(restore.changeSet)).toBe(3);
    expect(await house.client().get(asked, { id: milk.id })).toMatchObject({ node: { __typename: 'Food' }, food: { name: 'Milk' } });
    expect(await findings()).toEqual([]);
  });
});

describe('rebase', () => {
  const rebase = 'mutation ($set: ID!) { rebase(changeSet: $set) { rebasedIds overlapping { recordId path base theirs mine } merged } }';

  it('keeps what both sides changed in different fields', async () => {
    const { editor, house, openSet, published, put, release } = newsroom();
    const set = await openSet();
    await put(set, { ...legCramp, plainName: { ...(legCramp['plainName'] as object), en: 'Cramp in the leg' } }, 1);
    await published({ ...legCramp, summary: { en: 'Another summary.' } }, 1);
    expect(await editor.get(rebase, { set })).toEqual({ rebase: { rebasedIds: [legCramp.id], overlapping: [], merged: [] } });
    await release(set);
    expect(await house.client().get('{ symptom(slug: "leg-cramp") { plainName summary } }')).toEqual({
      symptom: { plainName: 'Cramp in the leg', summary: 'Another summary.' },
    });
  });

  it('names the field that both sides changed, and a person settles it', async () => {
    const { editor, openSet, published, put, release } = newsroom();
    const set = await openSet();
    await put(set, { ...claim, frequency: 0.4 }, 1);
    await published({ ...claim, frequency: 0.6 }, 1);
    expect(await editor.get(rebase, { set })).toEqual({
      rebase: {
        rebasedIds: [],
        overlapping: [{ recordId: claim.id, path: 'frequency', base: null, theirs: 0.6, mine: 0.4 }],
        merged: [expect.objectContaining({ id: claim.id, frequency: 0.6 }) as object],
      },
    });
    expect((await put(set, { ...claim, frequency: 0.5 }, 2, editor, { base: 2 })).errors).toEqual([]);
    expect(await release(set)).toBe(3);
  });
});

describe('merging two concepts', () => {
  it('moves the claims, leads the old id to the new one, and is one release', async () => {
    const { editor, house, published, release } = newsroom();
    const twin = {
      type: 'Cause',
      id: 'cau_0000000000000001',
      slug: 'low-calcium',
      name: { en: 'Low blood calcium' },
      causeKind: 'DEFICIENCY',
    };
    await published(twin, 0);
    await published({ ...claim, id: 'csc_0000000000000001', subject: twin.id }, 0);
    const { merge } = await editor.get<{ merge: { id: string } }>(
      'mutation ($into: ID!, $from: ID!) { merge(into: $into, from: $from) { id } }',
      {
        into: hypocalcemia.id,
        from: twin.id,
      },
    );
    expect(await release(merge.id)).toBe(4);
    expect(
      await house.client().get('query ($id: ID!) { node(id: $id) { ... on Retired { replacedBy { id } } } }', { id: twin.id }),
    ).toEqual({ node: { replacedBy: { id: hypocalcemia.id } } });
    expect(await findings()).toEqual([]);
  });
});

describe('the queue of what to look at', () => {
  const queue = '{ dueForReview { edges { node { reason recordId recordType text reportId } } } }';
  const itemsOf = async () =>
    (await newsroom().editor.get<{ dueForReview: { edges: { node: Record<string, string | null> }[] } }>(queue)).dueForReview.edges.map(
      ({ node }) => node,
    );

  it('holds records whose day has passed, claims of a retracted source, and problems that apps report', async () => {
    const { editor, house, published } = newsroom();
    expect(await itemsOf()).toEqual([]);
    await published({ ...milk, lastReviewed: '2025-02-28', nextReview: '2026-02-28' }, 1);
    // Due today, so not past it.
    await published({ ...legCramp, lastReviewed: '2025-03-01', nextReview: '2026-03-01' }, 1);
    const secret = await newSecret();
    const app = house.client({ authorization: `Bearer ${secret}` });
    const report = 'mutation ($id: ID!, $text: String!) { reportProblem(id: $id, text: $text) { id } }';
    const { reportProblem } = await app.get<{ reportProblem: { id: string } }>(report, {
      id: claim.id,
      text: 'The frequency looks wrong.',
    });
    expect(await itemsOf()).toMatchObject([
      { reason: 'REVIEW_DATE', recordId: milk.id, recordType: 'Food' },
      { reason: 'PROBLEM_REPORTED', recordId: claim.id, text: 'The frequency looks wrong.', reportId: reportProblem.id },
    ]);
    await editor.get('mutation ($id: ID!) { closeProblem(id: $id, note: "Checked.") { id } }', { id: reportProblem.id });
    expect((await itemsOf()).map(({ reason }) => reason)).toEqual(['REVIEW_DATE']);
    expect(await app.ask(report, { id: 'csc_0000000000000009', text: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await app.ask(report, { id: claim.id, text: ' ' })).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await house.client().ask(report, { id: claim.id, text: 'x' })).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

const newSecret = async (): Promise<string> => {
  const { house } = newsroom();
  const admin = await house.signedIn(await house.user('ada', ['ADMIN']));
  const { createApiKey: made } = await admin.get<{ createApiKey: { secret: string } }>(
    'mutation { createApiKey(name: "An app", scopes: [READ, REPORT], rateClass: STANDARD) { secret } }',
  );
  return made.secret;
};
