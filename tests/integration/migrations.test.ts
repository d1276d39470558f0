import { afterEach, expect, it } from 'vitest';
import { migrate, type Migration } from '../../server/neo4j/migrations.ts';
import { type Runner, write } from '../../server/neo4j/statement.ts';
import { useDatabase, wipe } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = await useDatabase();

const unique = 'CREATE CONSTRAINT thing_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE';
const range = 'CREATE INDEX thing_name IF NOT EXISTS FOR (n:Thing) ON (n.name)';
const fullText = 'CREATE FULLTEXT INDEX thing_text IF NOT EXISTS FOR (n:Thing) ON EACH [n.text]';

const addThing = (number: number, name: string) =>
  ({
    number,
    name,
    async run(transaction: Runner) {
      await transaction.run({ text: 'CREATE (:Thing {id: $number})', params: { number } });
    },
  }) satisfies Migration;

const rowsOf = (text: string): Promise<(readonly unknown[])[]> => database.run({ text, params: {} });
const things = (): Promise<(readonly unknown[])[]> => rowsOf('MATCH (n:Thing) RETURN n.id ORDER BY n.id');
const indexes = (): Promise<(readonly unknown[])[]> =>
  rowsOf('SHOW INDEXES YIELD name, state, properties WHERE name STARTS WITH "thing_" RETURN name, state, properties ORDER BY name');

afterEach(async () => {
  await wipe(database);
  await migrate(database, [unique, range, fullText], []);
  await migrate(database, [], []);
});

it('makes constraints and indexes, which answer at once, and nothing the second time', async () => {
  const all = [unique, range, fullText];
  expect(await migrate(database, all, [])).toEqual({ applied: [], created: ['thing_id', 'thing_name', 'thing_text'], dropped: [] });
  expect(await indexes()).toEqual([
    ['thing_id', 'ONLINE', ['id']],
    ['thing_name', 'ONLINE', ['name']],
    ['thing_text', 'ONLINE', ['text']],
  ]);
  expect(await migrate(database, all, [])).toEqual({ applied: [], created: [], dropped: [] });
});

it('takes an index for made that somebody else makes at the same moment', async () => {
  const session = database.driver.session();
  let isSent = false;
  const stopListening = database.onStatement(({ text }) => (isSent ||= text === range));
  try {
    const other = await session.beginTransaction();
    await other.run(range);
    const migrated = migrate(database, [range], []);
    // Both have run their statement; the second to commit is refused.
    const between = `SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery = '' RETURN currentQuery`;
    await until(async () => isSent && (await rowsOf(between)).length === 2);
    await other.commit();
    expect(await migrated).toMatchObject({ created: ['thing_name'] });
  } finally {
    stopListening();
    await session.close();
  }
  expect(await indexes()).toEqual([['thing_name', 'ONLINE', ['name']]]);
});

it('removes what the model no longer wants, makes anew what it wants otherwise, and leaves indexes of others alone', async () => {
  await migrate(database, [unique, range], []);
  await write(database, { text: 'CREATE INDEX thing_foreign FOR (n:Thing) ON (n.foreign)', params: {} });
  const changed = range.replace('n.name', 'n.title');
  expect(await migrate(database, [changed], [])).toEqual({ applied: [], created: ['thing_name'], dropped: ['thing_id', 'thing_name'] });
  expect(await indexes()).toEqual([
    ['thing_foreign', 'ONLINE', ['foreign']],
    ['thing_name', 'ONLINE', ['title']],
  ]);
  await write(database, { text: 'DROP INDEX thing_foreign', params: {} });
});

it('brings back an index that somebody removed', async () => {
  await migrate(database, [range], []);
  await write(database, { text: 'DROP INDEX thing_name', params: {} });
  expect(await migrate(database, [range], [])).toMatchObject({ created: ['thing_name'] });
});

it('runs each data migration once, in order', async () => {
  expect(await migrate(database, [], [addThing(1, 'first')])).toMatchObject({ applied: ['first'] });
  expect(await migrate(database, [], [addThing(1, 'first'), addThing(2, 'second')])).toMatchObject({ applied: ['second'] });
  expect(await things()).toEqual([[1], [2]]);
});

it('runs a data migration once when two servers start together', async () => {
  const both = await Promise.all([1, 2].map(() => migrate(database, [], [addThing(1, 'first')])));
  expect(both.flatMap(({ applied }) => applied)).toEqual(['first']);
  expect(await things()).toEqual([[1]]);
});

it('runs what is too large for one transaction until it is done, and has other servers wait for it', async () => {
  let runs = 0;
  const growing: Migration = {
    number: 1,
    name: 'grows',
    async rewrite(of) {
      runs += 1;
      await write(of, { text: 'MERGE (:Thing {id: 1})', params: {} });
      if (runs === 1) throw new Error('interrupted');
      await write(of, { text: 'MERGE (:Thing {id: 2})', params: {} });
    },
  };
  await expect(migrate(database, [], [growing])).rejects.toThrow('interrupted');
  // A version that does not know it refuses what is half done.
  await expect(migrate(database, [], [])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  const both = await Promise.all([1, 2].map(() => migrate(database, [], [growing])));
  expect(both.flatMap(({ applied }) => applied)).toEqual(['grows']);
  expect(await migrate(database, [], [growing])).toMatchObject({ applied: [] });
  expect([runs, await things()]).toEqual([2, [[1], [2]]]);
});

it('leaves no trace of a data migration that fails', async () => {
  const failing: Migration = {
    number: 1,
    name: 'fails',
    async run(transaction: Runner) {
      await addThing(1, '').run(transaction);
      throw new Error('half way');
    },
  };
  await expect(migrate(database, [], [failing])).rejects.toThrow('half way');
  expect(await rowsOf('MATCH (n) RETURN labels(n)')).toEqual([]);
});

it('refuses a graph that a newer version has changed', async () => {
  await migrate(database, [], [addThing(1, 'first'), addThing(2, 'split names')]);
  await expect(migrate(database, [], [addThing(1, 'first')])).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: 'This graph was changed by a newer Aetia (migration 2, "split names"); this version knows 1. Update Aetia.',
  });
});

it('names a schema statement without a name as our mistake', async () => {
  await expect(migrate(database, ['CREATE INDEX FOR (n:Thing) ON (n.name)'], [])).rejects.toMatchObject({ code: 'INTERNAL' });
});

it('refuses a graph on which a version with a wider model was started, and names what this one lacks', async () => {
  const narrow = ['A', 'A.text', 'JOINS', 'JOINS from A to A'];
  await migrate(database, [], [], [...narrow, 'B', 'JOINS from A to B']);
  await expect(migrate(database, [], [], narrow)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: 'This graph belongs to a newer Aetia, whose model has B, JOINS from A to B. Update Aetia.',
  });
});

it('takes a wider model, and one from which a migration took something away', async () => {
  await migrate(database, [], [], ['A', 'A.text']);
  await migrate(database, [], [], ['A', 'A.text', 'B']);
  await migrate(database, [], [{ ...addThing(1, 'drop texts'), takesAway: ['A.text'] }], ['A', 'B']);
  expect(await rowsOf('MATCH (m:Migration {number: 0}) RETURN m.shape')).toEqual([[['A', 'B']]]);
});
