import { randomBytes } from 'node:crypto';
import type { Issue } from '../../schema/error-codes.ts';
import { base32 } from '../base32.ts';
import { type Actor, record } from '../audit/audit.ts';
import { newId } from '../record-id.ts';
import { notFound, validationFailed } from '../errors.ts';
import type { Row, Runner } from '../neo4j/statement.ts';
import type { RateClass, Scope } from './roles.ts';
import { hashOf, newToken } from './secrets.ts';
import { nameIssues } from './users.ts';

/** A key an app calls with, without its secret part. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** How the key starts, to recognise it by. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly rateClass: RateClass;
  readonly createdAt: string;
  readonly createdBy: string | null;
  /** To the minute. */
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

const keyColumns = 'k.id, k.name, k.prefix, k.scopes, k.rateClass, k.createdAt, k.createdBy, k.lastUsedAt, k.revokedAt';

function keyFrom(row: Row): ApiKey {
  const [id, name, prefix, scopes, rateClass, createdAt, createdBy, lastUsedAt, revokedAt] = row;
  return { id, name, prefix, scopes, rateClass, createdAt, createdBy, lastUsedAt, revokedAt } as ApiKey;
}

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly rateClass: RateClass;
}

/**
 * Makes a key and answers its secret, which is stored only as a hash. With `clientMutationId` a repeat by the same actor answers the
 * key of the first time without the secret.
 */
export async function createApiKey(
  transaction: Runner,
  { name, scopes, rateClass }: NewApiKey,
  actor: Actor,
  at: Date,
  clientMutationId: string | null,
): Promise<{ key: ApiKey; secret: string | null }> {
  const issues: Issue[] = nameIssues(name, 'name');
  if (scopes.length === 0) issues.push({ path: 'scopes', code: 'REQUIRED', message: 'Give at least one scope.' });
  if (issues.length > 0) throw validationFailed(issues);
  const mutation = clientMutationId === null ? null : `${actor.id} ${clientMutationId}`;
  const known = await keyBy(transaction, 'madeBy', mutation);
  if (known) return { key: known, secret: null };
  const id = newId({ idPrefix: 'key' });
  const prefix = `aetia_${base32(randomBytes(5))}`;
  const secret = `${prefix}_${newToken()}`;
  await transaction.run({
    text: 'CREATE (k:ApiKey {id: $id}) SET k += $properties',
    params: {
      id,
      properties: {
        name: name.trim(),
        prefix,
        hash: hashOf(secret),
        scopes: [...new Set(scopes)],
        rateClass,
        createdAt: at.toISOString(),
        createdBy: actor.id,
        madeBy: mutation,
      },
    },
  });
  await record(transaction, { actor, action: 'API_KEY_CREATED', subject: id, details: { prefix, scopes, rateClass }, at });
  return { key: await keyById(transaction, id), secret };
}

/** Makes a key useless from its next request on; it stays in the list. */
export async function revokeApiKey(transaction: Runner, id: string, actor: Actor, at: Date): Promise<ApiKey> {
  const before = await keyById(transaction, id);
  if (before.revokedAt !== null) return before;
  await transaction.run({ text: 'MATCH (k:ApiKey {id: $id}) SET k.revokedAt = $at', params: { id, at: at.toISOString() } });
  await record(transaction, { actor, action: 'API_KEY_REVOKED', subject: id, at });
  return keyById(transaction, id);
}

/** All keys, the newest first. */
export async function listApiKeys(runner: Runner): Promise<ApiKey[]> {
  const rows = await runner.run({ text: `MATCH (k:ApiKey) RETURN ${keyColumns} ORDER BY k.createdAt DESC, k.id`, params: {} });
  return rows.map(keyFrom);
}

/** The key with this secret; undefined when there is none or it was revoked. */
export async function apiKeyOf(runner: Runner, secret: string): Promise<ApiKey | undefined> {
  if (!secretPattern.test(secret)) return undefined;
  const [row] = await runner.run({
    text: `MATCH (k:ApiKey {hash: $hash}) WHERE k.revokedAt IS NULL RETURN ${keyColumns}`,
    params: { hash: hashOf(secret) },
  });
  return row && keyFrom(row);
}

/** Whether a key's last use was written down long enough ago to write it down again. */
export const wantsTouch = ({ lastUsedAt }: ApiKey, at: Date): boolean =>
  lastUsedAt === null || at.getTime() - Date.parse(lastUsedAt) >= 60_000;

/** Notes that a key was used. */
export async function touchApiKey(transaction: Runner, id: string, at: Date): Promise<void> {
  const minute = `${at.toISOString().slice(0, 16)}:00.000Z`;
  await transaction.run({ text: 'MATCH (k:ApiKey {id: $id}) SET k.lastUsedAt = $minute', params: { id, minute } });
}

const secretPattern = /^aetia_[0-9a-z]{8}_[A-Za-z0-9_-]{43}$/;

async function keyById(runner: Runner, id: string): Promise<ApiKey> {
  const key = await keyBy(runner, 'id', id);
  if (!key) throw notFound(`The API key "${id.slice(0, 80)}"`);
  return key;
}

async function keyBy(runner: Runner, property: 'id' | 'madeBy', value: string | null): Promise<ApiKey | undefined> {
  const [row] = await runner.run({ text: `MATCH (k:ApiKey {${property}: $value}) RETURN ${keyColumns}`, params: { value } });
  return row && keyFrom(row);
}
