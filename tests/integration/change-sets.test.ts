import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { verifyAudit } from '../../server/audit/verify-audit.ts';
import { useDatabase } from '../support/database.ts';
import { claimBetween, recordNamed, useNewsroom } from '../support/newsroom.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const legCramp = recordNamed('Symptom', 'leg-cramp');
const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
const claim = claimBetween('CAUSES', hypocalcemia, legCramp);

const frequencyOf = async (): Promise<unknown> => {
  const { claim: found } = await newsroom()
    .house.client()
    .get<{ claim: { frequency: number | null } }>(`query ($id: ID!) { claim(id: $id) { ... on CausesClaim { frequency } } }`, {
      id: claim.id,
    });
  return found.frequency;
};

describe('a change set', () => {
  it('goes from draft by review to release, and the new value is read where the old one was', async () => {
    const { editor, openSet, put, submit, approve, publish } = newsroom();
    const set = await openSet();
    const edit = await put(set, { ...claim, frequency: 0.4 }, 1);
    expect(edit.data?.['putEdit']).toMatchObject({
      recordId: claim.id,
      version: 2,
      baseVersion: 1,
      issues: [],
      changes: [{ path: 'frequency', before: null, after: 0.4 }],
    });
    expect((await submit(set)).data).toMatchObject({ submitChangeSet: { state: 'IN_REVIEW' } });
    expect(await approve(set, editor)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await approve(set)).data).toMatchObject({ review: { state: 'APPROVED' } });
    expect(await frequencyOf()).toBeNull();
    expect((await publish(set)).data).toMatchObject({ publishChangeSet: { state: 'PUBLISHED', release: 2 } });
    expect(await frequencyOf()).toBe(0.4);
    const findings = [];
    for await (const finding of checkGraph(model, database)) findings.push(finding);
    expect(findings).toEqual([]);
    expect(await verifyAudit(database)).toMatchObject({ isWhole: true });
  });

  it('is reviewed on the day it is published, and due again as its kind says', async () => {
    const { house, published } = newsroom();
    await published({ ...claim, frequency: 0.4 }, 1);
    const medication = recordNamed('Medication', 'ibuprofen-sustained-release-capsules');
    await published({ ...medication, plainName: { en: 'Ibuprofen' } }, 1);
    const dates = await house
      .client()
      .get(
        `query ($claim: ID!, $medication: ID!) { claim(id: $claim) { lastReviewed nextReview } medication(id: $medication) { lastReviewed nextReview } }`,
        { claim: claim.id, medication: medication.id },
      );
    expect(dates).toEqual({
      claim: { lastReviewed: '2026-03-01', nextReview: '2028-03-01' },
      medication: { lastReviewed: '2026-03-01', nextReview: '2026-09-01' },
    });
  });

  it('is not taken for reviewed when its author set a day for the next look that has passed', async () => {
    const { house, published } = newsroom();
    const { lastReviewed: _reviewed, ...unreviewed } = recordNamed('Food', 'milk');
    await published({ ...unreviewed, nextReview: '2026-02-28' }, 1);
    expect(await house.client().get('{ food(slug: "milk") { lastReviewed nextReview stale } }')).toEqual({
      food: { lastReviewed: null, nextReview: '2026-02-28', stale: true },
    });
  });

  it('is due again after the review that its author says there was', async () => {
    const { house, published } = newsroom();
    const { nextReview: _due, ...undated } = recordNamed('Food', 'milk');
    await published({ ...undated, lastReviewed: '2030-01-31' }, 1);
    expect(await house.client().get('{ food(slug: "milk") { lastReviewed nextReview } }')).toEqual({
      food: { lastReviewed: '2030-01-31', nextReview: '2032-01-31' },
    });
  });

  it('may hold an incomplete draft, but is not submitted with one', async () => {
    const { openSet, put, submit } = newsroom();
    const set = await openSet();
    const draft = await put(set, { type: 'Food' }, 0);
    expect((draft.data as unknown as { putEdit: { issues: unknown } }).putEdit.issues).toEqual([
      { path: 'slug', code: 'REQUIRED' },
      { path: 'name', code: 'REQUIRED' },
    ]);
    const refused = await submit(set);
    expect(refused).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(refused.errors[0]?.extensions['issues']).toEqual([
      expect.objectContaining({ path: 'slug', code: 'REQUIRED' }),
      expect.objectContaining({ path: 'name', code: 'REQUIRED' }),
    ]);
  });

  it('loses its approval when it is edited again', async () => {
    const { editor, openSet, put, submit, approve, publish } = newsroom();
    const set = await openSet();
    await put(set, { ...claim, frequency: 0.4 }, 1);
    await submit(set);
    await approve(set);
    await put(set, { ...claim, frequency: 0.5 }, 2);
    expect(await publish(set)).toMatchObject({ code: 'CONFLICT' });
    expect(
      (await editor.get<{ changeSet: object }>(`query ($set: ID!) { changeSet(id: $set) { state approverId } }`, { set })).changeSet,
    ).toEqual({
      state: 'OPEN',
      approverId: null,
    });
  });

  it('cannot be edited, submitted twice, reviewed or published in a state that does not allow it', async () => {
    const { openSet, put, submit, approve, publish } = newsroom();
    const set = await openSet();
    expect(await approve(set)).toMatchObject({ code: 'CONFLICT' });
    expect(await publish(set)).toMatchObject({ code: 'CONFLICT' });
    await put(set, { ...claim, frequency: 0.4 }, 1);
    await submit(set);
    expect(await submit(set)).toMatchObject({ code: 'CONFLICT', errors: [{ extensions: { current: { state: 'IN_REVIEW' } } }] });
    await approve(set);
    await publish(set);
    expect(await put(set, { ...claim, frequency: 0.5 }, 2)).toMatchObject({ code: 'CONFLICT' });
    expect(await publish(set)).toMatchObject({ code: 'CONFLICT' });
    expect(await frequencyOf()).toBe(0.4);
  });

  it('is sent back only with a reason, and can be submitted again', async () => {
    const { reviewer, openSet, put, step, submit } = newsroom();
    const set = await openSet();
    await put(set, { ...claim, frequency: 0.4 }, 1);
    await submit(set);
    expect(await step('review', reviewer, set, ', decision: REQUEST_CHANGES')).toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ extensions: { issues: [{ path: 'reason', code: 'REQUIRED' }] } }],
    });
    const sent = await step('review', reviewer, set, ', decision: REQUEST_CHANGES, reason: "Which study says so?"');
    expect(sent.data).toMatchObject({ review: { state: 'CHANGES_REQUESTED' } });
    expect((await submit(set)).data).toMatchObject({ submitChangeSet: { state: 'IN_REVIEW' } });
  });

  it('is renamed by its author while it is written, and its release has the new title', async () => {
    const { house, editor, reviewer, openSet, put, step, submit, release } = newsroom();
    const set = await openSet();
    await put(set, { ...claim, frequency: 0.4 }, 1);
    const rename = (title: string, client = editor, more = '') =>
      step('renameChangeSet', client, set, `, title: ${JSON.stringify(title)}${more}`);
    expect((await rename(' How often it is ', editor, ', expectedVersion: 2')).data).toMatchObject({ renameChangeSet: { version: 3 } });
    expect(await rename('Late', editor, ', expectedVersion: 2')).toMatchObject({ code: 'CONFLICT' });
    expect(await rename(' ')).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await rename('x'.repeat(201))).toMatchObject({ code: 'VALIDATION_FAILED' });
    const other = await house.signedIn(await house.user('emil', ['EDITOR']));
    for (const client of [other, reviewer]) expect(await rename('Of somebody else', client)).toMatchObject({ code: 'FORBIDDEN' });
    const entries = await database.run({
      text: `MATCH (a:AuditEntry {action: 'CHANGE_SET_RENAMED', subject: $set}) RETURN a.details`,
      params: { set },
    });
    expect(entries.map(([details]) => JSON.parse(String(details)) as unknown)).toEqual([{ title: 'How often it is', before: 'A change' }]);
    await submit(set);
    expect(await rename('In review')).toMatchObject({ code: 'CONFLICT' });
    await step('review', reviewer, set, ', decision: REQUEST_CHANGES, reason: "Title"');
    expect((await rename('How frequent it is')).errors).toEqual([]);
    await release(set);
    const { releases } = await editor.get<{ releases: object }>('{ releases(first: 1) { title } }');
    expect(releases).toEqual([{ title: 'How frequent it is' }]);
  });

  it('is recalled by its author while it waits, with its approval and schedule, and submitted again', async () => {
    const { house, editor, reviewer, openSet, put, step, submit, approve, publish, release } = newsroom();
    const set = await openSet();
    const recall = (client = editor, more = '') => step('recall', client, set, more);
    expect(await recall()).toMatchObject({ code: 'CONFLICT' });
    await put(set, { ...claim, frequency: 0.4 }, 1);
    await submit(set);
    const other = await house.signedIn(await house.user('emil', ['EDITOR']));
    for (const client of [other, reviewer]) expect(await recall(client)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await recall(editor, ', expectedVersion: 1')).toMatchObject({ code: 'CONFLICT' });
    expect((await recall(editor, ', expectedVersion: 3')).data).toMatchObject({ recall: { state: 'OPEN', version: 4 } });
    await submit(set);
    await approve(set);
    await publish(set, newsroom().publisher, ', at: "2026-03-02T00:00:00Z"');
    expect((await recall()).data).toMatchObject({ recall: { state: 'OPEN' } });
    expect(
      await editor.get('query ($set: ID!) { changeSet(id: $set) { approverId approvedAt scheduledAt scheduledBy reviews { decision } } }', {
        set,
      }),
    ).toEqual({
      changeSet: { approverId: null, approvedAt: null, scheduledAt: null, scheduledBy: null, reviews: [{ decision: 'APPROVE' }] },
    });
    const entries = await database.run({
      text: `MATCH (a:AuditEntry {action: 'CHANGE_SET_RECALLED', subject: $set}) RETURN a.details ORDER BY a.number`,
      params: { set },
    });
    expect(entries.map(([details]) => JSON.parse(String(details)) as unknown)).toEqual([
      { from: 'IN_REVIEW' },
      { from: 'APPROVED', approver: expect.any(String) as string, scheduledAt: '2026-03-02T00:00:00.000Z' },
    ]);
    expect(await release(set)).toBe(2);
    expect(await recall()).toMatchObject({ code: 'CONFLICT' });
    expect(await verifyAudit(database)).toMatchObject({ isWhole: true });
  });

  it('is warned of what is worth a second look at one record by itself', async () => {
    const { editor } = newsroom();
    const records: AnyRecord[] = [
      { ...hypocalcemia, name: { en: '低钙血症' }, nextReview: '2020-01-01' },
      { ...claim, frequency: 0.3, frequencyCount: 60, frequencyTotal: 1000 },
    ];
    const { checkRecords } = await editor.get<{ checkRecords: { issues: { code: string }[] } }>(
      'query ($records: [JSONObject!]!) { checkRecords(records: $records) { issues { recordId path code severity } } }',
      { records },
    );
    expect(checkRecords.issues).toEqual(
      expect.arrayContaining([
        { recordId: hypocalcemia.id, path: 'name.en', code: 'WRONG_LANGUAGE', severity: 'WARNING' },
        { recordId: hypocalcemia.id, path: 'nextReview', code: 'IN_PAST', severity: 'WARNING' },
        { recordId: claim.id, path: 'frequency', code: 'CONTRADICTS_COUNT', severity: 'WARNING' },
      ]),
    );
  });

  it('holds no rule that never fires when it is submitted, nor takes from one the last finding it requires', async () => {
    const { editor, openSet, put, step, submit, published } = newsroom();
    const { certainty, knowledgeLevel, agent, citations } = claim;
    const rule: AnyRecord = { type: 'RedFlag', id: 'red_0000000000000001', slug: 'a-rule', name: { en: 'A rule' }, urgency: 'SOON' };
    const requires: AnyRecord = {
      type: 'REQUIRES',
      id: 'req_0000000000000001',
      subject: rule.id,
      object: legCramp.id,
      certainty,
      knowledgeLevel,
      agent,
      citations,
      presence: 'UNKNOWN',
    };
    const neverFires = (recordId: string) => [expect.objectContaining({ recordId, path: '', code: 'NEVER_FIRES' })];
    const issuesOf = async (set: string) => (await submit(set)).errors[0]?.extensions['issues'];
    const set = await openSet();
    expect((await put(set, rule, 0)).errors).toEqual([]);
    expect(await issuesOf(set)).toEqual(neverFires(rule.id));
    await put(set, requires, 0);
    expect(await issuesOf(set)).toEqual(neverFires(rule.id));
    const { checkRecords } = await editor.get<{ checkRecords: { issues: unknown } }>(
      'query ($set: ID!, $records: [JSONObject!]!) { checkRecords(changeSet: $set, records: $records) { issues { recordId path code } } }',
      { set, records: [rule] },
    );
    expect(checkRecords.issues).toEqual(neverFires(rule.id));
    await step('withdraw', editor, set);

    const whole = await openSet();
    await put(whole, rule, 0);
    await put(whole, { ...requires, presence: 'ABSENT' }, 0);
    expect(await newsroom().release(whole)).toBe(2);
    const next = await openSet();
    await editor.get(
      'mutation ($set: ID!, $id: ID!) { retire(changeSet: $set, id: $id, reason: "Wrong", expectedVersion: 1) { version } }',
      {
        set: next,
        id: requires.id,
      },
    );
    expect(await issuesOf(next)).toEqual([expect.objectContaining({ recordId: requires.id, path: '', code: 'NEVER_FIRES' })]);
    await put(next, { ...requires, id: 'req_0000000000000002', presence: 'PRESENT' }, 0);
    expect((await submit(next)).errors).toEqual([]);
    expect(await published({ ...rule, name: { en: 'The rule' } }, 1)).toBe(3);
  });

  describe('that is approved', () => {
    async function approved(): Promise<string> {
      const { house, openSet, put, submit, approve } = newsroom();
      const set = await openSet();
      await put(set, { ...claim, frequency: 0.4 }, 1);
      await submit(set);
      expect((await approve(set)).errors).toEqual([]);
      house.pass({ minutes: 1 });
      return set;
    }
    const stateOf = async (set: string): Promise<unknown> =>
      (
        await newsroom().editor.get(
          'query ($set: ID!) { changeSet(id: $set) { state stateReason approverId approverName approvedAt scheduledAt reviews { decision reason reviewerName } } }',
          { set },
        )
      )['changeSet'];
    const sentBack = (reviewerName: string) => ({
      state: 'CHANGES_REQUESTED',
      stateReason: 'Seen again',
      approverId: null,
      approverName: null,
      approvedAt: null,
      scheduledAt: null,
      reviews: [
        { decision: 'APPROVE', reason: null, reviewerName: 'rosa' },
        { decision: 'REQUEST_CHANGES', reason: 'Seen again', reviewerName },
      ],
    });

    it('is not approved once more', async () => {
      const { approve } = newsroom();
      expect(await approve(await approved())).toMatchObject({
        code: 'CONFLICT',
        errors: [{ message: 'The change set is APPROVED and cannot be approved; that takes IN_REVIEW.' }],
      });
    });

    it('can be sent back by a reviewer, also when it is scheduled, and begins again', async () => {
      const { reviewer, publisher, step, submit, approve, publish } = newsroom();
      const set = await approved();
      expect((await publish(set, publisher, ', at: "2026-03-02T08:00:00Z"')).errors).toEqual([]);
      expect(await step('review', reviewer, set, ', decision: REQUEST_CHANGES')).toMatchObject({ code: 'VALIDATION_FAILED' });
      expect((await step('review', reviewer, set, ', decision: REQUEST_CHANGES, reason: "Seen again"')).errors).toEqual([]);
      expect(await stateOf(set)).toEqual(sentBack('rosa'));
      const [row] = await database.run({
        text: `MATCH (a:AuditEntry {action: 'CHANGES_REQUESTED', subject: $set}) RETURN a.details`,
        params: { set },
      });
      expect(JSON.parse(String(row?.[0]))).toMatchObject({ reason: 'Seen again', scheduledAt: '2026-03-02T08:00:00.000Z' });
      expect(await publish(set)).toMatchObject({ code: 'CONFLICT' });
      for (const take of [submit, approve, publish]) expect((await take(set)).errors).toEqual([]);
      expect(await step('review', reviewer, set, ', decision: REQUEST_CHANGES, reason: "Late"')).toMatchObject({ code: 'CONFLICT' });
    });

    it('can be sent back by who publishes, and only then', async () => {
      const { publisher, step } = newsroom();
      const set = await approved();
      const sendBack = () => step('sendBack', publisher, set, ', reason: "Seen again"');
      expect((await sendBack()).data).toMatchObject({ sendBack: { state: 'CHANGES_REQUESTED' } });
      expect(await stateOf(set)).toEqual(sentBack('paul'));
      expect(await sendBack()).toMatchObject({ code: 'CONFLICT' });
    });

    it('is not sent back by who wrote a part of it, nor without a right to', async () => {
      const { house, editor, publisher, step } = newsroom();
      const set = await approved();
      const reason = ', reason: "Seen again"';
      expect(await step('review', editor, set, `, decision: REQUEST_CHANGES${reason}`)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await step('sendBack', editor, set, reason)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await step('review', publisher, set, `, decision: REQUEST_CHANGES${reason}`)).toMatchObject({ code: 'FORBIDDEN' });
      const other = await house.signedIn(await house.user('emil', ['EDITOR']));
      expect(await step('sendBack', other, set, reason)).toMatchObject({ code: 'FORBIDDEN' });
    });
  });

  it('answers a stale version with what is there instead of overwriting it', async () => {
    const { editor, openSet, put, submit, approve, publish } = newsroom();
    const [mine, theirs] = [await openSet(), await openSet(editor, 'Another')];
    await put(mine, { ...claim, frequency: 0.4 }, 1);
    expect(await put(mine, { ...claim, frequency: 0.9 }, 1)).toMatchObject({
      code: 'CONFLICT',
      errors: [{ extensions: { current: { version: 2 } } }],
    });
    await put(theirs, { ...claim, frequency: 0.6 }, 1);
    await submit(mine);
    await approve(mine);
    await publish(mine);
    expect(await submit(theirs)).toMatchObject({
      code: 'CONFLICT',
      errors: [{ extensions: { current: [{ id: claim.id, baseVersion: 1, version: 2 }] } }],
    });
  });

  describe('shows what its author changed', () => {
    const editsOf = async (set: string): Promise<object[]> =>
      (
        await newsroom().editor.get<{ changeSet: { edits: object[] } }>(
          'query ($set: ID!) { changeSet(id: $set) { edits { recordId baseVersion base changes { path before after } } } }',
          { set },
        )
      ).changeSet.edits;

    it('after it was published, and after what came then', async () => {
      const { openSet, put, release, published } = newsroom();
      const food = { type: 'Food', id: 'foo_0000000000000001', slug: 'tofu', name: { en: 'Tofu' } };
      const set = await openSet();
      await put(set, { ...claim, frequency: 0.4 }, 1);
      await put(set, food, 0);
      const shown = [
        { recordId: claim.id, baseVersion: 1, base: claim, changes: [{ path: 'frequency', before: null, after: 0.4 }] },
        {
          recordId: food.id,
          baseVersion: 0,
          base: null,
          changes: [
            { path: 'slug', before: null, after: 'tofu' },
            { path: 'name.en', before: null, after: 'Tofu' },
          ],
        },
      ];
      expect(await editsOf(set)).toEqual(shown);
      await release(set);
      expect(await editsOf(set)).toEqual(shown);
      await published({ ...claim, frequency: 0.7 }, 2);
      expect(await editsOf(set)).toEqual(shown);
    });

    it('and of a retirement, what was there before it', async () => {
      const { editor, openSet, release } = newsroom();
      const set = await openSet();
      await editor.get(
        'mutation ($set: ID!, $id: ID!) { retire(changeSet: $set, id: $id, reason: "Test", expectedVersion: 1) { recordId } }',
        { set, id: claim.id },
      );
      await release(set);
      expect(await editsOf(set)).toMatchObject([{ recordId: claim.id, baseVersion: 1, base: claim }]);
    });

    it('and nothing of what somebody else published since it was begun', async () => {
      const { openSet, put, published } = newsroom();
      const set = await openSet();
      await put(set, { ...claim, frequency: 0.4 }, 1);
      await published({ ...claim, severity: 'SEVERE' }, 1);
      expect(await editsOf(set)).toEqual([
        { recordId: claim.id, baseVersion: 1, base: claim, changes: [{ path: 'frequency', before: null, after: 0.4 }] },
      ]);
    });
  });

  it('repeats nothing for the same client mutation id', async () => {
    const { editor, openSet, put } = newsroom();
    const set = await openSet();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => put(set, { ...claim, frequency: 0.4 }, 1, editor, { mutation: 'a' })),
    );
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.errors).toEqual([]);
    const [row] = await database.run({ text: `MATCH (a:AuditEntry {action: 'EDIT_PUT'}) RETURN count(a)`, params: {} });
    expect(row).toEqual([1]);
  });

  it('knows a client mutation id for thirty days, and clears it away afterwards', async () => {
    const { house } = newsroom();
    const pia = await house.user('pia', ['EDITOR']);
    const open = async (mutation: string): Promise<string> => {
      const text = 'mutation ($mutation: String!) { openChangeSet(title: "A change", clientMutationId: $mutation) { id } }';
      return (await (await house.signedIn(pia)).get<{ openChangeSet: { id: string } }>(text, { mutation })).openChangeSet.id;
    };
    const first = await open('a');
    house.pass({ hours: 30 * 24 });
    expect(await open('b')).not.toBe(first);
    expect(await open('a')).toBe(first);
    house.pass({ seconds: 1 });
    await open('c');
    expect(await database.run({ text: 'MATCH (e:Effect) RETURN e.key ORDER BY e.key', params: {} })).toEqual([
      [`${pia.id} b`],
      [`${pia.id} c`],
    ]);
  });

  it('shows every issue and every warning of its records at once', async () => {
    const { editor, openSet, put } = newsroom();
    const set = await openSet();
    await put(set, { ...claim, frequency: 1.2 }, 1);
    const source = firstContent.records.find(({ type }) => type === 'Source');
    await put(
      set,
      {
        type: 'CAUSES',
        subject: legCramp.id,
        object: hypocalcemia.id,
        certainty: 'LOW',
        knowledgeLevel: 'ASSERTION',
        agent: 'HUMAN',
        citations: [{ source: 'src_00000000', stance: 'SUPPORTS' }],
      },
      0,
    );
    await put(set, { type: 'Symptom', slug: 'leg-cramps', name: { en: 'Leg cramps' } }, 0);
    await editor.get(
      `mutation ($set: ID!, $id: ID!) { retire(changeSet: $set, id: $id, reason: "Test", expectedVersion: 1) { recordId } }`,
      {
        set,
        id: recordNamed('Food', 'milk').id,
      },
    );
    const { checkChangeSet: check } = await editor.get<{ checkChangeSet: { issues: object[] } }>(
      `query ($set: ID!) { checkChangeSet(changeSet: $set) { created changed retired conflicts { id } issues { path code severity relatedId } } }`,
      { set },
    );
    expect(source).toBeDefined();
    expect(check.issues).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'frequency', code: 'OUT_OF_RANGE', severity: 'ERROR' }),
        expect.objectContaining({ path: 'subject', code: 'WRONG_END', severity: 'ERROR' }),
        expect.objectContaining({ path: 'citations.0.source', code: 'MISSING_SOURCE', severity: 'ERROR' }),
        expect.objectContaining({ path: '', code: 'LEFT_WITHOUT_END', severity: 'ERROR' }),
        expect.objectContaining({ path: 'name.en', code: 'DUPLICATE', severity: 'WARNING', relatedId: legCramp.id }),
      ]),
    );
  });

  describe('that states what is stated already', () => {
    const twin = { ...claim, id: 'csc_0000000000000001', frequency: 0.4 };
    const warning = (recordId: string, relatedId: string) => ({
      recordId,
      path: 'object',
      code: 'DUPLICATE',
      severity: 'WARNING',
      relatedId,
    });
    const issuesOf = async (set: string): Promise<object[]> =>
      (
        await newsroom().editor.get<{ checkChangeSet: { issues: object[] } }>(
          'query ($set: ID!) { checkChangeSet(changeSet: $set) { issues { recordId path code severity relatedId } } }',
          { set },
        )
      ).checkChangeSet.issues;

    it('is warned of the published claim, while it is written as well, and can be submitted', async () => {
      const { editor, openSet, put, submit } = newsroom();
      const set = await openSet();
      await put(set, twin, 0);
      expect(await issuesOf(set)).toEqual([warning(twin.id, claim.id)]);
      const { checkRecords } = await editor.get<{ checkRecords: { issues: object[] } }>(
        'query ($set: ID!, $records: [JSONObject!]!) { checkRecords(changeSet: $set, records: $records) { issues { recordId path code severity relatedId } } }',
        { set, records: [twin] },
      );
      expect(checkRecords.issues).toEqual([warning(twin.id, claim.id)]);
      expect((await submit(set)).data).toMatchObject({ submitChangeSet: { state: 'IN_REVIEW' } });
    });

    it('is warned of a claim of the same set, and not of one that the set retires', async () => {
      const { editor, openSet, put } = newsroom();
      const set = await openSet();
      await editor.get(
        'mutation ($set: ID!, $id: ID!) { retire(changeSet: $set, id: $id, reason: "Test", expectedVersion: 1) { recordId } }',
        { set, id: claim.id },
      );
      await put(set, twin, 0);
      expect(await issuesOf(set)).toEqual([]);
      const other = { ...twin, id: 'csc_0000000000000002' };
      await put(set, other, 0);
      expect(await issuesOf(set)).toEqual([warning(twin.id, other.id), warning(other.id, twin.id)]);
    });

    it('is not warned of a claim about other people, nor of what was there before the edit', async () => {
      const { openSet, put, published } = newsroom();
      const set = await openSet();
      await put(set, { ...twin, population: { ageFrom: 65 } }, 0);
      await put(set, { ...twin, id: 'csc_0000000000000002', sex: 'FEMALE' }, 0);
      await put(set, { ...twin, id: 'csc_0000000000000003', negated: true }, 0);
      expect(await issuesOf(set)).toEqual([]);
      await published(twin, 0);
      const next = await openSet();
      await put(next, { ...twin, frequency: 0.5 }, 1);
      expect(await issuesOf(next)).toEqual([]);
    });

    it('is warned of an interaction that is stated the other way round', async () => {
      const { openSet, put, published } = newsroom();
      const [one, other] = [recordNamed('Medication', 'calcium-citrate-tablets'), recordNamed('Medication', 'celecoxib-capsules')];
      const { certainty, knowledgeLevel, agent, citations } = claim;
      const interaction = { type: 'INTERACTS_WITH', certainty, knowledgeLevel, agent, citations };
      await published({ ...interaction, id: 'int_0000000000000001', subject: one.id, object: other.id }, 0);
      const set = await openSet();
      await put(set, { ...interaction, id: 'int_0000000000000002', subject: other.id, object: one.id }, 0);
      expect(await issuesOf(set)).toEqual([warning('int_0000000000000002', 'int_0000000000000001')]);
    });
  });

  describe('that states benefit beside harm of the same two', () => {
    const { certainty, knowledgeLevel, agent, citations } = claim;
    const ends = { subject: recordNamed('Medication', 'celecoxib-capsules').id, object: hypocalcemia.id };
    const stating = (type: string, prefix: string, more: object = {}) => ({
      type,
      id: `${prefix}_0000000000000001`,
      ...ends,
      certainty,
      knowledgeLevel,
      agent,
      citations,
      ...more,
    });
    const adults = { population: { ageFrom: 18 } };
    const treats = stating('TREATS', 'trt', adults);
    const forbids = stating('CONTRAINDICATED_IN', 'ctr');
    const issueFields = 'recordId path code severity relatedId message';
    interface Checked {
      readonly issues: readonly { readonly message: string }[];
    }
    const issuesOf = async (set: string) =>
      (
        await newsroom().editor.get<{ checkChangeSet: Checked }>(
          `query ($set: ID!) { checkChangeSet(changeSet: $set) { issues { ${issueFields} } } }`,
          { set },
        )
      ).checkChangeSet.issues;
    const warning = (of: AnyRecord, other: AnyRecord) => ({
      recordId: of.id,
      path: 'type',
      code: 'BENEFIT_BESIDE_HARM',
      severity: 'WARNING',
      relatedId: other.id,
      message: expect.stringMatching(new RegExp(`${of.id} says ${of.type}.*${other.id} says ${other.type}.*population`)) as string,
    });

    it('is warned of both claims where their people overlap, and can be published', async () => {
      const { openSet, put, release } = newsroom();
      const set = await openSet();
      await put(set, treats, 0);
      await put(set, forbids, 0);
      expect(await issuesOf(set)).toEqual([warning(forbids, treats), warning(treats, forbids)]);
      expect(await release(set)).toBe(2);
    });

    it('is warned of what is published, while it is written as well', async () => {
      const { editor, openSet, put, published, submit } = newsroom();
      await published(treats, 0);
      const set = await openSet();
      await put(set, forbids, 0);
      expect(await issuesOf(set)).toEqual([warning(forbids, treats)]);
      const { checkRecords } = await editor.get<{ checkRecords: Checked }>(
        `query ($records: [JSONObject!]!) { checkRecords(records: $records) { issues { ${issueFields} } } }`,
        { records: [forbids] },
      );
      expect(checkRecords.issues).toEqual([warning(forbids, treats)]);
      expect((await submit(set)).data).toMatchObject({ submitChangeSet: { state: 'IN_REVIEW' } });
    });

    it('is refused where the people are the same, and told nothing where nobody is in both', async () => {
      const { openSet, put, submit } = newsroom();
      const set = await openSet();
      await put(set, treats, 0);
      await put(set, { ...forbids, ...adults }, 0);
      expect(await issuesOf(set)).toMatchObject([
        { recordId: forbids.id, code: 'BENEFIT_AND_HARM', severity: 'ERROR' },
        { recordId: treats.id, code: 'BENEFIT_AND_HARM', severity: 'ERROR' },
      ]);
      expect(await submit(set)).toMatchObject({ code: 'VALIDATION_FAILED' });
      await put(set, { ...forbids, population: { ageTo: 17 } }, 1);
      expect(await issuesOf(set)).toEqual([]);
    });

    it.each([
      ['WORSENS', 'wrs'],
      ['TRIGGERS', 'tri'],
      ['HAS_SIDE_EFFECT', 'sde'],
    ])('is warned of TREATS beside %s, also for the same people, and not where one is denied', async (type, prefix) => {
      const { openSet, put, published } = newsroom();
      const harms = stating(type, prefix, adults);
      await published(treats, 0);
      const set = await openSet();
      await put(set, harms, 0);
      expect(await issuesOf(set)).toEqual([warning(harms, treats)]);
      await put(set, { ...harms, negated: true }, 1);
      expect(await issuesOf(set)).toEqual([]);
    });
  });

  it.each([
    ['an unknown type', { type: 'Magic' }, 'type'],
    ['an unknown field', { type: 'Food', colour: 'red' }, 'colour'],
    ['a value of the wrong shape', { type: 'Food', name: 'Milk' }, 'name'],
    ['an id of another type', { type: 'Food', id: 'sym_00000000' }, 'id'],
  ])('refuses %s at once', async (_what, record, path) => {
    const { openSet, put } = newsroom();
    const set = await openSet();
    expect(await put(set, record, 0)).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ extensions: { issues: [{ path }] } }] });
  });

  it('is refused by an expected release that is no longer current', async () => {
    const { publisher, openSet, put, submit, approve, publish } = newsroom();
    const set = await openSet();
    await put(set, { ...claim, frequency: 0.4 }, 1);
    await submit(set);
    await approve(set);
    expect(await publish(set, publisher, ', expectedRelease: 7')).toMatchObject({ code: 'STALE_RELEASE' });
    expect((await publish(set, publisher, ', expectedRelease: 1')).errors).toEqual([]);
  });

  it('is given to somebody, and to nobody when no account is named', async () => {
    const { editor, openSet } = newsroom();
    const set = await openSet();
    const { viewer } = await editor.get<{ viewer: { user: { id: string } } }>('{ viewer { user { id } } }');
    const assign = (who: string) => editor.ask(`mutation { assign(changeSet: "${set}"${who}) { assigneeId } }`);
    expect(await assign(`, userId: "${viewer.user.id}"`)).toMatchObject({ data: { assign: { assigneeId: viewer.user.id } } });
    expect(await assign('')).toMatchObject({ errors: [], data: { assign: { assigneeId: null } } });
  });
});
