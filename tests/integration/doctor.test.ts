import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { examine, type Finding } from '../../server/doctor.ts';
import { tellAddress } from '../../server/neo4j/local/local-owner.ts';
import { write } from '../../server/neo4j/statement.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aetia-doctor-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function findingsOf(env: NodeJS.ProcessEnv): Promise<Map<string, Finding>> {
  const findings = new Map<string, Finding>();
  for await (const finding of examine({ PORT: '0', AETIA_DATA: join(folder, 'data'), ...env })) findings.set(finding.what, finding);
  return findings;
}

const statesOf = (findings: Map<string, Finding>): Record<string, string> =>
  Object.fromEntries([...findings.values()].map(({ what, state }) => [what, state]));

it('finds nothing wrong before the first start, and makes nothing', async () => {
  const findings = await findingsOf({});
  expect(statesOf(findings)).toMatchObject({ Node: 'ok', Settings: 'ok', Java: 'ok', Port: 'ok', 'Data folder': 'ok', Password: 'ok' });
  expect(findings.get('Data folder')?.detail).toBe(`${join(folder, 'data')} will be made`);
  expect(findings.has('Database')).toBe(false);
});

it('asks a configured Neo4j for its version and its indexes', async () => {
  const { uri, password } = inject('neo4j');
  const findings = await findingsOf({ NEO4J_URI: uri, NEO4J_PASSWORD: password });
  expect(statesOf(findings)).toEqual({ Node: 'ok', Settings: 'ok', Port: 'ok', Database: 'ok', Indexes: 'ok', Content: 'ok' });
  expect(findings.get('Database')?.detail).toMatch(/^Neo4j 5\.26\.\d+ community at bolt:/);
});

it('fails what would stop a start, and says what to do', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  const findings = await findingsOf({ PORT: String(port), AETIA_DATA: file });
  other.close();
  expect(statesOf(findings)).toMatchObject({ Port: 'fail', 'Data folder': 'fail' });
  expect(findings.get('Port')?.detail).toBe(
    `Port ${port} on 127.0.0.1 is taken by another program. Stop that, or set PORT to another number.`,
  );
  expect(findings.get('Data folder')?.detail).toBe(`${file} is not a folder. Move it away, or set AETIA_DATA to a folder.`);
});

it('fails settings of which no first account could be made', async () => {
  const findings = await findingsOf({ ADMIN_EMAIL: 'chief' });
  expect(findings.get('Settings')).toMatchObject({ state: 'fail', detail: expect.stringMatching(/^ADMIN_EMAIL is "chief"/) as string });
});

it('fails a misspelt setting, and warns of one that only Neo4j knows', async () => {
  expect((await findingsOf({ AETIA_REQUIRE_TOPT: 'true' })).get('Settings')).toEqual({
    state: 'fail',
    what: 'Settings',
    detail: 'AETIA_REQUIRE_TOPT is no setting. Was AETIA_REQUIRE_TOTP meant?',
  });
  expect((await findingsOf({ NEO4J_AUTH: 'neo4j/secret' })).get('Settings')).toEqual({
    state: 'warn',
    what: 'Settings',
    detail: 'NEO4J_AUTH says nothing to Aetia. README.md lists the settings that there are.',
  });
});

it('fails a Neo4j that cannot be reached', async () => {
  const findings = await findingsOf({ NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'x' });
  expect(findings.get('Database')).toEqual({
    state: 'fail',
    what: 'Database',
    detail: 'bolt://127.0.0.1:1 cannot be reached. Is the database running, and is NEO4J_URI right?',
  });
});

it('warns of a password that others can read', async () => {
  const file = join(folder, 'neo4j-password');
  await writeFile(file, 'a-good-password');
  await chmod(file, 0o644);
  const findings = await findingsOf({ AETIA_DATA: folder });
  expect(findings.get('Password')).toEqual({ state: 'warn', what: 'Password', detail: `${file} has mode 644; the next start sets 600.` });
});

it('fails a password that is damaged', async () => {
  const file = join(folder, 'neo4j-password');
  await writeFile(file, 'x');
  expect((await findingsOf({ AETIA_DATA: folder })).get('Password')).toMatchObject({
    state: 'fail',
    detail: expect.stringMatching(/neo4j-password is damaged: /) as string,
  });
  await rm(file);
});

describe('beside a server that runs', () => {
  const other = createServer();
  let port: number;
  beforeAll(async () => {
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    ({ port } = other.address() as AddressInfo);
    // As this process's launcher would write it.
    await writeFile(join(folder, 'owner'), `${process.pid} ${process.pid} 7777\n`);
  });
  afterAll(async () => {
    other.close();
    for (const file of ['owner', 'listening']) await rm(join(folder, file));
  });
  const found = async (env: NodeJS.ProcessEnv) => {
    const findings = await findingsOf({ AETIA_DATA: folder, ...env });
    return [findings.get('Port'), findings.get('Server')];
  };
  const inUse = {
    state: 'fail',
    what: 'Server',
    detail: expect.stringMatching(/^Another Aetia uses .* \(pid \d+\)\. Stop it, /) as string,
  };

  it('finds nothing wrong with its port, and fails any other', async () => {
    await tellAddress(folder, `http://127.0.0.1:${port}`);
    expect(await found({ PORT: String(port) })).toEqual([
      { state: 'warn', what: 'Port', detail: `${port} is taken; Aetia runs here already (pid ${process.pid}).` },
      undefined,
    ]);
    expect(await found({ PORT: '0' })).toEqual([{ state: 'ok', what: 'Port', detail: '0 on 127.0.0.1 is free' }, inUse]);
  });

  it('fails a port that another program has', async () => {
    await tellAddress(folder, 'http://127.0.0.1:4600');
    expect(await found({ PORT: String(port) })).toEqual([
      {
        state: 'fail',
        what: 'Port',
        detail: `Port ${port} on 127.0.0.1 is taken by another program. Stop that, or set PORT to another number.`,
      },
      inUse,
    ]);
  });
});

it('fails a port of the database that is taken', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  const findings = await findingsOf({ NEO4J_BOLT_PORT: String(port) });
  other.close();
  expect(findings.get('Bolt port')).toEqual({
    state: 'fail',
    what: 'Bolt port',
    detail: `The database's port ${port} is taken by another program. Stop that, or set NEO4J_BOLT_PORT to another number.`,
  });
});

it('fails a database of more memory than there is', async () => {
  const findings = await findingsOf({ NEO4J_HEAP_MB: '1000000' });
  expect(findings.get('Memory')).toMatchObject({
    state: 'fail',
    detail: expect.stringMatching(/^1000000 MB heap and \d+ MB page cache of \d+ MB, more than there is\. Set NEO4J_HEAP_MB /) as string,
  });
});

it.each([
  [`CREATE (:UnfinishedRestore {key: 'current', file: 'whole.jsonl.gz'})`, /^This database is half restored from whole\.jsonl\.gz\. /],
  [`CREATE (:Migration {number: 99999, name: 'split names'})`, /^This graph was changed by a newer Aetia \(migration 99999, /],
  [`CREATE (:Migration {number: 0, shape: ['Symptom', 'Ghost']})`, /^This graph belongs to a newer Aetia, whose model has Ghost\. /],
])('fails a graph that a start refuses: %s', async (text, detail) => {
  await write(database, { text, params: {} });
  const { uri, password } = inject('neo4j');
  const findings = await findingsOf({ NEO4J_URI: uri, NEO4J_PASSWORD: password });
  expect(findings.get('Content')).toMatchObject({ state: 'fail', detail: expect.stringMatching(detail) as string });
});

it('stops at settings that are wrong', async () => {
  expect(statesOf(await findingsOf({ PORT: 'x' }))).toEqual({ Node: 'ok', Settings: 'fail' });
});
