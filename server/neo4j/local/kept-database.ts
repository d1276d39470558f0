import { setTimeout as wait } from 'node:timers/promises';
import { KnowledgeError, unavailable } from '../../errors.ts';
import { claimOwnership } from './local-owner.ts';
import { type Exit, type LocalDatabase, type LocalDatabaseOptions, startLocalDatabase } from './local-database.ts';

export interface KeptDatabaseOptions extends LocalDatabaseOptions {
  /** Called once when the database ended and could not be brought back. */
  readonly onLost?: ((reason: KnowledgeError) => void) | undefined;
}

export interface KeptDatabase {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  /** Closes the database for good; resolves when its process has gone. */
  stop(): Promise<void>;
}

/** Starts the local database and starts it again, on the same port, whenever it ends without being asked to. */
export async function keepLocalDatabase(options: KeptDatabaseOptions): Promise<KeptDatabase> {
  let current = await startLocalDatabase(options);
  const stopping = new AbortController();
  const { uri, user, password, boltPort } = current;

  const keep = async (): Promise<void> => {
    let failures = 0;
    while (failures < delaysMs.length) {
      const startedAt = performance.now();
      const exit = await current.exited;
      if (stopping.signal.aborted) return;
      if (performance.now() - startedAt > steadyMs) failures = 0;
      await claimOwnership(options.dataDir).catch(() => {
        // A disk that is full or gone is told by the start below.
      });
      options.report(`The database ended unexpectedly (${reasonOf(exit)}); starting it again.`);
      let next: LocalDatabase | undefined;
      let problem: unknown;
      while (!next && failures < delaysMs.length) {
        await wait(delaysMs[failures++], undefined, { signal: stopping.signal });
        try {
          next = await startLocalDatabase({ ...options, boltPort, signal: stopping.signal });
        } catch (error) {
          if (stopping.signal.aborted) return;
          problem = error;
        }
      }
      if (!next) {
        options.onLost?.(problem instanceof KnowledgeError ? problem : unavailable('The database could not be started again.', problem));
        return;
      }
      current = next;
      options.report('The database is back.');
    }
    options.onLost?.(unavailable(`The database ended ${failures} times within minutes and is not started again.`));
  };
  const kept = keep().catch((error: unknown) => {
    // Waiting was cut short by stop().
    if (!stopping.signal.aborted) throw error;
  });

  return {
    uri,
    user,
    password,
    async stop() {
      stopping.abort();
      await current.stop();
      await kept;
    },
  };
}

/** Waits before each new start; when all are used up the database is given up. */
const delaysMs = [0, 500, 2_000, 5_000, 15_000];

/** A database that ran this long was healthy, so counting begins anew. */
const steadyMs = 60_000;

const reasonOf = ({ code, signal }: Exit): string => signal ?? `exit code ${code}`;
