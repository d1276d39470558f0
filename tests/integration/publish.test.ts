import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { type Edit, publish } from '../../server/editorial/publish.ts';
import { publishedRecords } from '../../server/editorial/current-records.ts';
import { idFor } from '../../server/record-id.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { inTransaction } from '../../server/neo4j/statement.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
await migrate(database, graphStatements(model));

const put = (record: AnyRecord): Edit => ({ action: 'PUT', record });
const send = (edits: readonly Edit[]) =>
  inTransaction(database, 'WRITE', (transaction) =>
    publish(model, transaction, edits, { title: 'Test', author: 'test' }, new Date('2026-01-01T00:00:00Z')),
  );

const typeNamed = (name: string) => {
  const type = model.nodeByName.get(name) ?? model.relationByName.get(name);
  if (!type) throw new Error(name);
  return type;
};
const id = (type: string, key: string): string => idFor(typeNamed(type), key);
const symptom: AnyRecord = {
  type: 'Symptom',
  id: id('Symptom', 'cramp'),
  slug: 'leg-cramp',
  name: { en: 'Leg cramp', zh: '小腿抽筋' },
  synonyms: [{ text: 'Charley horse', kind: 'LAY', locale: 'en' }],
  codes: [{ system: 'SYMP', code: '0000316', match: 'EXACT' }],
};
const cause: AnyRecord = {
  type: 'Cause',
  id: id('Cause', 'cold'),
  slug: 'cold',
  name: { en: 'Cold exposure' },
  causeKind: 'ENVIRONMENT',
};
const source: AnyRecord = { type: 'Source', id: id('Source', 'a'), kind: 'ARTICLE', title: 'An article', standing: 'CURRENT' };
const claim: AnyRecord = {
  type: 'CAUSES',
  id: id('CAUSES', 'a'),
  subject: cause.id,
  object: symptom.id,
  certainty: 'LOW',
  knowledgeLevel: 'ASSERTION',
  agent: 'HUMAN',
  frequency: 0.4,
  population: { ageFrom: 18, pregnancy: false },
  citations: [{ source: source.id, locator: 'Section 2', stance: 'SUPPORTS' }],
};
const all = [symptom, cause, source, claim];

describe('publish', () => {
  it('stores records as they were given, at version 1, in release 1', async () => {
    expect(await send(all.map(put))).toEqual({ release: 1, created: 4, changed: 0, retired: 0, unchanged: 0 });
    const stored = await publishedRecords(
      model,
      database,
      all.map((record) => record.id),
    );
    expect([...stored.values()]).toEqual(expect.arrayContaining(all.map((record) => ({ record, version: 1 }))));
  });

  it('makes no release when nothing changed', async () => {
    await send(all.map(put));
    expect(await send(all.map(put))).toEqual({ release: 1, created: 0, changed: 0, retired: 0, unchanged: 4 });
  });

  it('raises version and release by one when a record changed', async () => {
    await send(all.map(put));
    expect(await send([put({ ...claim, frequency: 0.5 })])).toMatchObject({ release: 2, changed: 1 });
    expect((await publishedRecords(model, database, [claim.id])).get(claim.id)).toEqual({
      record: { ...claim, frequency: 0.5 },
      version: 2,
    });
  });

  it('refuses a stale base version with the current state', async () => {
    await send(all.map(put));
    await expect(send([{ action: 'PUT', record: { ...symptom, slug: 'x' }, baseVersion: 0 }])).rejects.toMatchObject({
      code: 'CONFLICT',
      current: [{ id: symptom.id, baseVersion: 0, version: 1 }],
    });
  });

  it('stores a negated claim as its own relationship type, and moves it there when a claim becomes negated', async () => {
    await send(all.map(put));
    await send([put({ ...claim, negated: true })]);
    const rows = await database.run({ text: 'MATCH (:Cause)-[r]->(:Symptom) RETURN type(r)', params: {} });
    expect(rows).toEqual([['NOT_CAUSES']]);
  });

  it('lists every issue at once and changes nothing', async () => {
    const failing = send([put({ ...claim, citations: [], frequency: 1.2, certainty: 'SURE' }), put(symptom)]);
    await expect(failing).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      issues: expect.arrayContaining([
        expect.objectContaining({ path: 'edits.0.record.citations', code: 'REQUIRED' }),
        expect.objectContaining({ path: 'edits.0.record.frequency', code: 'OUT_OF_RANGE' }),
        expect.objectContaining({ path: 'edits.0.record.certainty', code: 'NOT_A_CHOICE' }),
        expect.objectContaining({ path: 'edits.0.record.subject', code: 'MISSING_END' }),
      ]),
    });
    expect(await database.run({ text: 'MATCH (n) WHERE NOT n:Migration RETURN count(n)', params: {} })).toEqual([[0]]);
  });

  it('refuses benefit and contraindication between the same two for the same people', async () => {
    const medication: AnyRecord = {
      type: 'Medication',
      id: id('Medication', 'm'),
      slug: 'm',
      name: { en: 'Drug' },
      medicationKind: 'SUBSTANCE',
    };
    const helps: AnyRecord = { ...claim, type: 'TREATS', id: id('TREATS', 't'), subject: medication.id, object: cause.id };
    delete (helps as Record<string, unknown>)['frequency'];
    const harms: AnyRecord = { ...helps, type: 'CONTRAINDICATED_IN', id: id('CONTRAINDICATED_IN', 't') };
    await send([...all, medication, helps].map(put));
    await expect(send([put(harms)])).rejects.toMatchObject({ issues: [{ code: 'BENEFIT_AND_HARM' }] });
    await expect(send([put({ ...harms, population: { pregnancy: true } })])).resolves.toMatchObject({ release: 2 });
  });

  it('retires a concept only with its claims, and keeps a tombstone', async () => {
    await send(all.map(put));
    await expect(send([{ action: 'RETIRE', id: cause.id, reason: 'test' }])).rejects.toMatchObject({
      issues: [{ code: 'LEFT_WITHOUT_END', path: 'edits.0' }],
    });
    await expect(
      send([
        { action: 'RETIRE', id: cause.id, reason: 'test' },
        { action: 'RETIRE', id: claim.id, reason: 'test' },
      ]),
    ).resolves.toMatchObject({ release: 2, retired: 2 });
    const rows = await database.run({ text: 'MATCH (t:Retired) RETURN t.id ORDER BY t.id', params: {} });
    expect(new Set(rows.flat())).toEqual(new Set([cause.id, claim.id]));
  });

  it('takes no new claim from a retracted source, and keeps the old ones', async () => {
    await send(all.map(put));
    await send([put({ ...source, standing: 'RETRACTED' })]);
    await expect(send([put({ ...claim, id: id('CAUSES', 'b') })])).rejects.toMatchObject({ issues: [{ code: 'SOURCE_NOT_CURRENT' }] });
    await expect(send([put({ ...claim, frequency: 0.1 })])).resolves.toMatchObject({ release: 3 });
  });
});
