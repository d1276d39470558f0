import { createHash } from 'node:crypto';
import type { Model } from '../../../schema/language/define-model.ts';
import { updateChangeSet } from '../../../server/editorial/change-sets/change-set.ts';
import { createChangeSet, writeEdit } from '../../../server/editorial/change-sets/write-draft.ts';
import { publishedRecords } from '../../../server/editorial/current-records.ts';
import { change, type Editor } from '../../../server/editorial/editorial.ts';
import { idFor } from '../../../server/record-id.ts';
import type { Database } from '../../../server/neo4j/database.ts';
import { isSameRecord, typeOfId } from '../../../server/neo4j/mapping.ts';
import { type ProposedValue, withValues } from './merge-records.ts';
import type { Contradiction, OpposedHarm, PossibleDuplicate } from './planner.ts';

const importEditor: Editor = { id: 'import', name: 'Import', client: 'shell' };

/** What an import leaves to people. */
export interface Questions {
  readonly duplicates: readonly PossibleDuplicate[];
  readonly harms: readonly OpposedHarm[];
  readonly contradictions: readonly Contradiction[];
  readonly proposals: ReadonlyMap<string, readonly ProposedValue[]>;
}

export interface Asked {
  /** Reports in the review queue that were not there before: of possible duplicates, of harms left out, of records that contradict themselves. */
  readonly duplicates: number;
  readonly harms: number;
  readonly contradictions: number;
  /** The change set with what the source says where people wrote something else; undefined when there is nothing new. */
  readonly changeSet: string | undefined;
}

/**
 * Puts possible duplicates, claims of harm that were left out and records that contradict themselves into the review queue, and what people
 * wrote differently into a change set. What was asked once is not asked again.
 */
export async function askPeople(
  model: Model,
  database: Database,
  title: string,
  { duplicates, harms, contradictions, proposals }: Questions,
  now: () => Date,
): Promise<Asked> {
  const report = (what: string, problems: readonly Problem[]): Promise<number> =>
    problems.length === 0 ? Promise.resolve(0) : reportProblems(model, database, what, problems, now);
  return {
    duplicates: await report(
      'possibleDuplicates',
      duplicates.map(({ id, otherId, why }) => ({
        key: `duplicate ${[id, otherId].sort().join(' ')}`,
        recordId: id,
        text: `This may be the same as ${otherId}: ${why}. Merge them if it is.`,
      })),
    ),
    harms: await report(
      'opposedHarms',
      harms.map(({ claim: { type, id, subject, object }, why, at }) => ({
        key: `harm ${id}`,
        recordId: subject,
        text: `${title}: ${at} says ${subject} ${type} ${object}. It was left out, because the graph says the opposite. ${why}`,
      })),
    ),
    contradictions: await report(
      'contradictions',
      contradictions.map(({ id, otherId, code, name, outcome, at }) => ({
        key: `contradiction ${id} ${code}`,
        recordId: id,
        text: `${title}: ${at} calls ${code} "${name}". The code means ${id}, the name ${otherId}. ${outcomes[outcome]}`,
      })),
    ),
    changeSet: proposals.size === 0 ? undefined : await propose(model, database, title, proposals, now),
  };
}

const outcomes: Readonly<Record<Contradiction['outcome'], string>> = {
  LEFT_OUT: 'It was left out with its claims.',
  APART: 'It became a concept of its own.',
  TAKEN_BY_CODE: 'It was taken for what the code means, because the name came later.',
};

interface Problem {
  /** Makes the id of the report: what was reported once is not reported again. */
  readonly key: string;
  readonly recordId: string;
  readonly text: string;
}

const reportProblems = (model: Model, database: Database, what: string, problems: readonly Problem[], now: () => Date): Promise<number> =>
  change({ model, database, now }, importEditor, { name: 'import', clientMutationId: null }, async (transaction, at) => {
    const rows = problems.map(({ key, recordId, text }) => ({ id: idFor({ idPrefix: 'prb' }, key), recordId, text: text.slice(0, 2000) }));
    const [row] = await transaction.run({
      text: `UNWIND $rows AS row MERGE (p:ProblemReport {id: row.id})
ON CREATE SET p += row, p.state = 'OPEN', p.reporterId = $reporter, p.at = $at, p.isFresh = true
WITH p WHERE p.isFresh REMOVE p.isFresh RETURN count(p)`,
      params: { rows, reporter: importEditor.id, at: at.toISOString() },
    });
    const answer = (row?.[0] as number | undefined) ?? 0;
    return { answer, event: answer === 0 ? null : { action: 'PROBLEM_REPORTED', subject: null, details: { [what]: answer } } };
  });

const propose = (
  model: Model,
  database: Database,
  title: string,
  proposals: Questions['proposals'],
  now: () => Date,
): Promise<string | undefined> =>
  change<string | undefined>(
    { model, database, now },
    importEditor,
    { name: 'import', clientMutationId: null },
    async (transaction, at) => {
      const asked = await transaction.run({
        text: 'MATCH (c:ChangeSet) WHERE c.proposed IS NOT NULL UNWIND c.proposed AS print RETURN DISTINCT print',
        params: {},
      });
      const known = new Set(asked.map(([print]) => print as string));
      const published = await publishedRecords(model, transaction, proposals.keys());
      const fresh = [...proposals].flatMap(([id, values]) => {
        const [type, before] = [typeOfId(model, id), published.get(id)];
        const record = before && withValues(before.record, values);
        const print = printOf(id, values);
        return type && record && !known.has(print) && !isSameRecord(type, before.record, record)
          ? [{ record, version: before.version, print }]
          : [];
      });
      if (fresh.length === 0) return { answer: undefined, event: null };
      const set = await createChangeSet(
        transaction,
        importEditor,
        `${title}: what people wrote differently`.slice(0, 200),
        'The source says something else in fields that people wrote. An import does not overwrite them.',
        at,
      );
      for (const { record, version } of fresh) {
        await writeEdit({ model }, transaction, importEditor, at, {
          changeSet: set.id,
          expectedVersion: version,
          recordId: record.id,
          recordType: record.type,
          action: 'PUT',
          record,
          reason: null,
          replacedById: null,
        });
      }
      await transaction.run({
        text: 'MATCH (c:ChangeSet {id: $id}) SET c.proposed = $prints',
        params: { id: set.id, prints: fresh.map(({ print }) => print) },
      });
      await updateChangeSet(transaction, set, { state: 'IN_REVIEW', submittedAt: at.toISOString() }, at);
      return {
        answer: set.id,
        event: { action: 'CHANGE_SET_SUBMITTED', subject: set.id, details: { title: set.title, edits: fresh.length } },
      };
    },
  );

const printOf = (id: string, values: readonly ProposedValue[]): string =>
  createHash('sha256')
    .update(JSON.stringify([id, values.map(({ path, value }) => [path, value])]))
    .digest('hex')
    .slice(0, 32);
