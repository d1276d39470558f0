import { beforeAll, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { runImport } from '../../seed/importers/running/run-import.ts';
import { openContent, type OpenStep } from '../../seed/open/open-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);
const steps = await openContent();

/** How many records a step publishes. */
async function add({ importer, files, options = {} }: OpenStep): Promise<number> {
  const { published } = await runImport(importer, { model, database, now: () => new Date('2026-01-02T00:00:00Z'), files, options });
  return published;
}

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishFirstContent(model, database, firstContent);
});

it.each(steps)('adds $importer.title', async (step) => {
  expect(await add(step)).toBeGreaterThan(300);
});

it('joins the sources: one concept for a symptom, a disease and a nutrient, whoever speaks of it', async () => {
  const data = await api.data<Record<string, { name: string; zh: string; codes: { system: string }[] } | null>>(`{
    tremor: conceptByCode(system: "HP", code: "0001337") { ...both }
    asthma: conceptByCode(system: "MONDO", code: "0004979") { ...both }
    calcium: conceptByCode(system: "USDA.NUTRIENT", code: "301") { ...both } }
    fragment both on Concept { name zh: name(locale: zh) codes { system } }`);
  const systems = (name: string): string[] => [...new Set(data[name]?.codes.map(({ system }) => system))];
  expect(systems('tremor')).toEqual(expect.arrayContaining(['SYMP', 'HP', 'MESH']));
  expect(systems('asthma')).toEqual(expect.arrayContaining(['MONDO', 'DOID', 'MESH', 'ICD10CM']));
  expect(systems('calcium')).toEqual(expect.arrayContaining(['MESH', 'FDC.NUTRIENT']));
  expect([data['tremor']?.zh, data['asthma']?.zh, data['calcium']?.zh]).toEqual(['震颤', '哮喘', '钙']);
});

it('answers what a common disease brings, how it works and what helps', async () => {
  const { asthma } = await api.data<{
    asthma: Readonly<Record<'symptoms' | 'mechanisms' | 'medications', { readonly totalCount: number; readonly edges: readonly Edge[] }>>;
  }>(`{ asthma: conceptByCode(system: "MONDO", code: "0004979") { ... on Cause {
      symptoms(first: 5, orderBy: [{ frequency: DESC }]) { totalCount edges { node { name } claim { citations { source { licence } } frequency } } }
      mechanisms(first: 5) { totalCount edges { node { name } claim { citations { source { licence } } } } }
      medications(first: 5) { totalCount edges { node { name } claim { citations { source { licence } } } } } } } }`);
  expect(asthma.symptoms.edges.every(({ claim }) => (claim.frequency ?? 0) > 0)).toBe(true);
  expect(asthma.symptoms.totalCount).toBeGreaterThan(8);
  expect(asthma.mechanisms.totalCount).toBeGreaterThan(3);
  expect(asthma.medications.totalCount).toBeGreaterThan(10);
  for (const { edges } of Object.values(asthma))
    for (const { claim } of edges) expect(claim.citations.some(({ source }) => source.licence !== null)).toBe(true);
});

it('finds the foods richest in a nutrient', async () => {
  const { calcium } = await api.data<{
    calcium: { foods: { edges: { node: { name: string }; claim: { amount: number; unit: string } }[] } };
  }>(`{
    calcium: conceptByCode(system: "USDA.NUTRIENT", code: "301") { ... on Nutrient {
      foods(first: 3, orderBy: [{ amount: DESC }], filter: { unit: { in: [MILLIGRAM] } }) { edges { node { name } claim { amount unit } } } } } }`);
  const amounts = calcium.foods.edges.map(({ claim }) => claim.amount);
  expect(amounts).toHaveLength(3);
  expect(amounts[0]).toBeGreaterThan(800);
  expect(amounts.toSorted((a, b) => b - a)).toEqual(amounts);
});

it('knows symptoms by everyday Chinese words', async () => {
  const texts = ['发烧', '头疼', '胸口疼', '嗓子疼', '流鼻涕'];
  const { resolveTerms } = await api.data<{ resolveTerms: { matches: { match: string; concept: { name: string } }[] }[] }>(
    'query ($texts: [String!]!) { resolveTerms(texts: $texts, kind: SYMPTOM) { matches { match concept { name } } } }',
    { texts },
  );
  expect(resolveTerms.map(({ matches: [best] }) => [best?.match, best?.concept.name.toLowerCase()])).toEqual([
    ['LAY_SYNONYM', 'fever'],
    ['LAY_SYNONYM', 'headache'],
    ['LAY_SYNONYM', 'chest pain'],
    ['LAY_SYNONYM', 'throat pain'],
    ['LAY_SYNONYM', 'rhinorrhea'],
  ]);
});

it.each(steps.filter(({ importer }) => ['dismech', 'pharmacotherapydb', 'chinese-names'].includes(importer.name)))(
  'changes nothing when $importer.title is added again',
  async (step) => {
    expect(await add(step)).toBe(0);
  },
);

interface Edge {
  readonly node: { readonly name: string };
  readonly claim: {
    readonly frequency?: number | null;
    readonly citations: readonly { readonly source: { readonly licence: string | null } }[];
  };
}
