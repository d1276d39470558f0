import { parseArgs } from 'node:util';
import { model } from '../../schema/model.ts';
import { type BatchSizes, takeBack } from '../../server/editorial/batched-publish.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { badUserInput, KnowledgeError } from '../../server/errors.ts';
import type { Database } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { runOnDatabase } from '../../server/shell-command.ts';
import { firstContent } from '../content/first-content.ts';
import type { Importer } from './importer.ts';
import { importers } from './registry.ts';
import { reviewedCodes, reviewedCodesNeed } from './reviewed-codes.ts';
import { duration, ProgressLine, ProgressLines } from './running/progress.ts';
import { type ImportResult, openFiles, runImport } from './running/run-import.ts';

/**
 * `npm run import`: exit code 1 with the reason when nothing could be imported, 2 for a command that is none. Without words it lists the
 * sources.
 */
export async function importCommand(words: readonly string[], sizes?: BatchSizes): Promise<void> {
  const [name, ...rest] = words;
  if (name === '--take-back' && rest.length === 0) return takeBackCommand();
  const importer = importers.find((one) => one.name === name);
  if (name === undefined || words.includes('--help') || words.includes('-h')) {
    console.log(importer ? helpFor(importer) : usage());
    return;
  }
  if (!importer) {
    console.error(`There is no source "${name}".\n${usage()}`);
    process.exitCode = 2;
    return;
  }
  const said = read(importer, rest);
  if (typeof said === 'string') {
    console.error(`${said}\nnpm run import -- ${wordsOf(importer)} [--dry-run]`);
    process.exitCode = 2;
    return;
  }
  const { files, options, isDryRun } = said;
  if (!(await areAsTheyShouldBe(importer, files, options))) return;
  await runOnDatabase(async (database) => {
    await prepare(database, importer);
    const stopping = new AbortController();
    const stop = (): void => stopping.abort(badUserInput('The import was interrupted; nothing was imported.'));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    const progress = new ProgressLines(process.stderr);
    const startedAt = performance.now();
    try {
      const result = await runImport(importer, {
        model,
        database,
        now: () => new Date(),
        files,
        options,
        isDryRun,
        signal: stopping.signal,
        sizes,
        onProgress: (step, done) => progress.show(step, done),
      });
      progress.end();
      console.log(report(importer, result, isDryRun, (performance.now() - startedAt) / 1000));
      return 0;
    } finally {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    }
  });
}

/** Takes an interrupted import back. */
const takeBackCommand = (): Promise<void> =>
  runOnDatabase(async (database) => {
    const line = new ProgressLine(process.stderr, 'Taking back');
    const { title } = await takeBack(model, database, {
      now: () => new Date(),
      onProgress: (done) => line.show({ done, share: undefined }),
    });
    line.end();
    console.log(`"${title}" was taken back; the graph is as it was before.`);
    return 0;
  });

/** The server may never have been started; and curated content comes first, for what is imported to join it. */
async function prepare(database: Database, { isWholeGraph }: Importer): Promise<void> {
  await migrate(database, graphStatements(model));
  if (isWholeGraph !== true) await publishFirstContent(model, database, firstContent);
}

function usage(): string {
  const lines = importers.map((importer) => `  ${wordsOf(importer)}\n      ${importer.title}`);
  return [
    'npm run import -- SOURCE FILES… [--dry-run]',
    'npm run import -- --take-back',
    ...lines,
    `All but aetia also take ${reviewedCodesNeed.example}: codes that people say mean the same (seed/importers/README.md).`,
  ].join('\n');
}

const helpFor = (importer: Importer): string =>
  `${importer.title}\nnpm run import -- ${wordsOf(importer)}${reviewedCodes in importer.files ? ` [${reviewedCodesNeed.example}]` : ''} [--dry-run]`;

function wordsOf({ name, files, options }: Importer): string {
  const own = Object.values(files).filter((need) => need !== reviewedCodesNeed);
  const words = own.map(({ example, isOptional }) => (isOptional === true ? `[${example}]` : example));
  const more = Object.entries(options).map(([option, { isOptional }]) => (isOptional === true ? `[--${option} …]` : `--${option} …`));
  return [name, ...words, ...more].join(' ');
}

/** Whoever mistook a file need not wait for a database to hear of it. */
async function areAsTheyShouldBe(
  importer: Importer,
  files: readonly string[],
  options: Readonly<Record<string, string>>,
): Promise<boolean> {
  try {
    await openFiles(importer, files, options);
    return true;
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return false;
  }
}

/** What the words say, or a sentence on what is wrong with them. */
function read(importer: Importer, words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        ...Object.fromEntries(Object.keys(importer.options).map((option) => [option, { type: 'string' as const }])),
      },
    });
    const { 'dry-run': isDryRun, ...options } = values as Record<string, string | boolean | undefined>;
    return { files: positionals, options: options as Record<string, string>, isDryRun: isDryRun === true };
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ', 1)[0] ?? '') : '';
  }
}

function report({ title }: Importer, { release, published, types, asked }: ImportResult, isDryRun: boolean, seconds: number): string {
  const count = (number: number): string => number.toLocaleString('en').padStart(11);
  const rows = types.map(
    ({ type, created, changed, unchanged, joined, skipped }) =>
      `${type.padEnd(20)}${[created, changed, unchanged, joined, skipped.reduce((sum, one) => sum + one.count, 0)].map(count).join('')}`,
  );
  const reasons = types.flatMap(({ type, skipped }) =>
    skipped.map(({ reason, count: many, first }) => `  ${type}: ${many.toLocaleString('en')} skipped, ${reason} (first at ${first})`),
  );
  const remarks = types.flatMap(({ type, remarks: all }) =>
    all.map(({ text, count: many, first }) => `  ${type}: ${many.toLocaleString('en')} to look at, ${text} (first at ${first})`),
  );
  const outcome = isDryRun
    ? `Dry run: ${published.toLocaleString('en')} records would be published. Nothing was written.`
    : published === 0
      ? `Nothing changed; the content release is still ${release}.`
      : `Published ${published.toLocaleString('en')} records as release ${release} in ${duration(seconds)}.`;
  return [
    title,
    `${''.padEnd(20)}${['created', 'changed', 'unchanged', 'joined', 'skipped'].map((head) => head.padStart(11)).join('')}`,
    ...rows,
    ...reasons,
    ...remarks,
    ...(asked.duplicates > 0 ? [`${asked.duplicates} possible duplicates ${isDryRun ? 'would be' : 'are'} in the review queue.`] : []),
    ...(asked.harms > 0
      ? [
          `${asked.harms} claims of harm that the graph speaks against were left out and ${isDryRun ? 'would be' : 'are'} in the review queue.`,
        ]
      : []),
    ...(asked.contradictions > 0
      ? [
          `${asked.contradictions} records whose code means one concept and whose name another ${isDryRun ? 'would be' : 'are'} in the review queue.`,
        ]
      : []),
    ...(asked.changeSet === undefined
      ? []
      : [
          `What people wrote stays. What the source says instead ${isDryRun ? 'would become a change set' : 'is a change set in review'}: ${asked.changeSet}.`,
        ]),
    outcome,
  ].join('\n');
}
