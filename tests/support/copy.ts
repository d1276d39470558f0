import type { Model } from '../../schema/language/define-model.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model as ourModel } from '../../schema/model.ts';
import { type Published, publishedRecords } from '../../server/editorial/current-records.ts';
import type { Database } from '../../server/neo4j/database.ts';
import type { Api } from './api.ts';

/** A copy of the graph that an app keeps by following `changes`. */
export interface Copy {
  readonly records: ReadonlyMap<string, Published>;
  /** Of the last change in it. */
  readonly cursor: string | undefined;
}

export const emptyCopy: Copy = { records: new Map(), cursor: undefined };

/** One change as the API tells it. */
interface ChangeNode {
  readonly id: string;
  readonly recordType: string;
  readonly action: 'CREATED' | 'CHANGED' | 'RETIRED';
  readonly release: number;
  readonly publishedAt: string;
  readonly version: number;
  readonly record: AnyRecord | null;
  readonly reason: string | null;
  readonly replacedById: string | null;
}

export interface ChangePage {
  readonly edges: readonly { readonly cursor: string; readonly node: ChangeNode }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const query = `query ($since: String, $first: Int) {
  changes(since: $since, first: $first) {
    edges { cursor node { id recordType action release publishedAt version record reason replacedById } }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const changePage = async (api: Api, since: string | undefined, first: number | undefined): Promise<ChangePage> =>
  (await api.data<{ changes: ChangePage }>(query, { since, first })).changes;

/** Follows the changes to their end, a page at a time; calls `between` after each page. Throws when a step does not fit the copy. */
export async function followChanges(api: Api, from: Copy, pageSize: number, between?: () => Promise<void>): Promise<Copy> {
  const records = new Map(from.records);
  let { cursor } = from;
  for (;;) {
    const { edges, pageInfo } = await changePage(api, cursor, pageSize);
    for (const { node } of edges) applyChange(records, node);
    cursor = pageInfo.endCursor ?? cursor;
    await between?.();
    if (!pageInfo.hasNextPage) return { records, cursor };
  }
}

function applyChange(records: Map<string, Published>, { id, action, version, record }: ChangeNode): void {
  if (records.has(id) !== (action !== 'CREATED')) throw new Error(`${id} was ${action}, but the copy says otherwise.`);
  if (record) {
    for (const end of [record.subject, record.object])
      if (end !== undefined && !records.has(end)) throw new Error(`${id} came before its end ${end}.`);
    records.set(id, { record, version });
    return;
  }
  for (const other of records.values())
    if (other.record.subject === id || other.record.object === id) throw new Error(`${id} went before its claim ${other.record.id}.`);
  records.delete(id);
}

/** Every record that is live, as the write path reads it. */
export async function liveRecords(database: Database, model: Model = ourModel): Promise<ReadonlyMap<string, Published>> {
  const rows = await database.run({
    text: `MATCH (n:Concept|Source) RETURN n.id UNION MATCH (:Concept)-[r]->(:Concept) RETURN r.id AS \`n.id\``,
    params: {},
  });
  return publishedRecords(
    model,
    database,
    rows.map(([id]) => id as string),
  );
}
