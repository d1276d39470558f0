import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { legCramp } from '../../seed/content/leg-cramps/leg-cramp.ts';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { openedRelease, takeBack } from '../../server/editorial/batched-publish.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { publishedRecords } from '../../server/editorial/current-records.ts';
import { listDue } from '../../server/editorial/due-for-review.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { publish } from '../../server/editorial/publish.ts';
import type { Database } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { inTransaction } from '../../server/neo4j/statement.ts';
import { useDatabase, wipe } from '../support/database.ts';
import { exportTo } from '../support/exported.ts';
import { countsOf, importFiles, temporaryFile } from '../support/import.ts';
import { sharedData } from '../support/shared-data.ts';
import { graphState, publishEdits } from '../support/published.ts';
import { startProgram } from '../support/shell.ts';
import { until } from '../support/until.ts';

const database = await useDatabase();
beforeAll(() => migrate(database, graphStatements(model)));

const symptoms = sharedData('symp/symp.obo');

it('imports an ontology as one release that joins what people wrote, and changes nothing the second time', async () => {
  await publishFirstContent(model, database, firstContent);
  const first = await importFiles(database, 'symptom-ontology', [symptoms]);
  expect(first.release).toBe(2);
  expect(countsOf(first, 'Symptom')).toEqual({ created: 893, changed: 0, unchanged: 2, skipped: 106 });
  expect(countsOf(first, 'SUBTYPE_OF')).toEqual({ created: 897, changed: 0, unchanged: 1, skipped: 0 });
  // One concept, one node: the curated leg cramp is the ontology's, under the ontology's muscle cramp.
  expect(await idsWithCode('SYMP', '0000316')).toEqual([legCramp.id]);
  const [release] = await database.run({
    text: 'MATCH (r:Release {number: 2}) RETURN r.title, r.author, r.importer, r.created, r.changed',
    params: {},
  });
  expect(release).toEqual(['Import: Symptom Ontology (SYMP) 2026-07-30', 'Import', 'symptom-ontology', 1790, 0]);
  const [audited] = await database.run({ text: `MATCH (a:AuditEntry {action: 'IMPORTED'}) RETURN a.actor, a.subject`, params: {} });
  expect(audited).toEqual(['import', '2']);
  const before = await graphState(database);
  const second = await importFiles(database, 'symptom-ontology', [symptoms]);
  expect([second.release, second.published]).toEqual([2, 0]);
  expect(await graphState(database)).toEqual(before);
  expect(await findings()).toEqual([]);
});

it('stores a term with its codes, its synonyms and where it stands', async () => {
  await importFiles(database, 'symptom-ontology', [symptoms]);
  const [id = ''] = await idsWithCode('SYMP', '0000001');
  const { record } = (await publishedRecords(model, database, [id])).get(id) ?? {};
  expect(record).toEqual({
    type: 'Symptom',
    id,
    slug: 'abdominal-cramp',
    name: { en: 'abdominal cramp' },
    synonyms: [{ text: 'stomach cramp', kind: 'EXACT', locale: 'en' }],
    codes: [{ system: 'SYMP', code: '0000001', match: 'EXACT' }],
  });
  const rows = await database.run({
    text: 'MATCH (:Symptom {id: $id})-[r]->(b) RETURN type(r), b.name_en, r.agent, r.certainty, r.citations_locator',
    params: { id },
  });
  expect(rows).toEqual([['SUBTYPE_OF', 'abdominal symptom', 'AUTOMATED', 'UNGRADED', ['SYMP:0000001, is_a SYMP:0000461']]]);
});

it('writes nothing in a dry run', async () => {
  const before = await graphState(database);
  const { published } = await importFiles(database, 'symptom-ontology', [symptoms], { isDryRun: true });
  expect(published).toBe(1794);
  expect(await graphState(database)).toEqual(before);
});

const small = `format-version: 1.2
data-version: releases/2026-01-01/symp.obo
ontology: symp

[Term]
id: SYMP:1
name: ache
def: "It hurts." []

[Term]
id: SYMP:2
name: back ache
is_a: SYMP:1 ! ache

[Term]
id: SYMP:3
name: obsolete sore back
is_obsolete: true
replaced_by: SYMP:2
`;

it('leads former and obsolete codes to the term that took their place', async () => {
  await importFiles(database, 'symptom-ontology', [await temporaryFile('symp.obo', small)]);
  const [back] = await idsWithCode('SYMP', '2');
  expect(await idsWithCode('SYMP', '3')).toEqual([back]);
});

it('leaves what people wrote as it is, and proposes what the source says', async () => {
  await importFiles(database, 'symptom-ontology', [await temporaryFile('symp.obo', small)]);
  const [id = ''] = await idsWithCode('SYMP', '1');
  const { record, version = 0 } = (await publishedRecords(model, database, [id])).get(id) ?? {};
  const edited = { ...record, type: 'Symptom', id, summary: { en: 'It hurts, says an editor.' } };
  await publishEdits(database, [{ action: 'PUT', record: edited, baseVersion: version }]);
  const newer = small.replace('It hurts.', 'It hurts more.').replace('name: back ache', 'name: backache');
  const result = await importFiles(database, 'symptom-ontology', [await temporaryFile('symp.obo', newer)]);
  expect(countsOf(result, 'Symptom')).toMatchObject({ changed: 1, unchanged: 1 });
  expect((await publishedRecords(model, database, [id])).get(id)?.record['summary']).toEqual({ en: 'It hurts, says an editor.' });
  const proposals = await database.run({
    text: 'MATCH (c:ChangeSet {id: $id}) MATCH (e:Edit {changeSet: c.id}) RETURN c.state, c.authorName, e.recordId, e.record',
    params: { id: result.asked.changeSet },
  });
  expect(proposals).toEqual([['IN_REVIEW', 'Import', id, expect.stringContaining('It hurts more.')]]);
  const again = await importFiles(database, 'symptom-ontology', [await temporaryFile('symp.obo', newer)]);
  expect(again).toMatchObject({ published: 0, asked: { changeSet: undefined } });
});

it('asks people once whether two concepts that look alike are one, and leaves both as they are', async () => {
  await importFiles(database, 'symptom-ontology', [await temporaryFile('symp.obo', small)]);
  const table = await temporaryFile('concepts.csv', 'type,code,name,synonyms\nSymptom,X:1,Lumbar pain,back ache\n');
  const first = await importFiles(database, 'csv', [table], { options: { title: 'A table' } });
  expect(first.asked.duplicates).toBe(1);
  const due = () => listDue(model, database, { reason: 'PROBLEM_REPORTED', recordType: 'Symptom' }, '2026-01-02', undefined, 10);
  const [lumbar] = await idsWithCode('X', '1');
  const [back = ''] = await idsWithCode('SYMP', '2');
  expect(await due()).toMatchObject([{ recordId: lumbar, text: expect.stringContaining(back) as string }]);
  expect(lumbar).not.toBe(back);
  const again = await importFiles(database, 'csv', [table], { options: { title: 'A table' } });
  expect([again.published, again.asked.duplicates, (await due()).length]).toEqual([0, 0, 1]);
});

it('leaves a claim of harm to people where the graph says that the same thing helps, and tells them once', async () => {
  const concepts = await temporaryFile(
    'concepts.csv',
    'type,code,name,medicationKind,causeKind\nMedication,X:1,a drug,SUBSTANCE,\nCause,X:2,a state,,DISEASE\n',
  );
  const claimed = (predicate: string, more: string): Promise<string> =>
    temporaryFile('claims.csv', `predicate,subject,object,guidance\n${predicate},X:1,X:2,${more}\n`);
  const options = { title: 'A table' };
  await importFiles(database, 'csv', [concepts, await claimed('TREATS', 'UNDER_MEDICAL_GUIDANCE')], { options });
  const harms = await claimed('CONTRAINDICATED_IN', '');
  const first = await importFiles(database, 'csv', [harms], { options });
  expect(countsOf(first, 'CONTRAINDICATED_IN')).toMatchObject({ created: 0, skipped: 1 });
  expect(first.asked.harms).toBe(1);
  const due = () => listDue(model, database, { reason: 'PROBLEM_REPORTED', recordType: 'Medication' }, '2026-01-02', undefined, 10);
  const [drug] = await idsWithCode('X', '1');
  expect(await due()).toMatchObject([
    {
      recordId: drug,
      text: expect.stringMatching(/Tables: claims\.csv:2 says .* CONTRAINDICATED_IN .* contradicts the claim/) as string,
    },
  ]);
  const again = await importFiles(database, 'csv', [harms], { options });
  expect([again.asked.harms, (await due()).length]).toEqual([0, 1]);
});

it('does not bring back what people retired', async () => {
  const file = await temporaryFile('symp.obo', small);
  await importFiles(database, 'symptom-ontology', [file]);
  const [[claim] = []] = await database.run({ text: 'MATCH ()-[r:SUBTYPE_OF]->() RETURN r.id', params: {} });
  await publishEdits(database, [{ action: 'RETIRE', id: claim as string, reason: 'An editor says so.' }]);
  const result = await importFiles(database, 'symptom-ontology', [file]);
  expect(result.published).toBe(0);
  expect(countsOf(result, 'SUBTYPE_OF').skipped).toBe(1);
});

/** Imports symptoms until the first part of them is published, and ends there. */
async function interruptImport(file: string, sizes: { readonly whole: number; readonly batch: number }): Promise<void> {
  const stopping = new AbortController();
  const interrupted = importFiles(database, 'symptom-ontology', [file], {
    sizes,
    signal: stopping.signal,
    onProgress: (step) => step === 'Publishing' && stopping.abort(),
  });
  await expect(interrupted).rejects.toMatchObject({ code: 'UNAVAILABLE' });
}

it('publishes a large import in parts, and lets nobody read or publish until it is whole', async () => {
  const file = await temporaryFile('symp.obo', small);
  const sizes = { whole: 1, batch: 2 };
  await interruptImport(file, sizes);
  await expect(publishInto(database)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await expect(importFiles(database, 'symptom-ontology', [symptoms])).rejects.toMatchObject({ code: 'CONFLICT' });
  const result = await importFiles(database, 'symptom-ontology', [file], { sizes });
  expect(result.release).toBe(1);
  const inParts = await publishedState(database);
  const [release] = await database.run({ text: 'MATCH (r:Release) RETURN r.number, r.created, r.changed', params: {} });
  expect(release).toEqual([1, 4, 0]);
  expect(await findings()).toEqual([]);
  await database.driver.executeQuery('MATCH (n) DETACH DELETE n');
  await importFiles(database, 'symptom-ontology', [file]);
  expect(inParts).toEqual(await publishedState(database));
});

/** What a server on this database answers at a path. */
async function servedOf(on: Database): Promise<(path: string) => Promise<{ readonly status: number; readonly text: string }>> {
  const server = await (await createApp({ database: on, config: readConfig({}) })).listen(0, '127.0.0.1');
  onTestFinished(() => server.close());
  return async (path) => {
    const answer = await fetch(server.url + path);
    return { status: answer.status, text: await answer.text() };
  };
}

it('goes on after a crash that lost records whose revisions were written already', async () => {
  const file = await temporaryFile('symp.obo', small);
  const sizes = { whole: 1, batch: 2 };
  await interruptImport(file, sizes);
  const [[revisions] = []] = await database.run({ text: 'MATCH (v:Revision) RETURN count(v)', params: {} });
  expect(revisions).toBe(2);
  // Revisions run ahead of the records, in transactions of their own.
  await database.driver.executeQuery('MATCH (n:Concept|Source) DETACH DELETE n');
  expect((await importFiles(database, 'symptom-ontology', [file], { sizes })).release).toBe(1);
  const resumed = await publishedState(database);
  expect(await findings()).toEqual([]);
  await database.driver.executeQuery('MATCH (n) DETACH DELETE n');
  await importFiles(database, 'symptom-ontology', [file]);
  expect(resumed).toEqual(await publishedState(database));
});

it('takes an interrupted import back, to what was there before', async () => {
  await importFiles(database, 'symptom-ontology', [await temporaryFile('symp.obo', small)]);
  const before = await publishedState(database);
  const newer = await temporaryFile(
    'symp.obo',
    small.replace('It hurts.', 'It aches.').replace('SYMP:2\nname: back ache', 'SYMP:5\nname: neck ache'),
  );
  await interruptImport(newer, { whole: 0, batch: 2 });
  expect(await publishedState(database)).not.toEqual(before);
  const api = await servedOf(database);
  expect(await api('/readyz')).toMatchObject({ status: 503, text: expect.stringMatching(/was interrupted in it.*--take-back/) as string });
  expect((await api('/metrics')).text).toContain('aetia_content_readable 0');
  await takeBack(model, database, { now: () => new Date(), size: 1 });
  expect(await publishedState(database)).toEqual(before);
  expect(await api('/readyz')).toEqual({ status: 200, text: 'ok' });
  expect((await api('/metrics')).text).toContain('aetia_content_readable 1');
  expect(await findings()).toEqual([]);
  await expect(takeBack(model, database, { now: () => new Date() })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

it('ends the same after Ctrl+C in the middle of publishing as without it', async () => {
  const { child, ended } = startProgram('import-in-small-parts.ts', ['symptom-ontology', symptoms]);
  await until(async () => child.exitCode !== null || (await openedRelease(database)) !== undefined);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({
    code: 130,
    output: '',
    errors: expect.stringMatching(/^The import was interrupted while it published\. .*run the same import again/m) as string,
  });
  expect(await openedRelease(database)).toMatchObject({ release: 2 });
  expect((await importFiles(database, 'symptom-ontology', [symptoms])).release).toBe(2);
  const resumed = await contentHash();
  expect(await findings()).toEqual([]);
  await wipe(database);
  await publishFirstContent(model, database, firstContent);
  await importFiles(database, 'symptom-ontology', [symptoms]);
  expect(resumed).toBe(await contentHash());
});

it.each([
  ['a file of something else', 'symp.obo', 'a,b\n1,2\n', 'symp.obo is no OBO file'],
  ['another ontology', 'hp.obo', small.replace('ontology: symp', 'ontology: hp'), 'hp.obo is the ontology "hp", but "symp" is wanted'],
  ['a term without a name', 'symp.obo', small.replace('name: back ache\n', ''), 'symp.obo:10: the term SYMP:2 has no name'],
  ['a file that was cut off', 'symp.obo', small.trimEnd().slice(0, -3), 'ends in the middle of a line'],
  ['an empty file', 'symp.obo', '', 'is empty'],
])('refuses %s before anything is written', async (_, name, content, message) => {
  const before = await graphState(database);
  await expect(importFiles(database, 'symptom-ontology', [await temporaryFile(name, content)])).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining(message) as string,
  });
  expect(await graphState(database)).toEqual(before);
});

it('refuses a file that is cut off, and one that is no UTF-8, with the place', async () => {
  const whole = await temporaryFile('symp.obo.gz', await readFile(symptoms));
  await writeFile(whole, (await readFile(whole)).subarray(0, 20_000));
  await expect(importFiles(database, 'symptom-ontology', [whole])).rejects.toMatchObject({
    message: expect.stringContaining('symp.obo.gz is cut off') as string,
  });
  const latin = Buffer.concat([Buffer.from(small), Buffer.from('\n[Term]\nid: SYMP:4\nname: M\xe9ni\xe8re\n', 'latin1')]);
  await expect(importFiles(database, 'symptom-ontology', [await temporaryFile('symp.obo', latin)])).rejects.toMatchObject({
    message: expect.stringContaining('symp.obo:23: the file is not UTF-8') as string,
  });
});

/** The canonical hash of what is published. */
async function contentHash(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'aetia-import-test-')), 'export');
  return (await exportTo(database, folder)).contentHash;
}

async function findings(): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const finding of checkGraph(model, database)) found.push(finding);
  return found;
}

async function idsWithCode(system: string, code: string): Promise<string[]> {
  const rows = await database.run({
    text: 'MATCH (n:Concept) WHERE any(i IN range(0, size(coalesce(n.codes_code, [])) - 1) WHERE n.codes_system[i] = $system AND n.codes_code[i] = $code) RETURN n.id',
    params: { system, code },
  });
  return rows.map(([id]) => id as string);
}

const publishInto = (into: Database) =>
  inTransaction(into, 'WRITE', (transaction) =>
    publish(model, transaction, [{ action: 'PUT', record: legCramp }], { title: 'Test', author: 'test' }, new Date()),
  );

/** What readers see: everything but the audit log, whose entries tell how it came. */
const publishedState = (from: Database) =>
  from.run({
    text: `MATCH (n) WHERE n:Concept OR n:Source OR n:Revision OR n:Release RETURN properties(n) AS properties ORDER BY coalesce(n.id, n.place, n.number)
UNION ALL MATCH ()-[r]->() RETURN properties(r) AS properties ORDER BY r.id`,
    params: {},
  });
