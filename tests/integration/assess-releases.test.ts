import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { backUp } from '../../server/exchange/backup.ts';
import { publish } from '../../server/editorial/publish.ts';
import { inTransaction } from '../../server/neo4j/statement.ts';
import { useDatabase } from '../support/database.ts';
import { Client } from '../support/accounts.ts';
import { claimBetween, recordNamed, useNewsroom } from '../support/newsroom.ts';
import { restoreFile } from '../support/restored.ts';
import { until } from '../support/until.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const cramp = recordNamed('Symptom', 'leg-cramp');
const claim = claimBetween('CAUSES', recordNamed('Cause', 'hypocalcemia'), cramp);

const folder = await mkdtemp(join(tmpdir(), 'aetia-assess-'));
afterAll(() => rm(folder, { recursive: true }));
const signal = new AbortController().signal;

interface Assessed {
  readonly assess: {
    readonly isRanked: boolean;
    readonly contentRelease: number;
    readonly candidates: readonly { readonly cause: { readonly slug: string }; readonly matchScore: number }[];
  };
}

const query = `{ assess(findings: [{symptom: {slug: "leg-cramp"}, presence: PRESENT}]) {
  isRanked contentRelease candidates { cause { slug } matchScore } } }`;

const assessed = async (client: Client, headers = {}): Promise<Assessed['assess']> =>
  ((await client.ask(query, {}, headers)).data as unknown as Assessed).assess;

const scoreOf = ({ candidates }: Assessed['assess']): number | undefined =>
  candidates.find(({ cause }) => cause.slug === 'hypocalcemia')?.matchScore;

it('ranks by what an editor has drafted, for the editor only', async () => {
  const { house, editor, openSet, put } = newsroom();
  const set = await openSet();
  const before = await assessed(house.client());
  expect((await put(set, { ...claim, frequency: 0.9 }, 1)).errors).toEqual([]);
  const seen = await assessed(editor, { 'x-preview-change-set': set });
  expect(seen.isRanked).toBe(true);
  expect(scoreOf(seen)).toBeGreaterThan(scoreOf(before) ?? 0);
  expect(await assessed(editor)).toEqual(before);
});

it('ranks by each release on every server, without a moment in which nobody answers', async () => {
  const { house, published } = newsroom();
  const other = await createApp({ database, config: readConfig({}) });
  const listening = await other.listen(0, '127.0.0.1');
  try {
    await other.prepare();
    const clients = [house.client(), new Client(`${listening.url}/graphql`)] as const;
    const before = await Promise.all(clients.map((client) => assessed(client)));
    const answers: Assessed['assess'][] = [];
    let isOver = false;
    const asking = Promise.all(
      clients.map(async (client) => {
        while (!isOver) answers.push(await assessed(client));
      }),
    );
    const release = (await published({ ...claim, frequency: 0.9 }, 1)) ?? 0;
    await until(() => Promise.resolve(answers.slice(-2).every(({ contentRelease }) => contentRelease === release)));
    isOver = true;
    await asking;
    const after = await Promise.all(clients.map((client) => assessed(client)));
    for (const { isRanked, contentRelease, ...rest } of answers) {
      expect(isRanked).toBe(true);
      // Whatever it names is what it was ranked by.
      const [wanted] = contentRelease === release ? after : before;
      expect(scoreOf({ isRanked, contentRelease, ...rest })).toBe(wanted && scoreOf(wanted));
    }
    for (const [i, one] of after.entries()) {
      expect(one.contentRelease).toBe(release);
      expect(scoreOf(one)).toBeGreaterThan(scoreOf(before[i] as Assessed['assess']) ?? 0);
    }
    expect(JSON.stringify(after[1])).toBe(JSON.stringify(after[0]));
  } finally {
    await listening.close();
  }
});

it('answers a preview exactly as it answers when the change set is published, and reads only what changes', async () => {
  const { editor, openSet, put, release } = newsroom();
  const cold = recordNamed('Cause', 'cold-exposure');
  const { citations, certainty, knowledgeLevel, agent } = claim;
  const claimOf = (type: string, id: string, subject: string, object: string) => ({
    type,
    id,
    subject,
    object,
    citations,
    certainty,
    knowledgeLevel,
    agent,
  });
  const set = await openSet();
  for (const [record, version] of [
    [{ type: 'Symptom', id: 'sym_odd0000001', slug: 'odd-cramp', name: { en: 'Odd cramp' } }, 0],
    [{ type: 'Cause', id: 'cau_odd0000001', slug: 'odd-cause', name: { en: 'Odd cause' }, causeKind: 'DISEASE' }, 0],
    [claimOf('SUBTYPE_OF', 'sub_odd0000001', 'sym_odd0000001', cramp.id), 0],
    [claimOf('SUBTYPE_OF', 'sub_odd0000002', 'cau_odd0000001', cold.id), 0],
    [{ ...claimOf('CAUSES', 'csc_odd0000001', 'cau_odd0000001', 'sym_odd0000001'), frequency: 0.7 }, 0],
    [{ ...claim, frequency: 0.9 }, 1],
  ] as const)
    expect((await put(set, record, version)).errors).toEqual([]);
  await editor.get('mutation ($set: ID!, $id: ID!) { retire(changeSet: $set, id: $id, reason: "Test", expectedVersion: 1) { recordId } }', {
    set,
    id: claimBetween('CAUSES', recordNamed('Cause', 'lumbar-disc-herniation'), recordNamed('Symptom', 'low-back-pain')).id,
  });
  const asked = `query ($findings: [FindingInput!]!) { assess(findings: $findings, first: 50) {
    isRanked urgency candidates { cause { slug } matchScore supporting { id } conflicting { id } unasked { id } }
    nextFindings { symptom { slug } informationGain } unresolved { text } } }`;
  const answers = (headers: Record<string, string> = {}) =>
    Promise.all(
      [
        ['odd-cramp', 'low-back-pain'],
        ['leg-cramp', 'numbness-of-hands-and-feet'],
      ].map(async ([present, absent]) => {
        const findings = [
          { symptom: { slug: present }, presence: 'PRESENT' },
          { symptom: { slug: absent }, presence: 'ABSENT' },
        ];
        return (await editor.ask(asked, { findings }, headers)).data;
      }),
    );
  const before = await answers();
  const texts: string[] = [];
  const leave = database.onStatement(({ text }) => void texts.push(text));
  const previewed = await answers({ 'x-preview-change-set': set });
  leave();
  expect(texts.filter((text) => text.startsWith('MATCH (n:Cause) RETURN'))).toEqual([]);
  expect(previewed).not.toEqual(before);
  expect(await answers()).toEqual(before);
  const number = await release(set);
  await until(async () => (await assessed(editor)).contentRelease === number);
  expect(await answers()).toEqual(previewed);
  // What is published already is previewed as it is.
  expect(await answers({ 'x-preview-change-set': set })).toEqual(previewed);
});

it('ranks by what a backup holds when it is restored, be its release lower or of the same number', async () => {
  const { house } = newsroom();
  const publishedWith = (frequency: number): Promise<{ readonly release: number }> =>
    inTransaction(database, 'WRITE', (transaction) =>
      publish(model, transaction, [{ action: 'PUT', record: { ...claim, frequency } }], { title: 'Test', author: 'test' }, new Date()),
    );
  const client = house.client();
  const file = join(folder, 'before.jsonl.gz');
  await backUp({ model, database, file, now: new Date(), advance: () => {}, signal });
  const before = await assessed(client);
  const { release: higher } = await publishedWith(0.1);
  await until(async () => (await assessed(client)).contentRelease === higher);
  const lowered = await assessed(client);
  expect(scoreOf(lowered)).not.toBe(scoreOf(before));
  await restoreFile(database, file, { replaces: true });
  await until(async () => (await assessed(client)).contentRelease === before.contentRelease);
  expect(await assessed(client)).toEqual(before);

  // A server that is not asked meanwhile sees two releases of one number.
  const other = await createApp({ database, config: readConfig({}) });
  const listening = await other.listen(0, '127.0.0.1');
  try {
    const stranger = new Client(`${listening.url}/graphql`);
    await publishedWith(0.1);
    await until(async () => scoreOf(await assessed(stranger)) === scoreOf(lowered));
    await restoreFile(database, file, { replaces: true });
    const { release } = await publishedWith(0.9);
    expect(release).toBe(higher);
    await until(async () => (scoreOf(await assessed(stranger)) ?? 0) > (scoreOf(before) ?? 0));
  } finally {
    await listening.close();
  }
});
