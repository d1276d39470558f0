import { execFileSync } from 'node:child_process';
import { mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { unfinishedWork } from '../../server/editorial/unfinished-work.ts';
import { verifyAudit } from '../../server/audit/verify-audit.ts';
import { backUp } from '../../server/exchange/backup.ts';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { startLocalDatabase } from '../../server/neo4j/local/local-database.ts';
import { migrate, newestMigration } from '../../server/neo4j/migrations.ts';
import { write } from '../../server/neo4j/statement.ts';
import { goodPassword, signIn, useHouses } from '../support/accounts.ts';
import { useDatabase, wipe } from '../support/database.ts';
import { claimBetween, recordNamed, useNewsroom } from '../support/newsroom.ts';
import { publishEdits } from '../support/published.ts';
import { restoreFile } from '../support/restored.ts';
import { beginCommand, runCommand } from '../support/shell.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const folder = await mkdtemp(join(tmpdir(), 'aetia-backup-'));
const local = await startLocalDatabase({
  dataDir: join(folder, 'data'),
  heapMb: 256,
  pageCacheMb: 32,
  jvmOptions: ['-XX:TieredStopAtLevel=1'],
  report: () => {},
});
const { uri, user, password } = local;
const fresh = await openDatabase({ neo4j: { kind: 'remote', uri, user, password, database: undefined }, report: () => {} });
const onFresh = { NEO4J_URI: uri, NEO4J_PASSWORD: password };
const openOnFresh = await useHouses(fresh);
afterAll(async () => {
  await fresh.close();
  await local.stop();
  await rm(folder, { recursive: true });
});

const cold = recordNamed('Cause', 'cold-exposure');
const cramp = recordNamed('Symptom', 'leg-cramp');

/** Published changes, a retirement, a draft with a comment, a key, a failed sign-in: something of all there is. */
async function fill(): Promise<void> {
  const room = newsroom();
  await room.published({ ...cramp, summary: { en: 'A wording with a separator \u2028 in it.', zh: '抽筋' } }, 1);
  await publishEdits(database, [{ action: 'RETIRE', id: claimBetween('CAUSES', cold, cramp).id, reason: 'Not in the source.' }]);
  const draft = await room.openSet(room.editor, 'A draft');
  expect((await room.put(draft, { ...cold, name: { en: 'Cold' } }, 1, room.editor, { mutation: 'once' })).errors).toEqual([]);
  await room.editor.get(`mutation ($set: ID!) { comment(changeSet: $set, text: "Why?") { id } }`, { set: draft });
  const admin = await room.house.signedIn(await room.house.user('ada', ['ADMIN']));
  await admin.get('mutation { createApiKey(name: "An app", scopes: [READ]) { secret } }');
  expect((await room.house.client().ask(signIn, { email: 'edith@example.org', password: 'wrong' })).code).toBe('UNAUTHENTICATED');
}

/** Every label, property with its type, relationship and end, as text; but when constraints and migrations were applied. */
async function everything(of: Database): Promise<string[]> {
  const nodes = await of.run({
    text: 'MATCH (n) WHERE NOT (n:Migration AND n.number <= $known) RETURN labels(n), [k IN keys(n) | [k, toStringOrNull(n[k]), CASE WHEN valueType(n[k]) STARTS WITH "LIST" THEN n[k] END, valueType(n[k])]]',
    params: { known: newestMigration() },
  });
  const relationships = await of.run({
    text: 'MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, [k IN keys(r) | [k, toStringOrNull(r[k]), CASE WHEN valueType(r[k]) STARTS WITH "LIST" THEN r[k] END, valueType(r[k])]]',
    params: {},
  });
  return [...nodes, ...relationships]
    .map((row) => JSON.stringify(row.map((value) => (Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value))))
    .sort();
}

const backup = async (name: string): Promise<string> => {
  const file = join(folder, name);
  await rm(file, { force: true });
  await backUp({ model, database, file, now: new Date('2026-03-01T12:00:00Z'), advance: () => {}, signal: new AbortController().signal });
  return file;
};

beforeEach(() => wipe(fresh));

describe('a backup', () => {
  it('brings everything back in a fresh database: the drill', async () => {
    await fill();
    const file = join(folder, 'drill.jsonl.gz');
    const saved = await runCommand(['backup', '--out', file]);
    expect(saved).toMatchObject({
      code: 0,
      output: expect.stringMatching(
        /^Saved {5}\d+ nodes as of release 3 and audit entry \d+, in \S+\nHash {6}[0-9a-f]{64}\nIt holds password hashes/,
      ),
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const back = await runCommand(['restore', file], onFresh);
    expect(back).toMatchObject({
      code: 0,
      output: expect.stringContaining('Counts, hashes, graph and audit log are those of the backup.'),
    });
    expect(await everything(fresh)).toEqual(await everything(database));
    const findings: unknown[] = [];
    for await (const finding of checkGraph(model, fresh)) findings.push(finding);
    expect(findings).toEqual([]);
    expect(await verifyAudit(fresh)).toEqual(await verifyAudit(database));
    const house = await openOnFresh();
    house.pass({ minutes: 5 });
    expect(await house.client().get(signIn, { email: 'edith@example.org', password: goodPassword })).toMatchObject({
      signIn: { needs: null, viewer: { user: { email: 'edith@example.org' } } },
    });
  });

  it('is of one moment, whatever is published while it is written', async () => {
    await fill();
    const before = await everything(database);
    const file = join(folder, 'busy.jsonl.gz');
    let published: Promise<unknown> | undefined;
    await backUp({
      model,
      database,
      file,
      now: new Date('2026-03-01T12:00:00Z'),
      // Begins while editors wait, and is over before the last revisions are read or after them.
      advance: () => void (published ??= publishEdits(database, [{ action: 'PUT', record: { ...cold, name: { en: 'Cold' } } }])),
      signal: new AbortController().signal,
    });
    await published;
    expect(await everything(database)).not.toEqual(before);
    await restoreFile(fresh, file);
    expect(await everything(fresh)).toEqual(before);
  });

  it('is restored into a database that holds something only when told so, and then replaces all of it', async () => {
    const file = await backup('replace.jsonl.gz');
    await write(fresh, { text: `CREATE (:Thing {name: 'kept'})-[:LIKES]->(:Thing)`, params: {} });
    await expect(restoreFile(fresh, file)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/^The database is not empty/),
    });
    expect(await fresh.run({ text: 'MATCH (t:Thing) RETURN count(t)', params: {} })).toEqual([[2]]);
    await restoreFile(fresh, file, { replaces: true });
    expect(await everything(fresh)).toEqual(await everything(database));
  });

  it('is restored over what a newer version has changed, when told so', async () => {
    const file = await backup('older.jsonl.gz');
    await write(fresh, { text: `CREATE (:Migration {number: 99999, name: 'split names'}) CREATE (:Thing)`, params: {} });
    expect(await runCommand(['restore', file, '--replace'], onFresh)).toMatchObject({ code: 0 });
    expect(await everything(fresh)).toEqual(await everything(database));
  });

  it('whose reading is interrupted leaves everything as it was, and says so', async () => {
    const pipe = join(folder, 'pipe.jsonl.gz');
    execFileSync('mkfifo', [pipe]);
    const { child, ended } = beginCommand(['restore', pipe, '--replace'], onFresh);
    // Opens once the command reads.
    const writer = await open(pipe, 'w');
    child.kill('SIGINT');
    await new Promise((done) => setTimeout(done, 500));
    await writer.close();
    expect(await ended).toEqual({ code: 130, output: '', errors: 'Interrupted. Nothing was changed.\n' });
  });

  it('that is restored by half keeps a server from starting, and can be restored again', async () => {
    const file = await backup('half.jsonl.gz');
    const stopping = new AbortController();
    const watch = { begin: (step: string) => void (step === 'Building the graph' && stopping.abort()), advance: () => {} };
    await expect(restoreFile(fresh, file, { watch, signal: stopping.signal })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(/^Interrupted: the database is half restored/),
    });
    await expect(migrate(fresh, graphStatements(model))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(/^This database is half restored from /),
    });
    expect(await unfinishedWork(fresh)).toMatch(/half\.jsonl\.gz is being restored, or was interrupted in it/);
    await restoreFile(fresh, file);
    expect(await unfinishedWork(fresh)).toBeUndefined();
    expect(await everything(fresh)).toEqual(await everything(database));
    await migrate(fresh, graphStatements(model));
  });

  it('that is restored by half is refused by every command but its restore', async () => {
    const file = await backup('marked.jsonl.gz');
    await restoreFile(fresh, file);
    await write(fresh, { text: `CREATE (:UnfinishedRestore {key: 'current', file: $file})`, params: { file } });
    const refusal = `This database is half restored from ${file}. Run \`npm run restore -- FILE\` again before anything else.\n`;
    const out = join(folder, 'of-a-half');
    for (const words of [['backup', '--out', out], ['export', '--out', out], ['graph:check'], ['audit:verify'], ['user', 'list']])
      expect(await runCommand(words, onFresh), words.join(' ')).toEqual({ code: 1, output: '', errors: refusal });
    expect(await readdir(folder)).not.toContain('of-a-half');
    expect(await runCommand(['restore', file], onFresh)).toMatchObject({ code: 0 });
    expect(await runCommand(['backup', '--out', out], onFresh)).toMatchObject({ code: 0 });
  });

  it('is given up when the database begins to be restored meanwhile', async () => {
    const file = join(folder, 'overtaken.jsonl.gz');
    const overtaken: Database = {
      ...database,
      async run(statement) {
        const rows = await database.run(statement);
        await write(database, { text: `MERGE (:UnfinishedRestore {key: 'current', file: 'other.jsonl.gz'})`, params: {} });
        return rows;
      },
    };
    const options = { model, file, now: new Date('2026-03-01T12:00:00Z'), advance: () => {}, signal: new AbortController().signal };
    await expect(backUp({ ...options, database: overtaken })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await readdir(folder)).not.toContain('overtaken.jsonl.gz');
  });
});

describe('a file that is no whole backup of this version', () => {
  const damages: readonly (readonly [what: string, damage: (file: string) => Promise<void>, message: RegExp])[] = [
    ['is cut off', async (file) => truncate(file, (await stat(file)).size - 100), /is damaged: it is cut off/],
    ['has a changed byte', (file) => changed(file, (bytes) => (bytes[200] = (bytes[200] ?? 0) ^ 1)), /is damaged: /],
    ['lost a line', (file) => rewritten(file, (lines) => lines.splice(3, 1)), /is damaged: what it holds is not what its last line says/],
    ['has a changed value', (file) => rewritten(file, (lines) => (lines[2] = (lines[2] ?? '').replace('"', ' "'))), /is damaged: /],
    ['lost its end', (file) => rewritten(file, (lines) => lines.pop()), /is damaged: it is cut off/],
    [
      'was made by a newer version',
      (file) => rewritten(file, (lines) => (lines[0] = (lines[0] ?? '').replace('"formatVersion":1', '"formatVersion":2'))),
      /made by a newer Aetia/,
    ],
    [
      'knows newer migrations',
      (file) => rewritten(file, (lines) => (lines[0] = (lines[0] ?? '').replace(/"migration":\d+/, '"migration":99999'))),
      /made by a newer Aetia/,
    ],
    [
      'is of a wider model',
      (file) => rewritten(file, (lines) => (lines[0] = (lines[0] ?? '').replace('"shape":[', '"shape":["Ghost","Ghost.name",'))),
      /made by a newer Aetia, whose model has Ghost, Ghost\.name\. Nothing was changed/,
    ],
    ['is of another program', (file) => writeFile(file, gzipSync('{"hello": 1}\n')), /is no backup of Aetia/],
    ['is not even compressed', (file) => writeFile(file, 'hello'), /is damaged: its bytes are not what was written/],
    ['is not there', (file) => rm(file), /does not exist/],
  ];

  it('is refused before anything is touched, because of what is wrong with it', async () => {
    // It writes down the shape of the model, which a wiped database has lost.
    await migrate(database, graphStatements(model));
    const file = await backup('damaged.jsonl.gz');
    const whole = await readFile(file);
    await write(fresh, { text: `CREATE (:Thing {name: 'kept'})`, params: {} });
    const before = await everything(fresh);
    for (const [what, damage, message] of damages) {
      await writeFile(file, whole);
      await damage(file);
      await expect(restoreFile(fresh, file, { replaces: true }), what).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(message),
      });
    }
    expect(await everything(fresh)).toEqual(before);
  });

  async function changed(file: string, change: (bytes: Buffer) => unknown): Promise<void> {
    const bytes = await readFile(file);
    change(bytes);
    await writeFile(file, bytes);
  }

  async function rewritten(file: string, change: (lines: string[]) => unknown): Promise<void> {
    const lines = gunzipSync(await readFile(file))
      .toString()
      .split('\n')
      .slice(0, -1);
    change(lines);
    await writeFile(file, gzipSync(`${lines.join('\n')}\n`));
  }
});

it('says in one line what a backup or restore cannot do', async () => {
  expect(await runCommand(['backup', '--out', folder])).toMatchObject({
    code: 1,
    errors: `${folder} exists already. Choose another name with --out, or move it away.\n`,
  });
  expect(await runCommand(['restore', join(folder, 'nowhere')], { NEO4J_URI: 'bolt://127.0.0.1:1' })).toMatchObject({
    code: 1,
    errors: `${join(folder, 'nowhere')} does not exist.\n`,
  });
  expect(await runCommand(['backup', '--out', join(folder, 'nothing')], onFresh)).toMatchObject({
    code: 1,
    errors: expect.stringMatching(
      /^There is nothing to save: Neo4j \S+ community at bolt:\S+ has no release, no account and no audit entry\. /,
    ),
  });
  expect(await readdir(folder)).not.toContain('nothing');
  expect(await runCommand(['backup', 'now'])).toMatchObject({ code: 2, errors: expect.stringMatching(/^npm run backup -- /) });
  expect(await runCommand(['restore'])).toMatchObject({ code: 2, errors: expect.stringMatching(/^npm run restore -- /) });
  expect((await readdir(folder)).filter((name) => name.includes('.part-'))).toEqual([]);
});
