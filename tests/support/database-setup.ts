import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startLocalDatabase } from '../../server/neo4j/local/local-database.ts';

/** Starts the one Neo4j of a test run in a folder of its own, and removes both afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aetia-test-'));
  const database = await startLocalDatabase({
    dataDir,
    heapMb: 512,
    pageCacheMb: 64,
    report: (line) => console.log(line),
  });
  project.provide('neo4j', { kind: 'remote', uri: database.uri, user: database.user, password: database.password, database: undefined });
  return async () => {
    await database.stop();
    await rm(dataDir, { recursive: true });
  };
}
