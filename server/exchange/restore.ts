import type { Model } from '../../schema/language/define-model.ts';
import { groupBy } from '../../schema/language/group-by.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { badUserInput, invariant, unavailable } from '../errors.ts';
import type { Database } from '../neo4j/database.ts';
import { graphStatements } from '../neo4j/graph-statements.ts';
import { applySchema, bringUpToDate, schemaRecord, unfinishedRestore } from '../neo4j/migrations.ts';
import { propertiesFromPortable } from '../neo4j/portable.ts';
import { write } from '../neo4j/statement.ts';
import { type BackupFacts, BackupTally, readBackup } from './backup-file.ts';
import { dump, type DumpedNode, isHead } from './dump.ts';
import { buildLiveGraph, tallyOfLiveGraph, tallyOfRelease } from './live-graph.ts';

export interface RestoreOptions {
  readonly model: Model;
  readonly database: Database;
  readonly file: string;
  /** What `verifyBackup` says of the file. */
  readonly facts: BackupFacts;
  /** Whether what the database holds may be removed. */
  readonly replaces: boolean;
  readonly watch: RestoreWatch;
  readonly signal: AbortSignal;
}

/** Told of each step as it begins, with how much there is to do, and how much more of it is done. */
export interface RestoreWatch {
  begin(step: string, total: number): void;
  advance(count: number): void;
}

/**
 * Makes a database hold exactly what a backup holds that was read to its end before. Everything that is there is removed and the
 * backup's content written, compared with the file, and the live graph built from the revisions. Until the end the database is marked,
 * so that nobody works on half of it; running it again starts over.
 */
export async function restore({ model, database, file, facts, replaces, watch, signal }: RestoreOptions): Promise<void> {
  await refuseFull(database, replaces);
  await write(database, { text: `MERGE (r:${unfinishedRestore} {key: 'current'}) SET r.file = $file`, params: { file } });
  try {
    await refill(model, database, file, facts, watch, signal);
  } catch (error) {
    if (signal.aborted)
      throw unavailable('Interrupted: the database is half restored. Run the same restore again before anything else.', error);
    throw error;
  }
  await write(database, { text: `MATCH (r:${unfinishedRestore}) DELETE r`, params: {} });
  const audit = await verifyAudit(database);
  if (!audit.isWhole)
    throw badUserInput(
      `Everything was restored, but the audit log in ${file} was broken when it was saved: entry ${audit.number} ${audit.reason}.`,
    );
  invariant(audit.head.hash === facts.head.audit.hash, 'The audit log does not end as the backup says.');
}

async function refill(
  model: Model,
  database: Database,
  file: string,
  facts: BackupFacts,
  watch: RestoreWatch,
  signal: AbortSignal,
): Promise<void> {
  const { head, end } = facts;
  const nodes = Object.values(end.counts).reduce((sum, count) => sum + count, 0);
  await removeEverything(database, signal);
  await applySchema(database, graphStatements(model));
  watch.begin('Restoring', nodes);
  await load(database, file, watch, signal);
  watch.begin('Comparing', nodes);
  await compare(model, database, facts, watch, signal);
  await bringUpToDate(database, graphStatements(model));
  watch.begin('Building the graph', 0);
  await buildLiveGraph(model, database, head.release, (records) => watch.advance(records), signal);
  watch.begin('Comparing the graph', 0);
  const [live, published] = [await tallyOfLiveGraph(model, database), await tallyOfRelease(database, head.release)];
  invariant(
    live.digest() === published.digest(),
    `The graph has ${live.count} records that are not the ${published.count} of its revisions.`,
  );
}

/** What is left of a restore that was interrupted may always go. */
async function refuseFull(database: Database, replaces: boolean): Promise<void> {
  const [[isFull, isUnfinished] = []] = await database.run({
    text: `RETURN EXISTS { MATCH (n) WHERE NOT n:Migration }, EXISTS { (:${unfinishedRestore}) }`,
    params: {},
  });
  if (isFull === true && isUnfinished !== true && !replaces)
    throw badUserInput(
      'The database is not empty, and a restore replaces everything in it. Add --replace if that is what you want; a backup of it first costs little.',
    );
}

const batchSize = 1000;

async function removeEverything(database: Database, signal: AbortSignal): Promise<void> {
  const texts = [
    'MATCH ()-[r]->() WITH r LIMIT $size DELETE r RETURN count(*)',
    `MATCH (n) WHERE NOT n:${unfinishedRestore} AND NOT (n:Migration AND n.number = $schemaRecord) WITH n LIMIT $size DELETE n RETURN count(*)`,
  ];
  for (const text of texts) {
    for (let removed: unknown = batchSize; removed !== 0;) {
      signal.throwIfAborted();
      const [row] = await write(database, { text, params: { size: BigInt(batchSize * 10), schemaRecord } });
      removed = row?.[0];
    }
  }
}

async function load(database: Database, file: string, watch: RestoreWatch, signal: AbortSignal): Promise<void> {
  let batch: DumpedNode[] = [];
  for await (const item of readBackup(file, () => {}, signal)) {
    if ('node' in item) batch.push(item.node);
    if ('node' in item && batch.length < batchSize) continue;
    for (const [labels, nodes] of groupBy(batch, (node) => node.labels.map((label) => `:\`${label.replaceAll('`', '``')}\``).join(''))) {
      await write(database, {
        text: `UNWIND $rows AS row CREATE (n${labels}) SET n = row`,
        params: { rows: nodes.map(({ properties }) => propertiesFromPortable(properties)) },
      });
    }
    watch.advance(batch.length);
    batch = [];
  }
}

/** Reads everything back and compares it with what the file holds. */
async function compare(
  model: Model,
  database: Database,
  { head, end }: BackupFacts,
  watch: RestoreWatch,
  signal: AbortSignal,
): Promise<void> {
  const tally = new BackupTally();
  for await (const item of dump(model, database)) {
    signal.throwIfAborted();
    if (isHead(item)) {
      invariant(item.release === head.release && item.audit.hash === head.audit.hash, 'The restored database is at another release.');
      continue;
    }
    tally.add(JSON.stringify(item), item);
    watch.advance(1);
  }
  invariant(JSON.stringify(tally.end()) === JSON.stringify(end), 'The restored database does not hold what the backup holds.');
}
