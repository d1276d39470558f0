import { halfRestoredFrom } from '../neo4j/migrations.ts';
import type { Runner } from '../neo4j/statement.ts';
import { openedRelease, sentenceAbout } from './batched-publish.ts';

/**
 * What keeps everybody from reading, as a sentence that says what to do: an import that publishes in parts or was interrupted in it, or a
 * backup that is half restored. Undefined when nothing does.
 */
export async function unfinishedWork(runner: Runner): Promise<string | undefined> {
  const file = await halfRestoredFrom(runner);
  if (file !== undefined) return `${file} is being restored, or was interrupted in it. If it does not run any more, restore it again.`;
  const opened = await openedRelease(runner);
  return opened && sentenceAbout(opened);
}
