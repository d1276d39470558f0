import { appendFile, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { useDatabase, wipe } from '../support/database.ts';
import { companionsOf, exampleOf } from '../support/examples.ts';
import { exportTo, filesOf } from '../support/exported.ts';
import { importFiles } from '../support/import.ts';
import { publishEdits, publishRecords } from '../support/published.ts';
import { runCommand } from '../support/shell.ts';

const database = await useDatabase();
await migrate(database, graphStatements(model));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aetia-round-trip-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** One record of each type with every field filled, denied claims among them, and a source that was withdrawn since. */
async function publishEverything(): Promise<void> {
  await publishFirstContent(model, database, firstContent);
  const negated = model.relations.map((type) => exampleOf(type, { negated: true, efficacy: undefined }, { key: 'denied' }));
  const examples = [...[...model.nodes, ...model.relations].map((type) => exampleOf(type)), ...negated].filter(
    ({ type }) => type !== 'CONTRAINDICATED_IN',
  );
  await publishRecords(database, [...examples, ...companionsOf(model, examples)]);
  const source = firstContent.records.find(({ type }) => type === 'Source') as AnyRecord;
  await publishEdits(database, [{ action: 'PUT', record: { ...source, standing: 'RETRACTED' } }]);
}

const findings = async (): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const finding of checkGraph(model, database)) found.push(finding);
  return found;
};

describe('an export that is imported into an empty database', () => {
  it('gives the same content, in however many batches: the same records, ids and hashes', async () => {
    await publishEverything();
    const before = await exportTo(database, join(folder, 'before'));
    const files = await filesOf(join(folder, 'before'));
    await wipe(database);
    const { published, types } = await importFiles(database, 'aetia', files, { sizes: { whole: 10, batch: 50 } });
    expect([published, types.flatMap(({ skipped }) => skipped)]).toEqual([
      Object.values(before.records).reduce((sum, count) => sum + count, 0),
      [],
    ]);
    const after = await exportTo(database, join(folder, 'after'));
    expect([after.contentHash, after.records, after.files]).toEqual([before.contentHash, before.records, before.files]);
    expect(await findings()).toEqual([]);
    expect(await importFiles(database, 'aetia', files)).toMatchObject({ release: 1, published: 0 });
  });

  it('has nothing but what the export holds, through the commands as well', async () => {
    await publishFirstContent(model, database, firstContent);
    const { contentHash } = await exportTo(database, join(folder, 'before'));
    await wipe(database);
    const imported = await runCommand(['import', 'aetia', ...(await filesOf(join(folder, 'before')))]);
    expect(imported).toMatchObject({
      code: 0,
      output: expect.stringContaining(`Published ${firstContent.records.length} records as release 1`),
    });
    expect((await exportTo(database, join(folder, 'after'))).contentHash).toBe(contentHash);
  });
});

/** The field on which the category of a kind depends, with all its values. */
function kindsWithin({ biolinkBy, fields }: NodeType): { readonly field?: string; readonly values: readonly string[] } {
  const field = biolinkBy && fields[biolinkBy.field];
  return field?.kind === 'choice' ? { field: biolinkBy?.field ?? '', values: Object.keys(field.values) } : { values: ['example'] };
}

describe.each(['kgx-tsv', 'kgx-jsonl'] as const)('an export as %s', (format) => {
  it('is read back with every concept of every kind and what only its kind has, and with every claim', async () => {
    await publishFirstContent(model, database, firstContent);
    const examples = model.concepts.flatMap((type) => {
      const { field, values } = kindsWithin(type);
      return values.map((value) =>
        exampleOf(
          type,
          {
            ...(field !== undefined && { [field]: value }),
            name: { en: `${type.name} ${value}` },
            ...('advice' in type.fields && { advice: { en: 'Look.', zh: '看。' } }),
          },
          { key: value },
        ),
      );
    });
    await publishRecords(database, [...examples, ...companionsOf(model, examples)]);
    const told = async (): Promise<unknown[]> =>
      database.run({
        text: `MATCH (n:${model.concepts.map(({ name }) => name).join('|')})
RETURN labels(n)[1] AS kind, n.name_en AS name, n.causeKind, n.medicationKind, n.urgency, n.advice_en, n.advice_zh, n.population_ageFrom,
  n.population_sex, COLLECT { MATCH (n)-[r]->(o) RETURN [type(r), o.name_en, r.certainty, r.frequency, r.presence, r.population_ageFrom]
    ORDER BY type(r), o.name_en } ORDER BY kind, name`,
        params: {},
      });
    const before = await told();
    await exportTo(database, join(folder, 'kgx'), { format });
    await wipe(database);
    const files = (await filesOf(join(folder, 'kgx'))).filter((name) => !name.endsWith('manifest.json'));
    const { types } = await importFiles(database, 'kgx', files, { options: { title: 'Our own graph' } });
    const skipped = types.flatMap(({ type, skipped: all }) => all.map(({ reason }) => `${type}: ${reason}`));
    expect(skipped).toEqual(['Concept: no kind for Publication']);
    expect(await told()).toEqual(before);
  });
});

describe('an export that is not whole', () => {
  const damages: readonly (readonly [what: string, damage: (of: string) => Promise<unknown>, message: RegExp])[] = [
    [
      'has a changed line',
      (of) => rewritten(join(of, 'concepts.jsonl'), (text) => text.replace('Leg cramp', 'Leg cramq')),
      /concepts\.jsonl is not what manifest\.json says/,
    ],
    ['has one line more', (of) => appendFile(join(of, 'claims.jsonl'), '{}\n'), /claims\.jsonl is not what manifest\.json says/],
    ['lacks a file', (of) => rm(join(of, 'sources.jsonl')), /manifest\.json names sources\.jsonl, which was not given/],
    [
      'is of another format',
      (of) => rewritten(join(of, 'manifest.json'), (text) => text.replace('aetia-jsonl', 'aetia-csv')),
      /the format csv, which does not hold whole records/,
    ],
    [
      'is of a newer version',
      (of) => rewritten(join(of, 'manifest.json'), (text) => text.replace('"formatVersion": 1', '"formatVersion": 2')),
      /made by a newer Aetia/,
    ],
    [
      'has a manifest of something else',
      (of) => writeFile(join(of, 'manifest.json'), '{"name": "app"}'),
      /is no manifest of an export of Aetia/,
    ],
  ];

  it('is refused before anything is written, because of what is wrong with it', async () => {
    await publishFirstContent(model, database, firstContent);
    await exportTo(database, join(folder, 'whole'));
    await wipe(database);
    for (const [what, damage, message] of damages) {
      await exportCopy(join(folder, what));
      await damage(join(folder, what));
      await expect(importFiles(database, 'aetia', await filesOf(join(folder, what))), what).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(message),
      });
    }
    expect(await database.run({ text: 'MATCH (n) WHERE NOT n:Migration RETURN count(n)', params: {} })).toEqual([[0]]);
  });

  it('may be packed, file by file', async () => {
    await publishFirstContent(model, database, firstContent);
    const { contentHash } = await exportTo(database, join(folder, 'whole'));
    await wipe(database);
    const claims = join(folder, 'whole', 'claims.jsonl');
    await writeFile(`${claims}.gz`, gzipSync(await readFile(claims)));
    await rm(claims);
    await importFiles(database, 'aetia', await filesOf(join(folder, 'whole')));
    expect((await exportTo(database, join(folder, 'after'))).contentHash).toBe(contentHash);
  });

  async function exportCopy(to: string): Promise<void> {
    await mkdir(to);
    for (const name of ['manifest.json', 'sources.jsonl', 'concepts.jsonl', 'claims.jsonl'])
      await copyFile(join(folder, 'whole', name), join(to, name));
  }

  async function rewritten(file: string, change: (text: string) => string): Promise<void> {
    await writeFile(file, change(await readFile(file, 'utf8')));
  }
});
