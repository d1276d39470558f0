import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import type { RemoteNeo4j } from '../../server/config.ts';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { write } from '../../server/neo4j/statement.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly neo4j: RemoteNeo4j;
  }
}

/** The test run's database, for the file that calls this: empty before each test, or before the first only; closed after the last. */
export async function useDatabase({ wiped = 'EACH' }: { readonly wiped?: 'EACH' | 'ONCE' } = {}): Promise<Database> {
  const database = await openDatabase({ neo4j: inject('neo4j'), report: () => {} });
  if (wiped === 'EACH') beforeEach(() => wipe(database));
  else beforeAll(() => wipe(database));
  afterAll(() => database.close());
  return database;
}

/** Removes every node and relationship, some thousands at a time, because one transaction must fit into memory; constraints and indexes stay. */
export async function wipe(database: Database): Promise<void> {
  const some = { text: 'MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*)', params: {} };
  while ((await write(database, some))[0]?.[0] !== 0);
}
