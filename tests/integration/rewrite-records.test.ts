import { expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { causes } from '../../schema/relations/causes.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate, type Migration } from '../../server/neo4j/migrations.ts';
import { type Rewrite, rewriteRecords } from '../../server/neo4j/rewrite-records.ts';
import type { Statement } from '../../server/neo4j/statement.ts';
import { statementsOf } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { claimBetween, recordNamed, useNewsroom } from '../support/newsroom.ts';
import { planOf } from '../support/plans.ts';
import { graphState, publishEdits } from '../support/published.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const cramp = recordNamed('Symptom', 'leg-cramp');
const claim = claimBetween('CAUSES', recordNamed('Cause', 'cold-exposure'), cramp);

/** The types as an earlier version of the model had them, with other names of a field. */
const { summary, ...ofSymptom } = symptom.fields;
const { frequencyAsStated, ...ofCauses } = causes.fields;
const oldSymptom = { ...symptom, fields: { ...ofSymptom, synopsis: summary } };
const oldCauses = { ...causes, fields: { ...ofCauses, frequencyText: frequencyAsStated } };

const renamed =
  (from: string, to: string): Rewrite =>
  (record) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name === from ? to : name, value])) as unknown as AnyRecord;

const renaming: Migration = {
  number: 1,
  name: 'summary was called synopsis, and frequencyAsStated frequencyText',
  async rewrite(of) {
    await rewriteRecords(of, symptom, renamed('synopsis', 'summary'), { batchSize: 2 });
    await rewriteRecords(of, causes, renamed('frequencyText', 'frequencyAsStated'), { batchSize: 2 });
  },
};

/** Several revisions, a denied claim, a retired one, a change set in review, and the answer kept for its edit. */
async function filled() {
  const room = newsroom();
  await publishEdits(database, [{ action: 'PUT', record: { ...cramp, summary: { en: 'A first wording.' } } }]);
  await publishEdits(database, [
    { action: 'PUT', record: { ...cramp, summary: { en: 'A second wording.' } } },
    { action: 'PUT', record: { ...claim, frequencyAsStated: 'often' } },
    { action: 'PUT', record: { ...claim, id: 'csc_denied0000001', negated: true, frequencyAsStated: 'seldom' } },
  ]);
  const set = await room.openSet();
  const draft = { ...cramp, summary: { en: 'A third wording.' } };
  const [{ version } = { version: 0 }] = await versions();
  expect((await room.put(set, draft, version, room.editor, { mutation: 'once' })).errors).toEqual([]);
  expect((await room.submit(set)).errors).toEqual([]);
  return { room, set };
}

const versions = async () =>
  (await database.run({ text: 'MATCH (n:Symptom {id: $id}) RETURN n.version', params: { id: cramp.id } })).map(([version]) => ({
    version: Number(version),
  }));

/** What is stored under a name of a field, in any form. */
async function storedUnder(name: string): Promise<string[]> {
  const rows = await database.run({
    text: `MATCH (n) WHERE any(k IN keys(n) WHERE k STARTS WITH $name OR toStringOrNull(n[k]) CONTAINS '"' + $name + '"') RETURN DISTINCT labels(n)[-1] AS what
UNION MATCH ()-[r]->() WHERE any(k IN keys(r) WHERE k STARTS WITH $name) RETURN DISTINCT type(r) AS what`,
    params: { name },
  });
  return rows.map(([what]) => String(what)).sort();
}

async function findings() {
  const found: { id: string; rule: string; message: string }[] = [];
  for await (const finding of checkGraph(model, database)) found.push(finding);
  return found;
}

it('gives a field its new name in the graph, in all revisions, in drafts and in answers that are kept', async () => {
  const { room, set } = await filled();
  const before = await graphState(database);
  const statements = await statementsOf(database, () => rewriteRecords(database, oldSymptom, renamed('summary', 'synopsis')));
  const [paging] = statements.filter(({ text }) => text.includes('DISTINCT v.recordId'));
  const operators = (await planOf(database, paging as Statement)).map(({ operator }) => operator);
  // Each page begins where the one before ended, and sorts nothing.
  expect(operators).toEqual(expect.arrayContaining(['NodeIndexSeekByRange', 'OrderedDistinct']));
  await rewriteRecords(database, oldCauses, renamed('frequencyAsStated', 'frequencyText'));
  expect(await storedUnder('synopsis')).toEqual(['Edit', 'Effect', 'Revision', 'Symptom']);
  expect(await storedUnder('frequencyText')).toEqual(['CAUSES', 'NOT_CAUSES', 'Revision']);
  expect(await findings()).toContainEqual({
    id: cramp.id,
    rule: 'UNKNOWN_FIELD',
    message: `in the change set ${set}: synopsis: Symptom has no field "synopsis".`,
  });

  expect(await migrate(database, graphStatements(model), [renaming])).toMatchObject({ applied: [renaming.name] });
  expect(await findings()).toEqual([]);
  expect([await storedUnder('synopsis'), await storedUnder('frequencyText')]).toEqual([[], []]);
  expect((await graphState(database)).relationships).toBe(before.relationships);
  expect((await room.approve(set)).errors).toEqual([]);
  expect((await room.publish(set)).errors).toEqual([]);
});

it('ends the same when it is interrupted and run again', async () => {
  await filled();
  const before = await graphState(database);
  await rewriteRecords(database, oldSymptom, renamed('summary', 'synopsis'));
  expect((await graphState(database)).checksum).not.toBe(before.checksum);
  let rewrites = 0;
  const failing: Rewrite = (record) => {
    if ((rewrites += 1) > 5) throw new Error('interrupted');
    return renamed('synopsis', 'summary')(record);
  };
  await expect(rewriteRecords(database, symptom, failing, { batchSize: 2 })).rejects.toThrow('interrupted');
  for (let again = 0; again < 2; again++) await rewriteRecords(database, symptom, renamed('synopsis', 'summary'), { batchSize: 2 });
  expect(await findings()).toEqual([]);
  expect(await storedUnder('synopsis')).toEqual([]);
});

it('refuses to make another record of one', async () => {
  await filled();
  const before = await graphState(database);
  await expect(rewriteRecords(database, symptom, (record) => ({ ...record, id: 'sym_other0000001' }))).rejects.toMatchObject({
    code: 'INTERNAL',
  });
  expect(await graphState(database)).toEqual(before);
});
