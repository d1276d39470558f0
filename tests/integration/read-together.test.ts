import { describe, expect, it } from 'vitest';
import { ReadTogether } from '../../server/knowledge/select/read-together.ts';
import type { Row } from '../../server/neo4j/statement.ts';
import { statementsOf } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { recordNamed, useNewsroom } from '../support/newsroom.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const legCramp = recordNamed('Symptom', 'leg-cramp');
const symptoms = ['leg-cramp', 'low-back-pain', 'bulging-leg-veins'].map((slug) => recordNamed('Symptom', slug));
const byId = 'query ($id: ID!) { symptom(id: $id) { id name causes(first: 3) { edges { node { name } } } } }';
const bySlug = 'query ($slug: String!) { symptom(slug: $slug) { id name } }';

/** Rows of keys that are asked for in one turn, and how many statements that took. */
async function rowsAndStatements(together: ReadTogether, keys: readonly string[], records?: number): Promise<[number, Row[]]> {
  let rows: Row[] = [];
  const statements = await statementsOf(database, async () => {
    rows = await Promise.all(keys.map((key) => together.row(database, key, records)));
  });
  return [statements.length, rows];
}

describe('rows that are asked for in one turn', () => {
  const doubled = (): ReadTogether =>
    new ReadTogether((keys) => ({ text: 'UNWIND $keys AS key WITH key WHERE key <> "none" RETURN key, key + key', params: { keys } }));

  it('are read by one statement, each for itself, also where two ask for the same', async () => {
    expect(await rowsAndStatements(doubled(), ['a', 'b', 'a', 'none', 'c'], 1)).toEqual([1, [['aa'], ['bb'], ['aa'], [], ['cc']]]);
  });

  it('are read anew in the next', async () => {
    const together = doubled();
    const statements = await statementsOf(database, async () => {
      await together.row(database, 'a', 1);
      await together.row(database, 'a', 1);
    });
    expect(statements.length).toBe(2);
  });

  it.each([
    ['few records', 10, 1],
    ['some', 100, 2],
    ['many', 700, 15],
    ['more than are read together', 2_001, 30],
    ['nobody knows how many', undefined, 30],
  ])('share a statement as far as they hold little: %s', async (_what, records, statements) => {
    const keys = Array.from({ length: 30 }, (_, i) => `key ${i}`);
    const [count, rows] = await rowsAndStatements(doubled(), keys, records);
    expect(rows).toEqual(keys.map((key) => [key + key]));
    expect(count).toBe(statements);
  });

  it('fail together when their statement fails, and not for longer', async () => {
    let isWrong = true;
    const together = new ReadTogether((keys) => ({
      text: isWrong ? 'RETURN 1 / 0' : 'UNWIND $keys AS key RETURN key, 1',
      params: { keys },
    }));
    const failed = await Promise.allSettled(['a', 'b'].map((key) => together.row(database, key, 1)));
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isWrong = false;
    expect(await together.row(database, 'a', 1)).toEqual([1]);
  });
});

describe('apps that ask at the same moment', () => {
  it('get what each asked for', async () => {
    const app = newsroom().house.client();
    const alone = await Promise.all(symptoms.map(async ({ id }) => (await app.ask(byId, { id })).text));
    const unknown = 'sym_00000000000000000000';
    const many = Array.from({ length: 40 }, (_, i) => i % 4);
    const answers = await Promise.all(many.map((i) => app.ask(byId, { id: symptoms[i]?.id ?? unknown })));
    for (const [at, { text, data }] of answers.entries()) {
      if (many[at] === 3) expect(data).toEqual({ symptom: null });
      else expect(text).toBe(alone[many[at] ?? 0]);
    }
    const slugs = await Promise.all(symptoms.map(({ slug }) => app.get<{ symptom: { id: string } }>(bySlug, { slug })));
    expect(slugs.map(({ symptom }) => symptom.id)).toEqual(symptoms.map(({ id }) => id));
  });

  it('are not disturbed by one whose text cannot be', async () => {
    const app = newsroom().house.client();
    const texts = ['leg-cramp', 'leg-cramp\0', '\ud800', 'leg-cramp'];
    const answers = await Promise.all(texts.map((slug) => app.ask(bySlug, { slug })));
    expect(answers.map(({ data }) => (data as { symptom: { id: string } | null } | null)?.symptom?.id ?? null)).toEqual([
      legCramp.id,
      null,
      null,
      legCramp.id,
    ]);
    expect(answers.map(({ errors }) => errors.length)).toEqual([0, 1, 1, 0]);
  });

  it('see nothing of a preview, and the preview sees itself', async () => {
    const { house, editor, openSet, put } = newsroom();
    const set = await openSet(editor, 'A name of our own');
    expect((await put(set, { ...legCramp, name: { en: 'Quillocramp', zh: '小腿抽筋' } }, 1)).errors).toEqual([]);
    const app = house.client();
    const names = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const isPreview = i % 3 === 0;
        const { data } = await (isPreview ? editor : app).ask(byId, { id: legCramp.id }, isPreview ? { 'x-preview-change-set': set } : {});
        return (data as { symptom: { name: string } }).symptom.name;
      }),
    );
    expect(names).toEqual(names.map((_, i) => (i % 3 === 0 ? 'Quillocramp' : 'Leg cramp')));
  });

  it('see a publish as soon as it is told', async () => {
    const { house, editor, publisher, openSet, put, submit, approve, step } = newsroom();
    const app = house.client();
    const name = async (): Promise<unknown> => (await app.get<{ symptom: { name: string } }>(byId, { id: legCramp.id })).symptom.name;
    const before = await name();
    const set = await openSet(editor, 'A better name');
    await put(set, { ...legCramp, name: { en: 'Cramp of the leg', zh: '小腿抽筋' } }, 1);
    await submit(set);
    await approve(set);
    expect((await step('publishChangeSet', publisher, set)).errors).toEqual([]);
    expect([before, ...(await Promise.all([name(), name(), name()]))]).toEqual([
      'Leg cramp',
      'Cramp of the leg',
      'Cramp of the leg',
      'Cramp of the leg',
    ]);
  });
});
