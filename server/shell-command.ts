import { readConfig } from './config.ts';
import { badUserInput, KnowledgeError } from './errors.ts';
import { type Database, openDatabase } from './neo4j/database.ts';
import { localOwner } from './neo4j/local/local-owner.ts';
import { hasStore } from './neo4j/local/local-store.ts';
import { refuseUnusable } from './neo4j/migrations.ts';
import { runningDatabase } from './running-database.ts';

/** Exit code of a command that a signal ended, as shells know it. */
const interrupted = 130;

type Work = (database: Database, signal: AbortSignal) => Promise<number>;

/** Runs a command of the shell as `runInShell` does, on the configured database, which need not have been started and must be usable. */
export const runOnDatabase = (work: Work): Promise<void> =>
  runInShell((signal) => withDatabase(signal, (database) => usable(database, signal, work)));

/** Runs a command that only looks: as `runOnDatabase` does, but where there is no database none is made. */
export const readFromDatabase = (work: Work): Promise<void> =>
  runInShell(async (signal) => {
    const { dataDir, neo4j } = readConfig(process.env);
    // One that a first start is making is waited for.
    if (neo4j.kind === 'local' && !(await localOwner(dataDir)) && !(await hasStore(dataDir)))
      throw badUserInput(
        `There is no database in ${dataDir}. Set AETIA_DATA to the whole path of the folder that holds it, or NEO4J_URI for a Neo4j elsewhere.`,
      );
    return withDatabase(signal, (database) => usable(database, signal, work));
  });

async function usable(database: Database, signal: AbortSignal, work: Work): Promise<number> {
  await refuseUnusable(database);
  return work(database, signal);
}

/**
 * Runs a command of the shell. The work prints its result and answers the exit code; what it refuses becomes one line on standard error
 * and exit code 1. The first SIGINT or SIGTERM aborts the signal, which the work may heed; it then says how things were left. A second
 * one ends the process at once.
 */
export async function runInShell(work: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(interrupted);
    stopping.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stop);
  try {
    process.exitCode = await work(stopping.signal);
  } catch (error) {
    if (stopping.signal.aborted) {
      // Who was interrupted may know how things were left.
      console.error(error instanceof KnowledgeError ? error.message : 'Interrupted.');
      process.exitCode = interrupted;
      return;
    }
    if (!(error instanceof KnowledgeError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, stop);
  }
}

/** Opens the configured database for as long as the work takes, in whatever state it is. */
export async function withDatabase<T>(signal: AbortSignal, work: (database: Database) => Promise<T>): Promise<T> {
  const neo4j = await runningDatabase(readConfig(process.env), { signal });
  const database = await openDatabase({ neo4j, report: () => {}, signal });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
