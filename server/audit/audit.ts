import { createHash } from 'node:crypto';
import { vocabulary } from '../../schema/language/field.ts';
import { invariant } from '../errors.ts';
import type { Row, Runner } from '../neo4j/statement.ts';

/** Everything that is recorded. */
export const auditActions = vocabulary('AuditAction', 'What was done.', {
  SIGNED_IN: 'Somebody signed in.',
  SIGN_IN_FAILED: 'Somebody tried to sign in and was refused.',
  SIGNED_OUT: 'Somebody signed out.',
  PASSWORD_CHANGED: 'Somebody changed the own password.',
  PASSWORD_RESET: 'An account got a one-time password.',
  TOTP_ENABLED: 'Somebody added a second factor.',
  TOTP_DISABLED: 'Somebody removed the own second factor.',
  TOTP_RESET: 'The second factor of an account was removed for its owner.',
  NAME_CHANGED: 'Somebody changed the own name.',
  SESSION_ENDED: 'Somebody ended another of the own sessions.',
  RECOVERY_CODES_RENEWED: 'Somebody replaced the own recovery codes.',
  USER_CREATED: 'An account was made.',
  ROLES_SET: 'The roles of an account were changed.',
  USER_SUSPENDED: 'An account was suspended.',
  USER_ACTIVATED: 'A suspended account was activated.',
  API_KEY_CREATED: 'An API key was made.',
  API_KEY_REVOKED: 'An API key was revoked.',
  CHANGE_SET_OPENED: 'A change set was opened.',
  CHANGE_SET_RENAMED: 'A change set got another title.',
  EDIT_PUT: 'A record was put into a change set.',
  EDIT_DROPPED: 'A record was taken out of a change set.',
  CHANGE_SET_ASSIGNED: 'A change set was given to somebody.',
  CHANGE_SET_COMMENTED: 'Somebody commented on a change set.',
  CHANGE_SET_SUBMITTED: 'A change set was submitted for review.',
  CHANGE_SET_APPROVED: 'A change set was approved.',
  CHANGES_REQUESTED: 'A change set was sent back.',
  CHANGE_SET_RECALLED: 'The author of a submitted change set took it back to writing.',
  CHANGE_SET_WITHDRAWN: 'A change set was given up.',
  CHANGE_SET_REBASED: 'A change set took in what was published since.',
  CHANGE_SET_SCHEDULED: 'A change set was scheduled for publishing.',
  SCHEDULE_CANCELLED: 'A scheduled publish was cancelled.',
  SCHEDULE_FAILED: 'A scheduled publish could not happen.',
  CHANGE_SET_PUBLISHED: 'A change set was published.',
  IMPORT_OPENED: 'An import began to publish in parts; nobody reads until it is whole.',
  IMPORT_TAKEN_BACK: 'An import that had begun to publish was taken back.',
  IMPORTED: 'A data set was imported and published.',
  PROBLEM_REPORTED: 'An app reported a problem with a record.',
  PROBLEM_CLOSED: 'A reported problem was dealt with.',
});
export type AuditAction = keyof typeof auditActions.values;

/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

/** Who does something, and through what. */
export interface Actor {
  /** Id of a user or API key, or the name of a part of the server; null for somebody unknown. */
  readonly id: string | null;
  /** Such as `web 203.0.113.9` or `shell`. */
  readonly client: string;
}

/** Something that happened. Never holds a secret, nor anything about a patient. */
export interface AuditEvent {
  readonly actor: Actor;
  readonly action: AuditAction;
  /** Id of what it was done to. */
  readonly subject: string | null;
  readonly details?: { readonly [name: string]: Json | undefined };
  readonly at: Date;
}

/** A recorded event; `hash` covers it and the hash of the entry before. */
export interface AuditEntry {
  readonly number: number;
  readonly at: string;
  readonly actor: string | null;
  readonly client: string;
  readonly action: AuditAction;
  readonly subject: string | null;
  /** JSON with sorted names. */
  readonly details: string;
  readonly hash: string;
}

/** The newest entry's number and hash; both stand before the first entry in an empty log. */
export interface AuditHead {
  readonly number: number;
  readonly hash: string;
}

/** What stands before the first entry. */
export const emptyHead: AuditHead = { number: 0, hash: '' };

/** The columns that `auditEntryFrom` reads. */
export const auditColumns = 'a.number, a.at, a.actor, a.client, a.action, a.subject, a.details, a.hash';

/**
 * Takes the lock that every recording needs, until the transaction ends. Recording takes it by itself; take it earlier where a
 * decision depends on what other recorded changes leave behind.
 */
export async function lockAudit(transaction: Runner): Promise<AuditHead> {
  const [row] = await transaction.run({
    text: `MERGE (h:AuditHead {key: 'current'}) ON CREATE SET h.number = $number, h.hash = $hash
SET h.isLocked = true REMOVE h.isLocked RETURN h.number, h.hash`,
    params: { ...emptyHead },
  });
  const [number, hash] = row ?? [];
  invariant(typeof number === 'number' && typeof hash === 'string', 'The audit log has no head.');
  return { number, hash };
}

/** Appends an event to the audit log in the caller's transaction, so that both happen or neither. Answers the new head. */
export async function record(transaction: Runner, { actor, action, subject, details = {}, at }: AuditEvent): Promise<AuditHead> {
  const head = await lockAudit(transaction);
  const unhashed = {
    number: head.number + 1,
    at: at.toISOString(),
    actor: actor.id,
    client: actor.client,
    action,
    subject,
    details: canonicalJson(details),
  };
  const entry: AuditEntry = { ...unhashed, hash: hashOfEntry(head.hash, unhashed) };
  await transaction.run({
    text: `MATCH (h:AuditHead {key: 'current'}) SET h.number = $entry.number, h.hash = $entry.hash CREATE (a:AuditEntry) SET a = $entry`,
    params: { entry },
  });
  return { number: entry.number, hash: entry.hash };
}

/** The hash an entry must have after the one with `previousHash`: SHA-256 in hex over that hash and the entry as a JSON list. */
export const hashOfEntry = (
  previousHash: string,
  { number, at, actor, client, action, subject, details }: Omit<AuditEntry, 'hash'>,
): string =>
  createHash('sha256')
    .update(previousHash + JSON.stringify([number, at, actor, client, action, subject, details]))
    .digest('hex');

/** An entry of a row of `auditColumns`. */
export function auditEntryFrom(row: Row): AuditEntry {
  const [number, at, actor, client, action, subject, details, hash] = row;
  return { number, at, actor, client, action, subject, details, hash } as AuditEntry;
}

/** JSON that equal values always share: names sorted, no spaces. */
function canonicalJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member as Json)}`);
  return `{${members.join()}}`;
}
