import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import type { Model } from '../schema/language/define-model.ts';
import { model } from '../schema/model.ts';
import { graphqlSchema } from './graphql/schema.ts';
import { modelStatements } from './neo4j/model-statements.ts';
import { isErrorCode } from './system-error.ts';

const folder = resolve(import.meta.dirname, '../schema/contract');

/** What a model promises to the outside, by file name: the GraphQL schema, and the constraints and indexes of the graph. */
export const contractOf = (promised: Model): Readonly<Record<string, string>> => ({
  'schema.graphql': `${printSchema(lexicographicSortSchema(graphqlSchema(promised)))}\n`,
  'constraints.cypher': `${modelStatements(promised)
    .map((statement) => `${statement};`)
    .join('\n')}\n`,
});

/** Writes the contract's files; with `--check` writes nothing, and exit code 1 says that a committed file is stale. */
export async function contract(args: readonly string[]): Promise<void> {
  const files = Object.entries(contractOf(model));
  if (!args.includes('--check')) {
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
