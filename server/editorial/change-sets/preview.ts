import type { Model } from '../../../schema/language/define-model.ts';
import { badUserInput } from '../../errors.ts';
import type { Database } from '../../neo4j/database.ts';
import { openUndoneTransaction, type Row, type Runner, type Statement, type UndoneTransaction } from '../../neo4j/statement.ts';
import { examine, type Examination, publishInto } from '../publish.ts';
import { checkStep, lockChangeSet } from './change-set.ts';
import { editsOf, publishable } from './edit.ts';

/** How long an answer in a preview may take, in milliseconds. */
const timeoutMs = 20_000;

/** Reads the graph as if a change set were published, for the length of one answer; `end` takes everything back. */
export interface Preview extends Runner {
  readonly changeSet: string;
  /** Ids of the concepts that the change set changes, and of those from which claims start that it changes. */
  changedConcepts(): Promise<readonly string[]>;
  end(): Promise<void>;
}

/** A preview of a change set; nothing happens before the first statement. NOT_FOUND, CONFLICT or VALIDATION_FAILED when it cannot be. */
export function previewOf(model: Model, database: Database, changeSet: string): Preview {
  let opened: Promise<Opened> | undefined;
  const open = (): Promise<Opened> => (opened ??= openPreview(model, database, changeSet));
  return {
    changeSet,
    async run(statement: Statement): Promise<Row[]> {
      return (await open()).transaction.run(statement);
    },
    async changedConcepts() {
      return (await open()).changed;
    },
    async end() {
      // What could not be opened has told why already.
      const before = await opened?.catch(() => undefined);
      await before?.transaction.undo();
    },
  };
}

interface Opened {
  readonly transaction: UndoneTransaction;
  readonly changed: readonly string[];
}

async function openPreview(model: Model, database: Database, changeSet: string): Promise<Opened> {
  const transaction = await openUndoneTransaction(database, timeoutMs);
  try {
    const set = await lockChangeSet(transaction, changeSet);
    if (set.state === 'PUBLISHED') return { transaction, changed: [] };
    checkStep(set, 'be edited');
    const edits = (await editsOf(transaction, changeSet)).map(publishable);
    const examination = await examine(model, transaction, edits);
    await publishInto(transaction, examination);
    return { transaction, changed: changedConcepts(examination) };
  } catch (error) {
    await transaction.undo();
    throw error;
  }
}

function changedConcepts({ plan, current }: Examination): string[] {
  const records = [...plan.puts, ...plan.retirements].flatMap(({ id }) => current.get(id)?.record ?? []);
  const all = [...records, ...plan.puts.map(({ record }) => record)];
  return [...new Set(all.map(({ id, subject }) => subject ?? id))];
}

/** The change set that a header asks to preview; BAD_USER_INPUT when it cannot be an id of one. */
export function readPreviewHeader(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (!/^chg_[0-9a-z]{8,40}$/.test(value))
    throw badUserInput(`x-preview-change-set: ${JSON.stringify(value.slice(0, 60))} is no id of a change set.`);
  return value;
}
