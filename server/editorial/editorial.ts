import type { Model } from '../../schema/language/define-model.ts';
import { badUserInput } from '../errors.ts';
import type { Database } from '../neo4j/database.ts';
import { inTransaction, type Runner } from '../neo4j/statement.ts';
import { type Actor, type AuditEvent, lockAudit, record } from '../audit/audit.ts';

/** What editorial work needs. */
export interface Editorial {
  readonly model: Model;
  readonly database: Database;
  readonly now: () => Date;
}

/** Who edits, reviews or publishes. */
export interface Editor extends Actor {
  readonly id: string;
  /** As others see the person. */
  readonly name: string;
}

/** What a change answers, and how the audit log tells it; null when nothing worth telling happened. */
export interface Change<T> {
  readonly answer: T;
  readonly event: Pick<AuditEvent, 'action' | 'subject' | 'details'> | null;
}

/** How long a client's mutation id is known at least, in days. */
export const knownForDays = 30;

/**
 * Runs one editorial change in one transaction with its audit entry. Such changes run one after the other. With a client's mutation
 * id a repeat by the same person changes nothing and answers what the first call answered, for `knownForDays` at least.
 */
export function change<T>(
  { database, now }: Editorial,
  editor: Editor,
  mutation: { readonly name: string; readonly clientMutationId: string | null | undefined },
  work: (transaction: Runner, at: Date) => Promise<Change<T>>,
): Promise<T> {
  const { clientMutationId } = mutation;
  if (clientMutationId != null && (clientMutationId === '' || clientMutationId.length > 200))
    throw badUserInput('clientMutationId: give 1 to 200 characters, or leave it out.');
  return inTransaction(database, 'WRITE', async (transaction) => {
    await lockAudit(transaction);
    const key = clientMutationId == null ? undefined : `${editor.id} ${clientMutationId}`;
    const before = key === undefined ? undefined : await effectOf(transaction, key);
    if (before) {
      if (before.mutation !== mutation.name)
        throw badUserInput(`clientMutationId: "${clientMutationId}" was used for ${before.mutation}. Use a new one for each change.`);
      return JSON.parse(before.answer) as T;
    }
    const at = now();
    const { answer, event } = await work(transaction, at);
    if (event) await record(transaction, { ...event, actor: editor, at });
    if (key !== undefined) await keepEffect(transaction, { key, mutation: mutation.name, answer: JSON.stringify(answer) }, at);
    return answer;
  });
}

interface Effect {
  readonly mutation: string;
  /** As JSON. */
  readonly answer: string;
}

/** Clears away some that are old enough. */
async function keepEffect(transaction: Runner, effect: Effect & { readonly key: string }, at: Date): Promise<void> {
  await transaction.run({
    text: 'MATCH (e:Effect) WHERE e.at < $before WITH e LIMIT 100 DELETE e',
    params: { before: new Date(at.getTime() - knownForDays * 86_400_000).toISOString() },
  });
  await transaction.run({ text: 'CREATE (e:Effect {at: $at}) SET e += $effect', params: { effect, at: at.toISOString() } });
}

async function effectOf(transaction: Runner, key: string): Promise<Effect | undefined> {
  const [row] = await transaction.run({ text: 'MATCH (e:Effect {key: $key}) RETURN e.mutation, e.answer', params: { key } });
  return row && { mutation: row[0] as string, answer: row[1] as string };
}
