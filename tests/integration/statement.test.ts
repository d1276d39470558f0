import neo4j from 'neo4j-driver';
import { describe, expect, inject, it } from 'vitest';
import { translateDriverError } from '../../server/neo4j/driver-error.ts';
import { inTransaction, inUndoneTransaction, read, type Statement, write } from '../../server/neo4j/statement.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();

const create = (name: string): Statement => ({ text: 'CREATE (n:Thing {name: $name}) RETURN n.name', params: { name } });
const names: Statement = { text: 'MATCH (n:Thing) RETURN n.name AS name ORDER BY name', params: {} };

describe('a statement', () => {
  it('answers rows by position, whole numbers as numbers', async () => {
    const statement = { text: 'UNWIND [1, 2] AS n RETURN n, [n, "a", null] AS list, {k: n / 2.0} AS map', params: {} };
    expect(await read(database, statement)).toEqual([
      [1, [1, 'a', null], { k: 0.5 }],
      [2, [2, 'a', null], { k: 1 }],
    ]);
  });

  it('reads what was written just before', async () => {
    expect(await write(database, create('a'))).toEqual([['a']]);
    expect(await database.run(names)).toEqual([['a']]);
  });

  it('cannot write through a read', async () => {
    await expect(read(database, create('a'))).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await database.run(names)).toEqual([]);
  });

  it('that is wrong is a mistake of ours, and the answer does not quote it', async () => {
    await expect(read(database, { text: 'MATCH (secret', params: {} })).rejects.toMatchObject({
      code: 'INTERNAL',
      message: 'The database refused a statement (Neo.ClientError.Statement.SyntaxError).',
    });
  });

  it('that no connection becomes free for is to be tried again, and no mistake of ours', async () => {
    const { uri, user, password } = inject('neo4j');
    const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { maxConnectionPoolSize: 1, connectionAcquisitionTimeout: 50 });
    await driver.session().beginTransaction();
    const refused: unknown = await driver
      .session()
      .run('RETURN 1')
      .catch((error: unknown) => error);
    expect(translateDriverError(refused)).toMatchObject({ code: 'UNAVAILABLE' });
    await driver.close();
  });

  it('is counted once by every listener, also inside a transaction, until the listener leaves', async () => {
    const heard: string[] = [];
    const leave = database.onStatement(({ text }) => heard.push(text));
    await database.run(names);
    await inTransaction(database, 'READ', (transaction) => transaction.run(names));
    leave();
    await database.run(names);
    expect(heard).toEqual([names.text, names.text]);
  });
});

describe('a transaction', () => {
  it('keeps all of its statements', async () => {
    const result = await inTransaction(database, 'WRITE', async (transaction) => {
      await transaction.run(create('a'));
      await transaction.run(create('b'));
      return transaction.run(names);
    });
    expect(result).toEqual([['a'], ['b']]);
    expect(await database.run(names)).toEqual([['a'], ['b']]);
  });

  it('keeps nothing when its work throws, and passes that error on', async () => {
    const reason = new Error('changed my mind');
    const work = inTransaction(database, 'WRITE', async (transaction) => {
      await transaction.run(create('a'));
      throw reason;
    });
    await expect(work).rejects.toBe(reason);
    expect(await database.run(names)).toEqual([]);
  });

  it('can be undone after its work has seen the changes', async () => {
    const seen = await inUndoneTransaction(database, async (transaction) => {
      await transaction.run(create('a'));
      return transaction.run(names);
    });
    expect(seen).toEqual([['a']]);
    expect(await database.run(names)).toEqual([]);
  });

  it('runs again when the server says it lost a deadlock', async () => {
    await write(database, create('a'));
    await write(database, create('b'));
    const touch = (name: string): Statement => ({ text: 'MATCH (n:Thing {name: $name}) SET n.touched = true', params: { name } });
    let arrived = 0;
    let open = (): void => {};
    const bothHoldALock = new Promise<void>((done) => (open = done));
    const crossing = (first: string, second: string): Promise<void> =>
      inTransaction(database, 'WRITE', async (transaction) => {
        await transaction.run(touch(first));
        if (++arrived === 2) open();
        await bothHoldALock;
        await transaction.run(touch(second));
      });
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    expect(arrived).toBe(3);
  });

  it('that breaks a unique value is a conflict', async () => {
    await write(database, { text: 'CREATE CONSTRAINT thing_name IF NOT EXISTS FOR (n:Thing) REQUIRE n.name IS UNIQUE', params: {} });
    await write(database, create('a'));
    await expect(write(database, create('a'))).rejects.toMatchObject({ code: 'CONFLICT' });
    await write(database, { text: 'DROP CONSTRAINT thing_name', params: {} });
  });
});
