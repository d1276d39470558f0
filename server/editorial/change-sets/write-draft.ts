import type { Issue } from '../../../schema/error-codes.ts';
import type { Model } from '../../../schema/language/define-model.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { validateRecord } from '../../../schema/validation/validate-record.ts';
import { badUserInput, conflict, KnowledgeError, notFound, validationFailed } from '../../errors.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import type { Runner } from '../../neo4j/statement.ts';
import { publishedRecords } from '../current-records.ts';
import { change, type Editor, type Editorial } from '../editorial.ts';
import { newId } from '../../record-id.ts';
import {
  type ChangeSet,
  changeSetColumns,
  changeSetFrom,
  checkStep,
  lockChangeSet,
  longestTitle,
  updateChangeSet,
  withoutApproval,
} from './change-set.ts';
import { type DraftEdit, editColumns, editFrom, editKey, editOf } from './edit.ts';
import { type ChangeSetFilter, listChangeSets } from './lists.ts';
import { readText, requiredText } from './texts.ts';

interface Repeatable {
  /** Makes a repeat of the call harmless. */
  readonly clientMutationId?: string | null | undefined;
}

export interface OpenChangeSet extends Repeatable {
  readonly title: string;
  readonly reason?: string | null | undefined;
  /** Whether a change set of the editor's own that takes edits will do; the one touched last is answered. */
  readonly onlyIfNone?: boolean | null | undefined;
}

/** Opens an empty change set. */
export const openChangeSet = (
  editorial: Editorial,
  editor: Editor,
  { title, reason, onlyIfNone, clientMutationId }: OpenChangeSet,
): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'openChangeSet', clientMutationId }, async (transaction, at) => {
    const [open] = onlyIfNone === true ? await listChangeSets(transaction, ownOpen(editor), undefined, 1) : [];
    if (open) return { answer: open, event: null };
    const set = await createChangeSet(
      transaction,
      editor,
      requiredText(title, 'title', longestTitle),
      readText(reason, 'reason', 4000),
      at,
    );
    return { answer: set, event: { action: 'CHANGE_SET_OPENED', subject: set.id, details: { title: set.title } } };
  });

const ownOpen = (editor: Editor): ChangeSetFilter => ({
  states: ['OPEN', 'CHANGES_REQUESTED'],
  authorId: editor.id,
  assigneeId: null,
  recordType: null,
  recordId: null,
});

export async function createChangeSet(
  transaction: Runner,
  editor: Editor,
  title: string,
  reason: string | null,
  at: Date,
): Promise<ChangeSet> {
  const set = {
    id: newId({ idPrefix: 'chg' }),
    title,
    reason,
    state: 'OPEN',
    authorId: editor.id,
    authorName: editor.name,
    contributorIds: [editor.id],
    version: 1,
    createdAt: at.toISOString(),
    updatedAt: at.toISOString(),
  };
  const [row] = await transaction.run({ text: `CREATE (c:ChangeSet) SET c = $set RETURN ${changeSetColumns}`, params: { set } });
  return changeSetFrom(row ?? []);
}

export interface PutEdit extends Repeatable {
  readonly changeSet: string;
  /** The whole record after the edit, with its type; without an id it is a new one. May be incomplete. */
  readonly record: unknown;
  /** Version the editor saw: of the edit when the set has one of this record, else of the published record, 0 for a new one. */
  readonly expectedVersion: number;
  /** Published version that the editor has taken into account by hand, after a conflict. */
  readonly baseVersion?: number | null | undefined;
}

/** Puts a record into a change set. Refuses what no draft can hold; rules are checked when the set is submitted. */
export const putEdit = (editorial: Editorial, editor: Editor, { clientMutationId, ...put }: PutEdit): Promise<DraftEdit> =>
  change(editorial, editor, { name: 'putEdit', clientMutationId }, async (transaction, at) => {
    const record = draftRecord(editorial.model, put.record);
    const edit = await writeEdit(editorial, transaction, editor, at, {
      ...put,
      recordId: record.id,
      recordType: record.type,
      action: 'PUT',
      record,
      reason: null,
      replacedById: null,
    });
    return { answer: edit, event: eventOf('EDIT_PUT', edit) };
  });

/** The most records that one call may put. */
export const mostEdits = 200;

export interface PutEdits extends Repeatable {
  readonly changeSet: string;
  readonly edits: readonly Pick<PutEdit, 'record' | 'expectedVersion'>[];
}

/** Puts several records into a change set, all or none; the paths of issues start `edits.N`. */
export const putEdits = (editorial: Editorial, editor: Editor, { changeSet, edits, clientMutationId }: PutEdits): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'putEdits', clientMutationId }, async (transaction, at) => {
    if (edits.length === 0 || edits.length > mostEdits)
      throw badUserInput(`edits: ${edits.length} cannot be put at once. Give 1 to ${mostEdits}.`);
    const { records, issues } = draftRecords(editorial.model, edits);
    if (issues.length > 0) throw validationFailed(issues);
    for (const [i, record] of records.entries())
      await writeEdit(editorial, transaction, editor, at, {
        changeSet,
        expectedVersion: edits[i]?.expectedVersion ?? 0,
        recordId: record.id,
        recordType: record.type,
        action: 'PUT',
        record,
        reason: null,
        replacedById: null,
      });
    const answer = await lockChangeSet(transaction, changeSet);
    const details = { records: records.map(({ id }) => id), edit: 'PUT' };
    return { answer, event: { action: 'EDIT_PUT', subject: changeSet, details } };
  });

function draftRecords(model: Model, edits: PutEdits['edits']): { readonly records: AnyRecord[]; readonly issues: Issue[] } {
  const records: AnyRecord[] = [];
  const issues: Issue[] = [];
  for (const [i, { record }] of edits.entries()) {
    try {
      records.push(draftRecord(model, record));
    } catch (error) {
      if (!(error instanceof KnowledgeError) || !error.issues) throw error;
      issues.push(...error.issues.map((issue) => ({ ...issue, path: `edits.${i}.record.${issue.path}` })));
    }
  }
  return { records, issues };
}

export interface PutRetirement extends Repeatable {
  readonly changeSet: string;
  readonly id: string;
  readonly reason: string;
  /** Id of the record that stands in its place. */
  readonly replacedById?: string | null | undefined;
  readonly expectedVersion: number;
}

/** Puts the retirement of a published record into a change set. */
export const putRetirement = (editorial: Editorial, editor: Editor, { clientMutationId, ...put }: PutRetirement): Promise<DraftEdit> =>
  change(editorial, editor, { name: 'retire', clientMutationId }, async (transaction, at) => {
    const type = typeOfId(editorial.model, put.id);
    if (!type || !(await publishedRecords(editorial.model, transaction, [put.id])).has(put.id))
      throw notFound(`A published record ${put.id}`);
    const edit = await writeEdit(editorial, transaction, editor, at, {
      changeSet: put.changeSet,
      expectedVersion: put.expectedVersion,
      recordId: put.id,
      recordType: type.name,
      action: 'RETIRE',
      record: null,
      reason: requiredText(put.reason, 'reason', 1000),
      replacedById: put.replacedById ?? null,
    });
    return { answer: edit, event: eventOf('EDIT_PUT', edit) };
  });

/** Takes an edit out of a change set. */
export const dropEdit = (
  editorial: Editorial,
  editor: Editor,
  put: Repeatable & { readonly changeSet: string; readonly id: string; readonly expectedVersion?: number | null | undefined },
): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'dropEdit', clientMutationId: put.clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, put.changeSet);
    checkStep(set, 'be edited');
    const edit = await editOf(transaction, set.id, put.id);
    if (!edit) throw notFound(`An edit of ${put.id} in the change set ${set.id}`);
    if (put.expectedVersion != null && put.expectedVersion !== edit.version) throw staleEdit(edit.version, put.expectedVersion, edit);
    await transaction.run({ text: 'MATCH (e:Edit {key: $key}) DELETE e', params: { key: editKey(set.id, put.id) } });
    const after = await reopened(transaction, set, editor, at);
    return { answer: after, event: { action: 'EDIT_DROPPED', subject: set.id, details: { record: put.id } } };
  });

const eventOf = (action: 'EDIT_PUT', edit: DraftEdit) => ({
  action,
  subject: edit.changeSet,
  details: { record: edit.recordId, edit: edit.action, version: edit.version },
});

interface NewEdit {
  readonly changeSet: string;
  readonly expectedVersion: number;
  readonly baseVersion?: number | null | undefined;
  readonly recordId: string;
  readonly recordType: string;
  readonly action: DraftEdit['action'];
  readonly record: AnyRecord | null;
  readonly reason: string | null;
  readonly replacedById: string | null;
}

/** Stores an edit and takes the set back to writing; CONFLICT when the editor did not see what is there. */
export async function writeEdit(
  { model }: Pick<Editorial, 'model'>,
  transaction: Runner,
  editor: Editor,
  at: Date,
  edit: NewEdit,
): Promise<DraftEdit> {
  const set = await lockChangeSet(transaction, edit.changeSet);
  checkStep(set, 'be edited');
  const before = await editOf(transaction, set.id, edit.recordId);
  const published = (await publishedRecords(model, transaction, [edit.recordId])).get(edit.recordId);
  const seen = before?.version ?? published?.version ?? 0;
  if (edit.expectedVersion !== seen) throw staleEdit(seen, edit.expectedVersion, before ?? published ?? null);
  if (edit.baseVersion != null && edit.baseVersion !== (published?.version ?? 0))
    throw staleEdit(published?.version ?? 0, edit.baseVersion, published ?? null);
  const stored = {
    key: editKey(set.id, edit.recordId),
    changeSet: set.id,
    recordId: edit.recordId,
    recordType: edit.recordType,
    action: edit.action,
    record: edit.record === null ? null : JSON.stringify(edit.record),
    reason: edit.reason,
    replacedById: edit.replacedById,
    baseVersion: edit.baseVersion ?? before?.baseVersion ?? published?.version ?? 0,
    version: seen + 1,
    updatedAt: at.toISOString(),
    updatedBy: editor.id,
  };
  const [row] = await transaction.run({
    text: `MERGE (e:Edit {key: $stored.key}) ON CREATE SET e.createdAt = $at WITH e, e.createdAt AS createdAt SET e = $stored, e.createdAt = createdAt RETURN ${editColumns}`,
    params: { stored, at: at.toISOString() },
  });
  await reopened(transaction, set, editor, at);
  return editFrom(row ?? []);
}

const staleEdit = (current: number, seen: number, state: unknown) =>
  conflict(`expectedVersion: the record is at version ${current} here, you saw ${seen}. Read it again and repeat your change.`, state);

/** An edit takes a review or an approval back: nobody has looked at what the set holds now. */
const reopened = (transaction: Runner, set: ChangeSet, editor: Editor, at: Date): Promise<ChangeSet> =>
  updateChangeSet(
    transaction,
    set,
    {
      state: set.state === 'CHANGES_REQUESTED' ? set.state : 'OPEN',
      contributorIds: [...new Set([...set.contributorIds, editor.id])],
      ...withoutApproval,
    },
    at,
  );

/** What a draft may hold: any record of a known type whose fields exist and have the right shape. The rest can be mended before submitting. */
function draftRecord(model: Model, value: unknown): AnyRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badUserInput('record: expected an object with `type`.');
  const { type: typeName, id } = value as { readonly type?: unknown; readonly id?: unknown };
  const type = typeof typeName === 'string' ? (model.nodeByName.get(typeName) ?? model.relationByName.get(typeName)) : undefined;
  const record = { ...value, type: typeName ?? '', id: id ?? (type ? newId(type) : '') } as AnyRecord;
  const refused = validateRecord(model, record).filter(({ path, code }) => path === 'id' || undraftable.has(code));
  if (refused.length > 0) throw validationFailed(refused);
  return record;
}

/** What no draft may hold, however unfinished it is. */
export const undraftable: ReadonlySet<Issue['code']> = new Set(['UNKNOWN_TYPE', 'UNKNOWN_FIELD', 'WRONG_TYPE']);
