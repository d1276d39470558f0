import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { model } from '../../schema/model.ts';
import { readConfig } from '../config.ts';
import { KnowledgeError, unavailable } from '../errors.ts';
import { localOwner } from '../neo4j/local/local-owner.ts';
import { type Progress, progressOf } from '../progress.ts';
import { runInShell, withDatabase } from '../shell-command.ts';
import { verifyBackup } from './backup-file.ts';
import { restore, type RestoreWatch } from './restore.ts';

/** How it is used, for whoever asks and for whoever gave words it does not know. */
export const usage = `npm run restore -- FILE [--replace]
Makes the database hold exactly what a backup holds. Stop every server on it first. --replace lets it remove what is there.`;

/** `npm run restore`: exit code 1 with one reason when it could not, 2 for words it does not know, 130 when it was interrupted. */
export async function restoreCommand(words: readonly string[]): Promise<void> {
  const wanted = readWords(words);
  if (!wanted) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  await runInShell(async (signal) => {
    const { dataDir, neo4j } = readConfig(process.env);
    const owner = neo4j.kind === 'local' ? await localOwner(dataDir) : undefined;
    if (owner) throw unavailable(`A server uses ${dataDir} (pid ${owner.serverPid}). Stop it, then restore. Nothing was changed.`);
    const watch = new Steps();
    const file = resolve(wanted.file);
    try {
      watch.begin('Verifying the file', 0);
      const facts = await verifyBackup(model, file, (bytes) => watch.advance(bytes), signal);
      await withDatabase(signal, (database) => restore({ model, database, file, facts, replaces: wanted.replaces, watch, signal }));
      watch.end();
      const { head, end } = facts;
      const nodes = Object.values(end.counts).reduce((sum, count) => sum + count, 0);
      console.log(`Restored  ${nodes} nodes as of release ${head.release} and audit entry ${head.audit.number}, saved ${head.createdAt}`);
      console.log('Counts, hashes, graph and audit log are those of the backup.');
      return 0;
    } catch (error) {
      // From the first change on it says itself how the database was left.
      if (signal.aborted && !(error instanceof KnowledgeError)) throw unavailable('Interrupted. Nothing was changed.', error);
      throw error;
    } finally {
      watch.end();
    }
  });
}

/** One progress after the other. */
class Steps implements RestoreWatch {
  #progress: Progress | undefined;

  begin(step: string, total: number): void {
    this.end();
    this.#progress = progressOf(step, total);
  }

  advance(count: number): void {
    this.#progress?.advance(count);
  }

  end(): void {
    this.#progress?.end();
    this.#progress = undefined;
  }
}

function readWords(words: readonly string[]): { readonly file: string; readonly replaces: boolean } | undefined {
  try {
    const options = { replace: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [file, ...more] = positionals;
    return file === undefined || file === '' || more.length > 0 ? undefined : { file, replaces: values.replace };
  } catch (error) {
    // parseArgs throws for words it was not told of.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
