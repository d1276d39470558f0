import type { Model } from '../../schema/language/define-model.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { Database } from '../neo4j/database.ts';
import { inTransaction } from '../neo4j/statement.ts';
import { lockContentRelease, publish } from './publish.ts';

/** Content that comes with the product. */
export interface FirstContent {
  readonly title: string;
  readonly note: string;
  readonly records: readonly AnyRecord[];
}

/** Publishes the content as release 1 when the graph has no release yet; otherwise changes nothing. Answers the content release. */
export function publishFirstContent(model: Model, database: Database, content: FirstContent): Promise<{ release: number }> {
  return inTransaction(database, 'WRITE', async (transaction) => {
    const [row] = await transaction.run({ text: `MATCH (c:ContentRelease {key: 'current'}) RETURN c.number`, params: {} });
    if (typeof row?.[0] === 'number' && row[0] > 0) return { release: row[0] };
    // Another start or a command may be publishing it: whoever waited for the lock finds it done.
    const release = await lockContentRelease(transaction);
    if (release > 0) return { release };
    const edits = content.records.map((record) => ({ action: 'PUT' as const, record, baseVersion: 0 }));
    return publish(model, transaction, edits, { title: content.title, note: content.note, author: 'Aetia' }, new Date());
  });
}
