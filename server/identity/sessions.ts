import { newId } from '../record-id.ts';
import type { SessionLengths } from '../config.ts';
import type { Runner } from '../neo4j/statement.ts';
import { hashOf, newToken } from './secrets.ts';
import { type User, userColumns, userFrom } from './user.ts';

/** A session that has not ended, with its account as it is now. */
export interface Session {
  readonly id: string;
  readonly user: User;
  /** Whether its last use was written down long enough ago to write it down again. */
  readonly wantsTouch: boolean;
}

/** How coarsely the last use is kept, so that most requests write nothing. */
const touchMs = 60_000;

const minutes = (count: number): number => count * 60_000;

/** Starts a session; answers its token, which is stored only as a hash. Clears away some that have ended. */
export async function openSession(
  transaction: Runner,
  userId: string,
  { absoluteMinutes }: SessionLengths,
  at: Date,
  client = '',
): Promise<string> {
  const token = newToken();
  await transaction.run({
    text: 'MATCH (s:Session) WHERE s.endsAt < $at WITH s LIMIT 100 DELETE s',
    params: { at: at.toISOString() },
  });
  await transaction.run({
    text: 'CREATE (:Session {id: $id, tokenHash: $tokenHash, userId: $userId, client: $client, createdAt: $at, usedAt: $at, endsAt: $endsAt})',
    params: {
      id: newId({ idPrefix: 'ses' }),
      tokenHash: hashOf(token),
      userId,
      client,
      at: at.toISOString(),
      endsAt: new Date(at.getTime() + minutes(absoluteMinutes)).toISOString(),
    },
  });
  return token;
}

/** The session of a token with its account, in one statement; undefined when it has ended or its account is suspended. */
export async function sessionOf(runner: Runner, token: string, { idleMinutes }: SessionLengths, at: Date): Promise<Session | undefined> {
  const [row] = await runner.run({
    text: `MATCH (s:Session {tokenHash: $tokenHash}) MATCH (u:User {id: s.userId}) WHERE u.state = 'ACTIVE'
RETURN s.id, s.usedAt, s.endsAt, ${userColumns}`,
    params: { tokenHash: hashOf(token) },
  });
  if (!row) return undefined;
  const [id, usedAt, endsAt, ...user] = row;
  const idleMs = at.getTime() - Date.parse(usedAt as string);
  if (at.getTime() >= Date.parse(endsAt as string) || idleMs >= minutes(idleMinutes)) return undefined;
  return { id: id as string, user: userFrom(user), wantsTouch: idleMs >= touchMs };
}

/** Notes that a session was used. */
export async function touchSession(transaction: Runner, id: string, at: Date): Promise<void> {
  await transaction.run({ text: 'MATCH (s:Session {id: $id}) SET s.usedAt = $at', params: { id, at: at.toISOString() } });
}

/** A session as its owner sees it. Times are ISO 8601 in UTC. */
export interface OwnSession {
  readonly id: string;
  /** Through what it was opened, such as `web 203.0.113.9`; empty when nobody noted it. */
  readonly client: string;
  readonly createdAt: string;
  /** To the minute. */
  readonly usedAt: string;
}

/** Sessions of an account that have not ended, the one used last first. */
export async function sessionsOf(runner: Runner, userId: string, { idleMinutes }: SessionLengths, at: Date): Promise<OwnSession[]> {
  const rows = await runner.run({
    text: `MATCH (s:Session {userId: $userId}) WHERE s.endsAt > $at AND s.usedAt > $idleSince
RETURN s.id, coalesce(s.client, ''), s.createdAt, s.usedAt ORDER BY s.usedAt DESC, s.id`,
    params: { userId, at: at.toISOString(), idleSince: new Date(at.getTime() - minutes(idleMinutes)).toISOString() },
  });
  return rows.map(([id, client, createdAt, usedAt]) => ({ id, client, createdAt, usedAt }) as OwnSession);
}

/** Ends one session of an account; answers whether it had such a one. */
export async function endSessionOf(transaction: Runner, userId: string, id: string): Promise<boolean> {
  const rows = await transaction.run({ text: 'MATCH (s:Session {id: $id, userId: $userId}) DELETE s RETURN 1', params: { id, userId } });
  return rows.length > 0;
}

/** Ends one session; answers whether there was one. */
export async function endSession(transaction: Runner, id: string): Promise<boolean> {
  const rows = await transaction.run({ text: 'MATCH (s:Session {id: $id}) DELETE s RETURN 1', params: { id } });
  return rows.length > 0;
}

/** Ends all sessions of an account, but for the one to keep. */
export async function endSessionsOf(transaction: Runner, userId: string, keptId = ''): Promise<void> {
  await transaction.run({
    text: 'MATCH (s:Session {userId: $userId}) WHERE s.id <> $keptId DELETE s',
    params: { userId, keptId },
  });
}
