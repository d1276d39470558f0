import { parseArgs } from 'node:util';
import { createReasoner } from '../../server/knowledge/reasoning/reasoner.ts';
import { startContestant } from '../bench/contestant-process.ts';
import { cpuTimeMs } from '../bench/cpu-time.ts';
import { loadFor } from '../bench/load.ts';
import { publishedCases } from './cases.ts';
import { type EvaluationGraph, openEvaluationGraph } from './evaluation-graph.ts';

const findingCount = 10;
/** Until the database has compiled what it runs, and the server has ended what it asks itself after its start. */
const warmSeconds = 80;
const seconds = 15;

const short = 'urgency redFlags { urgency redFlag { name } } candidates { cause { name } matchScore } nextFindings { symptom { name } }';
const long =
  'urgency redFlags { urgency redFlag { name } } candidates { cause { name } matchScore supporting { id object { name } citations { source { title } } } conflicting { id } medications { id } warnings { id } } nextFindings { symptom { name } }';

/** What is asked for, and of whom: the person of each question in turn. */
const kinds: readonly { readonly title: string; readonly fields: string; readonly personOf: (question: number) => object | null }[] = [
  { title: 'Causes and scores', fields: short, personOf: () => null },
  {
    title: 'Of many persons',
    fields: short,
    personOf: (question) => ({ ageYears: (question * 37) % 100, sex: question % 2 === 0 ? 'FEMALE' : 'MALE' }),
  },
  { title: 'With the claims behind them', fields: long, personOf: () => null },
];

/** Prints how long the index takes to make, what it costs, and how long `assess` takes for one client at a time. */
async function bench(folder: string | undefined): Promise<void> {
  const graph = await openEvaluationGraph(folder, (line) => console.log(line));
  try {
    await benchIndex(graph, 'by a database that has just started');
    await benchIndex(graph, 'by one that has read it before');
    const questions = (await publishedCases())
      .filter(({ present }) => present.length >= findingCount)
      .map(({ present }) => ({ findings: present.slice(0, findingCount).map((code) => ({ symptom: { code }, presence: 'PRESENT' })) }));
    const server = await startContestant('ours', graph.neo4j);
    try {
      for (const { title, fields, personOf } of kinds) {
        const query = `query ($findings: [FindingInput!]!, $person: PersonInput) { assess(findings: $findings, person: $person) { ${fields} } }`;
        const asked = questions.map((variables, i) => ({ query, variables: { ...variables, person: personOf(i) } }));
        await loadFor(server.url, asked, 1, warmSeconds);
        const [cpuBefore, before] = [cpuTimeMs(server.pid) ?? Number.NaN, await answeredIn(server.url)];
        const { latenciesMs } = await loadFor(server.url, asked, 1, seconds);
        const after = await answeredIn(server.url);
        const cpuMs = ((cpuTimeMs(server.pid) ?? Number.NaN) - cpuBefore) / latenciesMs.length;
        const insideMs = (after.ms - before.ms) / (after.count - before.count);
        console.log(
          `${title}: ${questions.length} questions of ${findingCount} findings, ${percentiles(latenciesMs)}; inside the server ${insideMs.toFixed(1)} ms on average, ${cpuMs.toFixed(1)} ms of its processor`,
        );
      }
    } finally {
      await server.stop();
    }
  } finally {
    await graph.close();
  }
}

/** How many questions the server has answered, and in what time, by its own count. */
async function answeredIn(url: string): Promise<{ readonly count: number; readonly ms: number }> {
  const text = await (await fetch(new URL('/metrics', url))).text();
  const valueOf = (name: string): number =>
    Number(new RegExp(`^aetia_http_request_duration_seconds_${name}\\{door="graphql",status="200"\\} (\\S+)$`, 'm').exec(text)?.[1]);
  return { count: valueOf('count'), ms: valueOf('sum') * 1000 };
}

async function benchIndex({ database }: EvaluationGraph, state: string): Promise<void> {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const reasoner = createReasoner(database, (error) => console.error(error));
  await reasoner.prepare();
  const took = (performance.now() - startedAt) / 1000;
  const memory = (process.memoryUsage().rss - before) / 2 ** 20;
  console.log(`Index     made in ${took.toFixed(1)} s ${state}, ${memory.toFixed(0)} MB more in the process`);
  await reasoner.close();
}

function percentiles(latenciesMs: readonly number[]): string {
  const sorted = [...latenciesMs].sort((a, b) => a - b);
  return [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)} ms`).join(', ');
}

await bench(parseArgs({ options: { data: { type: 'string' } } }).values.data);
