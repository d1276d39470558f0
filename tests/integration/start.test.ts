import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { type LocalOwner, localOwner } from '../../server/neo4j/local/local-owner.ts';
import { isRunning } from '../../server/running-process.ts';
import { read, type Row, write } from '../../server/neo4j/statement.ts';
import { startBoltStub } from '../support/bolt-stub.ts';
import { endServers, startServer } from '../support/server-process.ts';
import { runCommand } from '../support/shell.ts';
import { until } from '../support/until.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aetia-start-'));
});

afterEach(endServers);
afterAll(() => rm(folder, { recursive: true }));

const ownerOf = async (dataDir: string): Promise<LocalOwner> => {
  const owner = await localOwner(dataDir);
  if (!owner) throw new Error(`No database runs in ${dataDir}.`);
  return owner;
};

const passwordOf = async (dataDir: string): Promise<string> => (await readFile(join(dataDir, 'neo4j-password'), 'utf8')).trim();

/** The server's own database, asked behind its back. */
async function withDatabaseOf<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  const { boltPort } = await ownerOf(dataDir);
  const uri = `bolt://127.0.0.1:${boltPort}`;
  const neo4j = { kind: 'remote', uri, user: 'neo4j', password: await passwordOf(dataDir), database: undefined } as const;
  const database = await openDatabase({ neo4j, report: () => {} });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const leaveMark = (dataDir: string, mark: number): Promise<Row[]> =>
  withDatabaseOf(dataDir, (database) => write(database, { text: 'CREATE (:Mark {mark: $mark})', params: { mark } }));

const marksIn = (dataDir: string): Promise<Row[]> =>
  withDatabaseOf(dataDir, (database) => read(database, { text: 'MATCH (m:Mark) RETURN m.mark ORDER BY m.mark', params: {} }));

/** Whether the API answers a question that it must ask the database for. */
async function answers(api: string): Promise<boolean> {
  const response = await fetch(api, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ contentRelease { __typename } }' }),
  });
  const answer: unknown = response.ok ? await response.json() : undefined;
  return typeof answer === 'object' && answer !== null && !('errors' in answer);
}

describe('a start with nothing configured', () => {
  it('prints where everything is, keeps the password to itself, and SIGTERM ends server and database', async () => {
    const dataDir = join(folder, 'plain');
    const server = startServer({ AETIA_DATA: dataDir });
    const api = await server.api;
    expect(await answers(api)).toBe(true);
    expect(server.output()).toMatch(
      /^Database {2}Neo4j 5\.26\.\d+ community .*\nContent {3}release 1\b.*\nAdmin {5}admin@localhost, one-time password [0-9a-z-]{23}\nAPI {7}http:.*\nPanel {5}http:.*\nExplorer {2}http:.*\n$/m,
    );
    const explorer = await fetch(new URL('/graphiql', api));
    expect([explorer.status, explorer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(server.output()).not.toContain(await passwordOf(dataDir));
    expect((await stat(join(dataDir, 'neo4j-password'))).mode & 0o777).toBe(0o600);
    // The database itself writes files that all may read.
    for (const folder of ['neo4j', 'logs']) expect((await stat(join(dataDir, folder))).mode & 0o777, folder).toBe(0o700);

    const { databasePid } = await ownerOf(dataDir);
    const doctor = (port: string) => runCommand(['doctor'], { NEO4J_URI: '', NEO4J_PASSWORD: '', AETIA_DATA: dataDir, PORT: port });
    expect(await doctor(new URL(api).port)).toMatchObject({ code: 0, output: expect.stringContaining('; Aetia runs here already (pid ') });
    expect(await doctor('0')).toMatchObject({ code: 1, output: expect.stringContaining(`Another Aetia uses ${dataDir} (pid `) });
    server.kill('SIGTERM');
    expect(await server.exited).toEqual({ code: 0, signal: null });
    expect(isRunning(databasePid)).toBe(false);
    expect(server.errors()).toBe('');
    expect(server.output()).toMatch(/^\d{4}-\S+Z INFO Stopping on SIGTERM\.$/m);
    for (const file of ['owner', 'listening']) expect(existsSync(join(dataDir, file)), file).toBe(false);
  });

  it('keeps its memory below 250 MB', async () => {
    const server = startServer({ AETIA_DATA: join(folder, 'plain') });
    await server.api;
    const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
    expect(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1])).toBeLessThan(250 * 1024);
    server.kill('SIGINT');
    expect(await server.exited).toEqual({ code: 0, signal: null });
  });

  it('needs neither Maven nor the compiler the second time, and says no password again', async () => {
    const programs = join(folder, 'programs');
    await mkdir(programs);
    const path = (process.env['PATH'] ?? '').split(':');
    const java = await firstThatExists(path.map((entry) => join(entry, 'java')));
    await symlink(java, join(programs, 'java'));
    const server = startServer({ AETIA_DATA: join(folder, 'plain'), PATH: programs });
    await server.api;
    expect(server.output()).not.toMatch(/fetch|password/i);
    server.kill('SIGTERM');
    expect(await server.exited).toEqual({ code: 0, signal: null });
  });

  it('stops while it is still starting', async () => {
    const dataDir = join(folder, 'early');
    const server = startServer({ AETIA_DATA: dataDir });
    await until(async () => (await localOwner(dataDir)) !== undefined);
    const { databasePid } = await ownerOf(dataDir);
    server.kill('SIGTERM');
    expect(await server.exited).toEqual({ code: 0, signal: null });
    expect(isRunning(databasePid)).toBe(false);
    expect(server.errors()).toBe('');
  });
});

describe('a crash', () => {
  it('of the database loses nothing: it comes back, and the API answers again', async () => {
    const dataDir = join(folder, 'crash');
    const server = startServer({ AETIA_DATA: dataDir });
    const api = await server.api;
    await leaveMark(dataDir, 1);
    const before = await ownerOf(dataDir);
    process.kill(before.databasePid, 'SIGKILL');
    await until(() => server.output().includes('ended unexpectedly'));
    expect(server.output()).toMatch(/^\d{4}-\S+Z WARN The database ended unexpectedly \(SIGKILL\); starting it again\.$/m);
    expect(await (await fetch(new URL('/metrics', api))).text()).toMatch(/^aetia_database_up 0$/m);
    expect(await localOwner(dataDir)).toMatchObject({ serverPid: server.pid, boltPort: 0 });
    const listed = await runCommand(['user', 'list'], { NEO4J_URI: '', NEO4J_PASSWORD: '', AETIA_DATA: dataDir });
    expect(listed).toMatchObject({ code: 0, output: expect.stringMatching(/^admin@localhost /) });
    await until(async () => {
      const now = await localOwner(dataDir);
      return now !== undefined && now.databasePid !== before.databasePid && now.boltPort !== 0;
    });
    await until(() => answers(api));
    expect(await marksIn(dataDir)).toEqual([[1]]);
    expect((await ownerOf(dataDir)).boltPort).toBe(before.boltPort);
    server.kill('SIGTERM');
    expect(await server.exited).toEqual({ code: 0, signal: null });
  });

  it('of the server leaves no database behind, and a start right after it finds everything', async () => {
    const dataDir = join(folder, 'crash');
    const first = startServer({ AETIA_DATA: dataDir });
    await first.api;
    await leaveMark(dataDir, 2);
    const { databasePid } = await ownerOf(dataDir);
    first.kill('SIGKILL');
    const second = startServer({ AETIA_DATA: dataDir });
    await until(() => !isRunning(databasePid));
    await second.api;
    expect(await marksIn(dataDir)).toEqual([[1], [2]]);

    const refused = startServer({ AETIA_DATA: dataDir });
    expect(await refused.exited).toEqual({ code: 1, signal: null });
    expect(refused.output()).toBe(`Another Aetia uses ${dataDir} (pid ${second.pid}). Stop it, or set AETIA_DATA to another folder.\n`);

    second.kill('SIGTERM');
    expect(await second.exited).toEqual({ code: 0, signal: null });
  });

  it('that lost the password file only makes a new password', async () => {
    const dataDir = join(folder, 'crash');
    const before = await passwordOf(dataDir);
    await rm(join(dataDir, 'neo4j-password'));
    const server = startServer({ AETIA_DATA: dataDir });
    await server.api;
    expect(await passwordOf(dataDir)).not.toBe(before);
    expect(await marksIn(dataDir)).toEqual([[1], [2]]);
    server.kill('SIGTERM');
    await server.exited;
  });
});

describe('a start that cannot succeed prints one line and exits with 1', () => {
  const secret = 'do-not-print-me';

  const refusalOf = async (env: NodeJS.ProcessEnv): Promise<string> => {
    const server = startServer({ AETIA_DATA: join(folder, 'refused'), ...env });
    expect(await server.exited).toEqual({ code: 1, signal: null });
    expect(server.output()).not.toContain(secret);
    return server.output();
  };

  it('when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    expect(await refusalOf({ PORT: String(port) })).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program. Stop that, or set PORT to another number.\n`,
    );
    other.close();
  });

  it('when no first account could be made, before anything else is', async () => {
    expect(await refusalOf({ ADMIN_PASSWORD: 'short' })).toBe('ADMIN_PASSWORD: A password has at least 12 characters.\n');
  });

  it('when JAVA_HOME is no Java', async () => {
    expect(await refusalOf({ JAVA_HOME: join(folder, 'nowhere') })).toMatch(
      /^Java 17 or newer is missing\. JAVA_HOME is .*nowhere: correct it/,
    );
  });

  it('when the data folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    expect(await refusalOf({ AETIA_DATA: file })).toBe(`${file} is not a folder. Move it away, or set AETIA_DATA to a folder.\n`);
  });

  it('when the password file is damaged', async () => {
    const dataDir = join(folder, 'damaged');
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'neo4j-password'), 'x');
    expect(await refusalOf({ AETIA_DATA: dataDir })).toBe(
      `${dataDir}/neo4j-password is damaged: it must hold one word of 8 characters or more. Stop the server, move the file away, and the next start makes a new password.\n`,
    );
  });

  it('when the database would get more memory than there is', async () => {
    expect(await refusalOf({ NEO4J_HEAP_MB: '1000000' })).toMatch(/^The database would get 1000000 MB heap and 32 MB page cache, .*\n$/);
  });

  it('when the password is wrong', async () => {
    const { uri } = inject('neo4j');
    expect(await refusalOf({ NEO4J_URI: uri, NEO4J_PASSWORD: secret })).toBe(
      `${uri} refused user "neo4j": wrong user or password. Check NEO4J_USER and NEO4J_PASSWORD.\n`,
    );
  });

  it('when the server does not know the database', async () => {
    const { uri, password } = inject('neo4j');
    expect(await refusalOf({ NEO4J_URI: uri, NEO4J_PASSWORD: password, NEO4J_DATABASE: 'elsewhere' })).toBe(
      `${uri} has no database "elsewhere". Check NEO4J_DATABASE.\n`,
    );
  });

  it('when nothing answers', async () => {
    expect(await refusalOf({ NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: secret })).toBe(
      'bolt://127.0.0.1:1 cannot be reached. Is the database running, and is NEO4J_URI right?\n',
    );
  });

  it.each([
    ['Neo4j/4.4.40', 'runs Neo4j 4.4.40, which is too old. Aetia needs Neo4j 5.26.0 or newer.'],
    ['Other/9.9', 'answers as "Other/9.9", which is no Neo4j. Aetia needs Neo4j 5.26.0 or newer.'],
  ])('when the server is %s', async (agent, end) => {
    const stub = await startBoltStub(agent);
    expect(await refusalOf({ NEO4J_URI: stub.uri, NEO4J_PASSWORD: secret })).toBe(`${stub.uri} ${end}\n`);
    stub.close();
  });

  it('when settings are wrong, naming all of them', async () => {
    expect(await refusalOf({ PORT: 'http', NEO4J_PASSWORD: secret })).toBe(
      'PORT is "http", but must be a whole number from 0 to 65535.\n' +
        'NEO4J_PASSWORD is set, but NEO4J_URI is not. Set both, or neither for the local database.\n',
    );
  });
});

async function firstThatExists(files: readonly string[]): Promise<string> {
  for (const file of files) {
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  throw new Error(`None of these exists: ${files.join(', ')}`);
}
