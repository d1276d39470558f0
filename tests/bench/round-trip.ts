import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { importers } from '../../seed/importers/registry.ts';
import { runImport } from '../../seed/importers/running/run-import.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { type PlannedPut, publishInBatches } from '../../server/editorial/batched-publish.ts';
import { invariant } from '../../server/errors.ts';
import { backUp } from '../../server/exchange/backup.ts';
import { exportFormats, type ExportFormatName, exportRelease, releaseToExport } from '../../server/exchange/export-release.ts';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { startLocalDatabase } from '../../server/neo4j/local/local-database.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { restoreFile } from '../support/restored.ts';
import { graphOf } from './graph.ts';

const { values } = parseArgs({ options: { claims: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } } });
const scale = Number(values.claims) / 360_000;
const work = await mkdtemp(join(tmpdir(), 'aetia-round-trip-'));
const signal = new AbortController().signal;
const now = (): Date => new Date();

/** Opens a new empty database for as long as some work takes. */
async function onNewDatabase<T>(name: string, run: (database: Database) => Promise<T>): Promise<T> {
  const local = await startLocalDatabase({ dataDir: join(work, name), report: () => {} });
  try {
    const { uri, user, password } = local;
    const database = await openDatabase({ neo4j: { kind: 'remote', uri, user, password, database: undefined }, report: () => {} });
    try {
      return await run(database);
    } finally {
      await database.close();
    }
  } finally {
    await local.stop();
  }
}

/** Says how long some work took and the most memory this process had meanwhile. */
async function timed<T>(what: string, run: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  let most = 0;
  const look = (): void => void (most = Math.max(most, process.memoryUsage.rss()));
  const timer = setInterval(look, 100);
  try {
    const result = await run();
    look();
    console.log(
      `${what.padEnd(34)} ${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)} s   ${Math.round(most / 2 ** 20)} MB`,
    );
    return result;
  } finally {
    clearInterval(timer);
  }
}

async function* planned(size: number): AsyncGenerator<readonly PlannedPut[]> {
  const graph = graphOf({ seed: Number(values.seed), scale });
  let batch: PlannedPut[] = [];
  const all = function* (): Generator<AnyRecord> {
    yield* graph.nodes;
    yield* graph.claims;
  };
  for (const record of all()) {
    batch.push({ record, version: 1, isNew: true });
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

async function exported(database: Database, folder: string, format: ExportFormatName): Promise<string> {
  const release = await releaseToExport(database, undefined);
  const { contentHash } = await exportRelease({ model, runner: database, format, folder, release, advance: () => {}, signal });
  return contentHash;
}

async function findingsOf(database: Database): Promise<number> {
  let findings = 0;
  for await (const finding of checkGraph(model, database)) {
    console.log(finding);
    findings += 1;
  }
  return findings;
}

const sizeOf = async (path: string): Promise<string> => {
  const { size } = await stat(path);
  return `${(size / 2 ** 20).toFixed(1)} MB`;
};

try {
  const file = join(work, 'backup.jsonl.gz');
  const jsonl = join(work, 'jsonl');
  const hash = await onNewDatabase('first', async (database) => {
    await migrate(database, graphStatements(model));
    const count = [...graphOf({ seed: Number(values.seed), scale }).claims].length;
    await timed(`publish ${count} claims`, () =>
      publishInBatches(
        model,
        database,
        { plannedOn: 0, count: Number.MAX_SAFE_INTEGER, batches: planned, note: { title: 'Bench', author: 'bench' }, key: 'bench' },
        { now },
      ),
    );
    const hashes = new Set<string>();
    for (const format of Object.keys(exportFormats) as ExportFormatName[])
      hashes.add(await timed(`export ${format}`, () => exported(database, join(work, format), format)));
    invariant(hashes.size === 1, 'The formats tell different content.');
    await timed('backup', () => backUp({ model, database, file, now: now(), advance: () => {}, signal }));
    console.log(`backup file ${await sizeOf(file)}, claims.jsonl ${await sizeOf(join(jsonl, 'claims.jsonl'))}`);
    return [...hashes][0];
  });
  const imported = await onNewDatabase('second', async (database) => {
    await migrate(database, graphStatements(model));
    const importer = importers.find(({ name }) => name === 'aetia');
    invariant(importer, 'There is no importer of our own exports.');
    const files = (await readdir(jsonl)).map((name) => join(jsonl, name));
    await timed('import into an empty database', () => runImport(importer, { model, database, now, files }));
    return exported(database, join(work, 'again'), 'jsonl');
  });
  const restored = await onNewDatabase('third', async (database) => {
    await timed('restore and verify', () => restoreFile(database, file));
    const findings = await timed('graph:check', () => findingsOf(database));
    invariant(findings === 0, 'The restored graph is not as the model says.');
    return exported(database, join(work, 'restored'), 'jsonl');
  });
  console.log(
    `content ${hash}\nimported ${imported === hash ? 'the same' : `another: ${imported}`}\nrestored ${restored === hash ? 'the same' : `another: ${restored}`}`,
  );
  process.exitCode = imported === hash && restored === hash ? 0 : 1;
} finally {
  await rm(work, { recursive: true });
}
