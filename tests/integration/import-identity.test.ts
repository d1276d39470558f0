import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { listDue } from '../../server/editorial/due-for-review.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { useDatabase } from '../support/database.ts';
import { tableExcerpt } from '../support/excerpt.ts';
import { countsOf, importFiles, temporaryFile } from '../support/import.ts';
import { sharedData } from '../support/shared-data.ts';
import { graphState } from '../support/published.ts';

const database = await useDatabase();
beforeAll(() => migrate(database, graphStatements(model)));

const options = { options: { title: 'A table' } };
const indicationHead = 'doid_id\tdrugbank_id\tdisease\tdrug\tcategory\tn_curators\tn_resources';
const indications = (...rows: readonly string[]): Promise<string> =>
  temporaryFile('indications.tsv', `${[indicationHead, ...rows].join('\n')}\n`);
const exposures = (...names: readonly string[]): Promise<string> =>
  temporaryFile(
    'dismech_disorders.jsonl',
    `${JSON.stringify({ name: 'Some Disorder', environmental: names.map((name) => ({ name, effect: 'Increases risk' })) })}\n`,
  );
/** Kind, names, synonyms and codes of all concepts, in the order of their names. */
const concepts = async (kind: string): Promise<unknown[]> =>
  database.run({
    text: `MATCH (n:${kind}) RETURN n.name_en, n.synonyms_text, [i IN range(0, size(n.codes_code) - 1) WHERE n.codes_match[i] = 'EXACT' | n.codes_system[i] + ':' + n.codes_code[i]] ORDER BY n.name_en`,
    params: {},
  });

it('fuses no drug with another whose code it was given', async () => {
  const paths = gunzipSync(await readFile(sharedData('drugmechdb/drugmechdb_paths.jsonl.gz'))).toString('utf8');
  const chosen = paths.split('\n').filter((line) => /"DB00973_MESH_(?:D010437|D043183)_1"/.test(line));
  expect(chosen).toHaveLength(2);
  const table = await indications(
    'DOID:0050741\tDB00475\talcohol dependence\tChlordiazepoxide\tSYM\t3\t1',
    'DOID:1936\tDB00973\tatherosclerosis\tEzetimibe\tDM\t3\t1',
  );
  await importFiles(database, 'pharmacotherapydb', [table]);
  const before = await concepts('Medication');
  const mechanisms = await temporaryFile('drugmechdb_paths.jsonl', `${chosen.join('\n')}\n`);
  const result = await importFiles(database, 'drugmechdb', [mechanisms]);
  expect(await concepts('Medication')).toEqual(before);
  expect(before).toEqual([
    ['Chlordiazepoxide', null, ['DRUGBANK:DB00475']],
    ['Ezetimibe', null, ['DRUGBANK:DB00973']],
  ]);
  const skipped = result.types.flatMap(({ type, skipped: reasons }) => reasons.map(({ reason, count }) => [type, reason, count]));
  expect(skipped).toEqual(
    expect.arrayContaining([
      ['Medication', 'its code means one concept and its name another', 1],
      ['TREATS', 'the Medication it speaks of was left out: its code means one concept and its name another', 2],
    ]),
  );
  expect(result.asked.contradictions).toBe(1);
  const due = await listDue(model, database, { reason: 'PROBLEM_REPORTED', recordType: 'Medication' }, '2026-01-02', undefined, 10);
  expect(due).toMatchObject([
    { text: expect.stringMatching(/calls DRUGBANK:DB00973 "chlordiazepoxide"\. .* It was left out with its claims\.$/) as string },
  ]);
  const again = await importFiles(database, 'drugmechdb', [mechanisms]);
  expect([again.published, again.asked.contradictions]).toEqual([0, 0]);
});

it('takes a code that says it less exactly than the name, without the name as a word for it', async () => {
  const table = [
    await temporaryFile('concepts.csv', 'type,code,name,causeKind\nCause,DOID:1,growth,DISEASE\nCause,MY:2,malignant growth,DISEASE\n'),
    await temporaryFile('claims.csv', 'predicate,subject,object\nSUBTYPE_OF,MY:2,DOID:1\n'),
  ];
  await importFiles(database, 'csv', table, options);
  const result = await importFiles(database, 'pharmacotherapydb', [await indications('DOID:1\tDB1\tmalignant growth\tdrug\tDM\t1\t1')]);
  expect([countsOf(result, 'TREATS').created, result.asked.contradictions]).toEqual([1, 0]);
  expect(await concepts('Cause')).toEqual([
    ['growth', null, ['DOID:1']],
    ['malignant growth', null, ['MY:2']],
  ]);
});

it('takes a name with the same words in another order for the concept of its code, whatever else has it as a synonym', async () => {
  const table = await temporaryFile(
    'concepts.csv',
    'type,code,name,synonyms,causeKind\nCause,DOID:1,type 2 sugar disease,,DISEASE\nCause,MY:2,young sugar disease,sugar disease type 2,DISEASE\n',
  );
  await importFiles(database, 'csv', [table], options);
  const result = await importFiles(database, 'pharmacotherapydb', [await indications('DOID:1\tDB1\tSugar Disease Type 2\tdrug\tDM\t1\t1')]);
  expect([countsOf(result, 'TREATS').created, result.asked.contradictions]).toEqual([1, 0]);
});

it('keeps a term of its own vocabulary apart from one that only shares a code, when its name is that of a third', async () => {
  const concept = (rows: string): Promise<string> => temporaryFile('concepts.csv', `type,code,name,synonyms,same_as\n${rows}`);
  await importFiles(database, 'csv', [await concept('Symptom,MY:1,flush,,UMLS:1\nSymptom,MY:2,rash,redness,\n')], options);
  const result = await importFiles(database, 'csv', [await concept('Symptom,YOUR:1,redness,,UMLS:1\n')], options);
  expect([countsOf(result, 'Symptom').created, result.asked.contradictions]).toEqual([1, 1]);
  expect(await concepts('Symptom')).toEqual([
    ['flush', null, ['MY:1', 'UMLS:1']],
    ['rash', ['redness'], ['MY:2']],
    ['redness', null, ['YOUR:1']],
  ]);
});

it('adds no words to a concept whose code a term only shares, and makes none', async () => {
  const table =
    'type,code,name,same_as,medicationKind\nMedication,MY:1,Sildenafil,MESH:D000068677,SUBSTANCE\nMedication,MY:2,sildenafil citrate,,SUBSTANCE\n';
  await importFiles(database, 'csv', [await temporaryFile('concepts.csv', table)], options);
  const before = await concepts('Medication');
  const terms = await tableExcerpt('mesh/mesh_id_label_mappings.tsv.gz', ['D000068677']);
  const result = await importFiles(database, 'mesh', [terms]);
  expect([result.published, result.asked.contradictions]).toEqual([1, 1]);
  expect(await concepts('Medication')).toEqual(before);
});

it('reports a name that another concept of the same import turns out to have', async () => {
  await importFiles(database, 'pharmacotherapydb', [await indications('DOID:1\tDB1\tasthma\tone\tDM\t1\t1')]);
  const table = await indications('DOID:1\tDB1\tasthma\tother\tDM\t1\t1', 'DOID:1\tDB2\tasthma\tother\tDM\t1\t1');
  expect((await importFiles(database, 'pharmacotherapydb', [table])).asked.contradictions).toBe(1);
});

it('knows a cause without a code by the only concept that has its name as an exact synonym', async () => {
  const table = await temporaryFile(
    'concepts.csv',
    'type,code,name,synonyms,causeKind\nCause,MY:1,disorder of pressure,Hypertension|high pressure,DISEASE\nCause,MY:2,one of two,Obesity,DISEASE\nCause,MY:3,another of two,Obesity,DISEASE\n',
  );
  await importFiles(database, 'csv', [table], options);
  const file = await exposures('Hypertension', 'Obesity');
  const { asked } = await importFiles(database, 'dismech', [file]);
  expect(await concepts('Cause')).toEqual([
    ['Obesity', null, ['DISMECH:Cause/obesity']],
    ['Some Disorder', null, ['DISMECH:Cause/some-disorder']],
    ['another of two', ['Obesity'], ['MY:3']],
    ['disorder of pressure', ['Hypertension', 'high pressure'], ['MY:1', 'DISMECH:Cause/hypertension']],
    ['one of two', ['Obesity'], ['MY:2']],
  ]);
  // Which of two it is, only people can say.
  expect(asked.duplicates).toBe(2);
  const before = await graphState(database);
  expect((await importFiles(database, 'dismech', [file])).published).toBe(0);
  expect(await graphState(database)).toEqual(before);
});
