import type { Model } from '../../schema/language/define-model.ts';
import { groupBy } from '../../schema/language/group-by.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { invariant } from '../errors.ts';
import { type RecordAt, recordsAt } from '../knowledge/records-at.ts';
import type { Database } from '../neo4j/database.ts';
import { fromProperties, relationshipOf, toProperties, typeOfId } from '../neo4j/mapping.ts';
import { write } from '../neo4j/statement.ts';
import { canonicalLine } from './canonical.ts';
import { Tally } from './tally.ts';

/** Makes the live graph of a release from its revisions, in a database that has none; concepts and sources before claims. */
export async function buildLiveGraph(
  model: Model,
  database: Database,
  release: number,
  advance: (records: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const shape of ['node', 'relation'] as const) {
    for await (const page of recordsAt(database, release)) {
      signal.throwIfAborted();
      const records = page.filter(({ record }) => (record.subject === undefined) === (shape === 'node'));
      for (const [statement, rows] of groupBy(records, ({ record }) => textFor(model, record))) {
        await write(database, { text: statement, params: { rows: rows.map((row) => rowOf(model, row)) } });
      }
      advance(records.length);
    }
  }
}

const typeOf = (model: Model, id: string) => {
  const type = typeOfId(model, id);
  invariant(type, `${id} belongs to no type of the model.`);
  return type;
};

function textFor(model: Model, record: AnyRecord): string {
  const type = typeOf(model, record.id);
  return type.shape === 'node'
    ? `UNWIND $rows AS row CREATE (n:${type.name}${type.isConcept ? ':Concept' : ''}) SET n = row.properties`
    : `UNWIND $rows AS row MATCH (a:Concept {id: row.subject}) MATCH (b:Concept {id: row.object}) CREATE (a)-[r:${relationshipOf(type, record.negated === true)}]->(b) SET r = row.properties`;
}

const rowOf = (model: Model, { record, version }: RecordAt) => ({
  subject: record.subject ?? null,
  object: record.object ?? null,
  properties: toProperties(typeOf(model, record.id), record, version),
});

const pageSize = 2000;

/** Sums up every live record with its version. Equal to that of the release's revisions when the two tell the same. */
export async function tallyOfLiveGraph(model: Model, database: Database): Promise<Tally> {
  const tally = new Tally();
  for (const type of model.nodes) {
    const label = type.isConcept ? 'Concept' : type.name;
    await pages(
      (after) => ({
        text: `MATCH (n:${label}) WHERE n.id > $after AND n:${type.name} RETURN properties(n) ORDER BY n.id LIMIT $size`,
        params: { after, size: BigInt(pageSize) },
      }),
      ([properties]) => fromProperties(type, properties as Properties),
    );
  }
  for (const type of model.relations)
    for (const negated of [false, true])
      await pages(
        (after) => ({
          text: `MATCH (a)-[r:${relationshipOf(type, negated)}]->(b) WHERE r.id > $after RETURN properties(r), a.id, b.id ORDER BY r.id LIMIT $size`,
          params: { after, size: BigInt(pageSize) },
        }),
        ([properties, subject, object]) =>
          fromProperties(type, properties as Properties, { subject: subject as string, object: object as string, negated }),
      );
  return tally;

  async function pages(
    pageAfter: (after: string) => Parameters<Database['run']>[0],
    recordOf: (row: readonly unknown[]) => AnyRecord,
  ): Promise<void> {
    for (let after = ''; ;) {
      const rows = await database.run(pageAfter(after));
      for (const row of rows) tally.add(tallied(recordOf(row), (row[0] as Properties)['version'] as number));
      if (rows.length < pageSize) return;
      after = (rows[pageSize - 1]?.[0] as Properties | undefined)?.['id'] as string;
    }
  }
}

type Properties = Readonly<Record<string, unknown>>;

/** Sums up every record of a release as its revisions tell it. */
export async function tallyOfRelease(database: Database, release: number): Promise<Tally> {
  const tally = new Tally();
  for await (const page of recordsAt(database, release)) for (const { record, version } of page) tally.add(tallied(record, version));
  return tally;
}

const tallied = (record: AnyRecord, version: number): string => `${version} ${canonicalLine(record)}`;
