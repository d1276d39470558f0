import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Model } from '../../schema/language/define-model.ts';
import { badUserInput, invariant } from '../errors.ts';
import { recordsAt, recordsOfIdsAt } from '../knowledge/records-at.ts';
import type { Runner } from '../neo4j/statement.ts';
import { makeWholeFolder } from '../whole-folder.ts';
import { canonicalLine, ContentHash } from './canonical.ts';
import { cannotKeep, isTaken } from './disk.ts';
import type { ExportFormat } from './formats/export-format.ts';
import { csv } from './formats/csv.ts';
import { jsonl } from './formats/jsonl.ts';
import { kgxJsonl, kgxTsv } from './formats/kgx.ts';
import { type FileFacts, LineFile } from './line-file.ts';
import { type Manifest, manifestName } from './manifest.ts';

/** Every way to write a release down, by the name an operator gives it. */
export const exportFormats = { jsonl, 'kgx-tsv': kgxTsv, 'kgx-jsonl': kgxJsonl, csv } as const satisfies Readonly<
  Record<string, ExportFormat>
>;
export type ExportFormatName = keyof typeof exportFormats;

export interface ExportOptions {
  readonly model: Model;
  readonly runner: Runner;
  readonly format: ExportFormatName;
  /** Must not exist yet. It is either absent or whole, whatever happens. */
  readonly folder: string;
  readonly release: ReleaseFacts;
  /** Told how many more records are written. */
  readonly advance: (records: number) => void;
  readonly signal: AbortSignal;
}

/** A release, as an export tells it. */
export interface ReleaseFacts {
  readonly number: number;
  readonly title: string;
  readonly publishedAt: string;
}

/** The release with this number, the newest without one. BAD_USER_INPUT when there is none. */
export async function releaseToExport(runner: Runner, number: number | undefined): Promise<ReleaseFacts> {
  const [[newest] = []] = await runner.run({ text: `MATCH (c:ContentRelease {key: 'current'}) RETURN c.number`, params: {} });
  const current = typeof newest === 'number' ? newest : 0;
  if (current === 0) throw badUserInput('Nothing is published yet, so there is no release to export.');
  const wanted = number ?? current;
  // A release that is being published has revisions before it counts.
  if (wanted > current || wanted < 1) throw badUserInput(`There is no release ${wanted}. Releases go from 1 to ${current}.`);
  const [row] = await runner.run({ text: 'MATCH (r:Release {number: $wanted}) RETURN r.number, r.title, r.at', params: { wanted } });
  if (!row) throw badUserInput(`There is no release ${wanted}.`);
  return { number: row[0] as number, title: row[1] as string, publishedAt: row[2] as string };
}

/**
 * Writes every record of a release into a new folder, in the order of ids, with a manifest that holds each file's hash and the
 * canonical hash of the content. Holds a page of records at a time. What is published meanwhile changes nothing.
 */
export async function exportRelease(options: ExportOptions): Promise<Manifest> {
  const { folder } = options;
  if (await isTaken(folder)) throw badUserInput(`${folder} exists already. Choose another folder with --out, or move it away.`);
  try {
    let manifest: Manifest | undefined;
    await makeWholeFolder(folder, async (part) => {
      manifest = await fill(part, options);
    });
    invariant(manifest, 'An export ended without a manifest.');
    return manifest;
  } catch (error) {
    throw cannotKeep(folder, error);
  }
}

async function fill(folder: string, options: ExportOptions): Promise<Manifest> {
  const { model, runner, format, release, advance, signal } = options;
  const files: LineFile[] = [];
  try {
    const writer = await exportFormats[format].open({
      model,
      create: async (name) => {
        const file = await LineFile.create(join(folder, name));
        files.push(file);
        return file;
      },
      sourcesOf: async (claims) => {
        const ids = new Set(claims.flatMap(({ citations }) => (citations as readonly { source: string }[]).map(({ source }) => source)));
        const found = await recordsOfIdsAt(runner, release.number, [...ids]);
        return new Map(found.map(({ record }) => [record.id, record] as const));
      },
    });
    const hash = new ContentHash();
    const counts = new Map<string, number>();
    for await (const page of recordsAt(runner, release.number)) {
      signal.throwIfAborted();
      const records = page.map(({ record }) => record);
      for (const record of records) {
        hash.add(canonicalLine(record));
        counts.set(record.type, (counts.get(record.type) ?? 0) + 1);
      }
      await writer.write(records);
      advance(records.length);
    }
    const facts: FileFacts[] = [];
    for (const file of files.splice(0)) facts.push(await file.finish());
    const manifest: Manifest = {
      format: `aetia-${format}`,
      formatVersion: exportFormats[format].version,
      release: release.number,
      title: release.title,
      publishedAt: release.publishedAt,
      contentHash: hash.digest(),
      records: Object.fromEntries([...model.nodes, ...model.relations].map(({ name }) => [name, counts.get(name) ?? 0])),
      ...('prefixes' in exportFormats[format] && { prefixes: exportFormats[format].prefixes }),
      files: facts,
    };
    await writeFile(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx', flush: true });
    return manifest;
  } finally {
    for (const file of files) await file.close();
  }
}
