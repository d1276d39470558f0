import { model } from '../../schema/model.ts';
import { verifyBackup } from '../../server/exchange/backup-file.ts';
import { restore, type RestoreOptions } from '../../server/exchange/restore.ts';
import type { Database } from '../../server/neo4j/database.ts';

/** Reads a backup and makes a database hold it, as the command does, into an empty one unless told. */
export async function restoreFile(
  database: Database,
  file: string,
  {
    replaces = false,
    watch = { begin: () => {}, advance: () => {} },
    signal = new AbortController().signal,
  }: Partial<Pick<RestoreOptions, 'replaces' | 'watch' | 'signal'>> = {},
): Promise<void> {
  const facts = await verifyBackup(model, file, () => {}, signal);
  await restore({ model, database, file, facts, replaces, watch, signal });
}
