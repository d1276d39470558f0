import { KnowledgeError } from './errors.ts';
import { logMistake } from './log-mistake.ts';
import type { Database } from './neo4j/database.ts';

/** How often it is looked whether the database answers, in milliseconds. */
const lookEveryMs = 3_000;

/** Tells `report` when the database stops answering, which is after two looks in a row, and when it answers again; until the signal. */
export function watchDatabase(database: Database, report: (line: string) => void, signal: AbortSignal, everyMs = lookEveryMs): void {
  let failures = 0;
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      await database.look((runner) => runner.run({ text: 'RETURN 1', params: {} }));
      if (failures > 1 && !signal.aborted) report('The database answers again.');
      failures = 0;
    } catch (error) {
      if (!(error instanceof KnowledgeError)) logMistake(error);
      else if (++failures === 2 && !signal.aborted) report('The database does not answer.');
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  signal.addEventListener('abort', () => clearInterval(timer));
}
