import type { AnyRecord } from '../../../schema/language/record.ts';
import { badUserInput, conflict, notFound } from '../../errors.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import type { Runner } from '../../neo4j/statement.ts';
import { publishedRecords } from '../current-records.ts';
import { change, type Editor, type Editorial } from '../editorial.ts';
import { mergeEdits } from '../merge.ts';
import { mergeThreeWay, type OverlappingField } from '../../../schema/language/record-diff.ts';
import { type ChangeSet, checkStep, lockChangeSet } from './change-set.ts';
import { type DraftEdit, editOf, editsOf } from './edit.ts';
import { createChangeSet, writeEdit } from './write-draft.ts';

interface Into {
  /** The change set to put it into; a new one when absent. */
  readonly changeSet?: string | null | undefined;
  readonly clientMutationId?: string | null | undefined;
}

/** Puts a record back as it was published at a release: makes an edit, which goes through review like any other. */
export const restoreRecord = (
  editorial: Editorial,
  editor: Editor,
  { id, release, changeSet, clientMutationId }: Into & { readonly id: string; readonly release: number },
): Promise<DraftEdit> =>
  change(editorial, editor, { name: 'restore', clientMutationId }, async (transaction, at) => {
    const type = typeOfId(editorial.model, id);
    const record = await recordAtRelease(transaction, id, release);
    if (!type || !record) throw notFound(`A record ${id} at release ${release}`);
    const set = await changeSetFor(transaction, editor, changeSet, `Restore ${id} as of release ${release}`, at);
    const before = await editOf(transaction, set.id, id);
    const published = (await publishedRecords(editorial.model, transaction, [id])).get(id);
    const edit = await writeEdit(editorial, transaction, editor, at, {
      changeSet: set.id,
      expectedVersion: before?.version ?? published?.version ?? 0,
      // What is published now is what the editor wants to go back from.
      baseVersion: published?.version ?? 0,
      recordId: id,
      recordType: type.name,
      action: 'PUT',
      record,
      reason: null,
      replacedById: null,
    });
    return { answer: edit, event: { action: 'EDIT_PUT', subject: set.id, details: { record: id, edit: 'PUT', restoredFrom: release } } };
  });

async function recordAtRelease(transaction: Runner, id: string, release: number): Promise<AnyRecord | undefined> {
  const [row] = await transaction.run({
    text: 'MATCH (v:Revision {recordId: $id}) WHERE v.release <= $release RETURN v.record ORDER BY v.version DESC LIMIT 1',
    params: { id, release },
  });
  return typeof row?.[0] === 'string' ? (JSON.parse(row[0]) as AnyRecord) : undefined;
}

/** Puts the edits into a change set that make one concept of two, to be reviewed and published as one release. */
export const mergeConcepts = (
  editorial: Editorial,
  editor: Editor,
  { into, from, changeSet, clientMutationId }: Into & { readonly into: string; readonly from: string },
): Promise<ChangeSet> =>
  change(editorial, editor, { name: 'merge', clientMutationId }, async (transaction, at) => {
    const edits = await mergeEdits(editorial.model, transaction, { into, from });
    const set = await changeSetFor(transaction, editor, changeSet, `Merge ${from} into ${into}`, at);
    const known = new Set((await editsOf(transaction, set.id)).map(({ recordId }) => recordId));
    for (const edit of edits) {
      const id = edit.action === 'PUT' ? edit.record.id : edit.id;
      if (known.has(id)) throw conflict(`The change set edits ${id} already. Publish or drop that first.`, { id });
      await writeEdit(editorial, transaction, editor, at, {
        changeSet: set.id,
        expectedVersion: edit.baseVersion ?? 0,
        recordId: id,
        recordType: typeOfId(editorial.model, id)?.name ?? '',
        action: edit.action,
        record: edit.action === 'PUT' ? edit.record : null,
        reason: edit.action === 'RETIRE' ? edit.reason : null,
        replacedById: edit.action === 'RETIRE' ? (edit.replacedBy ?? null) : null,
      });
    }
    return {
      answer: await lockChangeSet(transaction, set.id),
      event: { action: 'EDIT_PUT', subject: set.id, details: { merged: from, into, edits: edits.length } },
    };
  });

async function changeSetFor(
  transaction: Runner,
  editor: Editor,
  id: string | null | undefined,
  title: string,
  at: Date,
): Promise<ChangeSet> {
  if (id == null) return createChangeSet(transaction, editor, title, null, at);
  const set = await lockChangeSet(transaction, id);
  checkStep(set, 'be edited');
  return set;
}

/** What a rebase could not settle by itself in one record; `path` is empty when the record was retired meanwhile. */
export interface Overlap extends OverlappingField {
  readonly recordId: string;
}

export interface Rebased {
  readonly changeSet: ChangeSet;
  /** Records whose edit now starts from what is published. */
  readonly rebasedIds: readonly string[];
  /** Fields that both sides changed; their edits stay as they are until a person settles them. */
  readonly overlapping: readonly Overlap[];
  /** Of each record with such fields: all that goes together taken over from both sides, and in those fields what is published. */
  readonly merged: readonly AnyRecord[];
}

/**
 * Takes in what was published since the edits were begun: changes of different fields are both kept. Where both sides changed the same
 * field, the edit stays in conflict and the answer names the field with all three values.
 */
export const rebaseChangeSet = (
  editorial: Editorial,
  editor: Editor,
  { changeSet, clientMutationId }: { readonly changeSet: string; readonly clientMutationId?: string | null | undefined },
): Promise<Rebased> =>
  change(editorial, editor, { name: 'rebase', clientMutationId }, async (transaction, at) => {
    const set = await lockChangeSet(transaction, changeSet);
    checkStep(set, 'be edited');
    const edits = await editsOf(transaction, set.id);
    const published = await publishedRecords(
      editorial.model,
      transaction,
      edits.map(({ recordId }) => recordId),
    );
    const rebasedIds: string[] = [];
    const overlapping: Overlap[] = [];
    const merged: AnyRecord[] = [];
    for (const edit of edits) {
      const theirs = published.get(edit.recordId);
      if ((theirs?.version ?? 0) === edit.baseVersion) continue;
      const settled = await settle(editorial, transaction, edit, theirs?.record);
      overlapping.push(...settled.overlapping);
      if (settled.overlapping.length > 0) {
        if (settled.record) merged.push(settled.record);
        continue;
      }
      await writeEdit(editorial, transaction, editor, at, {
        ...edit,
        record: settled.record,
        expectedVersion: edit.version,
        baseVersion: theirs?.version ?? 0,
      });
      rebasedIds.push(edit.recordId);
    }
    return {
      answer: { changeSet: await lockChangeSet(transaction, set.id), rebasedIds, overlapping, merged },
      event:
        rebasedIds.length === 0
          ? null
          : { action: 'CHANGE_SET_REBASED', subject: set.id, details: { rebased: rebasedIds, overlapping: overlapping.length } },
    };
  });

async function settle(
  { model }: Editorial,
  transaction: Runner,
  edit: DraftEdit,
  theirs: AnyRecord | undefined,
): Promise<{ record: AnyRecord | null; overlapping: Overlap[] }> {
  const { recordId, record: mine } = edit;
  const type = typeOfId(model, recordId);
  if (!type) throw badUserInput(`${recordId} is no id of this model.`);
  const base = await recordAtVersion(transaction, recordId, edit.baseVersion);
  const whole = { recordId, path: '', base: base ?? null, theirs: theirs ?? null, mine };
  // A retirement stands against any change of the record, and a record that is gone against any edit of it.
  if (mine === null) return { record: null, overlapping: theirs === undefined ? [] : [whole] };
  if (!theirs || !base) return { record: mine, overlapping: [whole] };
  const { merged, overlapping } = mergeThreeWay(type, base, theirs, mine);
  return { record: merged, overlapping: overlapping.map((field) => ({ ...field, recordId })) };
}

async function recordAtVersion(transaction: Runner, id: string, version: number): Promise<AnyRecord | undefined> {
  const [row] = await transaction.run({
    text: 'MATCH (v:Revision {recordId: $id}) WHERE v.version = $version RETURN v.record',
    params: { id, version },
  });
  return typeof row?.[0] === 'string' ? (JSON.parse(row[0]) as AnyRecord) : undefined;
}
