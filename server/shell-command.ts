import { readConfig } from './config.ts';
import { KnowledgeError } from './errors.ts';
import { type Database, openDatabase } from './neo4j/database.ts';
import { runningDatabase } from './running-database.ts';

/**
 * Runs a command of the shell on the configured database, which need not have been started. The work prints its result and answers
 * the exit code; what it refuses becomes one line on standard error and exit code 1.
 */
export async function runOnDatabase(work: (database: Database) => Promise<number>): Promise<void> {
  try {
    const database = await openDatabase({ neo4j: await runningDatabase(readConfig(process.env)), report: () => {} });
    try {
      process.exitCode = await work(database);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
