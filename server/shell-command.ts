import { readConfig } from './config.ts';
import { KnowledgeError } from './errors.ts';
import { type Database, openDatabase } from './neo4j/database.ts';
import { refuseUnusable } from './neo4j/migrations.ts';
import { runningDatabase } from './running-database.ts';

/** Exit code of a command that a signal ended, as shells know it. */
const interrupted = 130;

/** Runs a command of the shell as `runInShell` does, on the configured database, which need not have been started and must be usable. */
export const runOnDatabase = (work: (database: Database, signal: AbortSignal) => Promise<number>): Promise<void> =>
  runInShell((signal) =>
    withDatabase(signal, async (database) => {
      await refuseUnusable(database);
      return work(database, signal);
    }),
  );

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
  const neo4j = await runningDatabase(readConfig(process.env));
  const database = await openDatabase({ neo4j, report: () => {}, signal });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
