import { notFound } from '../../errors.ts';
import type { Runner } from '../../neo4j/statement.ts';
import { type ChangeSet, changeSetColumns, changeSetFrom, type ChangeSetState } from './change-set.ts';
import type { Comment } from './lifecycle.ts';

/** The change set with this id; NOT_FOUND when there is none. */
export async function changeSetById(runner: Runner, id: string): Promise<ChangeSet> {
  const [row] = await runner.run({ text: `MATCH (c:ChangeSet {id: $id}) RETURN ${changeSetColumns}`, params: { id } });
  if (!row) throw notFound(`The change set ${id}`);
  return changeSetFrom(row);
}

/** Which change sets to list; what is null does not matter. */
export interface ChangeSetFilter {
  readonly states: readonly ChangeSetState[] | null;
  readonly authorId: string | null;
  readonly assigneeId: string | null;
  /** Only sets that edit a record of this type. */
  readonly recordType: string | null;
  /** Only sets that edit this record. */
  readonly recordId: string | null;
}

const conditions = `($states IS NULL OR c.state IN $states) AND ($authorId IS NULL OR c.authorId = $authorId)
AND ($assigneeId IS NULL OR c.assigneeId = $assigneeId)
AND ($recordType IS NULL OR EXISTS { MATCH (e:Edit {changeSet: c.id}) WHERE e.recordType = $recordType })
AND ($recordId IS NULL OR EXISTS { MATCH (e:Edit {key: c.id + ' ' + $recordId}) })`;

/** Change sets, the one touched last first; behind the key of `changeSetKey`. */
export async function listChangeSets(
  runner: Runner,
  filter: ChangeSetFilter,
  after: string | undefined,
  count: number,
): Promise<ChangeSet[]> {
  const rows = await runner.run({
    text: `MATCH (c:ChangeSet) WHERE ($after IS NULL OR c.updatedAt + ' ' + c.id < $after) AND ${conditions}
RETURN ${changeSetColumns} ORDER BY c.updatedAt + ' ' + c.id DESC LIMIT $count`,
    params: { ...filter, after: after ?? null, count: BigInt(count) },
  });
  return rows.map(changeSetFrom);
}

export const changeSetKey = ({ updatedAt, id }: ChangeSet): string => `${updatedAt} ${id}`;

export async function countChangeSets(runner: Runner, filter: ChangeSetFilter): Promise<number> {
  const [row] = await runner.run({ text: `MATCH (c:ChangeSet) WHERE ${conditions} RETURN count(c)`, params: { ...filter } });
  return Number(row?.[0] ?? 0);
}

/** Change sets that wait for a review, the one that waits longest first; behind the key of `waitingKey`. */
export async function listWaiting(runner: Runner, filter: ChangeSetFilter, after: string | undefined, count: number): Promise<ChangeSet[]> {
  const rows = await runner.run({
    text: `MATCH (c:ChangeSet) WHERE ($after IS NULL OR c.submittedAt + ' ' + c.id > $after) AND ${conditions}
RETURN ${changeSetColumns} ORDER BY c.submittedAt + ' ' + c.id LIMIT $count`,
    params: { ...filter, after: after ?? null, count: BigInt(count) },
  });
  return rows.map(changeSetFrom);
}

export const waitingKey = ({ submittedAt, id }: ChangeSet): string => `${submittedAt} ${id}`;

/** What the database leaves out when it is null. */
const noPlace = { recordId: null, path: null };
const noReason = { reason: null };

/** Comments on a change set, the oldest first. */
export async function commentsOf(runner: Runner, changeSet: string): Promise<Comment[]> {
  const rows = await runner.run({
    text: 'MATCH (m:Comment {changeSet: $changeSet}) RETURN properties(m) ORDER BY m.at, m.id',
    params: { changeSet },
  });
  return rows.map(([comment]) => ({ ...noPlace, ...(comment as Omit<Comment, 'recordId' | 'path'>) }));
}

/** A decision of a reviewer. */
export interface Review {
  readonly id: string;
  readonly decision: 'APPROVE' | 'REQUEST_CHANGES';
  readonly reason: string | null;
  readonly reviewerId: string;
  readonly reviewerName: string;
  /** Version of the change set that was looked at. */
  readonly version: number;
  readonly at: string;
}

/** Decisions on a change set, the oldest first. */
export async function reviewsOf(runner: Runner, changeSet: string): Promise<Review[]> {
  const rows = await runner.run({
    text: 'MATCH (r:Review {changeSet: $changeSet}) RETURN properties(r) ORDER BY r.at, r.id',
    params: { changeSet },
  });
  return rows.map(([review]) => ({ ...noReason, ...(review as Omit<Review, 'reason'>) }));
}
