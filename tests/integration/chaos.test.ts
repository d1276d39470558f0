import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runChaos } from '../chaos/run-chaos.ts';
import { endServers } from '../support/server-process.ts';

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'aetia-chaos-'));
});
afterAll(async () => {
  endServers();
  await rm(dataDir, { recursive: true, force: true });
});

// The long form is `npm run test:chaos`. Each kill takes as long as a start of server and database.
it('keeps every acknowledged publish, and none by half, when server and database are killed', { timeout: 900_000 }, async () => {
  const said: string[] = [];
  const result = await runChaos({
    dataDir,
    serverKills: 2,
    databaseKills: 1,
    writers: 3,
    seed: 1,
    report: (line) => said.push(line),
  });
  expect(result.findings, said.join('\n')).toEqual([]);
  expect(result).toMatchObject({ serverKills: 2, databaseKills: 1 });
  expect(result.acknowledged).toBeGreaterThan(0);
});
