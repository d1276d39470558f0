import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { type ImportResult, runImport } from '../../seed/importers/running/run-import.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { diffRecords } from '../../schema/language/record-diff.ts';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { type LocalDatabase, startLocalDatabase } from '../../server/neo4j/local/local-database.ts';
import { typeOfId } from '../../server/neo4j/mapping.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { read } from '../../server/neo4j/statement.ts';
import { sharedData } from '../support/shared-data.ts';
import { searches, symptomPages } from './bulk-questions.ts';
import { type BulkSource, bulkSources } from './bulk.ts';
import { type ContestantProcess, startContestant } from './contestant-process.ts';
import { cpuTimeMs } from './cpu-time.ts';
import { compareFiles } from './file-counts/compare-files.ts';
import { fileCounts } from './file-counts/file-counts.ts';
import { importTable, type Imported } from './import-table.ts';
import { loadFor } from './load.ts';
import { costOf } from './processor-time.ts';
import type { Asked } from './questions.ts';

/**
 * npm run bench:import [-- --only SOURCE,…] [--data FOLDER] [--files FOLDER] [--once] [--unchecked]
 *
 * Imports the bulk of the open data into an empty graph, then once more, compares what the imports say with what the graph and the files
 * hold, audits the graph, and asks it for pages and searches.
 * `--data` keeps the graph in a folder; one that holds a graph is not filled again but only repeated. Interrupted, it prints what it has.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    data: { type: 'string' },
    files: { type: 'string', default: sharedData() },
    once: { type: 'boolean', default: false },
    unchecked: { type: 'boolean', default: false },
  },
});

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

const problems: string[] = [];
const sources = await bulkSources(
  values.files,
  values.only.split(',').filter((name) => name !== ''),
);
const dataDir = values.data ?? (await mkdtemp(join(tmpdir(), 'aetia-bench-import-')));
const local = await startLocalDatabase({ dataDir, report: (line) => console.log(line) });
try {
  const { uri, user, password } = local;
  const neo4j = { kind: 'remote', uri, user, password, database: undefined } as const;
  const database = await openDatabase({ neo4j, report: (line) => console.log(line) });
  try {
    await migrate(database, graphStatements(model));
    const [isFilled] = await read(database, { text: 'MATCH (r:Release) RETURN r.number LIMIT 1', params: {} });
    const imported = isFilled ? [] : await importAll('First', database, local, sources);
    if (!isFilled) await compareCounts(database, imported);
    const again = values.once ? [] : await importAgain(database, local, sources);
    await compareRows(isFilled ? again : imported, sources);
    if (!values.unchecked && !stopping.signal.aborted) await audit(database);
    if (!stopping.signal.aborted) {
      const pages = { 'symptom page': await symptomPages(database), search: await searches(database) };
      const server = await startContestant('ours', neo4j);
      try {
        for (const [title, asked] of Object.entries(pages)) await latencies(title, asked, server, local.pid);
      } finally {
        await server.stop();
      }
    }
  } finally {
    await database.close();
  }
} finally {
  await local.stop();
  if (values.data === undefined) await rm(dataDir, { recursive: true });
}
for (const problem of problems) console.log(`Problem   ${problem}`);
process.exitCode = stopping.signal.aborted ? 130 : problems.length > 0 ? 1 : 0;

/** Imports the sources in their order, and prints the table of as many as it came to. */
async function importAll(round: string, database: Database, { pid }: LocalDatabase, all: readonly BulkSource[]): Promise<Imported[]> {
  const imported: Imported[] = [];
  for (const { name, importer, files, options } of all) {
    if (stopping.signal.aborted) break;
    let result: ImportResult | undefined;
    const cost = await costOf(pid, async () => {
      try {
        result = await runImport(importer, { model, database, now: () => new Date(), files, options, signal: stopping.signal });
      } catch (error) {
        // The other sources are worth their figures all the same.
        if (!stopping.signal.aborted) problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
    imported.push({ name, result, cost });
    console.log(`${round.padEnd(10)}${name} in ${cost.seconds.toFixed(0)} s`);
  }
  for (const line of importTable(round, imported)) console.log(line);
  return imported;
}

async function importAgain(database: Database, running: LocalDatabase, all: readonly BulkSource[]): Promise<Imported[]> {
  const imported = await importAll('Again', database, running, all);
  for (const { name, result } of imported) {
    if (!result || result.published === 0) continue;
    problems.push(`${name}: a second run published ${result.published} records.`, ...(await changesOf(database, result.release)));
  }
  return imported;
}

/** What a release changed, a few of it. */
async function changesOf(database: Database, release: number): Promise<string[]> {
  const rows = await read(database, {
    text: `MATCH (v:Revision {release: $release}) WITH v ORDER BY v.place LIMIT 5
OPTIONAL MATCH (w:Revision {key: v.recordId + '@' + toString(v.version - 1)}) RETURN v.recordId, w.record, v.record`,
    params: { release },
  });
  return (rows as [string, string | null, string | null][]).flatMap(([id, before, after]) => {
    const type = typeOfId(model, id);
    const parse = (text: string | null) => (text === null ? null : (JSON.parse(text) as AnyRecord));
    return type ? diffRecords(type, parse(before), parse(after)).map((change) => `  ${id} ${JSON.stringify(change)}`) : [];
  });
}

/** What the imports say they made is what the graph holds; only an empty graph can be compared. */
async function compareCounts(database: Database, imported: readonly Imported[]): Promise<void> {
  const made = new Map<string, number>();
  for (const { result } of imported) for (const { type, created } of result?.types ?? []) made.set(type, (made.get(type) ?? 0) + created);
  const rows = await read(database, {
    text: `MATCH (n) WHERE n:Concept OR n:Source UNWIND [label IN labels(n) WHERE label <> 'Concept'] AS type RETURN type, count(*)
UNION ALL MATCH (:Concept)-[r]->(:Concept) WITH replace(type(r), 'NOT_', '') AS type RETURN type, count(*)`,
    params: {},
  });
  for (const [type, count] of rows as [string, number][]) {
    console.log(`Holds     ${count.toLocaleString('en').padStart(10)} ${type}`);
    if (made.get(type) !== count) problems.push(`The imports made ${made.get(type) ?? 0} ${type}, and the graph holds ${count}.`);
  }
}

/** What the imports say is what their files hold, counted apart; only now, as the files are read whole and the tables tell memory. */
async function compareRows(imported: readonly Imported[], all: readonly BulkSource[]): Promise<void> {
  for (const source of all) {
    const result = imported.find(({ name }) => name === source.name)?.result;
    if (!result) continue;
    const compared = compareFiles(source.name, await fileCounts(source), result.types);
    for (const line of compared.lines) console.log(`Files     ${line}`);
    problems.push(...compared.problems);
  }
}

async function audit(database: Database): Promise<void> {
  const startedAt = performance.now();
  let findings = 0;
  for await (const { id, rule, message } of checkGraph(model, database))
    if (findings++ < 10) problems.push(`graph:check: ${id}  ${rule}  ${message}`);
  console.log(`Check     ${findings} findings in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

/** One client, after it is warm; with the processor time of an answer, which other load on the machine does not change. */
async function latencies(title: string, asked: readonly Asked[], { url, pid }: ContestantProcess, databasePid: number): Promise<void> {
  if (asked.length === 0) return;
  await loadFor(url, asked, 1, 10);
  const before = [pid, databasePid].map((one) => cpuTimeMs(one) ?? 0);
  const { latenciesMs } = await loadFor(url, asked, 1, 20);
  const [own, database] = [pid, databasePid].map((one, i) => (((cpuTimeMs(one) ?? 0) - (before[i] ?? 0)) / latenciesMs.length).toFixed(1));
  const sorted = [...latenciesMs].sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  const answered = `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms of ${sorted.length}`;
  console.log(`Asks      ${title}: ${answered}; CPU of each ${own} ms of the server, ${database} ms of the database`);
}
