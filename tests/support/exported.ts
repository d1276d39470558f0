import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { model } from '../../schema/model.ts';
import { type ExportFormatName, exportRelease, releaseToExport } from '../../server/exchange/export-release.ts';
import type { Manifest } from '../../server/exchange/manifest.ts';
import type { Runner } from '../../server/neo4j/statement.ts';

interface Exporting {
  readonly format?: ExportFormatName;
  /** The newest unless told. */
  readonly release?: number | undefined;
  readonly advance?: (records: number) => void;
  readonly signal?: AbortSignal;
}

/** Exports a release into a folder that does not exist yet, as `npm run export` does. */
export const exportTo = async (
  runner: Runner,
  folder: string,
  { format = 'jsonl', release, advance = () => {}, signal = new AbortController().signal }: Exporting = {},
): Promise<Manifest> => exportRelease({ model, runner, format, folder, release: await releaseToExport(runner, release), advance, signal });

/** The files of an export, as an import takes them. */
export const filesOf = async (folder: string): Promise<string[]> => (await readdir(folder)).map((name) => join(folder, name));
