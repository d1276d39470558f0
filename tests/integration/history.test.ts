import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { causes } from '../../schema/relations/causes.ts';
import { cause } from '../../schema/nodes/cause.ts';
import { source } from '../../schema/nodes/source.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import type { Edit } from '../../server/editorial/publish.ts';
import { idFor } from '../../server/record-id.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { modelStatements } from '../../server/neo4j/model-statements.ts';
import type { Statement } from '../../server/neo4j/statement.ts';
import { useApi } from '../support/api.ts';
import { changePage, type Copy, emptyCopy, followChanges, liveRecords } from '../support/copy.ts';
import { useDatabase, wipe } from '../support/database.ts';
import { companionsOf, exampleOf, minimalExampleOf } from '../support/examples.ts';
import { publishEdits, publishRecords } from '../support/published.ts';

const database = await useDatabase();
const api = await useApi(database);
await migrate(database, modelStatements(model));

const retire = (id: string, replacedBy?: string): Edit => ({ action: 'RETIRE', id, reason: `Because of ${id}.`, replacedBy });

const cramp = minimalExampleOf(symptom, { name: { en: 'Leg cramp', zh: '小腿抽筋' }, slug: 'cramp' }, { key: 'cramp' });
const pain = minimalExampleOf(symptom, { slug: 'pain' }, { key: 'pain' });
const cold = minimalExampleOf(cause, { slug: 'cold' }, { key: 'cold' });
const article = minimalExampleOf(source, {}, { key: 'article' });
const claim = minimalExampleOf(
  causes,
  { subject: cold.id, object: cramp.id, frequency: 0.4, citations: [{ source: article.id, stance: 'SUPPORTS' }] },
  { key: 'claim' },
);
const all = [cramp, pain, cold, article, claim];

/** Each kind of change there is, one release after the other. */
async function publishEverything(): Promise<void> {
  await publishRecords(database, [...firstContent.records, ...all]);
  await publishRecords(database, [
    { ...claim, frequency: 0.5, negated: false },
    { ...cramp, plainName: { en: 'Cramp' } },
  ]);
  await publishRecords(database, [{ ...claim, negated: true }]);
  await publishRecords(database, [{ ...claim, object: pain.id }]);
  await publishEdits(database, [retire(cold.id, pain.id), retire(claim.id), retire(cramp.id)]);
  const again = minimalExampleOf(cause, { slug: 'cold' }, { key: 'cold again' });
  await publishRecords(database, [{ ...claim, subject: again.id }, again, cramp]);
}

describe('changes', () => {
  it.each([1, 7, 500])('replayed from the start in pages of %i are exactly the live graph', async (size) => {
    await publishEverything();
    const copy = await followChanges(api, emptyCopy, size);
    expect(copy.records).toEqual(await liveRecords(database));
    expect(copy.records.size).toBeGreaterThan(100);
    expect(await changePage(api, copy.cursor, size)).toEqual({ edges: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });

  it('replayed for every type of the model, stated and denied, are exactly the live graph', async () => {
    const records = [
      ...model.nodes.map((type) => exampleOf(type, {}, { key: type.name })),
      ...model.relations.flatMap((type) => [
        exampleOf(type, {}, { key: type.name }),
        exampleOf(type, { negated: true }, { key: `not ${type.name}` }),
      ]),
    ];
    await publishRecords(database, [...companionsOf(model, records), ...records]);
    expect((await followChanges(api, emptyCopy, 100)).records).toEqual(await liveRecords(database));
  });

  it('lead to the live graph from wherever somebody stopped, whatever was published', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.tuple(fc.nat(7), fc.nat(5)), { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
        async (script) => {
          await wipe(database);
          const copies: Copy[] = [emptyCopy];
          for (const steps of script) {
            await publishEdits(database, editsOf(steps, (await liveRecords(database)) as ReadonlyMap<string, { record: AnyRecord }>));
            const last = copies.at(-1) ?? emptyCopy;
            const { edges } = await changePage(api, last.cursor, 1);
            // One that stopped in the middle of the release, and one that read it all.
            if (edges.length > 0) copies.push(await followOne(last), await followChanges(api, last, 3));
          }
          const live = await liveRecords(database);
          for (const copy of copies) expect((await followChanges(api, copy, 2)).records).toEqual(live);
        },
      ),
      { numRuns: 12 },
    );
  });

  /** The copy after one more change. */
  async function followOne(copy: Copy): Promise<Copy> {
    const { edges } = await changePage(api, copy.cursor, 1);
    const [{ cursor, node } = { cursor: '', node: undefined }] = edges;
    if (!node) return copy;
    const records = new Map(copy.records);
    if (node.record) records.set(node.id, { record: node.record, version: node.version });
    else records.delete(node.id);
    return { records, cursor };
  }

  /** Publishable edits of four concepts and the claims between them: the first number chooses what, the second how. */
  function editsOf(steps: readonly (readonly [number, number])[], live: ReadonlyMap<string, { readonly record: AnyRecord }>): Edit[] {
    const concepts = [0, 1].flatMap((n) => [
      minimalExampleOf(cause, {}, { key: `cause ${n}` }),
      minimalExampleOf(symptom, {}, { key: `symptom ${n}` }),
    ]);
    const state = new Map([...live].map(([id, { record }]) => [id, record]));
    const edits = new Map<string, Edit>();
    const put = (record: AnyRecord): void => {
      state.set(record.id, record);
      edits.set(record.id, { action: 'PUT', record });
    };
    const remove = (id: string): void => {
      state.delete(id);
      edits.set(id, retire(id));
    };
    put(article);
    for (const [what, how] of steps) {
      const concept = concepts[what % 4];
      if (!concept || edits.has(concept.id)) continue;
      if (what < 4) {
        const claims = [...state.values()].filter(({ subject, object }) => subject === concept.id || object === concept.id);
        if (!state.has(concept.id) || how > 1) put({ ...concept, plainName: { en: `Variant ${how}` } });
        else for (const { id } of [...claims, concept]) remove(id);
        continue;
      }
      const [subject, object] = [concepts[how & 2], concepts[(how & 1) * 2 + 1]];
      const id = idFor(causes, `claim ${what}`);
      if (!subject || !object || edits.has(id)) continue;
      if (state.has(id) && how === 0) remove(id);
      else if (state.has(subject.id) && state.has(object.id))
        put({ ...claim, id, subject: subject.id, object: object.id, negated: how > 3, frequency: how / 10 });
    }
    // What came and went within one release was never there.
    return [...edits.values()].filter((edit) => edit.action === 'PUT' || live.has(edit.id));
  }

  it('stay right when somebody publishes between two pages', async () => {
    await publishRecords(database, all);
    let [turn, frequency] = [0, 0.4];
    const copy = await followChanges(api, emptyCopy, 2, async () => {
      if (turn++ < 3) await publishRecords(database, [{ ...claim, frequency: (frequency += 0.1) }]);
    });
    expect(copy.records).toEqual(await liveRecords(database));
    expect(turn).toBe(4);
  });

  it('tell what was done in which release, nodes before claims, and claims gone before nodes', async () => {
    await publishRecords(database, [claim, ...all.filter(({ id }) => id !== claim.id)]);
    await publishEdits(database, [retire(cold.id, pain.id), retire(claim.id)]);
    const { edges, pageInfo } = await changePage(api, undefined, undefined);
    const told = edges.map(({ node }) => [node.release, node.action, node.version, node.id, node.reason, node.replacedById]);
    expect(told).toEqual([
      [1, 'CREATED', 1, cramp.id, null, null],
      [1, 'CREATED', 1, pain.id, null, null],
      [1, 'CREATED', 1, cold.id, null, null],
      [1, 'CREATED', 1, article.id, null, null],
      [1, 'CREATED', 1, claim.id, null, null],
      [2, 'RETIRED', 2, claim.id, `Because of ${claim.id}.`, null],
      [2, 'RETIRED', 2, cold.id, `Because of ${cold.id}.`, pain.id],
    ]);
    expect(edges[0]?.node).toMatchObject({ recordType: 'Symptom', publishedAt: '2026-01-01T00:00:00.000Z', record: cramp });
    expect(pageInfo).toEqual({ hasNextPage: false, endCursor: edges.at(-1)?.cursor });
  });

  it('are read in the order of an index, in one statement that says the content release', async () => {
    await publishRecords(database, all);
    const statements = await api.statementsOf(async () => {
      const { body } = await api.ask('{ changes(first: 2) { edges { node { id } } } }');
      expect(body.extensions).toMatchObject({ contentRelease: 1, cost: 2 });
    });
    expect(statements).toHaveLength(1);
    const operators = await operatorsOf(statements[0]);
    expect(operators.join()).toContain('NodeUniqueIndexSeekByRange');
    expect(operators.filter((name) => /Sort|Top|AllNodesScan|LabelScan/.test(name))).toEqual([]);
  });

  it('refuse a cursor that is not theirs, is of another graph, or was made up', async () => {
    await publishRecords(database, all);
    const { cursor } = (await changePage(api, undefined, 3)).edges[2] ?? { cursor: '' };
    const { symptoms } = await api.data<{ symptoms: { edges: { cursor: string }[] } }>('{ symptoms(first: 1) { edges { cursor } } }');
    await wipe(database);
    await publishRecords(database, [pain, cold, cramp]);
    for (const since of [cursor, symptoms.edges[0]?.cursor, 'nonsense', '', Buffer.from('["changes",1,2]').toString('base64url')])
      expect(await refusalOf('query ($since: String) { changes(since: $since) { edges { cursor } } }', { since })).toMatchObject({
        message: expect.stringMatching(/^since: /),
        extensions: { code: 'BAD_USER_INPUT' },
      });
  });

  it.each([-1, 501])('refuse a page of %i', async (first) => {
    expect(await refusalOf('query ($first: Int) { changes(first: $first) { edges { cursor } } }', { first })).toMatchObject({
      message: expect.stringMatching(/^first: .*0 to 500/),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('the history of a record', () => {
  const query = `query ($id: ID!, $first: Int, $after: String) { history(id: $id, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { cursor node { version release action publishedAt title note author approver record reason replacedById changes { path before after } } }
  } }`;
  interface Chain {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly version: number; readonly record: AnyRecord | null } }[];
  }
  const historyOf = async (id: string, more: Record<string, unknown> = {}) =>
    (await api.data<{ history: Chain }>(query, { id, ...more })).history;

  const changed = { ...claim, frequency: 0.5, population: { ageFrom: 18 } };
  async function publishClaim(): Promise<void> {
    await publishRecords(database, all);
    await publishRecords(database, [changed]);
    await publishEdits(database, [retire(claim.id, cramp.id)]);
  }

  it('tells newest first what each release did to it, and how it differs from the one before', async () => {
    await publishClaim();
    const common = { publishedAt: '2026-01-01T00:00:00.000Z', title: 'Test', note: null, author: null, approver: null };
    const { edges } = await historyOf(claim.id);
    expect(edges.map(({ node }) => node)).toMatchObject([
      { ...common, version: 3, release: 3, action: 'RETIRED', record: null, reason: `Because of ${claim.id}.`, replacedById: cramp.id },
      {
        ...common,
        version: 2,
        release: 2,
        action: 'CHANGED',
        record: changed,
        reason: null,
        replacedById: null,
        changes: [
          { path: 'population.ageFrom', before: null, after: 18 },
          { path: 'frequency', before: 0.4, after: 0.5 },
        ],
      },
      {
        ...common,
        version: 1,
        release: 1,
        action: 'CREATED',
        record: claim,
        reason: null,
        replacedById: null,
        changes: expect.arrayContaining([
          { path: 'subject', before: null, after: cold.id },
          { path: 'citations.+', before: null, after: { source: article.id, stance: 'SUPPORTS' } },
        ]),
      },
    ]);
  });

  it('reads the same in pages of one', async () => {
    await publishClaim();
    const whole = await historyOf(claim.id);
    const pages: Chain['edges'][number][] = [];
    for (let after: string | null = null; ;) {
      const { edges, pageInfo }: Chain = await historyOf(claim.id, { first: 1, after });
      pages.push(...edges);
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(pages).toEqual(whole.edges);
  });

  it('goes on when the record is published again', async () => {
    await publishRecords(database, all);
    await publishEdits(database, [retire(claim.id)]);
    await publishRecords(database, [claim]);
    expect((await historyOf(claim.id)).edges.map(({ node }) => [node.version, node.record])).toEqual([
      [3, claim],
      [2, null],
      [1, claim],
    ]);
  });

  it('tells of the claims of a concept as well when asked, of those that are gone too, in pages as at once', async () => {
    const other = { ...minimalExampleOf(causes, { subject: cold.id, object: pain.id }, { key: 'other' }), citations: claim['citations'] };
    await publishRecords(database, [...all, other]);
    await publishRecords(database, [{ ...cramp, plainName: { en: 'Cramp' } }, changed, { ...other, negated: true }]);
    await publishEdits(database, [retire(claim.id)]);
    const told = async (id: string, size: number) => {
      const found: unknown[] = [];
      for (let after: string | null = null; ;) {
        const { history }: { history: Chain } = await api.data(
          `query ($id: ID!, $first: Int, $after: String) { history(id: $id, first: $first, after: $after, withClaims: true) {
            pageInfo { hasNextPage endCursor } edges { node { recordId recordType release action version record changes { path } } cursor } } }`,
          { id, first: size, after },
        );
        found.push(...history.edges.map(({ node }) => node));
        after = history.pageInfo.endCursor;
        if (!history.pageInfo.hasNextPage) return found;
      }
    };
    const ofCramp = await told(cramp.id, 200);
    expect(ofCramp).toMatchObject([
      { recordId: claim.id, recordType: 'CAUSES', release: 3, action: 'RETIRED' },
      { recordId: claim.id, release: 2, action: 'CHANGED', changes: [{ path: 'population.ageFrom' }, { path: 'frequency' }] },
      { recordId: cramp.id, recordType: 'Symptom', release: 2, action: 'CHANGED', changes: [{ path: 'plainName.en' }] },
      { recordId: claim.id, release: 1, action: 'CREATED' },
      { recordId: cramp.id, release: 1, action: 'CREATED' },
    ]);
    expect(await told(cramp.id, 2)).toEqual(ofCramp);
    expect((await told(pain.id, 2)).length).toBe(3);
    expect((await told(cold.id, 2)).length).toBe(6);
    expect(await historyOf(cramp.id)).toMatchObject({ edges: [{ node: { version: 2 } }, { node: { version: 1 } }] });
  });

  it('is empty for an id that was never published', async () => {
    await publishRecords(database, all);
    expect(await historyOf('sym_nothing')).toEqual({ pageInfo: { hasNextPage: false, endCursor: null }, edges: [] });
  });

  it('refuses page sizes out of range and the cursor of another record', async () => {
    await publishRecords(database, all);
    const { cursor } = (await historyOf(cramp.id)).edges[0] ?? {};
    for (const variables of [{ first: -1 }, { first: 201 }, { after: 'x' }, { after: cursor }])
      expect(await refusalOf(query, { id: claim.id, ...variables })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  it('is read by an index, in one statement that says the content release', async () => {
    await publishRecords(database, all);
    const statements = await api.statementsOf(async () => {
      const { body } = await api.ask(query, { id: claim.id });
      expect(body.extensions).toMatchObject({ contentRelease: 1 });
    });
    expect(statements).toHaveLength(1);
    expect((await operatorsOf(statements[0])).filter((name) => /AllNodesScan|LabelScan|Index\w*Scan/.test(name))).toEqual([]);
  });
});

describe('a record as of a release', () => {
  const recordAt = async (id: string, release: number) =>
    (
      await api.data<{ recordAt: AnyRecord | null }>('query ($id: ID!, $release: Int!) { recordAt(id: $id, release: $release) }', {
        id,
        release,
      })
    ).recordAt;

  it('is what was published then, and null where it was not', async () => {
    await publishRecords(database, [cramp, pain, cold, article]);
    await publishRecords(database, [claim]);
    await publishRecords(database, [{ ...claim, frequency: 0.5 }]);
    await publishRecords(database, [{ ...cramp, plainName: { en: 'Cramp' } }]);
    await publishEdits(database, [retire(claim.id)]);
    await publishRecords(database, [claim]);
    const states = [null, null, claim, { ...claim, frequency: 0.5 }, { ...claim, frequency: 0.5 }, null, claim];
    for (const [release, state] of states.entries()) expect(await recordAt(claim.id, release)).toEqual(state);
    expect(await recordAt('sym_nothing', 2)).toBeNull();
  });

  it.each([-1, 2, 2_147_483_647])('is refused for release %i when only 1 is published', async (release) => {
    await publishRecords(database, all);
    expect(await refusalOf('query ($release: Int!) { recordAt(id: "x", release: $release) }', { release })).toMatchObject({
      message: expect.stringMatching(/^release: .*1 to 1/),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('is the empty graph’s null when nothing is published', async () => {
    expect(await recordAt(claim.id, 0)).toBeNull();
  });
});

async function refusalOf(query: string, variables: Record<string, unknown>): Promise<unknown> {
  const { body } = await api.ask(query, variables);
  expect(body.errors).toHaveLength(1);
  return body.errors?.[0];
}

/** Names of the operators the database would run a statement with. */
async function operatorsOf(statement: Statement | undefined): Promise<string[]> {
  const { summary } = await database.driver.executeQuery(`EXPLAIN ${statement?.text}`, statement?.params);
  const names: string[] = [];
  const collect = ({ operatorType, children }: { operatorType: string; children: readonly unknown[] }): void => {
    names.push(operatorType);
    for (const child of children) collect(child as Parameters<typeof collect>[0]);
  };
  collect(summary.plan as Parameters<typeof collect>[0]);
  return names;
}
