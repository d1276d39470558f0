import { model } from '../schema/model.ts';
import { createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { type FirstContent, publishFirstContent } from './editorial/first-content.ts';
import { KnowledgeError } from './errors.ts';
import { cannotListen, refuseTakenPort } from './listen-address.ts';
import { openDatabase } from './neo4j/database.ts';
import { migrate } from './neo4j/migrations.ts';
import { modelStatements } from './neo4j/model-statements.ts';
import { checkPrerequisites } from './prerequisites.ts';

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
      stopping.abort();
      if (started) void exit(0);
    });
  }
  let started = false;
  try {
    await start(options, readConfig(process.env), stopping.signal, closers, (reason) => {
      console.error(reason.message);
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
  const report = (line: string): void => console.log(line);
  await checkPrerequisites(config);
  await refuseTakenPort(config);
  const database = await openDatabase({ neo4j: config.neo4j, report, signal, onLost });
  closers.push(() => database.close());
  await migrate(database, modelStatements(model));
  const { release } = await publishFirstContent(model, database, firstContent);
  const app = await createApp({ database, config });
  const listening = await app.listen(config.port, config.host).catch((error: unknown) => {
    throw cannotListen(config, error);
  });
  closers.push(() => listening.close());
  report(`Database  ${database.description}`);
  report(`Content   release ${release}`);
  report(`API       ${listening.url}/graphql`);
  report(`Explorer  ${listening.url}/graphiql`);
}

function lineFor(error: unknown): string {
  if (error instanceof KnowledgeError) return error.message;
  return `Aetia could not start, and this is a mistake of ours: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
