import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Model } from '../../../schema/language/define-model.ts';
import { type BatchSizes, openedRelease, publishInBatches, sentenceAbout } from '../../../server/editorial/batched-publish.ts';
import { badUserInput, conflict, KnowledgeError } from '../../../server/errors.ts';
import type { Database } from '../../../server/neo4j/database.ts';
import type { Importer, Item, Opened } from '../importer.ts';
import { type InputFile, inputFile } from '../readers/input-file.ts';
import { reviewedCodes } from '../reviewed-codes.ts';
import { Planner } from './planner.ts';
import type { Progress } from './progress.ts';
import { type Asked, askPeople } from './questions.ts';
import { Spool } from './spool.ts';
import { Summary, type TypeSummary } from './summary.ts';

export interface ImportOptions {
  readonly model: Model;
  readonly database: Database;
  readonly now: () => Date;
  /** Paths; each is known by its name. */
  readonly files: readonly string[];
  readonly options?: Readonly<Record<string, string>>;
  /** Plans, and writes nothing. */
  readonly isDryRun?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((step: 'Reading' | 'Publishing', progress: Progress) => void) | undefined;
  readonly sizes?: BatchSizes | undefined;
}

export interface ImportResult {
  /** The content release after it. */
  readonly release: number;
  /** How many records it published, or would. */
  readonly published: number;
  readonly types: readonly TypeSummary[];
  /** What it left to people; possible duplicates and proposals are counted in a dry run too. */
  readonly asked: Asked;
}

/** How often an import is planned anew because somebody published meanwhile. */
const mostTries = 3;

/**
 * Imports files as one release: reads and plans everything, then publishes what changes, then asks people what only they can say.
 * BAD_USER_INPUT for files that are not what they should be, before anything is written.
 */
export async function runImport(importer: Importer, options: ImportOptions): Promise<ImportResult> {
  for (let tries = 1; ; tries++) {
    try {
      return await importOnce(importer, options);
    } catch (error) {
      if (!(error instanceof KnowledgeError) || error.code !== 'CONFLICT' || typeof error.current !== 'number' || tries === mostTries)
        throw error;
    }
  }
}

async function importOnce(importer: Importer, options: ImportOptions): Promise<ImportResult> {
  const { model, database, signal, onProgress = () => {} } = options;
  const { files, opened } = await openFiles(importer, options.files, options.options);
  const key = `${importer.name} ${await fingerprint(options.files, options.options ?? {})}`;
  await refuseOther(database, key);
  const spool = new Spool();
  try {
    const plannedOn = await contentRelease(database);
    const summary = new Summary();
    const planner = await Planner.of({
      model,
      runner: database,
      source: opened.source,
      spool,
      summary,
      isWholeGraph: importer.isWholeGraph,
    });
    const progress = readingProgress(importer, files);
    await planner.plan(
      watched(opened, (done) => onProgress('Reading', { done, share: progress() })),
      signal,
    );
    const [refusal, ...others] = summary.refusals;
    if (refusal !== undefined) throw badUserInput([refusal, ...others, 'Nothing was imported.'].join('\n'));
    const questions = {
      duplicates: [...planner.duplicates.values()],
      harms: [...planner.harms.values()],
      contradictions: [...planner.contradictions.values()],
      proposals: planner.proposals,
    };
    const { count } = spool;
    if (options.isDryRun === true)
      return {
        release: plannedOn,
        published: count,
        types: summary.types,
        asked: {
          duplicates: questions.duplicates.length,
          harms: questions.harms.length,
          contradictions: questions.contradictions.length,
          changeSet: questions.proposals.size > 0 ? `${questions.proposals.size} edits` : undefined,
        },
      };
    const { version } = opened;
    const title = `Import: ${importer.title}${version === undefined || importer.title.includes(version) ? '' : ` ${version}`}`;
    const { release } = await publishInBatches(
      model,
      database,
      {
        plannedOn,
        count,
        batches: (size) => spool.batches(size),
        key,
        note: { title: title.slice(0, 200), author: 'Import', importer: importer.name, note: opened.source.attribution },
      },
      {
        now: options.now,
        signal,
        sizes: options.sizes,
        onProgress: (done) => onProgress('Publishing', { done, share: count === 0 ? 1 : done / count }),
      },
    );
    const asked = await askPeople(model, database, title, questions, options.now);
    return { release, published: count, types: summary.types, asked };
  } finally {
    spool.remove();
  }
}

/** Gives the files to the importer, which looks at their heads. BAD_USER_INPUT when they, or the options, are not what they should be. */
export async function openFiles(importer: Importer, paths: readonly string[], options: Readonly<Record<string, string>> = {}) {
  const files = await filesFor(importer, paths);
  return { files, opened: await importer.open(files, optionsFor(importer, options)) };
}

/** Gives each file to what the importer needs; BAD_USER_INPUT names what is missing, unknown or given twice. */
async function filesFor({ name, files: needs }: Importer, paths: readonly string[]): Promise<Record<string, InputFile>> {
  const entries = Object.entries(needs);
  const [only, ...others] = entries.filter(([key]) => key !== reviewedCodes);
  const found: Record<string, InputFile> = {};
  const wanted = entries.map(([, { example, isOptional }]) => (isOptional === true ? `[${example}]` : example)).join(' ');
  for (const path of paths) {
    const plain = basename(path).replace(/\.gz$/, '');
    const fits = entries.find(([, { pattern }]) => pattern.test(plain)) ?? (others.length === 0 ? only : undefined);
    if (!fits) throw badUserInput(`${name} does not know what ${basename(path)} is. It takes: ${wanted}`);
    if (found[fits[0]])
      throw badUserInput(`${name} takes one ${fits[1].example}, but was given ${found[fits[0]]?.name} and ${basename(path)}.`);
    found[fits[0]] = await inputFile(path);
  }
  const missing = entries.filter(([key, { isOptional }]) => isOptional !== true && !found[key]).map(([, { example }]) => example);
  if (missing.length > 0)
    throw badUserInput(`${name} needs ${missing.join(' and ')}${paths.length > 0 ? ' as well' : ''}. It takes: ${wanted}`);
  return found;
}

function optionsFor({ name, options: needs }: Importer, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const option of Object.keys(given)) if (!Object.hasOwn(needs, option)) throw badUserInput(`${name} has no option --${option}.`);
  for (const [option, { description, isOptional }] of Object.entries(needs))
    if (isOptional !== true && given[option] === undefined) throw badUserInput(`${name} needs --${option}: ${description}`);
  return given;
}

/** The same for the same files and options, wherever they lie. */
async function fingerprint(paths: readonly string[], options: Readonly<Record<string, string>>): Promise<string> {
  const prints = Object.entries(options).map(([name, value]) => `${name} ${value}`);
  for (const path of paths) {
    const hash = createHash('sha256');
    for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) hash.update(bytes);
    prints.push(hash.digest('hex'));
  }
  const sorted = prints.sort((a, b) => (a < b ? -1 : 1));
  return createHash('sha256').update(sorted.join('\n')).digest('hex').slice(0, 32);
}

async function refuseOther(database: Database, key: string): Promise<void> {
  const opened = await openedRelease(database);
  if (opened && opened.key !== key) throw conflict(sentenceAbout(opened), opened);
}

async function contentRelease(database: Database): Promise<number> {
  const [row] = await database.run({ text: `MATCH (c:ContentRelease {key: 'current'}) RETURN c.number`, params: {} });
  return (row?.[0] as number | undefined) ?? 0;
}

/** How much of the files was read, of all that will be. */
function readingProgress({ files: needs }: Importer, files: Readonly<Record<string, InputFile>>): () => number {
  const parts = Object.entries(files).map(([key, file]) => ({
    file,
    bytes: file.sizeBytes * (needs[key]?.readings ?? 1),
    before: file.readBytes,
  }));
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return () => parts.reduce((sum, { file, before }) => sum + file.readBytes - before, 0) / total;
}

async function* watched(opened: Opened, onItem: (done: number) => void): AsyncGenerator<Item> {
  let done = 0;
  for await (const item of opened.items()) {
    yield item;
    done++;
    if (done % 500 === 0) onItem(done);
  }
}
