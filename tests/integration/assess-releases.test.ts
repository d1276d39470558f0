import { expect, it } from 'vitest';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { useDatabase } from '../support/database.ts';
import { Client } from '../support/accounts.ts';
import { claimBetween, recordNamed, useNewsroom } from '../support/newsroom.ts';
import { until } from '../support/until.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const claim = claimBetween('CAUSES', recordNamed('Cause', 'hypocalcemia'), recordNamed('Symptom', 'leg-cramp'));

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
