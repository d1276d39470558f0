import { badUserInput, forbidden } from '../../errors.ts';
import type { Runner } from '../../neo4j/statement.ts';
import { change, type Change, type Editor, type Editorial } from '../editorial.ts';
import { newId } from '../../record-id.ts';
import { type ChangeSet, checkStep, lockChangeSet, longestTitle, updateChangeSet, withoutApproval } from './change-set.ts';
import { refuseUnclean } from './check.ts';
import { readText, requiredText } from './texts.ts';

interface Step {
  readonly changeSet: string;
  /** Version of the change set that the decision rests on. */
  readonly expectedVersion?: number | null | undefined;
  readonly clientMutationId?: string | null | undefined;
}

/** Sends a change set to review. Every rule must hold by now: CONFLICT or VALIDATION_FAILED otherwise. */
export const submitChangeSet = (editorial: Editorial, editor: Editor, step: Step): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'submitChangeSet', clientMutationId: step.clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, step.changeSet);
    checkStep(set, 'be submitted', step.expectedVersion);
    await refuseUnclean(editorial.model, transaction, set.id);
    const fields = { state: 'IN_REVIEW', submittedAt: at.toISOString(), stateReason: null } as const;
    return { answer: await updateChangeSet(transaction, set, fields, at), event: { action: 'CHANGE_SET_SUBMITTED', subject: set.id } };
  });

/** Whether a reviewer lets a change set pass. */
export type Decision = 'APPROVE' | 'REQUEST_CHANGES';

/**
 * Approves a change set or sends it back, which takes an approval back that it has. Nobody reviews what they wrote a part of; sending back
 * needs a reason.
 */
export const reviewChangeSet = (
  editorial: Editorial,
  editor: Editor,
  step: Step & { readonly decision: Decision; readonly reason?: string | null | undefined },
): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'review', clientMutationId: step.clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, step.changeSet);
    const isApproved = step.decision === 'APPROVE';
    checkStep(set, isApproved ? 'be approved' : 'be sent back', step.expectedVersion);
    refuseContributor(set, editor);
    if (!isApproved) return requestChanges(transaction, set, editor, step.reason, at);
    const reason = readText(step.reason, 'reason', 4000);
    await refuseUnclean(editorial.model, transaction, set.id);
    await addReview(transaction, set, editor, 'APPROVE', reason, at);
    const approval = { approverId: editor.id, approverName: editor.name, approvedAt: at.toISOString() };
    return {
      answer: await updateChangeSet(transaction, set, { state: 'APPROVED', stateReason: null, ...approval }, at),
      event: { action: 'CHANGE_SET_APPROVED', subject: set.id, details: { version: set.version, reason: reason ?? undefined } },
    };
  });

/** Sends an approved change set back instead of publishing it, for whoever publishes; a schedule is dropped. Four eyes as in a review. */
export const sendBackChangeSet = (editorial: Editorial, editor: Editor, step: Step & { readonly reason: string }): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'sendBack', clientMutationId: step.clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, step.changeSet);
    checkStep(set, 'have its approval taken back', step.expectedVersion);
    refuseContributor(set, editor);
    return requestChanges(transaction, set, editor, step.reason, at);
  });

function refuseContributor(set: ChangeSet, editor: Editor): void {
  if (set.contributorIds.includes(editor.id)) throw forbidden('You wrote a part of this change set, so somebody else must review it.');
}

async function requestChanges(
  transaction: Runner,
  set: ChangeSet,
  editor: Editor,
  given: string | null | undefined,
  at: Date,
): Promise<Change<ChangeSet>> {
  const reason = requiredText(given, 'reason', 4000);
  await addReview(transaction, set, editor, 'REQUEST_CHANGES', reason, at);
  return {
    answer: await updateChangeSet(transaction, set, { state: 'CHANGES_REQUESTED', stateReason: reason, ...withoutApproval }, at),
    event: {
      action: 'CHANGES_REQUESTED',
      subject: set.id,
      details: { version: set.version, reason, approver: set.approverId ?? undefined, scheduledAt: set.scheduledAt ?? undefined },
    },
  };
}

async function addReview(
  transaction: Runner,
  set: ChangeSet,
  editor: Editor,
  decision: Decision,
  reason: string | null,
  at: Date,
): Promise<void> {
  const review = {
    id: newId({ idPrefix: 'rev' }),
    changeSet: set.id,
    version: set.version,
    decision,
    reason,
    reviewerId: editor.id,
    reviewerName: editor.name,
    at: at.toISOString(),
  };
  await transaction.run({ text: 'CREATE (r:Review) SET r = $review', params: { review } });
}

/** Takes a submitted change set back to writing, with its approval and schedule. For its author, who thought of something else. */
export const recallChangeSet = (editorial: Editorial, editor: Editor, step: Step): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'recall', clientMutationId: step.clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, step.changeSet);
    checkStep(set, 'be recalled', step.expectedVersion);
    if (set.authorId !== editor.id) throw forbidden(`This change set is of ${set.authorName}, who alone can recall it.`);
    return {
      answer: await updateChangeSet(transaction, set, { state: 'OPEN', stateReason: null, ...withoutApproval }, at),
      event: {
        action: 'CHANGE_SET_RECALLED',
        subject: set.id,
        details: { from: set.state, approver: set.approverId ?? undefined, scheduledAt: set.scheduledAt ?? undefined },
      },
    };
  });

/** Gives a change set up; it stays readable. */
export const withdrawChangeSet = (
  editorial: Editorial,
  editor: Editor,
  step: Step & { readonly reason?: string | null | undefined },
): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'withdraw', clientMutationId: step.clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, step.changeSet);
    checkStep(set, 'be withdrawn', step.expectedVersion);
    const reason = readText(step.reason, 'reason', 4000);
    const fields = { state: 'WITHDRAWN', stateReason: reason, scheduledAt: null, scheduledBy: null } as const;
    return {
      answer: await updateChangeSet(transaction, set, fields, at),
      event: { action: 'CHANGE_SET_WITHDRAWN', subject: set.id, details: { reason: reason ?? undefined } },
    };
  });

/** Gives a change set another title, which its release will have. For its author, while it is written. */
export const renameChangeSet = (editorial: Editorial, editor: Editor, step: Step & { readonly title: string }): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'renameChangeSet', clientMutationId: step.clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, step.changeSet);
    checkStep(set, 'be renamed', step.expectedVersion);
    if (set.authorId !== editor.id) throw forbidden(`This change set is of ${set.authorName}, who alone can rename it.`);
    const title = requiredText(step.title, 'title', longestTitle);
    return {
      answer: await updateChangeSet(transaction, set, { title }, at),
      event: { action: 'CHANGE_SET_RENAMED', subject: set.id, details: { title, before: set.title } },
    };
  });

/** Gives a change set to somebody to look after, or to nobody. */
export const assignChangeSet = (
  editorial: Editorial,
  editor: Editor,
  step: Step & { readonly userId?: string | null | undefined },
): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'assign', clientMutationId: step.clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, step.changeSet);
    checkStep(set, 'be assigned', step.expectedVersion);
    const assigneeId = step.userId ?? null;
    if (assigneeId !== null) await checkUsers(transaction, [assigneeId], 'userId');
    return {
      answer: await updateChangeSet(transaction, set, { assigneeId }, at),
      event: { action: 'CHANGE_SET_ASSIGNED', subject: set.id, details: { assignee: assigneeId } },
    };
  });

/** What somebody said about a change set, or about one field of one of its records. */
export interface Comment {
  readonly id: string;
  readonly changeSet: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly text: string;
  readonly mentionIds: readonly string[];
  readonly recordId: string | null;
  readonly path: string | null;
  readonly at: string;
}

/** Adds a comment; mentioned people find it among what waits for them. */
export const commentOnChangeSet = (
  editorial: Editorial,
  editor: Editor,
  step: Omit<Step, 'expectedVersion'> & {
    readonly text: string;
    readonly mentions?: readonly string[] | null | undefined;
    readonly recordId?: string | null | undefined;
    readonly path?: string | null | undefined;
  },
): Promise<Comment> =>
  change(editorial, editor, { name: 'comment', clientMutationId: step.clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, step.changeSet);
    const mentionIds = [...new Set(step.mentions)];
    await checkUsers(transaction, mentionIds, 'mentions');
    const comment: Comment = {
      id: newId({ idPrefix: 'com' }),
      changeSet: set.id,
      authorId: editor.id,
      authorName: editor.name,
      text: requiredText(step.text, 'text', 4000),
      mentionIds,
      recordId: readText(step.recordId, 'recordId', 60),
      path: readText(step.path, 'path', 200),
      at: at.toISOString(),
    };
    await transaction.run({ text: 'CREATE (m:Comment) SET m = $comment', params: { comment } });
    return { answer: comment, event: { action: 'CHANGE_SET_COMMENTED', subject: set.id, details: { comment: comment.id } } };
  });

async function checkUsers(transaction: Runner, ids: readonly string[], argument: string): Promise<void> {
  const rows = await transaction.run({
    text: `UNWIND $ids AS id OPTIONAL MATCH (u:User {id: id, state: 'ACTIVE'}) WITH id, u WHERE u IS NULL RETURN id`,
    params: { ids },
  });
  if (rows.length > 0) throw badUserInput(`${argument}: ${rows.flat().map(String).join(', ')} is no active account.`);
}
