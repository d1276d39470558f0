import { rateLimited } from '../errors.ts';
import type { Runner } from '../neo4j/statement.ts';
import { hashOf } from './secrets.ts';

/** Something whose failed proofs are counted: an account or a network address. */
export interface Throttle {
  /** Holds no address in the clear. */
  readonly key: string;
  /** How many failures cost no wait. */
  readonly free: number;
}

/** By the address typed, whether there is such an account or not. */
export const accountThrottle = (email: string): Throttle => ({ key: `account ${hashOf(email)}`, free: 5 });

/** Generous, because many people may share an address. */
export const addressThrottle = (network: string): Throttle => ({ key: `address ${hashOf(network)}`, free: 100 });

/** The longest wait, and how long failures are remembered after the last. */
const longestWaitSeconds = 15 * 60;
const rememberedMs = 60 * 60_000;

/** The wait after so many failures beyond the free ones: 1, 2, 4 … seconds. */
const waitSeconds = (beyond: number): number => (beyond <= 0 ? 0 : Math.min(longestWaitSeconds, 2 ** (beyond - 1)));

/**
 * Counts an attempt as failed before it is made, so that many at once gain nothing; take it back with `forgive`. Kept in the
 * database, so that all processes share it. Throws RATE_LIMITED, and counts nothing, while one of them has to wait.
 */
export async function charge(transaction: Runner, throttles: readonly Throttle[], at: Date): Promise<void> {
  const now = at.getTime();
  await transaction.run({
    text: 'MATCH (t:SignInThrottle) WHERE t.forgottenAt <= $now WITH t LIMIT 100 DELETE t',
    params: { now },
  });
  const rows = await transaction.run({
    text: `UNWIND $keys AS key MERGE (t:SignInThrottle {key: key}) ON CREATE SET t.failures = 0, t.waitsUntil = 0
SET t.isLocked = true REMOVE t.isLocked RETURN key, t.failures, t.waitsUntil`,
    params: { keys: throttles.map(({ key }) => key) },
  });
  const known = new Map(
    rows.map(([key, failures, waitsUntil]) => [key, { failures: failures as number, waitsUntil: waitsUntil as number }]),
  );
  const waitsUntil = Math.max(...rows.map(([, , until]) => until as number));
  if (waitsUntil > now) throw rateLimited('Too many attempts failed.', Math.ceil((waitsUntil - now) / 1000));
  await transaction.run({
    text: `UNWIND $rows AS row MATCH (t:SignInThrottle {key: row.key})
SET t.failures = row.failures, t.waitsUntil = row.waitsUntil, t.forgottenAt = row.forgottenAt`,
    params: {
      rows: throttles.map(({ key, free }) => {
        const failures = (known.get(key)?.failures ?? 0) + 1;
        const wait = waitSeconds(failures - free) * 1000;
        return { key, failures, waitsUntil: wait === 0 ? 0 : now + wait, forgottenAt: now + rememberedMs };
      }),
    },
  });
}

/** Takes back what was charged for an attempt that succeeded: all of an account's failures, one of an address. */
export async function forgive(transaction: Runner, { account, address }: { account?: Throttle; address?: Throttle }): Promise<void> {
  if (account) await transaction.run({ text: 'MATCH (t:SignInThrottle {key: $key}) DELETE t', params: { key: account.key } });
  if (address)
    await transaction.run({
      text: 'MATCH (t:SignInThrottle {key: $key}) SET t.failures = t.failures - 1, t.waitsUntil = 0',
      params: { key: address.key },
    });
}
