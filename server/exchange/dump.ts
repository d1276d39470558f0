import type { Model } from '../../schema/language/define-model.ts';
import { lockAudit } from '../audit/audit.ts';
import { lockContentRelease } from '../editorial/publish.ts';
import { invariant } from '../errors.ts';
import type { Database } from '../neo4j/database.ts';
import { newestMigration, schemaRecord, unfinishedRestore } from '../neo4j/migrations.ts';
import { portableColumn, portableOf, type PortableProperties } from '../neo4j/portable.ts';
import { openUndoneTransaction, type Row } from '../neo4j/statement.ts';

/** A node as a backup holds it. */
export interface DumpedNode {
  readonly labels: readonly string[];
  readonly properties: PortableProperties;
}

/** The moment that a dump tells of. */
export interface DumpHead {
  readonly release: number;
  readonly audit: { readonly number: number; readonly hash: string };
  /** The newest change of stored data that the database knew. */
  readonly migration: number;
  /** The shape of the model that wrote it, where that was written down. */
  readonly shape?: readonly string[];
}

const pageSize = 1000;

/** How long editors may have to wait for the locks, and then the dump for the database; in milliseconds. */
const longestLockMs = 30 * 60_000;

/**
 * Everything a database holds, as of one moment: first the head, then every node but the live graph, which follows from the revisions
 * of the head's release. Editors wait only while what can change is read, which is all but revisions and audit entries; the two only
 * grow, so their part up to the moment is read afterwards. Holds a page of nodes at a time.
 */
export async function* dump(model: Model, database: Database): AsyncGenerator<DumpHead | DumpedNode> {
  const live = ['Concept', ...model.nodes.filter(({ isConcept }) => !isConcept).map(({ name }) => name)];
  const transaction = await openUndoneTransaction(database, longestLockMs);
  let head: DumpHead;
  try {
    const audit = await lockAudit(transaction);
    const release = await lockContentRelease(transaction);
    const known = 'MATCH (m:Migration) RETURN max(m.number), head(collect(m.shape))';
    const [[migration, shape] = []] = await transaction.run({ text: known, params: {} });
    head = {
      release,
      audit,
      migration: Math.max(newestMigration(), Number(migration ?? 0)),
      ...(Array.isArray(shape) && { shape: shape as string[] }),
    };
    yield head;
    yield* nodes(
      transaction.rows({
        text: `MATCH (n) WHERE NOT n:Revision AND NOT n:AuditEntry AND NOT n:${unfinishedRestore} AND NOT n:${live.join(' AND NOT n:')}
AND NOT (n:Migration AND n.number = $schemaRecord)
RETURN labels(n), ${portableColumn}, COUNT { (n)--() }`,
        params: { schemaRecord },
      }),
    );
  } finally {
    await transaction.undo();
  }
  const { release, audit } = head;
  const [[revisions, entries] = []] = await database.run({
    text: `RETURN COUNT { MATCH (n:Revision) WHERE n.release <= $release RETURN n }, COUNT { MATCH (n:AuditEntry) WHERE n.number <= $number RETURN n }`,
    params: { release, number: audit.number },
  });
  yield* pages(Number(revisions), 'revisions', '', (after) => ({
    text: `MATCH (n:Revision) USING INDEX n:Revision(place) WHERE n.place > $after AND n.release <= $release
RETURN labels(n), ${portableColumn}, 0, n.place ORDER BY n.place LIMIT $size`,
    params: { after, release, size: BigInt(pageSize) },
  }));
  yield* pages(Number(entries), 'audit entries', 0, (after) => ({
    text: `MATCH (n:AuditEntry) USING INDEX n:AuditEntry(number) WHERE n.number > $after AND n.number <= $number
RETURN labels(n), ${portableColumn}, 0, n.number ORDER BY n.number LIMIT $size`,
    params: { after, number: audit.number, size: BigInt(pageSize) },
  }));

  async function* pages<After>(
    expected: number,
    what: string,
    first: After,
    pageAfter: (after: After) => Parameters<Database['run']>[0],
  ): AsyncGenerator<DumpedNode> {
    let read = 0;
    for (let after = first; ;) {
      const rows = await database.run(pageAfter(after));
      yield* nodes(rows);
      read += rows.length;
      if (rows.length < pageSize) break;
      after = rows.at(-1)?.[3] as After;
    }
    invariant(read === expected, `${expected - read} ${what} have no place in their order. \`npm run graph:check\` names them.`);
  }
}

/** The order of properties is that of names, the order of labels as well: equal nodes are equal text. */
async function* nodes(rows: AsyncIterable<Row> | Iterable<Row>): AsyncGenerator<DumpedNode> {
  for await (const [labels, column, joined] of rows) {
    const node = { labels: [...(labels as string[])].sort(), properties: portableOf(column) };
    invariant(joined === 0, `A node with the labels ${node.labels.join(', ')} is joined to others, which only concepts should be.`);
    yield node;
  }
}

/** Whether a line of a dump is its first. */
export const isHead = (line: DumpHead | DumpedNode): line is DumpHead => 'audit' in line;
