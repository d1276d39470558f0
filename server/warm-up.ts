import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * Asks the explorer's first question once, so that the database has planned a large statement before anybody waits for it: the first
 * plan after a start takes seconds, every later one a fraction.
 */
export async function warmUp(url: string): Promise<void> {
  const query = await readFile(resolve(import.meta.dirname, 'explorer/leg-cramp.graphql'), 'utf8');
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  await answer.arrayBuffer();
}
