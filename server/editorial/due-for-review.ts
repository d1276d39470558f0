import type { Model } from '../../schema/language/define-model.ts';
import { notFound } from '../errors.ts';
import { typeOfId } from '../neo4j/mapping.ts';
import { indexNames } from '../neo4j/model-statements.ts';
import type { Runner } from '../neo4j/statement.ts';
import { publishedRecords } from './current-records.ts';
import { readText, requiredText } from './change-sets/texts.ts';
import { change, type Editor, type Editorial } from './editorial.ts';
import { newId } from '../record-id.ts';

/** Why somebody should look at a published record. */
export type DueReason = 'REVIEW_DATE' | 'SOURCE_NOT_CURRENT' | 'PROBLEM_REPORTED';

/** A published record that somebody should look at. */
export interface DueItem {
  /** Names the item in its list; unique. */
  readonly key: string;
  readonly reason: DueReason;
  readonly recordId: string;
  readonly recordType: string;
  /** Day or time since when it waits, ISO 8601. */
  readonly since: string;
  /** What an app said was wrong. */
  readonly text: string | null;
  readonly reportId: string | null;
}

/** Which items to list; null takes all. */
export interface DueFilter {
  readonly reason: DueReason | null;
  readonly recordType: string | null;
}

/** Records to look at, what waits longest first, behind a key: dates that have passed, sources that no longer stand, problems that apps reported. */
export async function listDue(
  model: Model,
  runner: Runner,
  { reason, recordType }: DueFilter,
  today: string,
  after: string | undefined,
  count: number,
): Promise<DueItem[]> {
  const relationships = model.relations.map(({ name }) => name);
  const nodes = model.nodes.map(({ name }) => name);
  const rows = await runner.run({
    text: `CALL () {
  WITH * WHERE $reason IS NULL OR $reason = 'REVIEW_DATE'
  MATCH (n:${nodes.join('|')}) WHERE n.nextReview < $today
  RETURN 'REVIEW_DATE' AS reason, n.id AS id, n.nextReview AS since, null AS text, null AS report
  UNION ALL
  WITH * WHERE $reason IS NULL OR $reason = 'REVIEW_DATE'
  MATCH ()-[r:${relationships.join('|')}]->() WHERE r.nextReview < $today
  RETURN 'REVIEW_DATE' AS reason, r.id AS id, r.nextReview AS since, null AS text, null AS report
  UNION ALL
  WITH * WHERE $reason IS NULL OR $reason = 'SOURCE_NOT_CURRENT'
  MATCH (s:Source) WHERE s.standing <> 'CURRENT'
  CALL db.index.fulltext.queryRelationships('${indexNames.citations}', '"' + s.id + '"') YIELD relationship AS r
  RETURN DISTINCT 'SOURCE_NOT_CURRENT' AS reason, r.id AS id, coalesce(s.lastReviewed, '') AS since, null AS text, null AS report
  UNION ALL
  WITH * WHERE $reason IS NULL OR $reason = 'PROBLEM_REPORTED'
  MATCH (p:ProblemReport {state: 'OPEN'})
  RETURN 'PROBLEM_REPORTED' AS reason, p.recordId AS id, p.at AS since, p.text AS text, p.id AS report
}
WITH reason, id, since, text, report, since + ' ' + reason + ' ' + id + ' ' + coalesce(report, '') AS key
WHERE ($after IS NULL OR key > $after) AND ($prefix IS NULL OR id STARTS WITH $prefix)
RETURN key, reason, id, since, text, report ORDER BY key LIMIT $count`,
    params: {
      reason,
      today,
      after: after ?? null,
      prefix: recordType === null ? null : prefixOf(model, recordType),
      count: BigInt(count),
    },
  });
  return rows.map(([key, why, id, since, text, report]) => ({
    key: key as string,
    reason: why as DueReason,
    recordId: id as string,
    recordType: typeOfId(model, id as string)?.name ?? '',
    since: since as string,
    text: text as string | null,
    reportId: report as string | null,
  }));
}

const prefixOf = (model: Model, recordType: string): string =>
  `${(model.nodeByName.get(recordType) ?? model.relationByName.get(recordType))?.idPrefix ?? '?'}_`;

/** Takes in what an app says is wrong with a published record. Nothing about the app's users is stored but what the text holds. */
export const reportProblem = (
  editorial: Editorial,
  reporter: Editor,
  { id, text, clientMutationId }: { readonly id: string; readonly text: string; readonly clientMutationId?: string | null | undefined },
): Promise<{ readonly id: string }> =>
  change(editorial, reporter, { name: 'reportProblem', clientMutationId }, async (transaction, at) => {
    if (!(await publishedRecords(editorial.model, transaction, [id])).has(id)) throw notFound(`A published record ${id}`);
    const report = {
      id: newId({ idPrefix: 'prb' }),
      recordId: id,
      text: requiredText(text, 'text', 2000),
      state: 'OPEN',
      reporterId: reporter.id,
      at: at.toISOString(),
    };
    await transaction.run({ text: 'CREATE (p:ProblemReport) SET p = $report', params: { report } });
    return { answer: { id: report.id }, event: { action: 'PROBLEM_REPORTED', subject: id, details: { report: report.id } } };
  });

/** Says that a reported problem was dealt with; it leaves the queue. */
export const closeProblem = (
  editorial: Editorial,
  editor: Editor,
  {
    id,
    note,
    clientMutationId,
  }: { readonly id: string; readonly note?: string | null | undefined; readonly clientMutationId?: string | null | undefined },
): Promise<{ readonly id: string }> =>
  change(editorial, editor, { name: 'closeProblem', clientMutationId }, async (transaction, at) => {
    const fields = { state: 'CLOSED', closedBy: editor.id, closedAt: at.toISOString(), note: readText(note, 'note', 2000) };
    const [row] = await transaction.run({
      text: `MATCH (p:ProblemReport {id: $id, state: 'OPEN'}) SET p += $fields RETURN p.recordId`,
      params: { id, fields },
    });
    if (!row) throw notFound(`An open problem report ${id}`);
    return { answer: { id }, event: { action: 'PROBLEM_CLOSED', subject: row[0] as string, details: { report: id } } };
  });
