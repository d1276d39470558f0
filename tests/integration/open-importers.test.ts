import { readFile, writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { countsOf, importFiles, temporaryFile } from '../support/import.ts';
import { sharedData } from '../support/shared-data.ts';
import { graphState } from '../support/published.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);

/** The lines of a real file that speak of one of the words, under the file's own name; a table keeps its head. */
async function excerpt(path: string, words: readonly string[], { hasHead = false } = {}): Promise<string> {
  const bytes = await readFile(sharedData(path));
  const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
  const chosen = lines.filter((line, i) => line !== '' && ((hasHead && i === 0) || words.some((word) => line.includes(word))));
  return temporaryFile((path.split('/').at(-1) ?? '').replace(/\.gz$/, ''), `${chosen.join('\n')}\n`);
}

const imports: [name: string, file: string][] = [];
beforeAll(async () => {
  await migrate(database, graphStatements(model));
  const disorders = ['Asthma', 'Jackson-Weiss Syndrome', 'Kawasaki Disease', 'Familial Mediterranean Fever'];
  imports.push(
    [
      'dismech',
      await excerpt(
        'dismech/dismech_disorders.jsonl.gz',
        disorders.map((name) => `{"name": "${name}"`),
      ),
    ],
    ['pharmacotherapydb', await excerpt('pharmacotherapydb/indications.tsv', ['\tasthma\t'], { hasHead: true })],
    ['drugmechdb', await excerpt('drugmechdb/drugmechdb_paths.jsonl.gz', ['DB00258_MESH_D006323_1', 'DB00619_MESH_D034721_1'])],
  );
  for (const [name, file] of imports) await importFiles(database, name, [file]);
});

it('makes one cause of what two sources call by one name, and keeps the claims of both', async () => {
  const { causes } = await api.data<{ causes: { edges: { node: { name: string; codes: { system: string; match: string }[] } }[] } }>(
    '{ causes(first: 200) { edges { node { name codes { system match } } } } }',
  );
  const asthma = causes.edges.filter(({ node }) => node.name.toLowerCase() === 'asthma');
  expect(asthma).toHaveLength(1);
  expect(asthma[0]?.node.codes.filter(({ match }) => match === 'EXACT').map(({ system }) => system)).toEqual(['MONDO', 'DOID']);
});

it('answers a frequency, the paper behind it and its words', async () => {
  const { cause } = await api.data<{ cause: { symptoms: { edges: { node: { name: string }; claim: Claim }[] } } }>(`{
    cause(slug: "asthma") { symptoms(first: 50, orderBy: [{ frequency: DESC }]) { edges { node { name }
      claim { frequency frequencyAsStated agent certainty citations { stance quote source { title pmid licence } } } } } } }`);
  const wheezing = cause.symptoms.edges.find(({ node }) => node.name === 'Wheezing')?.claim;
  expect(wheezing).toMatchObject({ frequency: 0.55, frequencyAsStated: 'FREQUENT', agent: 'AUTOMATED', certainty: 'UNGRADED' });
  const [dismech, ...papers] = wheezing?.citations ?? [];
  expect(dismech?.source).toMatchObject({ title: 'Disorder Mechanisms Knowledge Base (dismech)', licence: 'BSD-3-Clause' });
  expect(papers.length).toBeGreaterThan(0);
  expect(papers.every(({ quote, source }) => quote !== null && /^\d+$/.test(source.pmid ?? ''))).toBe(true);
});

it('shows no denied claim among those that help or bring symptoms', async () => {
  const { cause: asthma } = await api.data<{ cause: { medications: Edges; negatedClaims: Edges } }>(`{ cause(slug: "asthma") {
    medications(first: 200) { edges { node { name } claim { negated predicate } } }
    negatedClaims(first: 200) { edges { node { name } claim { negated predicate } } } } }`);
  const denied = asthma.negatedClaims.edges.map(({ node }) => node.name);
  expect(denied.length).toBeGreaterThan(0);
  expect(asthma.negatedClaims.edges.every(({ claim }) => claim.negated && claim.predicate === 'TREATS')).toBe(true);
  expect(asthma.medications.edges.filter(({ node, claim }) => claim.negated || denied.includes(node.name))).toEqual([]);
  const { cause: jackson } = await api.data<{ cause: { symptoms: Edges; negatedClaims: Edges } }>(`{ cause(slug: "jackson-weiss-syndrome") {
    symptoms(first: 200) { edges { node { name } claim { negated predicate } } }
    negatedClaims { edges { node { name } claim { negated predicate } } } } }`);
  expect(jackson.negatedClaims.edges).toEqual([
    { node: { name: 'Abnormality of the hand' }, claim: { negated: true, predicate: 'CAUSES' } },
  ]);
  expect(jackson.symptoms.edges.map(({ node }) => node.name)).not.toContain('Abnormality of the hand');
});

it('shows nothing that its evidence refutes', async () => {
  const { cause: kawasaki } = await api.data<{ cause: { symptoms: Edges } }>(
    '{ cause(slug: "kawasaki-disease") { symptoms(first: 200) { edges { node { name } claim { negated predicate } } } } }',
  );
  expect(kawasaki.symptoms.edges.length).toBeGreaterThan(3);
  expect(kawasaki.symptoms.edges.map(({ node }) => node.name)).not.toContain('Coronary Artery Aneurysms');
  const { cause: fever } = await api.data<{
    cause: { medications: Edges; careMeasures: Edges };
  }>(`{ cause(slug: "familial-mediterranean-fever") {
    medications(first: 200) { edges { node { name } claim { negated predicate } } }
    careMeasures(first: 200) { edges { node { name } claim { negated predicate } } } } }`);
  const help = [...fever.medications.edges, ...fever.careMeasures.edges].map(({ node }) => node.name.toLowerCase());
  expect(help).toContain('colchicine');
  expect(help).not.toContain('nsaids');
});

it('takes nothing of a drug from the only path of it, which its curators found wrong', async () => {
  const { search } = await api.data<{ search: { edges: { node: { name: string } }[] } }>(
    '{ search(text: "calcium acetate", kinds: [MEDICATION], first: 5) { edges { node { name } } } }',
  );
  expect(search.edges.map(({ node }) => node.name.toLowerCase())).not.toContain('calcium acetate');
});

it('changes nothing the second time, and leaves a sound graph', async () => {
  const before = await graphState(database);
  for (const [name, file] of imports) {
    const result = await importFiles(database, name, [file]);
    expect([name, result.published, countsOf(result, 'Cause').created]).toEqual([name, 0, 0]);
  }
  expect(await graphState(database)).toEqual(before);
  const findings = [];
  for await (const finding of checkGraph(model, database)) findings.push(finding);
  expect(findings).toEqual([]);
});

it('refuses a wrong line or a file that is cut off before anything is written', async () => {
  const before = await graphState(database);
  const whole = await readFile(sharedData('drugmechdb/drugmechdb_paths.jsonl.gz'));
  const cut = await temporaryFile('drugmechdb_paths.jsonl.gz', '');
  await writeFile(cut, whole.subarray(0, 200_000));
  await expect(importFiles(database, 'drugmechdb', [cut])).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('drugmechdb_paths.jsonl.gz is cut off'),
  });
  const odd = await temporaryFile(
    'indications.tsv',
    'doid_id\tdrugbank_id\tdisease\tdrug\tcategory\tn_curators\tn_resources\nDOID:1\tDB1\ta\tb\tMAYBE\t1\t1\n',
  );
  await expect(importFiles(database, 'pharmacotherapydb', [odd])).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: 'indications.tsv:2: "MAYBE" is no category; DM, SYM and NOT are.',
  });
  expect(await graphState(database)).toEqual(before);
});

interface Claim {
  readonly frequency: number;
  readonly frequencyAsStated: string;
  readonly agent: string;
  readonly certainty: string;
  readonly citations: readonly {
    readonly stance: string;
    readonly quote: string | null;
    readonly source: { readonly title: string; readonly pmid: string | null; readonly licence: string | null };
  }[];
}
interface Edges {
  readonly edges: readonly {
    readonly node: { readonly name: string };
    readonly claim: { readonly negated: boolean; readonly predicate: string };
  }[];
}
