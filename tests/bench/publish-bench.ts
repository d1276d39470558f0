import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { food } from '../../schema/nodes/food.ts';
import { helpsWith } from '../../schema/relations/helps-with.ts';
import { reviewChangeSet, submitChangeSet } from '../../server/editorial/change-sets/lifecycle.ts';
import { publishChangeSet } from '../../server/editorial/change-sets/publish-change-set.ts';
import { openChangeSet, putEdit } from '../../server/editorial/change-sets/write-draft.ts';
import type { Editorial } from '../../server/editorial/editorial.ts';
import { newId } from '../../server/record-id.ts';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { read } from '../../server/neo4j/statement.ts';
import { startBenchDatabase } from './bench-database.ts';

const editCount = 500;
const rounds = 5;

const author = { id: 'bench-author', name: 'Author', client: 'bench' };
const reviewer = { id: 'bench-reviewer', name: 'Reviewer', client: 'bench' };

/** Half the edits are new foods, the other half a claim for each of them. */
function recordsOf(round: number, causes: readonly string[], source: string): AnyRecord[] {
  return Array.from({ length: editCount / 2 }, (_, i) => {
    const id = newId(food);
    const name = { en: `Bench food ${id}`, zh: `食物 ${id}` };
    const claim = {
      type: 'HELPS_WITH',
      id: newId(helpsWith),
      subject: id,
      object: causes[i % causes.length] ?? '',
      certainty: 'LOW',
      knowledgeLevel: 'ASSERTION',
      agent: 'HUMAN',
      citations: [{ source, locator: `Round ${round}`, stance: 'SUPPORTS' }],
    };
    return [{ type: 'Food', id, slug: `bench-${id.slice(4).toLowerCase()}`, name }, claim] as AnyRecord[];
  }).flat();
}

/** Takes change sets through the whole flow on a graph of 36,000 concepts and 360,000 claims, and says how long each step takes. */
async function benchPublish(database: Database, report: (line: string) => void): Promise<void> {
  const editorial: Editorial = { model, database, now: () => new Date() };
  const causes = (await read(database, { text: 'MATCH (c:Cause) RETURN c.id LIMIT 250', params: {} })).map(([id]) => id as string);
  const [[source] = []] = await read(database, { text: 'MATCH (s:Source) RETURN s.id LIMIT 1', params: {} });
  for (let round = 1; round <= rounds; round++) {
    const set = await openChangeSet(editorial, author, { title: `Bench ${round}` });
    const seconds: Record<string, number> = {};
    const timed = async (step: string, work: () => Promise<unknown>): Promise<void> => {
      const start = performance.now();
      await work();
      seconds[step] = (performance.now() - start) / 1000;
    };
    await timed(`${editCount} edits`, async () => {
      for (const record of recordsOf(round, causes, source as string))
        await putEdit(editorial, author, { changeSet: set.id, record, expectedVersion: 0 });
    });
    await timed('submit', () => submitChangeSet(editorial, author, { changeSet: set.id }));
    await timed('approve', () => reviewChangeSet(editorial, reviewer, { changeSet: set.id, decision: 'APPROVE' }));
    await timed('publish', () => publishChangeSet(editorial, reviewer, { changeSet: set.id }));
    const figures = Object.entries(seconds).map(([step, value]) => `${step} ${value.toFixed(2)} s`);
    report(`Round     ${round} of ${rounds}: ${figures.join(', ')}`);
  }
}

const report = (line: string): void => console.log(line);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const running = await startBenchDatabase({ seed: 2, scale: 1, isShortLived: false }, report);
try {
  const database = await openDatabase({ neo4j: running.neo4j, report: () => {} });
  try {
    await benchPublish(database, report);
  } finally {
    await database.close();
  }
} finally {
  await running.stop();
}
