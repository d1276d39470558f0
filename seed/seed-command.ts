import { model } from '../schema/model.ts';
import { publishFirstContent } from '../server/editorial/first-content.ts';
import { badUserInput } from '../server/errors.ts';
import { graphStatements } from '../server/neo4j/graph-statements.ts';
import { migrate } from '../server/neo4j/migrations.ts';
import { runOnDatabase } from '../server/shell-command.ts';
import { firstContent } from './content/first-content.ts';
import { duration, ProgressLines } from './importers/running/progress.ts';
import { runImport } from './importers/running/run-import.ts';
import { openContent } from './open/open-content.ts';

/** How it is used, for whoever asks and for whoever gave words it does not know. */
export const usage = `npm run seed -- open
Adds starter content from open data: seed/open/README.md says what, and under which licence.`;

/** `npm run seed -- open`: adds the starter content to the graph, each of its sources as one release. Exit code 2 for other words. */
export async function seedCommand(words: readonly string[]): Promise<void> {
  if (words.length !== 1 || words[0] !== 'open') {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  await runOnDatabase(async (database, signal) => {
    await migrate(database, graphStatements(model));
    await publishFirstContent(model, database, firstContent);
    for (const { importer, files, options = {} } of await openContent()) {
      if (signal.aborted) throw badUserInput('The command was interrupted. What was published stays; run it again for the rest.');
      const startedAt = performance.now();
      const progress = new ProgressLines(process.stderr);
      const { release, published } = await runImport(importer, {
        model,
        database,
        now: () => new Date(),
        files,
        options,
        signal,
        onProgress: (step, done) => progress.show(step, done),
      });
      progress.end();
      const seconds = (performance.now() - startedAt) / 1000;
      console.log(
        published === 0
          ? `${importer.title}: nothing changed.`
          : `${importer.title}: ${published.toLocaleString('en')} records as release ${release} in ${duration(seconds)}.`,
      );
    }
    return 0;
  });
}
