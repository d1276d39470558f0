import type { AnyRecord } from '../../schema/language/record.ts';
import { badUserInput } from '../errors.ts';
import { decodeCursor } from './select/cursor.ts';
import { finishPage, type Page, type PageInfo, pageOf } from './select/page.ts';
import { type Reading, readColumns, releaseColumn } from './select/select.ts';

/** How many changes are answered when nobody says, and the most. */
export const changePageSizes = { standard: 100, most: 500 } as const;

/** What a release did to a record. */
export interface RevisionRecord {
  readonly recordId: string;
  readonly recordType: string;
  readonly version: number;
  readonly action: 'CREATED' | 'CHANGED' | 'RETIRED';
  readonly release: number;
  readonly publishedAt: string;
  /** The whole record as it was published; null when it was retired. */
  readonly record: AnyRecord | null;
  /** On retired ones only. */
  readonly reason: string | null;
  readonly replacedById: string | null;
}

/** A revision with the release it came in and the record before it. */
export interface RevisionInChain extends RevisionRecord {
  readonly before: AnyRecord | null;
  readonly title: string;
  readonly note: string | null;
  readonly author: string;
  readonly approver: string | null;
}

/** A page of things with a place; `order` and `cursorValues` make the cursor of an item. */
interface Placed<T> {
  readonly pageInfo: PageInfo;
  readonly edges: readonly { readonly node: T; readonly order: string; readonly cursorValues: readonly string[] }[];
}

/**
 * What was published after the change that a cursor names, oldest first; from the very first without one. A publish while somebody
 * pages only adds behind what they have read. BAD_USER_INPUT when this graph has no such change.
 */
export async function changesSince(
  reading: Reading,
  since: string | null | undefined,
  first: number | null | undefined,
): Promise<Placed<RevisionRecord>> {
  const size = sizeOf(first, changePageSizes);
  const order = 'changes';
  const start = since == null ? undefined : decodeCursor(order, 2, since, 'since');
  const [place, key] = start ?? ['', ''];
  const [isKnown, rows] = await readColumns(
    reading,
    [
      `EXISTS { MATCH (v:Revision {place: $place}) WHERE v.key = $key }`,
      `COLLECT { MATCH (v:Revision) WHERE v.place > $place WITH v ORDER BY v.place LIMIT $count RETURN [v.place, v.key, ${revisionColumns}, ${releaseColumns(['at'])}] }`,
    ],
    { place, key, count: BigInt(size + 1) },
  );
  if (start && isKnown !== true)
    throw badUserInput(
      'since: this graph has no change with this cursor; it is from another graph, or from a state that this one was set back behind. Start again without `since`, with an empty copy.',
    );
  const page: Page = { size, isBackward: false, start, order };
  const finished = finishPage(rows as unknown[][], page, ([at, name]) => [at as string, name as string]);
  return {
    pageInfo: finished.info,
    edges: finished.rows.map(([at, name, ...columns]) => ({
      node: revisionOf(columns),
      order,
      cursorValues: [at as string, name as string],
    })),
  };
}

/** What happened to a record, newest first; empty for an id that was never published. `withClaims` of a concept: also to the claims that start or end at it, and to retired ones that ever did. */
export async function historyOf(
  reading: Reading,
  id: string,
  {
    withClaims,
    ...args
  }: { readonly withClaims: boolean; readonly first?: number | null | undefined; readonly after?: string | null | undefined },
): Promise<Placed<RevisionInChain>> {
  const page = pageOf(args, `history:${id}${withClaims ? ':claims' : ''}`, 1);
  const ids = withClaims ? `[$id] + ${claimsNow} + ${claimsBefore}` : '[$id]';
  const [rows] = await readColumns(
    reading,
    [
      // The hint keeps the planner from walking the order of all revisions for the few of one record.
      `COLLECT { UNWIND ids AS recordId MATCH (v:Revision {recordId: recordId}) USING INDEX v:Revision(recordId) WHERE v.place < $before WITH v ORDER BY v.place DESC LIMIT $count RETURN [v.place, ${recordBefore}, ${revisionColumns}, ${releaseColumns(['at', 'title', 'note', 'author', 'approver'])}] }`,
    ],
    {
      id,
      // A digit comes before every letter, so all places do.
      before: String(page.start?.[0] ?? 'z'),
      count: BigInt(page.size + 1),
      predicates: reading.model.relations.map(({ name }) => name),
      asSubject: `"subject":${JSON.stringify(id)}`,
      asObject: `"object":${JSON.stringify(id)}`,
    },
    `WITH ${ids} AS ids`,
  );
  const finished = finishPage(rows as unknown[][], page, ([place]) => [place as string]);
  return {
    pageInfo: finished.info,
    edges: finished.rows.map(([place, before, ...columns]) => {
      const [, title, note, author, approver] = columns.at(-1) as string[];
      return {
        node: {
          ...revisionOf(columns),
          before: recordOf(before as string | null),
          title: title ?? '',
          note: note ?? null,
          author: author ?? '',
          approver: approver ?? null,
        },
        order: page.order,
        cursorValues: [place as string],
      };
    }),
  };
}

const claimsNow = 'COLLECT { MATCH (n:Concept {id: $id})-[r]-() WHERE r.id IS NOT NULL RETURN DISTINCT r.id }';

/** Only what was published says where a claim that is gone had started and ended. */
const claimsBefore =
  'COLLECT { MATCH (t:Retired) WHERE t.recordType IN $predicates AND EXISTS { MATCH (v:Revision {recordId: t.id}) WHERE v.record CONTAINS $asSubject OR v.record CONTAINS $asObject } RETURN t.id }';

/** The state of the record that a revision found; null when there was none. */
const recordBefore =
  'head(COLLECT { MATCH (o:Revision {recordId: v.recordId}) USING INDEX o:Revision(recordId) WHERE o.place < v.place RETURN o.record ORDER BY o.place DESC LIMIT 1 })';

/** The record as it was published at a release; null when it was not. BAD_USER_INPUT for a release that there is not. */
export async function recordAt(reading: Reading, id: string, release: number): Promise<AnyRecord | null> {
  const [newest, row] = await readColumns(
    reading,
    [
      `${releaseColumn} AS newest`,
      `head(COLLECT { MATCH (v:Revision {recordId: $id}) USING INDEX v:Revision(recordId) WHERE v.release <= $release WITH v ORDER BY v.place DESC LIMIT 1 RETURN [v.record] })`,
    ],
    { id, release },
  );
  const current = (newest as number | null) ?? 0;
  if (release < 0 || release > current)
    throw badUserInput(`release: there is no release ${release}. Releases go from 1 to ${current}; 0 is the empty graph before them.`);
  const [record] = (row as [string | null] | null) ?? [null];
  return recordOf(record);
}

const revisionColumns = 'v.recordId, v.recordType, v.version, v.action, v.release, v.record, v.reason, v.replacedBy';

const releaseColumns = (properties: readonly string[]): string =>
  `head(COLLECT { MATCH (r:Release {number: v.release}) RETURN [${properties.map((name) => `r.${name}`).join(', ')}] })`;

function revisionOf(columns: readonly unknown[]): RevisionRecord {
  const [recordId, recordType, version, action, release, record, reason, replacedById, [publishedAt]] = columns as [
    string,
    string,
    number,
    RevisionRecord['action'],
    number,
    string | null,
    string | null,
    string | null,
    [string],
  ];
  return { recordId, recordType, version, action, release, publishedAt, record: recordOf(record), reason, replacedById };
}

const recordOf = (text: string | null): AnyRecord | null => (text === null ? null : (JSON.parse(text) as AnyRecord));

function sizeOf(first: number | null | undefined, { standard, most }: { readonly standard: number; readonly most: number }): number {
  const size = first ?? standard;
  if (size < 0 || size > most) throw badUserInput(`first: ${size} is out of range. Ask for 0 to ${most}, and for more in pages.`);
  return size;
}
