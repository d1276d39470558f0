import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { model } from '../../schema/model.ts';
import { readConfig } from '../config.ts';
import { progressOf } from '../progress.ts';
import { readFromDatabase } from '../shell-command.ts';
import { exportFormats, type ExportFormatName, exportRelease, releaseToExport } from './export-release.ts';

/** How it is used, for whoever asks and for whoever gave words it does not know. */
export const usage = `npm run export -- [--format ${Object.keys(exportFormats).join('|')}] [--release NUMBER] [--out FOLDER]
Writes every record of a release, the newest unless told, into a new folder, as jsonl unless told.`;

/** `npm run export`: exit code 1 with one reason when it could not, 2 for words it does not know, 130 when it was interrupted. */
export async function exportCommand(words: readonly string[]): Promise<void> {
  const wanted = readWords(words);
  if (!wanted) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  await readFromDatabase(async (database, signal) => {
    const { format } = wanted;
    const release = await releaseToExport(database, wanted.release);
    const folder = resolve(wanted.out ?? join(readConfig(process.env).dataDir, 'exports', `release-${release.number}-${format}`));
    const [[total] = []] = await database.run({
      text: 'RETURN COUNT { (:Concept) } + COUNT { (:Source) } + COUNT { ()-->() }',
      params: {},
    });
    const progress = progressOf('Exporting', Number(total));
    try {
      const advance = (count: number): void => progress.advance(count);
      const manifest = await exportRelease({ model, runner: database, format, folder, release, advance, signal });
      progress.end();
      const records = Object.values(manifest.records).reduce((sum, count) => sum + count, 0);
      console.log(`Exported  release ${release.number}, ${records} records, in ${folder}`);
      console.log(`Content   ${manifest.contentHash}`);
      return 0;
    } finally {
      progress.end();
    }
  });
}

interface Wanted {
  readonly format: ExportFormatName;
  readonly release: number | undefined;
  readonly out: string | undefined;
}

function readWords(words: readonly string[]): Wanted | undefined {
  try {
    const options = { format: { type: 'string', default: 'jsonl' }, release: { type: 'string' }, out: { type: 'string' } } as const;
    const { format, release, out } = parseArgs({ args: [...words], options }).values;
    const known = Object.keys(exportFormats).find((name): name is ExportFormatName => name === format);
    if (!known || out === '' || (release !== undefined && !/^\d{1,10}$/.test(release))) return undefined;
    return { format: known, release: release === undefined ? undefined : Number(release), out };
  } catch (error) {
    // parseArgs throws for words it was not told of.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
