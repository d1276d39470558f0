import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { type ExportFormatName, exportFormats } from '../../server/exchange/export-release.ts';
import type { Manifest } from '../../server/exchange/manifest.ts';
import { recordsAt } from '../../server/knowledge/records-at.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import type { Runner } from '../../server/neo4j/statement.ts';
import { useDatabase } from '../support/database.ts';
import { exportTo } from '../support/exported.ts';
import { claimBetween, recordNamed } from '../support/newsroom.ts';
import { planOf } from '../support/plans.ts';
import { publishEdits } from '../support/published.ts';
import { runCommand } from '../support/shell.ts';

const database = await useDatabase();
await migrate(database, graphStatements(model));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aetia-export-'));
});
afterEach(() => rm(folder, { recursive: true }));

const exported = (
  format: ExportFormatName,
  { release, runner = database, name = format }: { release?: number; runner?: Runner; name?: string } = {},
): Promise<Manifest> => exportTo(runner, join(folder, name), { format, release });

const linesOf = async (...path: string[]): Promise<string[]> => (await readFile(join(folder, ...path), 'utf8')).split('\n').slice(0, -1);
const sha256 = (value: string): string => createHash('sha256').update(value).digest('hex');
const byId = (records: readonly AnyRecord[]): AnyRecord[] => [...records].sort((a, b) => (a.id < b.id ? -1 : 1));

describe('a release as JSON lines', () => {
  beforeEach(() => publishFirstContent(model, database, firstContent));

  it('holds every record, and a manifest from which anybody can verify it', async () => {
    const manifest = await exported('jsonl');
    expect(JSON.parse(await readFile(join(folder, 'jsonl', 'manifest.json'), 'utf8'))).toEqual(manifest);
    const names = ['sources.jsonl', 'concepts.jsonl', 'claims.jsonl'];
    const lines = (await Promise.all(names.map((name) => linesOf('jsonl', name)))).flat();
    expect(lines.map((line) => JSON.parse(line) as AnyRecord).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(byId(firstContent.records));
    expect(manifest).toMatchObject({ format: 'aetia-jsonl', formatVersion: 1, release: 1, title: firstContent.title });
    expect(manifest.contentHash).toBe(sha256(`${[...lines].sort().join('\n')}\n`));
    for (const { name, bytes, records, sha256: hash } of manifest.files) {
      const content = await readFile(join(folder, 'jsonl', name));
      expect([content.length, content.toString().split('\n').length - 1, sha256(content.toString())]).toEqual([bytes, records, hash]);
    }
    expect(Object.values(manifest.records).reduce((sum, count) => sum + count, 0)).toBe(firstContent.records.length);
  });

  it('is the same to the byte whenever it is written', async () => {
    expect(await exported('jsonl', { name: 'a' })).toEqual(await exported('jsonl', { name: 'b' }));
  });

  it('is what was published then, whatever is published meanwhile and afterwards', async () => {
    const before = await exported('jsonl', { name: 'before' });
    const cold = recordNamed('Cause', 'cold-exposure');
    const cramp = recordNamed('Symptom', 'leg-cramp');
    const claim = claimBetween('CAUSES', cold, cramp);
    let times = 0;
    const busy: Runner = {
      async run(statement) {
        times += 1;
        await publishEdits(database, [
          { action: 'PUT', record: { ...cramp, summary: { en: `Wording ${times}.` } } },
          {
            action: times % 2 === 1 ? 'RETIRE' : 'PUT',
            ...(times % 2 === 1 ? { id: claim.id, reason: 'test' } : { record: claim }),
          } as never,
        ]);
        return database.run(statement);
      },
    };
    expect(await exported('jsonl', { name: 'meanwhile', runner: busy, release: 1 })).toEqual(before);
    expect(times).toBeGreaterThan(0);
    expect(await exported('jsonl', { name: 'afterwards', release: 1 })).toEqual(before);
    const now = await exported('jsonl', { name: 'now' });
    expect([now.release, now.records['CAUSES']]).toEqual([1 + times, (before.records['CAUSES'] ?? 0) - (times % 2)]);
  });

  it('reads pages that fit together, of any size, from an index in order', async () => {
    await publishEdits(database, [{ action: 'PUT', record: { ...recordNamed('Symptom', 'leg-cramp'), name: { en: 'Cramp of the leg' } } }]);
    const read = async (size: number): Promise<string[]> => {
      const found: string[] = [];
      for await (const page of recordsAt(database, 2, size)) found.push(...page.map(({ record, version }) => `${record.id} ${version}`));
      return found;
    };
    expect(await read(7)).toEqual(await read(10_000));
    expect(await read(7)).toContain(`${recordNamed('Symptom', 'leg-cramp').id} 2`);
    const statements: Parameters<Runner['run']>[0][] = [];
    const listening: Runner = { run: (statement) => (statements.push(statement), database.run(statement)) };
    await recordsAt(listening, 1).next();
    const steps = (await planOf(database, statements[0] as (typeof statements)[0])).map(({ operator }) => operator);
    expect(steps).toContain('OrderedAggregation');
    expect(steps.join()).not.toMatch(/Sort|Top|Scan/);
  });
});

describe('the other formats', () => {
  const cold = recordNamed('Cause', 'cold-exposure');
  const cramp = recordNamed('Symptom', 'leg-cramp');
  const denied = {
    ...claimBetween('CAUSES', cold, cramp),
    negated: true,
    frequency: 0.25,
    note: { en: 'One\ttab, one "quote"\nand a line.' },
  };

  beforeEach(async () => {
    await publishFirstContent(model, database, firstContent);
    await publishEdits(database, [{ action: 'PUT', record: denied }]);
  });

  it('all tell the same content, record for record', async () => {
    const manifests = await Promise.all(Object.keys(exportFormats).map((format) => exported(format as ExportFormatName)));
    expect(new Set(manifests.map(({ contentHash }) => contentHash)).size).toBe(1);
    for (const { files } of manifests) expect(files.reduce((sum, { records }) => sum + records, 0)).toBe(firstContent.records.length);
  });

  it('is a graph of Biolink nodes and edges in KGX', async () => {
    await exported('kgx-jsonl');
    const nodes = (await linesOf('kgx-jsonl', 'nodes.jsonl')).map((line) => JSON.parse(line) as Record<string, unknown>);
    const edges = (await linesOf('kgx-jsonl', 'edges.jsonl')).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(nodes.find(({ id }) => id === `AETIA:${cold.id}`)).toMatchObject({
      category: ['biolink:EnvironmentalExposure'],
      name: 'Cold exposure',
      aetia_causeKind: 'ENVIRONMENT',
    });
    const ids = new Set(nodes.map(({ id }) => id));
    for (const edge of edges) expect([ids.has(edge['subject']), ids.has(edge['object'])]).toEqual([true, true]);
    expect(edges.find(({ id }) => id === `AETIA:${denied.id}`)).toMatchObject({
      subject: `AETIA:${cold.id}`,
      predicate: 'biolink:has_phenotype',
      object: `AETIA:${cramp.id}`,
      negated: true,
      knowledge_level: 'knowledge_assertion',
      agent_type: 'manual_agent',
      has_quotient: 0.25,
      aetia_certainty: 'VERY_LOW',
      publications: [expect.stringMatching(/^AETIA:src_/)],
    });
  });

  it('says yes only where a claim is negated in KGX tables, and keeps a row on its line', async () => {
    await exported('kgx-tsv');
    const [heading = '', ...rows] = await linesOf('kgx-tsv', 'edges.tsv');
    const columns = heading.split('\t');
    const cells = rows.map((row) => Object.fromEntries(row.split('\t').map((cell, i) => [columns[i], cell])));
    for (const row of rows) expect(row.split('\t')).toHaveLength(columns.length);
    expect(cells.filter(({ negated }) => negated !== '').map(({ id, negated }) => [id, negated])).toEqual([[`AETIA:${denied.id}`, 'true']]);
    expect(cells.find(({ id }) => id === `AETIA:${denied.id}`)?.['aetia_note_en']).toBe('One tab, one "quote" and a line.');
  });

  it('is one table per kind in CSV, with quotes where a cell needs them', async () => {
    await exported('csv');
    expect(await readdir(join(folder, 'csv'))).toHaveLength(model.nodes.length + model.relations.length + 1);
    const table = await readFile(join(folder, 'csv', 'CAUSES.csv'), 'utf8');
    expect(table).toMatch(/^id,subject,object,negated,certainty,/);
    expect(table).toContain(`${denied.id},${cold.id},${cramp.id},true,`);
    expect(table).toContain('"One\ttab, one ""quote""\nand a line."');
  });
});

describe('npm run export', () => {
  it('writes a release and says where and what', async () => {
    await publishFirstContent(model, database, firstContent);
    const out = join(folder, 'out');
    const { contentHash } = await exported('jsonl');
    expect(await runCommand(['export', '--format', 'csv', '--out', out])).toMatchObject({
      code: 0,
      output: `Exported  release 1, ${firstContent.records.length} records, in ${out}\nContent   ${contentHash}\n`,
    });
  });

  it('refuses in one line what it cannot do, and leaves no folder', async () => {
    expect(await runCommand(['export'])).toMatchObject({
      code: 1,
      errors: 'Nothing is published yet, so there is no release to export.\n',
    });
    await publishFirstContent(model, database, firstContent);
    expect(await runCommand(['export', '--out', folder])).toMatchObject({
      code: 1,
      errors: `${folder} exists already. Choose another folder with --out, or move it away.\n`,
    });
    expect(await runCommand(['export', '--release', '2', '--out', join(folder, 'a')])).toMatchObject({
      code: 1,
      errors: 'There is no release 2. Releases go from 1 to 1.\n',
    });
    for (const words of [['--format', 'xml'], ['--release', 'x'], ['--to', 'b'], ['jsonl']])
      expect(await runCommand(['export', ...words])).toMatchObject({ code: 2, errors: expect.stringMatching(/^npm run export -- /) });
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing that looks whole when the disk is full', async () => {
    await publishFirstContent(model, database, firstContent);
    const { uri, password } = inject('neo4j');
    const start = resolve(import.meta.dirname, '../../server/start.js');
    // No file of this process may have more than 16 kB; its compiler must not keep half a file either.
    const child = spawn(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -f 16; exec "$0" "$@"`, process.execPath, start, 'export', '--out', join(folder, 'out')],
      {
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NEO4J_URI: uri, NEO4J_PASSWORD: password, TSX_DISABLE_CACHE: '1' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const ended = new Promise((done) => child.once('exit', done));
    expect([await text(child.stderr), await ended]).toEqual([expect.stringMatching(/^The disk that should hold \S+ is full\./), 1]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing when it is interrupted', async () => {
    await publishFirstContent(model, database, firstContent);
    const stopping = new AbortController();
    const interrupting: Runner = { run: (statement) => (stopping.abort(), database.run(statement)) };
    await expect(exportTo(interrupting, join(folder, 'out'), { signal: stopping.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(folder)).toEqual([]);
  });
});
