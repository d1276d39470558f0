import { groupBy } from '../../schema/language/group-by.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { invariant } from '../errors.ts';
import { relationshipOf, toProperties } from './mapping.ts';
import { type Connection, inTransaction, type Runner } from './statement.ts';

/** Makes a record of the old shape one of the new, and leaves one of the new shape as it is. Type, id and ends stay. */
export type Rewrite = (record: AnyRecord) => AnyRecord;

/** How many records, edits or answers one transaction looks at. */
const standardBatch = 500;

/**
 * Gives every record of a type a new shape wherever one is kept: in each revision and with it in the live graph, in the edits of change
 * sets, and in the answers that are kept for repeated mutations. A record need not be valid: a draft may lack anything. Works in batches,
 * each in a transaction of its own that editors and publishing wait for; interrupted anywhere and run again it ends the same.
 */
export async function rewriteRecords(
  connection: Connection,
  type: NodeType | RelationType,
  rewrite: Rewrite,
  { batchSize = standardBatch }: { readonly batchSize?: number } = {},
): Promise<void> {
  for (const page of [revisedRecords, edits, keptAnswers]) {
    for (let after: string | undefined = ''; after !== undefined;) {
      const start: string = after;
      after = await inTransaction(connection, 'WRITE', async (transaction) => {
        await lock(transaction);
        return page(transaction, type, checked(type, rewrite), start, BigInt(batchSize));
      });
    }
  }
}

/** Does one batch of what comes after a key; answers where the next begins, undefined at the end. */
type Page = (
  transaction: Runner,
  type: NodeType | RelationType,
  rewrite: Rewrite,
  after: string,
  size: bigint,
) => Promise<string | undefined>;

/** What every editorial change and every publish takes first, as far as it is there. */
async function lock(transaction: Runner): Promise<void> {
  for (const label of ['AuditHead', 'ContentRelease'])
    await transaction.run({ text: `MATCH (n:${label} {key: 'current'}) SET n.isLocked = true REMOVE n.isLocked`, params: {} });
}

const checked =
  (type: NodeType | RelationType, rewrite: Rewrite): Rewrite =>
  (before) => {
    const after = rewrite(before);
    invariant(
      (['type', 'id', 'subject', 'object', 'negated'] as const).every((name) => after[name] === before[name]),
      `A rewrite of ${type.name} may not change what ${before.id} is or joins.`,
    );
    return after;
  };

/** The text of a record after its rewrite; undefined when that changes nothing. */
function rewritten(text: string, rewrite: Rewrite): string | undefined {
  const before: unknown = JSON.parse(text);
  const after = JSON.stringify(rewrite(before as AnyRecord));
  return after === JSON.stringify(before) ? undefined : after;
}

const revisedRecords: Page = async (transaction, type, rewrite, after, size) => {
  const range = { after: after === '' ? `${type.idPrefix}_` : after, end: `${type.idPrefix}_~` };
  const found = await transaction.run({
    text: 'MATCH (v:Revision) WHERE v.recordId > $after AND v.recordId < $end RETURN DISTINCT v.recordId ORDER BY v.recordId LIMIT $size',
    params: { ...range, size },
  });
  const ids = found.map(([id]) => id as string);
  const rows = await transaction.run({
    text: 'UNWIND $ids AS id MATCH (v:Revision {recordId: id}) RETURN v.key, id, v.version, v.record ORDER BY id, v.version',
    params: { ids },
  });
  const changes = (rows as [string, string, number, string | null][]).flatMap(([key, id, version, text]) => {
    const record = text === null ? undefined : rewritten(text, rewrite);
    return record === undefined ? [] : [{ key, id, version, record }];
  });
  if (changes.length > 0) {
    await transaction.run({
      text: 'UNWIND $rows AS row MATCH (v:Revision {key: row.key}) SET v.record = row.record',
      params: { rows: changes.map(({ key, record }) => ({ key, record })) },
    });
    const newest = new Map((rows as [string, string, number][]).map(([key, id]) => [id, key]));
    await writeLive(
      transaction,
      type,
      changes.filter(({ key, id }) => newest.get(id) === key).map(({ record, version }) => ({ record: JSON.parse(record), version })),
    );
  }
  return ids.length < size ? undefined : ids.at(-1);
};

/** Writes published records over what is there of them; where the graph is still to be built, as in a restore, nothing is. */
async function writeLive(
  transaction: Runner,
  type: NodeType | RelationType,
  published: readonly { readonly record: AnyRecord; readonly version: number }[],
): Promise<void> {
  for (const [isNegated, some] of groupBy(published, ({ record }) => record.negated === true)) {
    const pattern =
      type.shape === 'node'
        ? `(n:${type.isConcept ? 'Concept' : type.name} {id: row.id})`
        : `()-[n:${relationshipOf(type, isNegated)} {id: row.id}]->()`;
    await transaction.run({
      text: `UNWIND $rows AS row MATCH ${pattern} SET n = row`,
      params: { rows: some.map(({ record, version }) => toProperties(type, record, version)) },
    });
  }
}

const edits: Page = async (transaction, type, rewrite, after, size) => {
  const rows = await transaction.run({
    text: 'MATCH (e:Edit) WHERE e.key > $after RETURN e.key, e.recordType = $type, e.record ORDER BY e.key LIMIT $size',
    params: { after, type: type.name, size },
  });
  const changes = (rows as [string, boolean, string | null][]).flatMap(([key, isOfType, text]) => {
    const record = isOfType && text !== null ? rewritten(text, rewrite) : undefined;
    return record === undefined ? [] : [{ key, record }];
  });
  await transaction.run({ text: 'UNWIND $rows AS row MATCH (e:Edit {key: row.key}) SET e.record = row.record', params: { rows: changes } });
  return rows.length < size ? undefined : (rows.at(-1)?.[0] as string);
};

const keptAnswers: Page = async (transaction, type, rewrite, after, size) => {
  const within = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null) return value;
    if (isRecordOf(type, value)) return rewrite(value);
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, within(part)]));
  };
  const rows = await transaction.run({
    text: 'MATCH (e:Effect) WHERE e.key > $after RETURN e.key, e.answer ORDER BY e.key LIMIT $size',
    params: { after, size },
  });
  const changes = (rows as [string, string][]).flatMap(([key, text]) => {
    const answer = JSON.stringify(within(JSON.parse(text)));
    return answer === text ? [] : [{ key, answer }];
  });
  await transaction.run({
    text: 'UNWIND $rows AS row MATCH (e:Effect {key: row.key}) SET e.answer = row.answer',
    params: { rows: changes },
  });
  return rows.length < size ? undefined : (rows.at(-1)?.[0] as string);
};

const isRecordOf = (type: NodeType | RelationType, value: object): value is AnyRecord =>
  'type' in value && value.type === type.name && 'id' in value && String(value.id).startsWith(`${type.idPrefix}_`);
