import { createHash } from 'node:crypto';
import type { Model } from '../../schema/language/define-model.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model as ourModel } from '../../schema/model.ts';
import { type Edit, publish, type PublishResult } from '../../server/editorial/publish.ts';
import type { Database } from '../../server/neo4j/database.ts';
import { inTransaction } from '../../server/neo4j/statement.ts';

/** Publishes edits as one release. */
export const publishEdits = (database: Database, edits: readonly Edit[], model: Model = ourModel): Promise<PublishResult> =>
  inTransaction(database, 'WRITE', (transaction) =>
    publish(model, transaction, edits, { title: 'Test', author: 'test' }, new Date('2026-01-01T00:00:00Z')),
  );

/** Publishes records as one release. */
export const publishRecords = (database: Database, records: readonly AnyRecord[], model: Model = ourModel): Promise<PublishResult> =>
  publishEdits(
    database,
    records.map((record) => ({ action: 'PUT', record })),
    model,
  );

/** What the graph holds, as counts and a checksum of every label, type, end and property. */
export async function graphState(database: Database): Promise<{ nodes: number; relationships: number; checksum: string }> {
  const nodes = await database.run({ text: 'MATCH (n) RETURN elementId(n), labels(n), properties(n)', params: {} });
  const relationships = await database.run({
    text: 'MATCH (a)-[r]->(b) RETURN elementId(r), elementId(a), elementId(b), type(r), properties(r)',
    params: {},
  });
  const lines = [...nodes, ...relationships].map((row) => JSON.stringify(row, inOrderOfKeys)).sort();
  return {
    nodes: nodes.length,
    relationships: relationships.length,
    checksum: createHash('sha256').update(lines.join('\n')).digest('hex'),
  };
}

const inOrderOfKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
