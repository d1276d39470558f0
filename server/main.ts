import { model } from '../schema/model.ts';
import { createApp } from './app.ts';
import { type Config, readConfig, unknownSettings } from './config.ts';
import { type FirstContent, publishFirstContent } from './editorial/first-content.ts';
import { unfinishedWork } from './editorial/unfinished-work.ts';
import { KnowledgeError } from './errors.ts';
import { createFirstAdmin, checkedAdminEmail } from './identity/first-admin.ts';
import { cannotListen, refuseTakenPort } from './listen-address.ts';
import { logLine } from './log-line.ts';
import { logMistake } from './log-mistake.ts';
import { openDatabase } from './neo4j/database.ts';
import { graphStatements } from './neo4j/graph-statements.ts';
import { forgetAddress, localOwner, tellAddress } from './neo4j/local/local-owner.ts';
import { migrate } from './neo4j/migrations.ts';
import { checkPrerequisites } from './prerequisites.ts';
import { keepSchedule } from './schedule.ts';
import { watchDatabase } from './watch-database.ts';
import { bundles, panelPath } from './web/bundles.ts';
import { prepareBundles } from './web/prepare-bundle.ts';

export interface MainOptions {
  /** Published as release 1 when the graph is empty. */
  readonly firstContent: FirstContent;
}

/**
 * Runs the server until SIGINT, SIGTERM or a loss it cannot mend. Exit code 0 after a signal; otherwise one line on standard error
 * and exit code 1. A second signal does not wait for open answers.
 */
export async function main(options: MainOptions): Promise<void> {
  const stopping = new AbortController();
  const closers: (() => Promise<void>)[] = [];
  const exit = async (code: number): Promise<void> => {
    for (const close of closers.reverse()) await close();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Without us the database's input ends, so it closes by itself, and in order.
      if (stopping.signal.aborted) process.exit(1);
      logLine('INFO', `Stopping on ${signal}.`);
      stopping.abort();
      if (started) void exit(0);
    });
  }
  let started = false;
  try {
    await start(options, readConfig(process.env), stopping.signal, closers, (reason) => {
      logLine('ERROR', reason.message);
      void exit(1);
    });
    started = true;
    if (stopping.signal.aborted) await exit(0);
  } catch (error) {
    if (!stopping.signal.aborted) console.error(lineFor(error));
    await exit(stopping.signal.aborted ? 0 : 1);
  }
}

async function start(
  { firstContent }: MainOptions,
  config: Config,
  signal: AbortSignal,
  closers: (() => Promise<void>)[],
  onLost: (reason: KnowledgeError) => void,
): Promise<void> {
  let isStarted = false;
  const report = (line: string): void => (isStarted ? logLine('WARN', line) : console.log(line));
  for (const line of unknownSettings(process.env).ignored) report(line);
  await checkPrerequisites(config);
  checkedAdminEmail(config.firstAdmin);
  await refuseTakenPort(config, config.neo4j.kind === 'local' ? await localOwner(config.dataDir) : undefined);
  const ending = new AbortController();
  // Beside the database's start, which takes as long.
  const preparing = prepareBundles(bundles, { report, signal: AbortSignal.any([signal, ending.signal]) });
  // Its failure is told where it is needed, below; until then it only has to be over before the process is.
  const prepared = preparing.catch(() => {});
  closers.push(() => {
    ending.abort();
    return prepared.then(() => {});
  });
  const database = await openDatabase({ neo4j: config.neo4j, report, signal, onLost });
  closers.push(() => database.close());
  await migrate(database, graphStatements(model));
  report(`Database  ${database.description}`);
  const { release } = await publishFirstContent(model, database, firstContent);
  const unfinished = await unfinishedWork(database);
  report(unfinished === undefined ? `Content   release ${release}` : `Content   cannot be read: ${unfinished}`);
  const admin = await createFirstAdmin(database, config.firstAdmin, new Date());
  // At once: it is stored nowhere, so a later step that fails must not swallow it.
  if (admin) report(`Admin     ${admin.email}, one-time password ${admin.oneTimePassword}`);
  const app = await createApp({ database, config, web: await preparing });
  const listening = await app.listen(config.port, config.host).catch((error: unknown) => {
    throw cannotListen(config, error);
  });
  const schedule = keepSchedule(model, database, config, logMistake);
  closers.push(() => schedule.stop());
  closers.push(() => listening.close());
  if (config.neo4j.kind === 'local') {
    await tellAddress(config.dataDir, listening.url);
    closers.push(() => forgetAddress(config.dataDir));
  } else {
    // The local one is told of by who keeps it.
    watchDatabase(database, report, AbortSignal.any([signal, ending.signal]));
  }
  await app.prepare();
  report(`API       ${listening.url}/graphql`);
  report(`Panel     ${listening.url}${panelPath}`);
  report(`Explorer  ${listening.url}/graphiql`);
  isStarted = true;
  // Whoever comes while it runs waits as long as without it; the database must not close under it.
  const rehearsal = app.rehearse(ending.signal).catch((error: unknown) => logMistake(error));
  closers.push(() => {
    ending.abort();
    return rehearsal;
  });
}

function lineFor(error: unknown): string {
  if (error instanceof KnowledgeError) return error.message;
  return `Aetia could not start, and this is a mistake of ours: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
