import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BuiltBundle } from './web/prepare-bundle.ts';

/** A question with values like those that people ask it with. */
export interface StartQuestion {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

/**
 * Questions to ask once after the start, so that the database has planned their statements before somebody waits for them: the first plan
 * takes seconds, every later one a fraction. They are the explorer's, and what the build of each web application names.
 */
export async function startQuestions(web: readonly BuiltBundle[]): Promise<readonly StartQuestion[]> {
  const questions: StartQuestion[] = [];
  for (const file of ['leg-cramp.graphql', 'assess.graphql'])
    questions.push({ query: await readFile(resolve(import.meta.dirname, 'explorer', file), 'utf8') });
  for (const { folder } of web) {
    const file = join(folder, 'questions.json');
    if (existsSync(file)) questions.push(...(JSON.parse(await readFile(file, 'utf8')) as StartQuestion[]));
  }
  return questions;
}
