import { type Actor, record } from '../audit/audit.ts';
import { badUserInput, invariant, unauthenticated } from '../errors.ts';
import type { Runner } from '../neo4j/statement.ts';
import { type Caller, callerOf } from './caller.ts';
import { changeAccounts, type Identity } from './identity.ts';
import type { Requester } from './identify.ts';
import { isPassword, refuseImpossiblePassword } from './password.ts';
import { endSession, openSession, sessionOf } from './sessions.ts';
import { accountThrottle, addressThrottle, charge, forgive } from './throttle.ts';
import { type SecondFactor, spendCode } from './totp.ts';
import { readEmail, type User, userColumns, userFrom } from './user.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** A code of the authenticator app, or a recovery code. */
  readonly totpCode?: string | null | undefined;
}

/** A new session's token and its caller, or that the password was right and a code is wanted. */
export type SignedIn = { readonly token: string; readonly caller: Caller } | 'TOTP_CODE';

/**
 * Checks a password and, where the account has one, a second factor, and starts a session. Unknown accounts, suspended ones and wrong
 * passwords get the same answer in the same time. Each attempt is counted, per account and per network, before it is looked at.
 */
export async function signIn(identity: Identity, requester: Requester, credentials: Credentials): Promise<SignedIn> {
  const { database, config } = identity;
  const at = identity.now();
  const email = readEmail(credentials.email);
  if (email === undefined) throw badUserInput('email: this cannot be an email address. One looks like name@example.org.');
  refuseImpossiblePassword(credentials.password);
  const account = accountThrottle(email);
  const address = addressThrottle(requester.network);
  await changeAccounts(database, (transaction) => charge(transaction, [account, address], at));

  const found = await credentialsOf(database, 'email', email);
  const isRight = await isPassword(found?.passwordHash ?? (await identity.decoyHash), credentials.password);
  const { totpCode } = credentials;
  const outcome = await changeAccounts(database, async (transaction): Promise<Outcome> => {
    const actor: Actor = { id: found?.user.id ?? null, client: requester.client };
    const fail = async (reason: string): Promise<Outcome> => {
      await record(transaction, { actor, action: 'SIGN_IN_FAILED', subject: actor.id, details: { reason }, at });
      return { failed: reason };
    };
    if (!found) return fail('UNKNOWN_ACCOUNT');
    if (!isRight) return fail('WRONG_PASSWORD');
    // Read again, now that nothing else changes accounts.
    const now = await credentialsOf(transaction, 'email', email);
    if (now?.passwordHash !== found.passwordHash) return fail('WRONG_PASSWORD');
    if (now.user.state !== 'ACTIVE') return fail('SUSPENDED');
    let secondFactor: SecondFactor | undefined;
    if (now.user.hasTotp) {
      if (totpCode == null) {
        // The account's failures stay, or guessing codes would cost nothing.
        await forgive(transaction, { address });
        return { wantsCode: true };
      }
      secondFactor = await spendCode(transaction, now.user.id, totpCode, at);
      if (!secondFactor) return fail('WRONG_CODE');
    }
    await forgive(transaction, { account, address });
    if (requester.caller.kind === 'USER') await endSession(transaction, requester.caller.sessionId);
    const token = await openSession(transaction, now.user.id, config.session, at, requester.client);
    await record(transaction, { actor, action: 'SIGNED_IN', subject: actor.id, details: { secondFactor: secondFactor ?? null }, at });
    return { token };
  });
  if ('wantsCode' in outcome) return 'TOTP_CODE';
  if ('failed' in outcome)
    throw unauthenticated(
      outcome.failed === 'WRONG_CODE'
        ? 'The code is wrong, or it was used already. Wait for the next one.'
        : 'The email address or the password is wrong.',
    );
  const session = await sessionOf(database, outcome.token, config.session, at);
  invariant(session, 'A session that was just opened is gone.');
  return { token: outcome.token, caller: callerOf(session, config) };
}

type Outcome = { readonly token: string } | { readonly failed: string } | { readonly wantsCode: true };

/** An account with what its password is compared to. */
export async function credentialsOf(
  runner: Runner,
  by: 'id' | 'email',
  value: string,
): Promise<{ readonly user: User; readonly passwordHash: string } | undefined> {
  const [row] = await runner.run({ text: `MATCH (u:User {${by}: $value}) RETURN u.passwordHash, ${userColumns}`, params: { value } });
  if (!row) return undefined;
  const [passwordHash, ...user] = row;
  return { user: userFrom(user), passwordHash: passwordHash as string };
}

/** Ends the caller's session; answers whether there was one. */
export async function signOut({ database, now }: Identity, { caller, client }: Requester): Promise<boolean> {
  if (caller.kind !== 'USER') return false;
  const actor: Actor = { id: caller.user.id, client };
  return changeAccounts(database, async (transaction) => {
    const hasEnded = await endSession(transaction, caller.sessionId);
    if (hasEnded) await record(transaction, { actor, action: 'SIGNED_OUT', subject: actor.id, at: now() });
    return hasEnded;
  });
}
