import { dayOf, isStale, monthsAfter } from '../../../schema/language/day.ts';
import type { Model } from '../../../schema/language/define-model.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { badUserInput, invariant, KnowledgeError, staleRelease } from '../../errors.ts';
import type { ReportMistake } from '../../log-mistake.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import type { Runner } from '../../neo4j/statement.ts';
import type { Json } from '../../audit/audit.ts';
import { publishedRecords } from '../current-records.ts';
import { change, type Change, type Editor, type Editorial } from '../editorial.ts';
import { type Edit, publish } from '../publish.ts';
import { type ChangeSet, changeSetColumns, changeSetFrom, checkStep, lockChangeSet, updateChangeSet } from './change-set.ts';
import { editsOf, publishable } from './edit.ts';
import { idleRules } from './idle-rules.ts';

export interface PublishChangeSet {
  readonly changeSet: string;
  readonly expectedVersion?: number | null | undefined;
  /** The content release the decision rests on; STALE_RELEASE when another came in between. */
  readonly expectedRelease?: number | null | undefined;
  /** When to publish; now when absent. */
  readonly at?: Date | null | undefined;
  readonly clientMutationId?: string | null | undefined;
}

/** Publishes an approved change set as one release, or schedules that. */
export const publishChangeSet = (editorial: Editorial, editor: Editor, step: PublishChangeSet): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'publishChangeSet', clientMutationId: step.clientMutationId }, async (transaction, now) => {
    const set = await lockChangeSet(transaction, step.changeSet);
    checkStep(set, 'be published', step.expectedVersion);
    if (step.expectedRelease != null) await checkRelease(transaction, step.expectedRelease);
    return step.at == null ? publishNow(editorial.model, transaction, editor, set, now) : schedule(transaction, editor, set, step.at, now);
  });

async function checkRelease(transaction: Runner, expected: number): Promise<void> {
  const [row] = await transaction.run({ text: `MATCH (c:ContentRelease {key: 'current'}) RETURN c.number`, params: {} });
  const current = Number(row?.[0] ?? 0);
  if (current !== expected) throw staleRelease(expected, current);
}

async function publishNow(model: Model, transaction: Runner, editor: Editor, set: ChangeSet, at: Date): Promise<Change<ChangeSet>> {
  const edits = (await editsOf(transaction, set.id)).map(publishable);
  const { approverName, approverId } = set;
  invariant(approverName !== null && approverId !== null, 'An approved change set has no approver.');
  const result = await publish(
    model,
    transaction,
    await withReviewDates(model, transaction, edits, at),
    {
      title: set.title,
      ...(set.reason !== null && { note: set.reason }),
      author: set.authorName,
      authorId: set.authorId,
      approver: approverName,
      approverId,
      changeSet: set.id,
    },
    at,
    (examination) => idleRules(transaction, examination),
  );
  const fields = {
    state: 'PUBLISHED',
    publishedAt: at.toISOString(),
    release: result.release,
    scheduledAt: null,
    scheduledBy: null,
    scheduleProblem: null,
    scheduleProblemCode: null,
  } as const;
  return {
    answer: await updateChangeSet(transaction, set, fields, at),
    event: { action: 'CHANGE_SET_PUBLISHED', subject: set.id, details: { ...result, by: editor.id } satisfies Record<string, Json> },
  };
}

/**
 * A record that people wrote and approved was reviewed on the day it is published, and is due again as its type says, unless its
 * author set these dates. One whose author wants it looked at by a day that has passed was not reviewed.
 */
async function withReviewDates(model: Model, transaction: Runner, edits: readonly Edit[], at: Date): Promise<Edit[]> {
  const published = await publishedRecords(
    model,
    transaction,
    edits.flatMap((edit) => (edit.action === 'PUT' ? [edit.record.id] : [])),
  );
  const today = dayOf(at);
  return edits.map((edit) => {
    const type = edit.action === 'PUT' ? typeOfId(model, edit.record.id) : undefined;
    if (edit.action !== 'PUT' || !type) return edit;
    const before: AnyRecord | undefined = published.get(edit.record.id)?.record;
    const isSet = (field: string): boolean => edit.record[field] != null && edit.record[field] !== before?.[field];
    const record = { ...edit.record };
    if (!isSet('lastReviewed') && !(isSet('nextReview') && isStale(record, today))) record['lastReviewed'] = today;
    if (!isSet('nextReview')) {
      const reviewed = isSet('lastReviewed') ? String(record['lastReviewed']) : today;
      record['nextReview'] = monthsAfter(reviewed, type.reviewEveryMonths);
    }
    return { ...edit, record };
  });
}

/** The furthest ahead that a publish can be scheduled, in days. */
const furthestDays = 366;

async function schedule(transaction: Runner, editor: Editor, set: ChangeSet, when: Date, now: Date): Promise<Change<ChangeSet>> {
  if (when <= now) throw badUserInput(`at: ${when.toISOString()} has passed. Give a time to come, or leave it out to publish now.`);
  if (when.getTime() - now.getTime() > furthestDays * 86_400_000)
    throw badUserInput(`at: ${when.toISOString()} is more than ${furthestDays} days ahead.`);
  const fields = { scheduledAt: when.toISOString(), scheduledBy: editor.id, scheduleProblem: null, scheduleProblemCode: null };
  return {
    answer: await updateChangeSet(transaction, set, fields, now),
    event: { action: 'CHANGE_SET_SCHEDULED', subject: set.id, details: { at: fields.scheduledAt } },
  };
}

/** Takes a scheduled publish back; the change set stays approved. */
export const cancelSchedule = (
  editorial: Editorial,
  editor: Editor,
  step: Pick<PublishChangeSet, 'changeSet' | 'expectedVersion' | 'clientMutationId'>,
): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'cancelSchedule', clientMutationId: step.clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, step.changeSet);
    checkStep(set, 'be published', step.expectedVersion);
    if (set.scheduledAt === null) return { answer: set, event: null };
    return {
      answer: await updateChangeSet(transaction, set, { scheduledAt: null, scheduledBy: null }, at),
      event: { action: 'SCHEDULE_CANCELLED', subject: set.id },
    };
  });

/** Finds who scheduled a publish, as long as that person may still publish. */
export type FindPublisher = (id: string) => Promise<Editor | undefined>;

/**
 * Publishes what is due, one change set after the other; several servers may do so at once. What cannot be published stays approved
 * and says why; what fails by a mistake of ours is reported, and tried again the next time. Ends early, after the change set it is at,
 * when told to. Answers the ids of what was published. UNAVAILABLE when the database is away.
 */
export async function publishDue(
  editorial: Editorial,
  findPublisher: FindPublisher,
  report: ReportMistake,
  signal?: AbortSignal,
): Promise<string[]> {
  const rows = await editorial.database.run({
    text: `MATCH (c:ChangeSet) WHERE c.scheduledAt <= $now AND c.state = 'APPROVED' RETURN ${changeSetColumns} ORDER BY c.scheduledAt, c.id`,
    params: { now: editorial.now().toISOString() },
  });
  const published: string[] = [];
  for (const set of rows.map(changeSetFrom)) {
    if (signal?.aborted) break;
    try {
      if (await publishOneDue(editorial, set, findPublisher)) published.push(set.id);
    } catch (error) {
      if (error instanceof KnowledgeError && error.code === 'UNAVAILABLE') throw error;
      report(new Error(`The scheduled change set ${set.id} could not be published.`, { cause: error }));
    }
  }
  return published;
}

async function publishOneDue(editorial: Editorial, { id, scheduledBy }: ChangeSet, findPublisher: FindPublisher): Promise<boolean> {
  const publisher = await findPublisher(scheduledBy ?? '');
  try {
    if (!publisher)
      throw new KnowledgeError('FORBIDDEN', 'Whoever scheduled this may not publish any more. Publish it yourself or schedule it anew.');
    const mutation = { name: 'publishDue', clientMutationId: null };
    return await change(editorial, publisher, mutation, async (transaction, at) => {
      const set = await lockChangeSet(transaction, id);
      // Another server, or a person, came first.
      if (set.state !== 'APPROVED' || set.scheduledAt === null || set.scheduledAt > at.toISOString()) return { answer: false, event: null };
      return { answer: true, event: (await publishNow(editorial.model, transaction, publisher, set, at)).event };
    });
  } catch (error) {
    if (!(error instanceof KnowledgeError) || error.code === 'UNAVAILABLE' || error.code === 'INTERNAL') throw error;
    await noteProblem(editorial, id, error);
    return false;
  }
}

const scheduler: Editor = { id: 'schedule', name: 'Schedule', client: 'schedule' };

const noteProblem = (editorial: Editorial, id: string, { message: problem, code }: KnowledgeError): Promise<void> =>
  change(editorial, scheduler, { name: 'publishDue', clientMutationId: null }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, id);
    if (set.scheduledAt === null) return { answer: undefined, event: null };
    const fields = { scheduledAt: null, scheduledBy: null, scheduleProblem: problem, scheduleProblemCode: code };
    await updateChangeSet(transaction, set, fields, at);
    return { answer: undefined, event: { action: 'SCHEDULE_FAILED', subject: id, details: { problem } } };
  });
