import { type Actor, record } from '../audit/audit.ts';
import { badUserInput, invariant, notFound, validationFailed } from '../errors.ts';
import type { Runner } from '../neo4j/statement.ts';
import type { UserCaller } from './caller.ts';
import { changeAccounts, type Identity } from './identity.ts';
import { hashPassword, isPassword, passwordIssues, refuseImpossiblePassword } from './password.ts';
import { endSessionOf, endSessionsOf } from './sessions.ts';
import { credentialsOf } from './sign-in.ts';
import { accountThrottle, charge, forgive } from './throttle.ts';
import { newTotp, replaceRecoveryCodes, spendCode, stepOf, type TotpEnrolment } from './totp.ts';
import { nameIssues, removeTotp } from './users.ts';

/** A person who is signed in and changes the own account. */
export interface Owner {
  readonly caller: UserCaller;
  readonly client: string;
}

/** Replaces the password and ends the account's other sessions. Wrong current passwords count like failed sign-ins. */
export async function changePassword(
  { database, now }: Identity,
  { caller, client }: Owner,
  { currentPassword, newPassword }: { readonly currentPassword: string; readonly newPassword: string },
): Promise<void> {
  const { user } = caller;
  refuseImpossiblePassword(currentPassword);
  const issues = passwordIssues(newPassword, 'newPassword', user);
  if (currentPassword === newPassword)
    issues.push({ path: 'newPassword', code: 'DUPLICATE', message: 'The new password is the one you have. Choose another.' });
  if (issues.length > 0) throw validationFailed(issues);
  const at = now();
  const account = accountThrottle(user.email);
  await changeAccounts(database, (transaction) => charge(transaction, [account], at));
  const found = await credentialsOf(database, 'id', user.id);
  invariant(found, 'A user who is signed in has no account.');
  const isRight = await isPassword(found.passwordHash, currentPassword);
  const passwordHash = await hashPassword(newPassword);
  const wrong = validationFailed([{ path: 'currentPassword', code: 'NO_MATCH', message: 'This is not your current password.' }]);
  if (!isRight) throw wrong;
  await changeAccounts(database, async (transaction) => {
    const current = await credentialsOf(transaction, 'id', user.id);
    if (current?.passwordHash !== found.passwordHash) throw wrong;
    await transaction.run({
      text: 'MATCH (u:User {id: $id}) SET u.passwordHash = $passwordHash, u.mustChangePassword = false',
      params: { id: user.id, passwordHash },
    });
    await endSessionsOf(transaction, user.id, caller.sessionId);
    await forgive(transaction, { account });
    await record(transaction, { actor: { id: user.id, client }, action: 'PASSWORD_CHANGED', subject: user.id, at });
  });
}

/** Changes how others see the person from now on; what was signed before keeps the name of then. */
export async function changeOwnName({ database, now }: Identity, { caller: { user }, client }: Owner, name: string): Promise<void> {
  const issues = nameIssues(name, 'name');
  if (issues.length > 0) throw validationFailed(issues);
  await changeAccounts(database, async (transaction) => {
    await transaction.run({ text: 'MATCH (u:User {id: $id}) SET u.name = $name', params: { id: user.id, name: name.trim() } });
    const details = { before: user.name, after: name.trim() };
    await record(transaction, { actor: { id: user.id, client }, action: 'NAME_CHANGED', subject: user.id, details, at: now() });
  });
}

/** Ends a session of the own account, such as one on a lost device; NOT_FOUND when it is none. */
export const endOwnSession = ({ database, now }: Identity, { caller: { user }, client }: Owner, session: string): Promise<void> =>
  changeAccounts(database, async (transaction) => {
    if (!(await endSessionOf(transaction, user.id, session))) throw notFound(`A session ${session.slice(0, 80)} of your account`);
    await record(transaction, {
      actor: { id: user.id, client },
      action: 'SESSION_ENDED',
      subject: user.id,
      details: { session },
      at: now(),
    });
  });

/** Makes a secret for an authenticator app; it counts from the first code that `confirmTotp` gets. Another call replaces it. */
export async function enrolTotp({ database }: Identity, { caller: { user } }: Owner): Promise<TotpEnrolment> {
  const enrolment = newTotp(user.email);
  await changeAccounts(database, async (transaction) => {
    await refuseSecondTotp(transaction, user.id);
    await transaction.run({
      text: 'MATCH (u:User {id: $id}) SET u.totpPendingSecret = $secret',
      params: { id: user.id, secret: enrolment.secret },
    });
  });
  return enrolment;
}

/** Turns the second factor on, given a code of the new secret. Answers the recovery codes, which cannot be read again. */
export async function confirmTotp(identity: Identity, owner: Owner, code: string): Promise<string[]> {
  const { id } = owner.caller.user;
  return withCode(identity, owner, async (transaction, actor, at) => {
    await refuseSecondTotp(transaction, id);
    const [row] = await transaction.run({ text: 'MATCH (u:User {id: $id}) RETURN u.totpPendingSecret', params: { id } });
    const secret = row?.[0];
    if (typeof secret !== 'string') throw badUserInput('There is no second factor to confirm. Call enrolTotp first.');
    const step = stepOf(secret, code, at);
    if (step === undefined) throw wrongCode();
    await transaction.run({
      text: 'MATCH (u:User {id: $id}) SET u.totpSecret = u.totpPendingSecret, u.totpLastStep = $step REMOVE u.totpPendingSecret',
      params: { id, step },
    });
    await record(transaction, { actor, action: 'TOTP_ENABLED', subject: id, at });
    return replaceRecoveryCodes(transaction, id);
  });
}

/** Turns the second factor off, given one of its codes. */
export async function disableTotp(identity: Identity, owner: Owner, code: string): Promise<void> {
  const { id } = owner.caller.user;
  await withCode(identity, owner, async (transaction, actor, at) => {
    if (!(await spendCode(transaction, id, code, at))) throw wrongCode();
    await removeTotp(transaction, id);
    await record(transaction, { actor, action: 'TOTP_DISABLED', subject: id, at });
  });
}

/** Replaces the recovery codes, given a code of the second factor. */
export async function renewRecoveryCodes(identity: Identity, owner: Owner, code: string): Promise<string[]> {
  const { id } = owner.caller.user;
  return withCode(identity, owner, async (transaction, actor, at) => {
    if (!(await spendCode(transaction, id, code, at))) throw wrongCode();
    await record(transaction, { actor, action: 'RECOVERY_CODES_RENEWED', subject: id, at });
    return replaceRecoveryCodes(transaction, id);
  });
}

const wrongCode = () =>
  validationFailed([{ path: 'code', code: 'NO_MATCH', message: 'The code is wrong, or it was used already. Wait for the next one.' }]);

/** Runs a change that a code allows; wrong codes count like failed sign-ins. */
async function withCode<T>(
  { database, now }: Identity,
  { caller: { user }, client }: Owner,
  work: (transaction: Runner, actor: Actor, at: Date) => Promise<T>,
): Promise<T> {
  const at = now();
  const account = accountThrottle(user.email);
  await changeAccounts(database, (transaction) => charge(transaction, [account], at));
  return changeAccounts(database, async (transaction) => {
    const result = await work(transaction, { id: user.id, client }, at);
    await forgive(transaction, { account });
    return result;
  });
}

async function refuseSecondTotp(transaction: Runner, id: string): Promise<void> {
  const [row] = await transaction.run({ text: 'MATCH (u:User {id: $id}) RETURN u.totpSecret IS NOT NULL', params: { id } });
  if (row?.[0] === true) throw badUserInput('The account has a second factor already. Call disableTotp before adding another.');
}
