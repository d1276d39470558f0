import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import { lockAudit } from '../audit/audit.ts';
import type { Database } from '../neo4j/database.ts';
import { inTransaction, type Runner } from '../neo4j/statement.ts';
import { hashPassword } from './password.ts';
import { TokenBuckets } from './token-buckets.ts';

/** What the work on accounts and callers needs. */
export interface Identity {
  readonly database: Database;
  readonly config: Config;
  readonly now: () => Date;
  /** Requests of API keys and nameless callers, counted in this process. */
  readonly buckets: TokenBuckets;
  /** Compared with a password for an account that does not exist, so that the answer takes as long. */
  readonly decoyHash: Promise<string>;
}

export const createIdentity = (database: Database, config: Config, now: () => Date): Identity => ({
  database,
  config,
  now,
  buckets: new TokenBuckets(),
  decoyHash: hashPassword(randomBytes(16).toString('hex')),
});

/** Runs a change of accounts, sessions or keys in one transaction; such changes run one after the other. */
export const changeAccounts = <T>(database: Database, work: (transaction: Runner) => Promise<T>): Promise<T> =>
  inTransaction(database, 'WRITE', async (transaction) => {
    await lockAudit(transaction);
    return work(transaction);
  });
