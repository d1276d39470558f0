import { parseArgs } from 'node:util';
import { ProgressLine } from '../../seed/importers/running/progress.ts';
import { invariant } from '../../server/errors.ts';
import { buildRankingIndex, type RankingIndex } from '../../server/knowledge/reasoning/ranking-index.ts';
import { readIndexData } from '../../server/knowledge/reasoning/read-index-data.ts';
import { startContestant } from '../bench/contestant-process.ts';
import { ask } from '../bench/load.ts';
import { baselines } from './baselines.ts';
import { type Case, type Code, drawnCases, publishedCases, syntheticCases } from './cases.ts';
import { openEvaluationGraph } from './evaluation-graph.ts';
import { type Placed, tableOf } from './figures.ts';

/** As many causes as one answer may have: what lies behind them counts as not found. */
const mostCandidates = 50;

/**
 * Asks the public API about people whose cause is known, and prints how high it stands in the answers, beside plain methods on the same
 * claims. Only findings are sent. `--data FOLDER` keeps the graph for the next run; `--core` asks about the published core cases only.
 */
async function evaluate({ data: folder, core: isCoreOnly = false }: { readonly data?: string; readonly core?: boolean }): Promise<void> {
  const report = (line: string): void => console.log(line);
  const graph = await openEvaluationGraph(folder, report);
  try {
    const server = await startContestant('ours', graph.neo4j);
    try {
      const data = await readIndexData(graph.database);
      invariant(data, 'Nothing is being published here.');
      const index = buildRankingIndex(data);
      report(`Graph     ${index.claimSymptoms.length.toLocaleString('en')} claims of what causes what`);
      const all = [...(await publishedCases()), ...(await syntheticCases()), ...(await drawnCases())].filter(
        ({ isCore, set }) => !isCoreOnly || (isCore && set === 'PUBLISHED'),
      );
      const concepts = await conceptsOf(server.url, all);
      const described = new Set(index.causeIds.filter((_, at) => index.claimStarts[at] !== index.claimStarts[at + 1]));
      // The source that persons are drawn from also speaks of disorders of which the graph says nothing.
      const cases = all.filter(({ set, cause }) => set !== 'DRAWN' || described.has(concepts.get(nameOf(cause))?.id ?? ''));
      const placed: Placed[] = [];
      const line = new ProgressLine(process.stderr, 'Asking');
      for (const [i, one] of cases.entries()) {
        placed.push(await place(server.url, index, concepts, one));
        line.show({ done: i + 1, share: (i + 1) / cases.length });
      }
      line.end();
      for (const text of tableOf(placed)) report(text);
    } finally {
      await server.stop();
    }
  } finally {
    await graph.close();
  }
}

interface Concept {
  readonly id: string;
  readonly codes: readonly { readonly system: string }[];
  readonly parents: readonly string[];
}

/** What the codes of the cases mean, by the code. */
async function conceptsOf(url: string, cases: readonly Case[]): Promise<ReadonlyMap<string, Concept>> {
  const found = new Map<string, Concept>();
  const codes = new Map(cases.flatMap((one) => [one.cause, ...one.present, ...one.absent]).map((code) => [nameOf(code), code]));
  for (const [name, { system, code }] of codes) {
    const { conceptByCode } = await answerTo<{
      readonly conceptByCode: (Omit<Concept, 'parents'> & { readonly broader?: Broader }) | null;
    }>(
      url,
      'query ($system: String!, $code: String!) { conceptByCode(system: $system, code: $code) { id codes { system } ... on Cause { broader(first: 20) { edges { node { id } } } } } }',
      { system, code },
    );
    if (conceptByCode) found.set(name, { ...conceptByCode, parents: conceptByCode.broader?.edges.map(({ node }) => node.id) ?? [] });
  }
  return found;
}

interface Broader {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
}

interface Assessed {
  readonly assess: { readonly candidates: readonly { readonly cause: { readonly id: string } }[]; readonly unresolved: readonly unknown[] };
}

async function place(url: string, index: RankingIndex, concepts: ReadonlyMap<string, Concept>, one: Case): Promise<Placed> {
  const findings = [
    ...one.present.map((code) => ({ symptom: { code }, presence: 'PRESENT' })),
    ...one.absent.map((code) => ({ symptom: { code }, presence: 'ABSENT' })),
  ];
  const { assess } = await answerTo<Assessed>(
    url,
    'query ($findings: [FindingInput!]!, $first: Int) { assess(findings: $findings, first: $first) { candidates { cause { id } } unresolved { text } } }',
    { findings, first: mostCandidates },
  );
  const cause = concepts.get(nameOf(one.cause));
  const present = one.present.flatMap((code) => index.symptomPlaces.get(concepts.get(nameOf(code))?.id ?? '') ?? []);
  const orders = Object.entries(baselines).map(([name, score]) => [name, bestOf(index, score(index, present))] as const);
  const family = familyOf(index, cause);
  const ranks = (order: readonly string[]) => ({
    rank: order.indexOf(cause?.id ?? '') + 1,
    familyRank: order.findIndex((id) => family.has(id)) + 1,
  });
  return {
    ...one,
    causeName: nameOf(one.cause),
    systems: new Set(cause?.codes.map(({ system }) => system)),
    unresolved: assess.unresolved.length,
    methods: new Map([
      ['assess', ranks(assess.candidates.map(({ cause: { id } }) => id))],
      ...orders.map(([name, order]) => [name, ranks(order)] as const),
    ]),
  };
}

/** The cause, what it is a kind of, and all that is a kind of that. */
function familyOf({ causeIds, causeParents: { starts, items } }: RankingIndex, cause: Concept | undefined): ReadonlySet<string> {
  const parents = new Set(cause?.parents);
  const family = causeIds.filter(
    (id, at) => parents.has(id) || [...items.subarray(starts[at], starts[at + 1])].some((above) => parents.has(causeIds[above] ?? '')),
  );
  return new Set([...family, cause?.id ?? '']);
}

/** Ids of the highest scores above 0; equal ones by id, as the product does. */
function bestOf({ causeIds }: RankingIndex, scores: Float64Array): string[] {
  return [...scores.keys()]
    .filter((at) => (scores[at] ?? 0) > 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, mostCandidates)
    .map((at) => causeIds[at] ?? '');
}

const nameOf = ({ system, code }: Code): string => `${system}:${code}`;

async function answerTo<T>(url: string, query: string, variables: Readonly<Record<string, unknown>>): Promise<T> {
  const { data, errors } = (await ask(url, { query, variables })) as {
    readonly data?: T;
    readonly errors?: readonly { readonly message: string }[];
  };
  if (!data || errors) throw new Error(`The API refused a question: ${errors?.[0]?.message ?? 'no data'}`);
  return data;
}

await evaluate(parseArgs({ options: { data: { type: 'string' }, core: { type: 'boolean' } } }).values);
