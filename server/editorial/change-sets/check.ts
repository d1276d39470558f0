import type { Model } from '../../../schema/language/define-model.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { RecordIssue } from '../../../schema/validation/validate-set.ts';
import { KnowledgeError } from '../../errors.ts';
import type { Database } from '../../neo4j/database.ts';
import { inUndoneTransaction, type Runner } from '../../neo4j/statement.ts';
import { type Edit, examine, type Examination, idOf, publishInto, type Stale } from '../publish.ts';
import type { CheckIssue } from './check-issue.ts';
import { editsOf, publishable } from './edit.ts';
import { editsAround } from './edits-around.ts';
import { idleRules } from './idle-rules.ts';
import { sameClaims } from './same-claims.ts';
import { namesakesIn, similarNames } from './similar-names.ts';

/** What publishing a change set now would do, and everything that speaks against it. */
export interface ChangeSetCheck {
  readonly issues: readonly CheckIssue[];
  /** Records that were published since the author saw them. */
  readonly conflicts: readonly Stale[];
  readonly created: number;
  readonly changed: number;
  readonly retired: number;
  readonly unchanged: number;
}

/** Checks a change set by publishing it in a transaction that is taken back; nothing of it lasts, and nothing waits for it. */
export const checkChangeSet = (model: Model, database: Database, changeSet: string): Promise<ChangeSetCheck> =>
  inUndoneTransaction(database, async (transaction) => {
    const edits = (await editsOf(transaction, changeSet)).map(publishable);
    const examination = await examine(model, transaction, edits);
    const check = await checkOf(transaction, edits, examination);
    if (isClean(check)) await publishInto(transaction, examination);
    return check;
  });

/**
 * Checks records as if they were put into a change set, or into an empty one; answers what speaks against them, and nothing about the set's
 * other edits, of which only those around the records are looked at. Nothing of it lasts.
 */
export const checkRecords = (
  model: Model,
  database: Database,
  changeSet: string | null,
  records: readonly AnyRecord[],
): Promise<ChangeSetCheck> =>
  inUndoneTransaction(database, async (transaction) => {
    const ids = new Set(records.map(({ id }) => id));
    const around = changeSet === null ? [] : (await editsAround(model, transaction, changeSet, records)).map(publishable);
    const puts = records.map((record): Edit => ({ action: 'PUT', record }));
    const edits = [...around.filter((edit) => !ids.has(idOf(edit))), ...puts];
    const examination = await examine(model, transaction, edits);
    const { plan, current, issues, doubts } = examination;
    const isAsked = ({ recordId }: RecordIssue): boolean => ids.has(recordId);
    const changed = plan.puts.filter(({ id }) => ids.has(id));
    const others = changeSet === null ? [] : await namesakesIn(transaction, changeSet, changed);
    const created = changed.filter(({ id }) => !current.has(id)).length;
    return {
      issues: [
        ...[...issues, ...(await idleRules(transaction, examination))].filter(isAsked).map(errorOf),
        ...doubts.filter(isAsked).map(warningOf),
        ...(await similarNames(transaction, changed, others)),
        ...(await sameClaims(transaction, examination, ids)),
      ],
      conflicts: [],
      created,
      changed: changed.length - created,
      retired: 0,
      unchanged: records.length - changed.length,
    };
  });

/**
 * Refuses a change set that could not be published as it is: CONFLICT first, then VALIDATION_FAILED with every error. Warnings are not looked
 * for: they stop nothing, and the look for similar names takes longest of all.
 */
export async function refuseUnclean(model: Model, transaction: Runner, changeSet: string): Promise<void> {
  const edits = (await editsOf(transaction, changeSet)).map(publishable);
  const examination = await examine(model, transaction, edits);
  const [first, ...others] = examination.stale;
  if (first)
    throw new KnowledgeError(
      'CONFLICT',
      `${others.length === 0 ? 'A record was' : `${others.length + 1} records were`} published since you saw it: ${first.id} is at version ${first.version}, you saw ${first.baseVersion}. Rebase the change set.`,
      { current: examination.stale },
    );
  const errors = await errorsOf(transaction, edits, examination);
  if (errors.length > 0)
    throw new KnowledgeError('VALIDATION_FAILED', `${errors[0]?.recordId} ${errors[0]?.path}: ${errors[0]?.message}`, { issues: errors });
}

const isClean = ({ issues, conflicts }: ChangeSetCheck): boolean =>
  conflicts.length === 0 && issues.every(({ severity }) => severity !== 'ERROR');

async function checkOf(transaction: Runner, edits: readonly Edit[], examination: Examination): Promise<ChangeSetCheck> {
  const { puts, retirements } = examination.plan;
  const leaving = retirements.map(({ id, type }) => ({ id, type: type.name, record: null }));
  const warnings = [
    ...examination.doubts.map(warningOf),
    ...(await similarNames(transaction, puts, leaving)),
    ...(await sameClaims(transaction, examination)),
  ];
  return {
    issues: [...(await errorsOf(transaction, edits, examination)), ...warnings],
    conflicts: examination.stale,
    ...examination.counts,
  };
}

async function errorsOf(transaction: Runner, edits: readonly Edit[], examination: Examination): Promise<CheckIssue[]> {
  if (edits.length === 0)
    return [
      {
        recordId: '',
        path: '',
        code: 'REQUIRED',
        message: 'The change set is empty. Edit something first.',
        relatedId: null,
        severity: 'ERROR',
      },
    ];
  return [...examination.issues, ...(await idleRules(transaction, examination))].map(errorOf);
}

const issueWith =
  (severity: CheckIssue['severity']) =>
  ({ path, relatedId, ...issue }: RecordIssue): CheckIssue => ({ ...issue, path: formPath(path), relatedId: relatedId ?? null, severity });
const errorOf = issueWith('ERROR');
const warningOf = issueWith('WARNING');

/** The path inside the record's form, without the place of the record in the set. */
const formPath = (path: string): string => path.replace(/^edits\.\d+(?:\.record)?\.?/, '');
