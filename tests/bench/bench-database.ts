import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { groupBy } from '../../schema/language/group-by.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import type { RemoteNeo4j } from '../../server/config.ts';
import { invariant } from '../../server/errors.ts';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { type LocalDatabase, startLocalDatabase } from '../../server/neo4j/local/local-database.ts';
import { relationshipOf, toProperties, typeOfId } from '../../server/neo4j/mapping.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { read, write } from '../../server/neo4j/statement.ts';
import { type GraphOptions, graphOf } from './graph.ts';

const folders = resolve(import.meta.dirname, '../../.cache/bench');

/** The graph to load; a short-lived database compiles quickly rather than well. */
export interface BenchGraph extends GraphOptions {
  readonly isShortLived: boolean;
}

export interface BenchDatabase {
  /** How a server reaches it. */
  readonly neo4j: RemoteNeo4j;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the product's own local Neo4j, with its own memory, on the graph of a seed; loads the graph when no run before has. */
export async function startBenchDatabase(options: BenchGraph, report: (line: string) => void): Promise<BenchDatabase> {
  const dataDir = join(folders, await keyOf(options));
  const jvmOptions = options.isShortLived ? ['-XX:TieredStopAtLevel=1'] : [];
  const start = (): Promise<LocalDatabase> => startLocalDatabase({ dataDir, jvmOptions, report });
  let local = await start();
  try {
    if ((await withDatabase(local, report, stateOf)) === 'interrupted') {
      await local.stop();
      await rm(dataDir, { recursive: true });
      local = await start();
    }
    await withDatabase(local, report, async (database) => {
      await migrate(database, graphStatements(model));
      if ((await stateOf(database)) !== 'loaded') await load(database, options, report);
      report(`Database  ${database.description}`);
    });
  } catch (error) {
    await local.stop();
    throw error;
  }
  return { neo4j: addressOf(local), pid: local.pid, stop: () => local.stop() };
}

/** A whole graph has a content release, because it gets that last. */
async function stateOf(database: Database): Promise<'empty' | 'interrupted' | 'loaded'> {
  const [[isLoaded, isEmpty] = []] = await read(database, {
    text: 'RETURN EXISTS { (:ContentRelease) }, NOT EXISTS { (:Source) }',
    params: {},
  });
  return isLoaded === true ? 'loaded' : isEmpty === true ? 'empty' : 'interrupted';
}

/** The same key means the same graph: what makes the records and what stores them is part of it. */
async function keyOf({ seed, scale }: GraphOptions): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['graph.ts', 'bench-database.ts', '../../server/neo4j/mapping.ts'])
    hash.update(await readFile(join(import.meta.dirname, file)));
  return `seed-${seed}-scale-${scale}-${hash.digest('hex').slice(0, 12)}`;
}

const addressOf = ({ uri, user, password }: LocalDatabase): RemoteNeo4j => ({ kind: 'remote', uri, user, password, database: undefined });

async function withDatabase<T>(local: LocalDatabase, report: (line: string) => void, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ neo4j: addressOf(local), report });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const batchSize = 10_000;

/** Stores what `publish` would, without its checks and its history, which no reading question touches. */
async function load(database: Database, options: GraphOptions, report: (line: string) => void): Promise<void> {
  await migrate(database, graphStatements(model));
  const graph = graphOf(options);
  let stored = 0;
  for (const batch of batches(graph.nodes)) {
    for (const [type, records] of groupBy(batch, typeOf)) {
      invariant(type.shape === 'node', 'A claim is among the nodes.');
      await write(database, {
        text: `UNWIND $rows AS row CREATE (n:${type.name}${type.isConcept ? ':Concept' : ''}) SET n = row`,
        params: { rows: records.map((record) => toProperties(type, record, 1)) },
      });
    }
    report(`Loading   ${(stored += batch.length)} nodes`);
  }
  stored = 0;
  for (const batch of batches(graph.claims)) {
    for (const [type, records] of groupBy(batch, typeOf)) {
      invariant(type.shape === 'relation', 'A node is among the claims.');
      await write(database, {
        text: `UNWIND $rows AS row MATCH (a:Concept {id: row.from}) MATCH (b:Concept {id: row.to}) CREATE (a)-[r:${relationshipOf(type, false)}]->(b) SET r = row.properties`,
        params: { rows: records.map((record) => ({ from: record.subject, to: record.object, properties: toProperties(type, record, 1) })) },
      });
    }
    report(`Loading   ${(stored += batch.length)} claims`);
  }
  await write(database, {
    text: `CREATE (:ContentRelease {key: 'current', number: 1})
CREATE (:Release {number: 1, title: 'Bench', author: 'bench', at: '2026-01-01T00:00:00.000Z', created: $stored, changed: 0, retired: 0})`,
    params: { stored },
  });
}

function typeOf(record: AnyRecord) {
  const type = typeOfId(model, record.id);
  const [issue] = validateRecord(model, record);
  invariant(type && !issue, `The generator made a record that publish would refuse: ${record.id}: ${issue?.path} ${issue?.message}`);
  return type;
}

function* batches(records: Iterable<AnyRecord>): Generator<AnyRecord[]> {
  let batch: AnyRecord[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
