import { beforeAll, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { useDatabase } from '../support/database.ts';
import { countsOf, importFiles, temporaryFile } from '../support/import.ts';
import { claimBetween, recordNamed } from '../support/newsroom.ts';
import { graphState } from '../support/published.ts';
import { sharedData } from '../support/shared-data.ts';
import { runCommand } from '../support/shell.ts';

const database = await useDatabase();
beforeAll(() => migrate(database, graphStatements(model)));

const options = { title: 'A table of ours', licence: 'CC0 1.0' };

const concepts = `type,code,name,name_zh,synonyms,same_as,causeKind,summary
Symptom,MY:1,ache,疼痛,"pain|a ""sore""",SYMP:0000099,,
Cause,MY:2,"strain, heavy",,,,EXERTION,"First line,
second line"
`;
const claimHead = 'predicate,subject,object,frequency,frequencyAsStated,locator,negated\n';
const claims = `${claimHead}CAUSES,MY:2,ache,0.5,half of them,row 1,
`;

it('imports tables of concepts and claims, whose columns are fields of the model', async () => {
  const files = [await temporaryFile('concepts.csv', concepts), await temporaryFile('claims.csv', claims)];
  const result = await importFiles(database, 'csv', files, { options });
  expect(result.types.map(({ type, created }) => [type, created])).toEqual([
    ['Source', 1],
    ['Symptom', 1],
    ['Cause', 1],
    ['CAUSES', 1],
  ]);
  const rows = await database.run({
    text: `MATCH (c:Cause)-[r:CAUSES]->(s:Symptom) MATCH (source:Source {id: r.citations_source[0]})
RETURN c.name_en, c.causeKind, c.summary_en, s.name_zh, s.synonyms_text, r.frequency, r.frequencyAsStated, r.citations_locator, source.title, source.licence`,
    params: {},
  });
  expect(rows).toEqual([
    [
      'strain, heavy',
      'EXERTION',
      'First line, second line',
      '疼痛',
      ['pain', 'a "sore"'],
      0.5,
      'half of them',
      ['row 1'],
      'A table of ours',
      'CC0 1.0',
    ],
  ]);
  const before = await graphState(database);
  expect((await importFiles(database, 'csv', files, { options })).published).toBe(0);
  expect(await graphState(database)).toEqual(before);
});

it('takes texts in each language, and for whom a record holds, in columns of their own', async () => {
  const files = [
    await temporaryFile(
      'concepts.csv',
      `type,code,name,form,form_zh,medicationKind,causeKind,urgency,advice,advice_zh,population_sex,population_ageFrom
Medication,MY:5, Balm ,gel,凝胶,PRODUCT,,,,,,
Cause,MY:6,Old age,,,,LIFE_STATE,,,,FEMALE, 65 
RedFlag,MY:7,Old and aching,,,,,URGENT,See somebody.,请就诊。,,
Symptom,MY:8,Stiffness,,,,,,,,,
`,
    ),
    await temporaryFile(
      'claims.csv',
      `predicate,subject,object,instruction,instruction_zh,note,population_ageFrom,population_pregnancy,temperatureCelsius,negated
 RELIEVES,MY:5, Stiffness,Rub it in.,涂抹。,Said once.,18,no,"36,5",
`,
    ),
  ];
  await importFiles(database, 'csv', files, { options });
  const rows = await database.run({
    text: `MATCH (m:Medication)-[r:RELIEVES]->(s:Symptom) MATCH (c:Cause) MATCH (f:RedFlag)
RETURN m.name_en, m.form_en, m.form_zh, c.population_sex, c.population_ageFrom, f.urgency, f.advice_en, f.advice_zh, r.instruction_en,
r.instruction_zh, r.note_en, r.population_ageFrom, r.population_pregnancy, r.temperatureCelsius`,
    params: {},
  });
  expect(rows).toEqual([
    ['Balm', 'gel', '凝胶', 'FEMALE', 65, 'URGENT', 'See somebody.', '请就诊。', 'Rub it in.', '涂抹。', 'Said once.', 18, false, 36.5],
  ]);
  expect((await importFiles(database, 'csv', files, { options })).published).toBe(0);
});

it('takes a blank cell for nothing said, so that it changes nothing of what people wrote', async () => {
  await publishFirstContent(model, database, firstContent);
  const { id } = claimBetween('CAUSES', recordNamed('Cause', 'hypocalcemia'), recordNamed('Symptom', 'leg-cramp'));
  const stored = () =>
    database.run({
      text: 'MATCH ()-[r:CAUSES {id: $id}]->() RETURN r.frequency, r.frequencyAsStated, r.certainty, r.agent, r.citations_source[0]',
      params: { id },
    });
  const before = await stored();
  expect(before).toHaveLength(1);
  const file = await temporaryFile('claims.csv', `${claimHead}CAUSES,Hypocalcemia,Leg cramp, ,\t,row 1, \n`);
  expect(countsOf(await importFiles(database, 'csv', [file], { options }), 'CAUSES')).toMatchObject({ created: 0, changed: 1 });
  expect(await stored()).toEqual(before);
});

it('keeps a name that gives way to another as a synonym, so that whoever knows it finds the concept', async () => {
  const importNamed = async (name: string, code: string, sameAs: string) =>
    importFiles(
      database,
      'csv',
      [
        await temporaryFile('concepts.csv', `type,code,name,same_as\nSymptom,${code},"${name}",${sameAs}\n`),
        await temporaryFile('claims.csv', claimHead),
      ],
      { options },
    );
  await importNamed('Ache, Dull', 'MY:1', '');
  await importNamed('Dull Ache', 'MY:1', '');
  // A guest that knows it by the earlier name has nothing to add but its code, and then nothing at all.
  await importNamed('Ache, Dull', 'OTHERS:7', 'MY:1');
  expect((await importNamed('Dull Ache', 'MY:1', '')).published).toBe(0);
  expect((await importNamed('Ache, Dull', 'OTHERS:7', 'MY:1')).published).toBe(0);
  const rows = await database.run({ text: 'MATCH (s:Symptom) RETURN s.name_en, s.synonyms_text', params: {} });
  expect(rows).toEqual([['Dull Ache', ['Ache, Dull']]]);
});

it('counts every row once: as a record, as joining one, or as left out', async () => {
  const concepts =
    'type,code,name,causeKind,medicationKind\nMedication,MY:3,salve,,SUBSTANCE\nCause,MY:4,burn,INJURY,\nCause,MY:4,burn,INJURY,\n';
  const rowsOf = async (...rows: string[]) => {
    const file = await temporaryFile('claims.csv', ['predicate,subject,object,locator', ...rows, ''].join('\n'));
    const { types } = await importFiles(database, 'csv', [await temporaryFile('concepts.csv', concepts), file], { options });
    return types.map(({ type, created, unchanged, joined, skipped }) => [type, created, unchanged, joined, skipped]);
  };
  expect(await rowsOf('TREATS,MY:3,MY:4,a', 'TREATS,salve,burn,b', 'TREATS,MY:3,wound,c')).toEqual([
    ['Source', 1, 0, 0, []],
    ['Medication', 1, 0, 0, []],
    ['Cause', 1, 0, 1, []],
    ['TREATS', 1, 0, 1, [{ reason: 'no Cause has the name', count: 1, first: 'claims.csv:4', isByRule: false }]],
  ]);
  // What contradicts the graph is left out with all of its rows.
  const contradictions = await rowsOf('CONTRAINDICATED_IN,MY:3,MY:4,a', 'CONTRAINDICATED_IN,salve,burn,b');
  expect(contradictions.at(-1)).toEqual([
    'CONTRAINDICATED_IN',
    0,
    0,
    0,
    [{ reason: 'the graph says the opposite of the same two ends', count: 2, first: 'claims.csv:3', isByRule: false }],
  ]);
});

it.each([
  ['a kind that there is not', concepts.replace('Cause,', 'Reason,'), 'concepts.csv:3: "Reason" is no kind of concept'],
  ['a code without a vocabulary', concepts.replace('MY:1', 'one'), 'concepts.csv:2: "one" is no code'],
  ['a value of a closed list that is none', concepts.replace('EXERTION', 'WORK'), 'causeKind: "WORK" is no CauseKind'],
  ['a number that is none', concepts.replace('causeKind', 'population_ageFrom').replace('EXERTION', '0x10'), '"0x10" is no number'],
  ['a number that may be two', concepts.replace('causeKind', 'population_ageFrom').replace('EXERTION', '"1,000"'), '"1,000" is no number'],
  ['a field that the kind does not have', concepts.replace('SYMP:0000099,', 'SYMP:0000099,INJURY'), 'Symptom has no field "causeKind"'],
  ['a column that is missing', concepts.replace('code,', 'codes,'), 'the column code is missing'],
  ['columns that mean nothing', concepts.replace(/^(.*)$/m, '$1,Severity,kind'), 'the columns Severity, kind mean nothing here'],
  ['quotes that do not fit', concepts.replace('second line"', 'second line'), 'quotes of this row do not fit together'],
])('refuses a table with %s', async (_, content, message) => {
  await expect(importFiles(database, 'csv', [await temporaryFile('concepts.csv', content)], { options })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining(message) as string,
  });
});

it('tells which words a source takes, and which sources there are', async () => {
  const [all, one, none] = await Promise.all(
    [['import'], ['import', 'csv', '--help'], ['import', 'nothing']].map((words) => runCommand(words)),
  );
  expect(all).toMatchObject({
    code: 0,
    errors: '',
    output: expect.stringContaining('\n  csv [concepts.csv] [claims.csv] --title') as string,
  });
  expect(one).toMatchObject({ code: 0, errors: '', output: expect.stringMatching(/^Tables\nnpm run import -- csv /) as string });
  expect(none).toMatchObject({ code: 2, output: '', errors: expect.stringMatching(/^There is no source "nothing"\./) as string });
});

it('asks for what a source is called', async () => {
  await expect(importFiles(database, 'csv', [await temporaryFile('concepts.csv', concepts)])).rejects.toMatchObject({
    message: expect.stringContaining('csv needs --title') as string,
  });
});

const nodes = `id\tcategory\tname\tdescription\tsynonym
DOID:1\tbiolink:NamedThing|biolink:Disease\tstrain\tToo much of it.\toverload|overuse
HP:1\tbiolink:PhenotypicFeature\tache\t\t
HGNC:1\tbiolink:Gene\tA1BG\t\t
`;
const edges = `id\tsubject\tpredicate\tobject\tpublications\tnegated
e1\tDOID:1\tbiolink:has_phenotype\tHP:1\tPMID:12|PMID:34\t
e2\tHGNC:1\tbiolink:related_to\tDOID:1\t\t
`;

it('imports KGX tables and JSON lines alike, with the papers that edges name', async () => {
  const tables = [await temporaryFile('graph_nodes.tsv', nodes), await temporaryFile('graph_edges.tsv', edges)];
  const result = await importFiles(database, 'kgx', tables, { options });
  expect(countsOf(result, 'CAUSES')).toMatchObject({ created: 1 });
  const rows = await database.run({
    text: `MATCH (c:Cause)-[r:CAUSES]->(:Symptom) RETURN c.name_en, c.synonyms_text, r.citations_locator,
[id IN r.citations_source | head(COLLECT { MATCH (s:Source {id: id}) RETURN s.title })]`,
    params: {},
  });
  expect(rows).toEqual([
    ['strain', ['overload', 'overuse'], ['DOID:1 biolink:has_phenotype HP:1', '', ''], ['A table of ours', 'PubMed 12', 'PubMed 34']],
  ]);
  const [nodeLines, edgeLines] = [nodes, edges].map((text) => {
    const [head = '', ...lines] = text.trimEnd().split('\n');
    const columns = head.split('\t');
    const lists = new Set(['category', 'synonym', 'publications']);
    return lines
      .map((line) => {
        const values = line
          .split('\t')
          .map((value, i) => [columns[i] ?? '', lists.has(columns[i] ?? '') ? value.split('|').filter(Boolean) : value]);
        return JSON.stringify(Object.fromEntries(values));
      })
      .join('\n');
  });
  const asLines = [await temporaryFile('valid_nodes.jsonl', nodeLines ?? ''), await temporaryFile('valid_edges.jsonl', edgeLines ?? '')];
  expect((await importFiles(database, 'kgx', asLines, { options })).published).toBe(0);
  const findings: unknown[] = [];
  for await (const finding of checkGraph(model, database)) findings.push(finding);
  expect(findings).toEqual([]);
});

it('reads the sample files of the KGX project, and refuses its broken ones', async () => {
  const result = await importFiles(database, 'kgx', [sharedData('kgx/graph_nodes.tsv'), sharedData('kgx/graph_edges.tsv')], {
    options,
    isDryRun: true,
  });
  const total = result.types.reduce(
    (sum, { created, joined, skipped }) => sum + created + joined + skipped.reduce((all, { count }) => all + count, 0),
    0,
  );
  // The rows of both tables, and the source.
  expect(total).toBe(534 + 539 + 1);
  await expect(importFiles(database, 'kgx', [sharedData('kgx/incomplete_nodes.tsv')], { options })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('the column id is missing') as string,
  });
});
