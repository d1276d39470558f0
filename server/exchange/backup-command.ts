import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { model } from '../../schema/model.ts';
import { readConfig } from '../config.ts';
import { progressOf } from '../progress.ts';
import { readFromDatabase } from '../shell-command.ts';
import { backUp } from './backup.ts';

/** How it is used, for whoever asks and for whoever gave words it does not know. */
export const usage = `npm run backup -- [--out FILE]
Writes everything the database holds into a new file, while the server runs. It holds password hashes: keep it as safe as the database.`;

/** `npm run backup`: exit code 1 with one reason when it could not, 2 for words it does not know, 130 when it was interrupted. */
export async function backupCommand(words: readonly string[]): Promise<void> {
  const out = readWords(words);
  if (!out) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  await readFromDatabase(async (database, signal) => {
    const now = new Date();
    const name = `aetia-${now.toISOString().replaceAll(':', '-').slice(0, 19)}Z.jsonl.gz`;
    const file = resolve(out.file ?? join(readConfig(process.env).dataDir, 'backups', name));
    const [[total] = []] = await database.run({ text: 'RETURN COUNT { () } - COUNT { (:Concept) } - COUNT { (:Source) }', params: {} });
    const progress = progressOf('Saving', Number(total));
    try {
      const { head, end } = await backUp({ model, database, file, now, advance: (nodes) => progress.advance(nodes), signal });
      progress.end();
      const nodes = Object.values(end.counts).reduce((sum, count) => sum + count, 0);
      console.log(`Saved     ${nodes} nodes as of release ${head.release} and audit entry ${head.audit.number}, in ${file}`);
      console.log(`Hash      ${end.hash}`);
      console.log('It holds password hashes and second factors. Only you can read it; keep it as safe as the database.');
      return 0;
    } finally {
      progress.end();
    }
  });
}

function readWords(words: readonly string[]): { readonly file: string | undefined } | undefined {
  try {
    const { out } = parseArgs({ args: [...words], options: { out: { type: 'string' } } }).values;
    return out === '' ? undefined : { file: out };
  } catch (error) {
    // parseArgs throws for words it was not told of.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
