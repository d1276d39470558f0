import { setTimeout as wait } from 'node:timers/promises';

/** Resolves when the condition holds. Asks again and again; only the test's own time limit ends it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await wait(20);
}
