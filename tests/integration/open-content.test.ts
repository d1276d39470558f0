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
  expect(await add(step)).toBeGreaterThan(step.importer.name === 'populations' ? 13 : 100);
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

it('knows each drug and disease once, by whatever code or name a source has for it', async () => {
  const rows = await database.run({
    text: `MATCH (n) WHERE (n:Cause OR n:Medication)
      AND toLower(n.name_en) IN ['ezetimibe', 'chlordiazepoxide', 'vincristine', 'hypertension', 'hypertensive disorder', 'coronary artery disease']
      RETURN toLower(n.name_en), [text IN coalesce(n.synonyms_text, []) WHERE toLower(text) IN ['chlordiazepoxide', 'hypertension']],
        count { (n)-[:TREATS|PALLIATES]-() } > 5 ORDER BY toLower(n.name_en)`,
    params: {},
  });
  expect(rows).toEqual([
    ['chlordiazepoxide', [], false],
    ['ezetimibe', [], false],
    ['hypertensive disorder', ['hypertension'], true],
    ['vincristine', [], true],
  ]);
});

it('brings no finding whose term says something else than its words', async () => {
  const rows = await database.run({
    text: `MATCH (c:Cause)-[:CAUSES]->(s:Symptom) WHERE toLower(c.name_en) + ': ' + toLower(s.name_en) IN $wrong RETURN c.name_en, s.name_en`,
    params: {
      wrong: ['irritable bowel syndrome: bloody diarrhea', 'generalized anxiety disorder: attention deficit hyperactivity disorder'],
    },
  });
  expect(rows).toEqual([]);
});

it('knows the drugs of a class that triggers or worsens a disease', async () => {
  const harms = await database.run({
    text: `MATCH (n:Medication)-[r:TRIGGERS|WORSENS]->(c:Cause)
      RETURN c.name_en, type(r), n.name_en, n.medicationKind, count { (:Medication)-[:SUBTYPE_OF]->(n) } > 2 ORDER BY c.name_en, n.name_en`,
    params: {},
  });
  expect(harms).toEqual([
    ['collagenous sprue', 'TRIGGERS', 'Angiotensin Receptor Blockers', 'CLASS', true],
    ['collagenous sprue', 'WORSENS', 'Nonsteroidal Anti-Inflammatory Drugs', 'CLASS', true],
    ['collagenous sprue', 'WORSENS', 'Proton Pump Inhibitors', 'CLASS', true],
    ['myasthenia gravis', 'WORSENS', 'Aminoglycosides', 'CLASS', true],
    ['myasthenia gravis', 'WORSENS', 'Beta Blockers', 'CLASS', true],
    ['obstructive sleep apnea syndrome', 'WORSENS', 'Sedatives', 'CLASS', true],
    ['psoriasis', 'TRIGGERS', 'Antimalarials', 'CLASS', true],
    ['psoriasis', 'TRIGGERS', 'Beta Blockers', 'CLASS', true],
    ['psoriasis', 'TRIGGERS', 'Lithium', 'SUBSTANCE', false],
    ['ulcerative colitis', 'TRIGGERS', 'Nonsteroidal Anti-Inflammatory Drugs', 'CLASS', true],
  ]);
  const [ibuprofen] = await database.run({
    text: `MATCH (n:Medication)-[:SUBTYPE_OF]->(above:Medication) WHERE toLower(n.name_en) = 'ibuprofen' RETURN collect(above.name_en)`,
    params: {},
  });
  expect(ibuprofen).toEqual([['Nonsteroidal Anti-Inflammatory Drugs']]);
});

it('says of every treatment whom to ask before, but of what people do themselves', async () => {
  const rows = await database.run({
    text: `MATCH (n)-[r:TREATS|PALLIATES|RELIEVES]->() WHERE r.agent = 'AUTOMATED' RETURN labels(n), n.name_en, r.guidance`,
    params: {},
  });
  expect(rows.length).toBeGreaterThan(3200);
  const unsaid = rows.filter(([, , guidance]) => guidance === null);
  expect(unsaid.filter(([labels]) => (labels as string[]).includes('Medication'))).toEqual([]);
  expect(new Set(unsaid.map(([, name]) => name))).toContain('Smoking Cessation');
  expect(unsaid.length).toBeLessThan(40);
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

it.each([
  ['SYMPTOM', '发烧', 'LAY_SYNONYM', 'fever'],
  ['SYMPTOM', '头疼', 'LAY_SYNONYM', 'headache'],
  ['SYMPTOM', '胸口疼', 'LAY_SYNONYM', 'chest pain'],
  ['SYMPTOM', '嗓子疼', 'LAY_SYNONYM', 'throat pain'],
  ['SYMPTOM', '流鼻涕', 'LAY_SYNONYM', 'rhinorrhea'],
  ['SYMPTOM', 'stomach ache', 'LAY_SYNONYM', 'abdominal pain'],
  ['SYMPTOM', 'burning when peeing', 'LAY_SYNONYM', 'dysuria'],
  ['SYMPTOM', "can't sleep", 'LAY_SYNONYM', 'insomnia'],
  // Names of terms that mean the same as the one that is kept.
  ['SYMPTOM', 'tiredness', 'EXACT_SYNONYM', 'fatigue'],
  ['SYMPTOM', 'low blood pressure', 'PLAIN_NAME', 'hypotension'],
  // A layperson's word of the ontology for bloody diarrhea, but a broader one.
  ['SYMPTOM', 'blood in stool', 'LAY_SYNONYM', 'hematochezia'],
  ['SYMPTOM', 'haematuria', 'NAME', 'hematuria'],
  ['SYMPTOM', '乏力', 'LAY_SYNONYM', 'fatigue'],
  ['SYMPTOM', '口渴', 'NAME', 'thirst'],
  ['SYMPTOM', '咳血', 'LAY_SYNONYM', 'hemoptysis'],
  ['SYMPTOM', '出汗', 'LAY_SYNONYM', 'diaphoresis'],
  ['SYMPTOM', '怕冷', 'LAY_SYNONYM', 'cold intolerance'],
  ['SYMPTOM', 'cold intolerance', 'NAME', 'cold intolerance'],
  ['SYMPTOM', '口角歪斜', 'LAY_SYNONYM', 'unilateral facial palsy'],
  ['SYMPTOM', '尿痛', 'PLAIN_NAME', 'dysuria'],
  ['SYMPTOM', 'suicidal thoughts', 'LAY_SYNONYM', 'suicidal ideation'],
  ['SYMPTOM', 'missed period', 'LAY_SYNONYM', 'amenorrhea'],
  ['SYMPTOM', 'right lower abdominal pain', 'LAY_SYNONYM', 'right lower quadrant abdominal pain'],
  ['SYMPTOM', 'depressed mood', 'LAY_SYNONYM', 'depression'],
  ['SYMPTOM', "can't breathe", 'LAY_SYNONYM', 'dyspnea'],
  ['CAUSE', '慢性肾病', 'LAY_SYNONYM', 'chronic kidney disease'],
  ['CAUSE', 'flu', 'EXACT_SYNONYM', 'influenza'],
  ['CAUSE', '中风', 'LAY_SYNONYM', 'stroke disorder'],
  // Mondo has it in small letters for chronic obstructive lung disease as well.
  ['CAUSE', 'cold', 'LAY_SYNONYM', 'common cold'],
  ['CAUSE', 'unstable angina', 'EXACT_SYNONYM', 'intermediate coronary syndrome'],
  ['CAUSE', 'asthma attack', 'LAY_SYNONYM', 'acute exacerbation of asthma'],
  ['CAUSE', '气胸', 'NAME', 'pneumothorax'],
  ['SYMPTOM', 'feel faint', 'LAY_SYNONYM', 'presyncope'],
  ['SYMPTOM', '黄鼻涕', 'LAY_SYNONYM', 'colored nasal discharge'],
  ['MEDICATION', 'warfarin', 'NAME', 'warfarin'],
  ['MEDICATION', '华法林', 'NAME', 'warfarin'],
  ['MEDICATION', 'Tylenol', 'LAY_SYNONYM', 'acetaminophen'],
  ['MEDICATION', 'Advil', 'LAY_SYNONYM', 'ibuprofen'],
  // What a word means more than is found before what is only like it.
  ['MEDICATION', 'penicillin', 'BROAD_SYNONYM', 'benzylpenicillin'],
  ['FOOD', 'banana', 'BROAD_SYNONYM', 'bananas, ripe and slightly ripe, raw'],
  ['MEDICATION', 'paracetamol', 'LAY_SYNONYM', 'acetaminophen'],
])('knows a %s that people call %s', async (kind, text, match, name) => {
  const { resolveTerms } = await api.data<{ resolveTerms: { matches: { match: string; concept: { name: string } }[] }[] }>(
    'query ($text: String!, $kind: ConceptKind!) { resolveTerms(texts: [$text], kind: $kind) { matches { match concept { name } } } }',
    { text, kind },
  );
  const [best] = resolveTerms[0]?.matches ?? [];
  expect([best?.match, best?.concept.name.toLowerCase()]).toEqual([match, name]);
});

it('shows pain on passing urine by a name that says so', async () => {
  const { dysuria } = await api.data<{ dysuria: { plainName: string } }>(
    '{ dysuria: conceptByCode(system: "HP", code: "0100518") { plainName(locale: zh) } }',
  );
  expect(dysuria.plainName).toBe('尿痛');
});

it('says of no drug that it must not be taken, and of no treatment of a disorder that it relieves everybody', async () => {
  const rows = await database.run({
    text: `MATCH (n)-[r:CONTRAINDICATED_IN|RELIEVES]->() WHERE r.agent = 'AUTOMATED' RETURN n.name_en`,
    params: {},
  });
  expect(rows).toEqual([]);
});

it('has one symptom for terms of several vocabularies that mean the same, with what all of them say', async () => {
  const { backPain, highBloodPressure, assess } = await api.data<{
    readonly backPain: Joined;
    readonly highBloodPressure: Joined;
    readonly assess: { readonly candidates: readonly object[] };
  }>(`{
    backPain: conceptByCode(system: "MESH", code: "D001416") { ...joined }
    highBloodPressure: conceptByCode(system: "HP", code: "0000822") { ...joined }
    assess(findings: [{ symptom: { text: "high blood pressure" }, presence: PRESENT }], first: 5) { candidates { cause { name } } } }
    fragment joined on Concept { name codes { system code } ... on Symptom { causes { edges { claim { citations { source { title } } } } } } }`);
  const codes = ({ codes: all }: Joined): string[] => all.map(({ system, code }) => `${system}:${code}`);
  const sources = ({ causes }: Joined): string[] => [
    ...new Set(causes.edges.flatMap(({ claim }) => claim.citations.map(({ source }) => source.title))),
  ];
  expect(codes(backPain)).toEqual(expect.arrayContaining(['SYMP:0000006', 'HP:0003418', 'MESH:D001416']));
  expect(sources(backPain)).toEqual(expect.arrayContaining([expect.stringContaining('dismech'), expect.stringContaining('Hetionet')]));
  expect(codes(highBloodPressure)).toEqual(expect.arrayContaining(['SYMP:0020064', 'HP:0000822']));
  expect(assess.candidates).toHaveLength(5);
});

it.each([
  ['chest pain', 'intermediate coronary syndrome', 'spontaneous pneumothorax'],
  ['cough, fever, shortness of breath', 'bronchitis', 'pneumonia'],
  ['fever, cough, muscle aches', 'influenza', 'upper respiratory tract infection'],
  ['sore throat, runny nose', 'common cold', 'upper respiratory tract infection'],
  ['shortness of breath, wheezing', 'acute exacerbation of asthma', 'acute exacerbation of chronic obstructive pulmonary disease'],
  ['胸痛, 出汗, 恶心', 'intermediate coronary syndrome', 'myocardial infarction'],
])('leads from %s to %s and %s, among the first ten', async (texts, ...expected) => {
  const { assess } = await api.data<{ assess: { candidates: { cause: { name: string } }[] } }>(
    'query ($findings: [FindingInput!]!) { assess(findings: $findings, first: 10) { candidates { cause { name } } } }',
    { findings: texts.split(', ').map((text) => ({ symptom: { text }, presence: 'PRESENT' })) },
  );
  expect(assess.candidates.map(({ cause }) => cause.name.toLowerCase())).toEqual(expect.arrayContaining(expected));
});

it('names no cause that a person of this sex cannot have', async () => {
  const causesFor = async (sex: string): Promise<string[]> => {
    const { assess } = await api.data<{ assess: { candidates: { cause: { name: string } }[] } }>(
      `query ($sex: Sex!) { assess(first: 50, person: { sex: $sex }, findings: [
        { symptom: { text: "burning when peeing" }, presence: PRESENT }, { symptom: { text: "pelvic pain" }, presence: PRESENT } ]) {
        candidates { cause { name } } } }`,
      { sex },
    );
    return assess.candidates.map(({ cause }) => cause.name);
  };
  const [women, men] = [await causesFor('FEMALE'), await causesFor('MALE')];
  const onlyOne = (names: readonly string[], pattern: RegExp): string[] => names.filter((name) => pattern.test(name));
  expect(onlyOne(women, /prostat|penile|testic/i)).toEqual([]);
  expect(onlyOne(men, /prostat/i)).not.toEqual([]);
  expect(onlyOne(men, /endometri|uter|ovar|vagin/i)).toEqual([]);
  expect(onlyOne(women, /endometri|uter|ovar|vagin/i)).not.toEqual([]);
});

it.each(steps.filter(({ importer }) => ['dismech', 'ddxplus', 'pharmacotherapydb', 'common-names', 'populations'].includes(importer.name)))(
  'changes nothing when $importer.title is added again',
  async (step) => {
    expect(await add(step)).toBe(0);
  },
);

interface Joined {
  readonly codes: readonly { readonly system: string; readonly code: string }[];
  readonly causes: {
    readonly edges: readonly { readonly claim: { readonly citations: readonly { readonly source: { readonly title: string } }[] } }[];
  };
}

interface Edge {
  readonly node: { readonly name: string };
  readonly claim: {
    readonly frequency?: number | null;
    readonly citations: readonly { readonly source: { readonly licence: string | null } }[];
  };
}
