import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { model } from '../../schema/model.ts';
import type { Database } from '../../server/neo4j/database.ts';
import { importers } from '../../seed/importers/registry.ts';
import { type ImportOptions, type ImportResult, runImport } from '../../seed/importers/running/run-import.ts';

/** Imports as `npm run import` does, on a fixed day. */
export function importFiles(
  database: Database,
  name: string,
  files: readonly string[],
  options: Partial<ImportOptions> = {},
): Promise<ImportResult> {
  const importer = importers.find((one) => one.name === name);
  if (!importer) throw new Error(`There is no importer "${name}".`);
  return runImport(importer, { model, database, now: () => new Date('2026-01-02T00:00:00Z'), files, ...options });
}

/** Writes a file of this name for one test; `.gz` packs it. */
export async function temporaryFile(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'aetia-import-test-')), name);
  await writeFile(path, name.endsWith('.gz') ? gzipSync(content) : content);
  return path;
}

/** The counts of one type in a result. */
export const countsOf = ({ types }: ImportResult, type: string) => {
  const { created, changed, unchanged, skipped } = types.find((one) => one.type === type) ?? {
    created: 0,
    changed: 0,
    unchanged: 0,
    skipped: [],
  };
  return { created, changed, unchanged, skipped: skipped.reduce((sum, { count }) => sum + count, 0) };
};
