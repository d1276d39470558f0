import { bundles } from '../../server/web/bundles.ts';
import { prepareBundles } from '../../server/web/prepare-bundle.ts';

/** Builds the web applications before the first test, as a start would, so that no test is the one that builds. */
export async function setup(): Promise<void> {
  await prepareBundles(bundles, { report: (line) => console.log(line) });
}
