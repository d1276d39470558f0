import type { ErrorCode } from '../../../schema/error-codes.ts';
import { vocabulary } from '../../../schema/language/field.ts';
import { conflict, notFound } from '../../errors.ts';
import type { Row, Runner } from '../../neo4j/statement.ts';

/** The most characters that a title has. */
export const longestTitle = 200;

/** Where a change set stands. */
export const changeSetStates = vocabulary('ChangeSetState', 'Where a change set stands.', {
  OPEN: 'Being written.',
  IN_REVIEW: 'Waits for somebody else to look at it.',
  CHANGES_REQUESTED: 'A reviewer asked for changes.',
  APPROVED: 'A reviewer approved it; it can be published.',
  PUBLISHED: 'It is part of the published graph.',
  WITHDRAWN: 'Its author gave it up.',
});
export type ChangeSetState = keyof typeof changeSetStates.values;

/** A proposal to change the graph. Times are ISO 8601 in UTC. */
export interface ChangeSet {
  readonly id: string;
  readonly title: string;
  readonly reason: string | null;
  readonly state: ChangeSetState;
  readonly authorId: string;
  readonly authorName: string;
  /** Everybody who edited it; none of them can approve it. */
  readonly contributorIds: readonly string[];
  readonly assigneeId: string | null;
  /** Goes up with each change of the set or of one of its edits. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly submittedAt: string | null;
  readonly approverId: string | null;
  readonly approverName: string | null;
  readonly approvedAt: string | null;
  /** Why it was sent back or given up. */
  readonly stateReason: string | null;
  readonly publishedAt: string | null;
  readonly release: number | null;
  readonly scheduledAt: string | null;
  readonly scheduledBy: string | null;
  /** Why a scheduled publish did not happen. */
  readonly scheduleProblem: string | null;
  /** What kind of error that was. */
  readonly scheduleProblemCode: ErrorCode | null;
}

/** The columns that `changeSetFrom` reads. */
export const changeSetColumns = 'properties(c)';

export function changeSetFrom(row: Row): ChangeSet {
  const stored = row[0] as Partial<ChangeSet>;
  const empty: Omit<ChangeSet, 'id' | 'title' | 'state' | 'authorId' | 'authorName' | 'createdAt' | 'updatedAt' | 'version'> = {
    reason: null,
    contributorIds: [],
    assigneeId: null,
    submittedAt: null,
    approverId: null,
    approverName: null,
    approvedAt: null,
    stateReason: null,
    publishedAt: null,
    release: null,
    scheduledAt: null,
    scheduledBy: null,
    scheduleProblem: null,
    scheduleProblemCode: null,
  };
  return { ...empty, ...stored } as ChangeSet;
}

/** What a change set loses with its approval. */
export const withoutApproval = { approverId: null, approverName: null, approvedAt: null, scheduledAt: null, scheduledBy: null } as const;

/** What can be done to a change set, and in which states. */
const steps = {
  'be edited': ['OPEN', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED'],
  'be renamed': ['OPEN', 'CHANGES_REQUESTED'],
  'be submitted': ['OPEN', 'CHANGES_REQUESTED'],
  'be approved': ['IN_REVIEW'],
  'be sent back': ['IN_REVIEW', 'APPROVED'],
  'have its approval taken back': ['APPROVED'],
  'be recalled': ['IN_REVIEW', 'APPROVED'],
  'be published': ['APPROVED'],
  'be withdrawn': ['OPEN', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED'],
  'be assigned': ['OPEN', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED'],
} as const satisfies Readonly<Record<string, readonly ChangeSetState[]>>;
export type Step = keyof typeof steps;

/** The change set with this id, locked until the transaction ends; NOT_FOUND when there is none. */
export async function lockChangeSet(transaction: Runner, id: string): Promise<ChangeSet> {
  const [row] = await transaction.run({
    text: `MATCH (c:ChangeSet {id: $id}) SET c.isLocked = true REMOVE c.isLocked RETURN ${changeSetColumns}`,
    params: { id },
  });
  if (!row) throw notFound(`The change set ${id}`);
  return changeSetFrom(row);
}

/** Refuses a step that the state does not allow, or that was decided on an older version than the current one. */
export function checkStep(set: ChangeSet, step: Step, expectedVersion?: number | null): void {
  const current = { state: set.state, version: set.version };
  if (!(steps[step] as readonly ChangeSetState[]).includes(set.state))
    throw conflict(`The change set is ${set.state} and cannot ${step}; that takes ${steps[step].join(' or ')}.`, current);
  if (expectedVersion != null && expectedVersion !== set.version)
    throw conflict(
      `The change set changed since you read: it is at version ${set.version}, you saw ${expectedVersion}. Read it again.`,
      current,
    );
}

/** Writes changed fields of a change set and counts its version up; null removes a field. Answers the set after it. */
export async function updateChangeSet(
  transaction: Runner,
  set: ChangeSet,
  fields: Partial<Omit<ChangeSet, 'id' | 'version' | 'updatedAt'>>,
  at: Date,
): Promise<ChangeSet> {
  const [row] = await transaction.run({
    text: `MATCH (c:ChangeSet {id: $id}) SET c += $fields, c.version = c.version + 1, c.updatedAt = $at RETURN ${changeSetColumns}`,
    params: { id: set.id, fields, at: at.toISOString() },
  });
  return changeSetFrom(row ?? []);
}
