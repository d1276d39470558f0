import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from './config.ts';
import { unavailable } from './errors.ts';
import { forOthersOnly } from './neo4j/local/for-others-only.ts';
import { type LocalOwner, localOwner } from './neo4j/local/local-owner.ts';
import { localPassword, passwordFileOf } from './neo4j/local/local-password.ts';

export interface Patience {
  /** How long a database that is starting is waited for. */
  readonly longestMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Told once that there is something to wait for. */
  readonly report?: (line: string) => void;
}

/**
 * The database a shell command asks: a local one that a server runs already is not started a second time, and waited for while it is
 * starting. UNAVAILABLE when that takes too long, or when it belongs to another user.
 */
export async function runningDatabase({ neo4j, dataDir }: Config, patience: Patience = {}): Promise<Config['neo4j']> {
  const owner = neo4j.kind === 'local' ? await startedOwner(dataDir, patience) : undefined;
  if (!owner) return neo4j;
  const uri = `bolt://127.0.0.1:${owner.boltPort}`;
  try {
    return { kind: 'remote', uri, user: 'neo4j', password: await localPassword(dataDir), database: undefined, dataDir };
  } catch (error) {
    throw await forOthersOnly(passwordFileOf(dataDir), error);
  }
}

async function startedOwner(
  dataDir: string,
  { longestMs = 60_000, signal, report = console.error }: Patience,
): Promise<LocalOwner | undefined> {
  const deadline = performance.now() + longestMs;
  for (let isTold = false; ; isTold = true) {
    const owner = await localOwner(dataDir);
    // A database whose server was killed closes by itself, which whoever starts it next waits for.
    if (!owner) return undefined;
    if (owner.boltPort !== 0) return owner;
    if (performance.now() > deadline)
      throw unavailable(`The database in ${dataDir} is still starting (pid ${owner.databasePid}). Try again in a minute.`);
    if (!isTold) report(`The database in ${dataDir} is starting; waiting for it.`);
    await wait(200, undefined, { signal });
  }
}
