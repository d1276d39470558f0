import { deepStrictEqual } from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { read } from '../../server/neo4j/statement.ts';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { type BenchDatabase, type BenchGraph, startBenchDatabase } from './bench-database.ts';
import { type ContestantProcess, startContestant } from './contestant-process.ts';
import { cpuTimeMs } from './cpu-time.ts';
import type { GraphOptions } from './graph.ts';
import { ask, loadFor } from './load.ts';
import { type Contestant, contestants, pageOfCauses, type PageStart, type Question, strongestCauses } from './questions.ts';
import { type Measured, tableOf } from './table.ts';

const connections = 16;

interface Options extends BenchGraph {
  /** For each question and contestant, until the database has compiled what it runs: after ten seconds it still took twice as long. */
  readonly warmSeconds: number;
  readonly rounds: number;
  readonly roundSeconds: number;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '6' },
      seconds: { type: 'string', default: '4' },
    },
  });
  const seed = Number(values.seed);
  return values.quick
    ? { seed, scale: 0.01, isShortLived: true, warmSeconds: 0.1, rounds: 1, roundSeconds: 0.2 }
    : { seed, scale: 1, isShortLived: false, warmSeconds: 30, rounds: Number(values.rounds), roundSeconds: Number(values.seconds) };
}

/** Compares how fast the contestants answer the same questions on the same data; throws when their answers differ. */
async function bench(options: Options): Promise<void> {
  const report = (line: string): void => console.log(line);
  const database = await startBenchDatabase(options, report);
  const running = new Map<Contestant, ContestantProcess>();
  try {
    for (const contestant of contestants) running.set(contestant, await startContestant(contestant, database.neo4j));
    const urls = Object.fromEntries([...running].map(([contestant, { url }]) => [contestant, url])) as Record<Contestant, string>;
    const questions = await questionsOf(options, database, urls.ours);
    for (const question of questions) await checkAnswers(question, urls);
    report('Answers   agree');
    for (const question of questions)
      for (const contestant of contestants)
        await loadFor(urls[contestant], askedOf(question, contestant), connections, options.warmSeconds);
    const measured: Measured[] = [];
    for (let round = 0; round < options.rounds; round++) {
      for (const question of questions) measured.push(await measure(question, round, options.roundSeconds, running, database.pid));
      report(`Round     ${round + 1} of ${options.rounds}`);
    }
    report('');
    for (const line of tableOf(measured)) report(line);
  } finally {
    for (const one of running.values()) await one.stop();
    await database.stop();
  }
}

const askedOf = (question: Question, contestant: Contestant) => question.asked.map((one) => one[contestant]);

/** Each contestant for the same time, one after the other; another one begins in each round. */
async function measure(
  question: Question,
  round: number,
  seconds: number,
  running: ReadonlyMap<Contestant, ContestantProcess>,
  databasePid: number,
): Promise<Measured> {
  const order = contestants.map((_, i) => contestants[(i + round) % contestants.length] ?? 'ours');
  const of: Partial<Record<Contestant, Measured['of'][Contestant]>> = {};
  for (const contestant of order) {
    const { pid = 0, url = '' } = running.get(contestant) ?? {};
    const [before, databaseBefore] = [cpuTimeMs(pid), cpuTimeMs(databasePid)];
    const { ms, latenciesMs } = await loadFor(url, askedOf(question, contestant), connections, seconds);
    const [after, databaseAfter] = [cpuTimeMs(pid), cpuTimeMs(databasePid)];
    of[contestant] = { ms, latenciesMs, serverCpuMs: spent(before, after), databaseCpuMs: spent(databaseBefore, databaseAfter) };
  }
  return { title: question.title, of: of as Measured['of'] };
}

const spent = (before: number | undefined, after: number | undefined): number | undefined =>
  before === undefined || after === undefined ? undefined : after - before;

/** How many values of a question's variables are compared. */
const compared = 12;

async function checkAnswers({ title, asked, said }: Question, urls: Readonly<Record<Contestant, string>>): Promise<void> {
  for (const one of asked.slice(0, compared)) {
    const [ours, ...others] = await Promise.all(
      contestants.map(async (contestant) => said[contestant](await ask(urls[contestant], one[contestant]))),
    );
    for (const [i, other] of others.entries())
      deepStrictEqual(other, ours, `${title}: ${contestants[i + 1]} and ours differ for ${JSON.stringify(one.ours.variables)}`);
  }
}

async function questionsOf(options: GraphOptions, { neo4j }: BenchDatabase, url: string): Promise<Question[]> {
  const database = await openDatabase({ neo4j, report: () => {} });
  try {
    const { start, end } = await pageStarts(database, url);
    return [strongestCauses(options), pageOfCauses('start', start), pageOfCauses('end', end)];
  } finally {
    await database.close();
  }
}

/** Places among the first 200 and the last 200 causes, where a page of 50 still fits. */
async function pageStarts(database: Database, url: string): Promise<{ start: PageStart[]; end: PageStart[] }> {
  const rows = await read(database, { text: 'MATCH (c:Cause) RETURN c.sortName ORDER BY c.sortName', params: {} });
  const sortNames = rows.map(([name]) => name as string);
  const cursors = async (variables: object): Promise<string[]> => {
    const query = 'query ($first: Int, $last: Int) { causes(first: $first, last: $last) { edges { cursor } } }';
    const answer = (await ask(url, { query, variables: { ...variables } })) as Cursors;
    return answer.data.causes.edges.map(({ cursor }) => cursor);
  };
  const first = await cursors({ first: 200 });
  const last = await cursors({ last: 200 });
  const placed = (offset: number, before: string | undefined): PageStart => ({
    offset,
    cursor: before ?? null,
    sortName: sortNames[offset - 1] ?? '',
  });
  const steps = Array.from({ length: 15 }, (_, i) => i * 10);
  const fits = ({ offset }: PageStart): boolean => offset >= 0 && offset + 50 <= sortNames.length;
  return {
    start: steps.map((offset) => placed(offset, first[offset - 1])).filter(fits),
    end: steps.map((step) => placed(sortNames.length - 50 - step, last.at(-51 - step))).filter(fits),
  };
}

interface Cursors {
  readonly data: { readonly causes: { readonly edges: readonly { readonly cursor: string }[] } };
}

// Leaves through the front door, so that the contestants hear of it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await bench(readOptions());
