import { KnowledgeError } from '../errors.ts';
import { bundles } from './bundles.ts';
import { prepareBundles } from './prepare-bundle.ts';

/** Builds every web application ahead of a start, as for an image; exit code 1 and one line on standard error when that fails. */
export async function build(): Promise<void> {
  try {
    for (const { path, folder } of await prepareBundles(bundles, { report: console.log })) console.log(`${path} is ready in ${folder}`);
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
