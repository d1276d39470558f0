import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { hasStore } from '../../server/neo4j/local/local-store.ts';
import { runningDatabase } from '../../server/running-database.ts';
import { startOf } from '../../server/running-process.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'aetia-running-'));
  await writeFile(join(dataDir, 'neo4j-password'), 'secret-word\n', { mode: 0o600 });
});
afterEach(() => rm(dataDir, { recursive: true }));

/** As the launcher of this process's database would write it. */
const owned = (boltPort: number): Promise<void> => writeFile(join(dataDir, 'owner'), `${process.pid} ${process.pid} ${boltPort}\n`);
const config = () => readConfig({ AETIA_DATA: dataDir });
const answering = () => ({
  kind: 'remote',
  uri: 'bolt://127.0.0.1:7777',
  user: 'neo4j',
  password: 'secret-word',
  database: undefined,
  dataDir,
});

it('is the one that a server runs, and else the one that a command may start', async () => {
  expect(await runningDatabase(config())).toEqual(config().neo4j);
  await owned(7777);
  expect(await runningDatabase(config())).toEqual(answering());
});

it('is waited for while it is starting, which is told once', async () => {
  await owned(0);
  const told: string[] = [];
  const found = runningDatabase(config(), {
    report: (line) => {
      told.push(line);
      setTimeout(() => void owned(7777), 500);
    },
  });
  expect(await found).toEqual(answering());
  expect(told).toEqual([`The database in ${dataDir} is starting; waiting for it.`]);
});

it('is a command’s own when its server ends while it is waited for', async () => {
  await owned(0);
  expect(await runningDatabase(config(), { report: () => void rm(join(dataDir, 'owner')) })).toEqual(config().neo4j);
});

it('is a command’s own when its server was killed, however long the database takes to close', async () => {
  await writeFile(join(dataDir, 'owner'), `${noProcess} ${process.pid} 7777\n`);
  expect(await runningDatabase(config())).toEqual(config().neo4j);
});

it('is a command’s own when the ids of a server that is gone belong to another process by now', async () => {
  const file = join(dataDir, 'owner');
  const start = await startOf(process.pid);
  expect(start).toMatch(/^\S+$/);
  await writeFile(file, `${process.pid} ${process.pid} 7777 ${start}\n`);
  expect(await runningDatabase(config())).toEqual(answering());
  await writeFile(file, `${process.pid} ${process.pid} 7777 ${await startOf(process.ppid)}\n`);
  expect(await runningDatabase(config())).toEqual(config().neo4j);
});

it('with a damaged password is refused with the file and what to do', async () => {
  await owned(7777);
  for (const text of ['short', '\0\0\0\0\0\0\0\0\0', 'two words here']) {
    await writeFile(join(dataDir, 'neo4j-password'), text);
    await expect(runningDatabase(config())).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: `${join(dataDir, 'neo4j-password')} is damaged: it must hold one word of 8 characters or more. Stop the server, move the file away, and the next start makes a new password.`,
    });
  }
});

it('is not waited for longer than a start takes, and nobody is told to stop it', async () => {
  await owned(0);
  await expect(runningDatabase(config(), { longestMs: 100, report: () => {} })).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: `The database in ${dataDir} is still starting (pid ${process.pid}). Try again in a minute.`,
  });
});

/** Above the highest id that Linux and macOS give out. */
const noProcess = 999_999_999;
const nobody = 65_534;

it.runIf(process.getuid?.() === 0)('of another user is refused with the user that it is for', async () => {
  await owned(7777);
  await mkdir(join(dataDir, 'neo4j', 'databases', 'neo4j'), { recursive: true });
  const refusalOf = (file: string) => ({
    code: 'UNAVAILABLE',
    message: `User id ${nobody} may not read ${join(dataDir, file)}, which is there for user id 0 only. Run the command as that user: sudo -u '#0' npm run …`,
  });
  // Mode 700, as `mkdtemp` makes it.
  await asNobody(async () => {
    await expect(runningDatabase(config())).rejects.toMatchObject(refusalOf('owner'));
    await expect(hasStore(dataDir)).rejects.toMatchObject(refusalOf('neo4j/databases/neo4j'));
  });
  await chmod(dataDir, 0o755);
  await asNobody(() => expect(runningDatabase(config())).rejects.toMatchObject(refusalOf('neo4j-password')));
});

async function asNobody(work: () => Promise<unknown>): Promise<void> {
  process.seteuid?.(nobody);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}
