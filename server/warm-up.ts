import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * Asks the explorer's questions once, so that the database has planned large statements before anybody waits for them: the first plan
 * after a start takes seconds, every later one a fraction.
 */
export async function warmUp(url: string): Promise<void> {
  for (const file of ['leg-cramp.graphql', 'assess.graphql']) {
    const query = await readFile(resolve(import.meta.dirname, 'explorer', file), 'utf8');
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    await answer.arrayBuffer();
  }
}
