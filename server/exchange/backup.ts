import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Model } from '../../schema/language/define-model.ts';
import { badUserInput, invariant } from '../errors.ts';
import type { Database } from '../neo4j/database.ts';
import { refuseHalfRestored } from '../neo4j/migrations.ts';
import { makeWholeFile } from '../whole-file.ts';
import { type BackupEnd, type BackupFacts, type BackupHead, BackupTally, backupVersion } from './backup-file.ts';
import { cannotKeep, isTaken } from './disk.ts';
import { dump, isHead } from './dump.ts';

export interface BackupOptions {
  readonly model: Model;
  readonly database: Database;
  /** Must not exist yet; readable and writable by its owner only. */
  readonly file: string;
  readonly now: Date;
  /** Told how many more nodes are written. */
  readonly advance: (nodes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Writes everything the database holds, as of one moment, into a new compressed file that is either absent or whole. Editing goes on
 * meanwhile, but for the time that accounts and drafts take to be read. UNAVAILABLE for a database that is half restored, BAD_USER_INPUT
 * for one that holds nothing yet.
 */
export async function backUp({ model, database, file, now, advance, signal }: BackupOptions): Promise<BackupFacts> {
  await refuseHalfRestored(database);
  await refuseNothing(database);
  if (await isTaken(file)) throw badUserInput(`${file} exists already. Choose another name with --out, or move it away.`);
  let head: BackupHead | undefined;
  let end: BackupEnd | undefined;
  async function* lines(): AsyncGenerator<string> {
    const tally = new BackupTally();
    for await (const item of dump(model, database)) {
      if (isHead(item)) {
        head = { format: 'aetia-backup', formatVersion: backupVersion, createdAt: now.toISOString(), ...item };
        yield `${JSON.stringify(head)}\n`;
        continue;
      }
      const line = JSON.stringify(item);
      tally.add(line, item);
      yield `${line}\n`;
      advance(1);
    }
    // A restore that began meanwhile took away what was still to be read.
    await refuseHalfRestored(database);
    end = tally.end();
    yield `${JSON.stringify(end)}\n`;
  }
  try {
    await makeWholeFile(file, (part) =>
      pipeline(lines, createGzip({ level: 4 }), createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }), { signal }),
    );
  } catch (error) {
    throw cannotKeep(file, error);
  }
  invariant(head && end, 'A backup ended without its last line.');
  return { head, end };
}

/** A backup of nothing would be taken for one of what lies elsewhere. */
async function refuseNothing(database: Database): Promise<void> {
  const text = 'RETURN EXISTS { (:Release) } OR EXISTS { (:User) } OR EXISTS { (:AuditEntry) }';
  const [[holdsSomething] = []] = await database.run({ text, params: {} });
  if (holdsSomething !== true)
    throw badUserInput(
      `There is nothing to save: ${database.description} has no release, no account and no audit entry. Set AETIA_DATA or NEO4J_URI to the one that has.`,
    );
}
