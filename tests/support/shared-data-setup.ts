import { existsSync } from 'node:fs';
import { sharedData } from './shared-data.ts';

/** Says before the first test that open data is missing; the tests that read it fail. */
export function setup(): void {
  if (!existsSync(sharedData()))
    console.log(
      `The tests read open data from ${sharedData()}, which is missing. The README.md of that folder lists where each file comes from, and seed/importers/ names the sources.`,
    );
}
