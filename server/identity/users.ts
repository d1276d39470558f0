import type { Issue } from '../../schema/error-codes.ts';
import { type Actor, record } from '../audit/audit.ts';
import { newId } from '../record-id.ts';
import { badUserInput, notFound, validationFailed } from '../errors.ts';
import type { Runner } from '../neo4j/statement.ts';
import type { Role } from './roles.ts';
import { endSessionsOf } from './sessions.ts';
import { accountThrottle, forgive } from './throttle.ts';
import { readEmail, unwritable, type User, userColumns, userFrom, type UserState } from './user.ts';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Checks what an admin typed; throws VALIDATION_FAILED with every issue. */
export function readNewUser({ email, name, roles }: NewUser): NewUser {
  const issues: Issue[] = [];
  const address = readEmail(email);
  if (address === undefined)
    issues.push({
      path: 'email',
      code: 'BAD_FORMAT',
      message: 'An email address looks like name@example.org and has at most 254 characters.',
    });
  issues.push(...nameIssues(name, 'name'), ...roleIssues(roles));
  if (issues.length > 0 || address === undefined) throw validationFailed(issues);
  return { email: address, name: name.trim(), roles: [...new Set(roles)] };
}

/** What keeps a text from being the name of an account or API key. */
export function nameIssues(name: string, path: string): Issue[] {
  if (name.trim() === '') return [{ path, code: 'REQUIRED', message: 'Give a name.' }];
  if (name.length > 120) return [{ path, code: 'TOO_LONG', message: 'A name has at most 120 characters.' }];
  if (unwritable.test(name)) return [{ path, code: 'BAD_FORMAT', message: 'A name holds no control characters.' }];
  return [];
}

const roleIssues = (roles: readonly Role[]): Issue[] =>
  roles.length > 0 ? [] : [{ path: 'roles', code: 'REQUIRED', message: 'Give at least one role; READER only reads.' }];

/** Makes an account. With `clientMutationId` a repeat by the same actor answers the account of the first time and `isNew: false`. */
export async function createUser(
  transaction: Runner,
  user: NewUser & { readonly passwordHash: string; readonly mustChangePassword: boolean },
  actor: Actor,
  at: Date,
  clientMutationId: string | null = null,
): Promise<{ user: User; isNew: boolean }> {
  const mutation = clientMutationId === null ? null : `${actor.id} ${clientMutationId}`;
  const known = await userBy(transaction, 'madeBy', mutation);
  if (known) return { user: known, isNew: false };
  if (await userBy(transaction, 'email', user.email))
    throw validationFailed([{ path: 'email', code: 'DUPLICATE', message: `${user.email} has an account already.` }]);
  const id = newId({ idPrefix: 'usr' });
  await transaction.run({
    text: `CREATE (u:User {id: $id, state: 'ACTIVE', createdAt: $at, madeBy: $mutation}) SET u += $user`,
    params: { id, at: at.toISOString(), mutation, user },
  });
  await record(transaction, { actor, action: 'USER_CREATED', subject: id, details: { roles: user.roles }, at });
  return { user: await userById(transaction, id), isNew: true };
}

/** The account with this id; NOT_FOUND otherwise. */
export async function userById(runner: Runner, id: string): Promise<User> {
  const user = await userBy(runner, 'id', id);
  if (!user) throw notFound(`The account "${shown(id)}"`);
  return user;
}

/** The account with this email address; NOT_FOUND otherwise. */
export async function userByEmail(runner: Runner, email: string): Promise<User> {
  const user = await userBy(runner, 'email', readEmail(email) ?? '');
  if (!user) throw notFound(`The account "${shown(email)}"`);
  return user;
}

const shown = (text: string): string => text.slice(0, 80);

async function userBy(runner: Runner, property: 'id' | 'email' | 'madeBy', value: string | null): Promise<User | undefined> {
  const [row] = await runner.run({ text: `MATCH (u:User {${property}: $value}) RETURN ${userColumns}`, params: { value } });
  return row && userFrom(row);
}

/** Which accounts to list; everything given must hold. */
export interface UserFilter {
  /** Part of the name or email address, whatever the case. */
  readonly text?: string | null | undefined;
  readonly role?: Role | null | undefined;
  readonly state?: UserState | null | undefined;
}

const filterText = `($text IS NULL OR toLower(u.name) CONTAINS toLower($text) OR u.email CONTAINS toLower($text))
AND ($role IS NULL OR $role IN u.roles) AND ($state IS NULL OR u.state = $state)`;

const filterParams = ({ text, role, state }: UserFilter) => ({ text: text ?? null, role: role ?? null, state: state ?? null });

/** Accounts by email address, after one of them. Reads the index on User.email. */
export async function listUsers(runner: Runner, filter: UserFilter, after: string, count: number): Promise<User[]> {
  const rows = await runner.run({
    text: `MATCH (u:User) WHERE u.email > $after AND ${filterText} RETURN ${userColumns} ORDER BY u.email LIMIT $count`,
    params: { ...filterParams(filter), after, count: BigInt(count) },
  });
  return rows.map(userFrom);
}

export async function countUsers(runner: Runner, filter: UserFilter): Promise<number> {
  const [row] = await runner.run({ text: `MATCH (u:User) WHERE ${filterText} RETURN count(u)`, params: filterParams(filter) });
  return row?.[0] as number;
}

/** Gives an account these roles and no others; they hold from its next request on. */
export async function setRoles(transaction: Runner, id: string, roles: readonly Role[], actor: Actor, at: Date): Promise<User> {
  const issues = roleIssues(roles);
  if (issues.length > 0) throw validationFailed(issues);
  const before = await userById(transaction, id);
  const wanted = [...new Set(roles)];
  await transaction.run({ text: 'MATCH (u:User {id: $id}) SET u.roles = $roles', params: { id, roles: wanted } });
  await refuseWithoutAdmin(transaction, before);
  await record(transaction, { actor, action: 'ROLES_SET', subject: id, details: { before: before.roles, after: wanted }, at });
  return userById(transaction, id);
}

/** Ends an account's sessions and lets nobody sign in to it. */
export async function suspendUser(transaction: Runner, id: string, actor: Actor, at: Date): Promise<User> {
  const before = await userById(transaction, id);
  if (before.state === 'SUSPENDED') return before;
  await setState(transaction, id, 'SUSPENDED');
  await refuseWithoutAdmin(transaction, before);
  await endSessionsOf(transaction, id);
  await record(transaction, { actor, action: 'USER_SUSPENDED', subject: id, at });
  return userById(transaction, id);
}

/** Takes a suspension back, and in any case the wait after failed sign-ins. */
export async function activateUser(transaction: Runner, id: string, actor: Actor, at: Date): Promise<User> {
  const before = await userById(transaction, id);
  await forgive(transaction, { account: accountThrottle(before.email) });
  if (before.state === 'ACTIVE') return before;
  await setState(transaction, id, 'ACTIVE');
  await record(transaction, { actor, action: 'USER_ACTIVATED', subject: id, at });
  return userById(transaction, id);
}

/** Gives an account a password that must be changed at the next sign-in, and ends its sessions and the wait after failed sign-ins. */
export async function resetPassword(transaction: Runner, id: string, passwordHash: string, actor: Actor, at: Date): Promise<User> {
  const { email } = await userById(transaction, id);
  await forgive(transaction, { account: accountThrottle(email) });
  await transaction.run({
    text: 'MATCH (u:User {id: $id}) SET u.passwordHash = $passwordHash, u.mustChangePassword = true',
    params: { id, passwordHash },
  });
  await endSessionsOf(transaction, id);
  await record(transaction, { actor, action: 'PASSWORD_RESET', subject: id, at });
  return userById(transaction, id);
}

/** Removes an account's second factor, for an owner who lost it, and ends its sessions. */
export async function resetTotp(transaction: Runner, id: string, actor: Actor, at: Date): Promise<User> {
  await userById(transaction, id);
  await removeTotp(transaction, id);
  await endSessionsOf(transaction, id);
  await record(transaction, { actor, action: 'TOTP_RESET', subject: id, at });
  return userById(transaction, id);
}

/** Forgets the secret, the one that waits for its first code, and the recovery codes. The last step stays, so that none works twice. */
export async function removeTotp(transaction: Runner, id: string): Promise<void> {
  await transaction.run({
    text: 'MATCH (u:User {id: $id}) REMOVE u.totpSecret, u.totpPendingSecret, u.recoveryCodeHashes',
    params: { id },
  });
}

async function setState(transaction: Runner, id: string, state: UserState): Promise<void> {
  await transaction.run({ text: 'MATCH (u:User {id: $id}) SET u.state = $state', params: { id, state } });
}

/** After a change of an account that was an admin's: somebody must still be able to administer. Account changes run one after the other. */
async function refuseWithoutAdmin(transaction: Runner, before: User): Promise<void> {
  if (!before.roles.includes('ADMIN') || before.state !== 'ACTIVE') return;
  const admins = await countUsers(transaction, { role: 'ADMIN', state: 'ACTIVE' });
  if (admins === 0) throw badUserInput(`${before.email} is the last active admin. Make another account an admin first.`);
}
