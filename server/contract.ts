import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import type { Model } from '../schema/language/define-model.ts';
import { model } from '../schema/model.ts';
import { graphqlSchema } from './graphql/schema.ts';
import { modelStatements } from './neo4j/model-statements.ts';
import { isErrorCode } from './system-error.ts';

/** How it is used, for whoever asks and for whoever gave words it does not know. */
export const usage = `npm run contract -- [--check]
Writes what the model promises to the outside into schema/contract. --check writes nothing, and says what there is stale.`;

const folder = resolve(import.meta.dirname, '../schema/contract');

/** What a model promises to the outside, by file name: the GraphQL schema, and the constraints and indexes of the graph. */
export const contractOf = (promised: Model): Readonly<Record<string, string>> => ({
  'schema.graphql': `${printSchema(lexicographicSortSchema(graphqlSchema(promised)))}\n`,
  'constraints.cypher': `${modelStatements(promised)
    .map((statement) => `${statement};`)
    .join('\n')}\n`,
});

/** Writes the contract's files; with `--check` writes nothing, and exit code 1 says that a committed file is stale. 2 for other words. */
export async function contract(words: readonly string[]): Promise<void> {
  const [word, ...more] = words;
  if (more.length > 0 || (word !== undefined && word !== '--check')) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const files = Object.entries(contractOf(model));
  if (word === undefined) {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of files) await writeFile(resolve(folder, name), text);
    return;
  }
  for (const [name, text] of files) {
    if ((await committed(name)) === text) continue;
    console.error(`schema/contract/${name} is stale. Run \`npm run contract\` and commit what it writes.`);
    process.exitCode = 1;
  }
}

async function committed(name: string): Promise<string | undefined> {
  try {
    return await readFile(resolve(folder, name), 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
