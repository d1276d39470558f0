import { describe, expect, it } from 'vitest';
import { firstContent } from '../../seed/content/first-content.ts';
import { useDatabase } from '../support/database.ts';
import { claimBetween, recordNamed, useNewsroom } from '../support/newsroom.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const legCramp = recordNamed('Symptom', 'leg-cramp');
const claim = claimBetween('CAUSES', recordNamed('Cause', 'hypocalcemia'), legCramp);
const food = { type: 'Food', id: 'foo_0000000000000001', slug: 'pumpkin-seeds', name: { en: 'Pumpkin seeds' } };

interface Difference {
  readonly numbers: { readonly created: number; readonly changed: number; readonly retired: number };
  readonly records: {
    readonly totalCount: number;
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly recordId: string; readonly action: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

const question = `query ($from: Int!, $to: Int!, $first: Int, $after: String) { difference(from: $from, to: $to, first: $first, after: $after) {
  numbers { created changed retired }
  records { totalCount pageInfo { hasNextPage } edges { cursor node { recordId recordType action before after changes { path before after } } } } } }`;

describe('the difference of two releases', () => {
  it('is what was created, changed and retired between them, with the fields that differ', async () => {
    const { editor, house, openSet, put, published, release } = newsroom();
    const difference = async (from: number, to: number, more: object = {}): Promise<Difference> =>
      (await house.client().get<{ difference: Difference }>(question, { from, to, ...more })).difference;

    await published({ ...claim, frequency: 0.4 }, 1);
    await published({ ...claim, frequency: 0.6 }, 2);
    const foodPrefix = recordNamed('Food', 'milk').id.split('_')[0];
    const id = `${foodPrefix}_0000000000000001`;
    const set = await openSet();
    await put(set, { ...food, id }, 0);
    await put(set, { ...legCramp, summary: { en: 'Another summary.' } }, 1);
    expect(await release(set)).toBe(4);

    const whole = await difference(1, 4);
    expect(whole.numbers).toEqual({ created: 1, changed: 2, retired: 0 });
    expect(whole.records.totalCount).toBe(3);
    expect(whole.records.edges.map(({ node }) => node)).toEqual([
      expect.objectContaining({
        recordId: claim.id,
        recordType: 'CAUSES',
        action: 'CHANGED',
        changes: expect.arrayContaining([{ path: 'frequency', before: null, after: 0.6 }]),
      }),
      expect.objectContaining({
        recordId: id,
        recordType: 'Food',
        action: 'CREATED',
        before: null,
        after: expect.objectContaining({ id }),
      }),
      expect.objectContaining({ recordId: legCramp.id, action: 'CHANGED' }),
    ]);

    // A page after the other is the same list.
    const first = await difference(1, 4, { first: 2 });
    expect([first.records.edges.length, first.records.pageInfo.hasNextPage]).toEqual([2, true]);
    const rest = await difference(1, 4, { first: 2, after: first.records.edges[1]?.cursor });
    expect([...first.records.edges, ...rest.records.edges]).toEqual(whole.records.edges);

    // What was changed back is no difference.
    await published({ ...claim, frequency: 0.4 }, 3);
    expect((await difference(2, 5)).records.edges.map(({ node }) => node.recordId)).toEqual([id, legCramp.id]);
    const gone = await openSet();
    await editor.get(
      'mutation ($set: ID!, $id: ID!) { retire(changeSet: $set, id: $id, reason: "Wrong.", expectedVersion: 1) { recordId } }',
      {
        set: gone,
        id,
      },
    );
    expect(await release(gone)).toBe(6);
    expect((await difference(4, 6)).numbers).toEqual({ created: 0, changed: 1, retired: 1 });
    expect((await difference(2, 6)).records.edges.map(({ node }) => node.recordId)).toEqual([legCramp.id]);
    expect((await difference(6, 6)).records.edges).toEqual([]);
    expect((await difference(0, 1, { first: 1 })).numbers).toEqual({ created: firstContent.records.length, changed: 0, retired: 0 });
  });

  it('is refused for releases that there are not, and in the wrong order', async () => {
    const { house } = newsroom();
    for (const pair of [
      { from: 0, to: 2 },
      { from: -1, to: 1 },
      { from: 1, to: 0 },
    ])
      expect(await house.client().ask(question, pair)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
