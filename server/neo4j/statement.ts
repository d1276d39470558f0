import {
  type BookmarkManager,
  type Driver,
  isRetryableError,
  type ManagedTransaction,
  Neo4jError,
  type Record as DriverRecord,
  type Result,
  type Session,
  session,
} from 'neo4j-driver';
import { isDeletedMeanwhile, translateDriverError } from './driver-error.ts';

/** A Cypher text with its parameters. The text depends on the question's shape only, never on its values, so that plans are reused. */
export interface Statement {
  readonly text: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The values of one row, in the order of the statement's RETURN. */
export type Row = readonly unknown[];

/** Something that runs statements: the database itself for reads, or an open transaction. */
export interface Runner {
  run(statement: Statement): Promise<Row[]>;
}

/** What a statement needs to reach a database; a `Database` is one. */
export interface Connection {
  readonly driver: Driver;
  /** Undefined is the server's default database. */
  readonly databaseName: string | undefined;
  /** Lets a read see what a write through the same connection left, on a cluster; a single server needs none. */
  readonly bookmarks: BookmarkManager | undefined;
  /** Called with each statement just before it is sent. */
  readonly listeners: ReadonlySet<StatementListener>;
}

export type StatementListener = (statement: Statement) => void;

/** How long a read may take before the server stops it. */
const readConfig = { timeout: 30_000 };

/**
 * Runs one reading statement in a transaction of its own, again when the server asks for it.
 * The first try is an auto-commit one, which takes one round trip where a managed transaction takes two.
 */
export async function read(connection: Connection, statement: Statement): Promise<Row[]> {
  try {
    return await tryToRead(connection, statement);
  } catch (error) {
    if (!(error instanceof Neo4jError) || !(isRetryableError(error) || isDeletedMeanwhile(error))) throw translateDriverError(error);
  }
  return executeQuery(connection, 'READ', statement);
}

/** Runs one reading statement as `read` does, but once: who asks whether the database answers wants to know of a failure at once. */
export async function readOnce(connection: Connection, statement: Statement): Promise<Row[]> {
  try {
    return await tryToRead(connection, statement);
  } catch (error) {
    throw translateDriverError(error);
  }
}

/** Rejects with the driver's own error. */
async function tryToRead(connection: Connection, statement: Statement): Promise<Row[]> {
  tell(connection.listeners, statement);
  const opened = openSession(connection, 'READ');
  try {
    return await rowsOf(runWithoutStack(opened, statement));
  } finally {
    await opened.close();
  }
}

/** Runs one writing statement in a transaction of its own, again when the server asks for it. */
export function write(connection: Connection, statement: Statement): Promise<Row[]> {
  tell(connection.listeners, statement);
  return executeQuery(connection, 'WRITE', statement);
}

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it throws. It may run more than once, so it must
 * have no effect outside the transaction. Inside it errors of the driver stay as they are, because the retry depends on them.
 */
export async function inTransaction<T>(
  connection: Connection,
  mode: 'READ' | 'WRITE',
  work: (transaction: Runner) => Promise<T>,
): Promise<T> {
  const opened = openSession(connection, mode);
  const managed = (transaction: ManagedTransaction): Promise<T> => work(runnerOf(transaction, connection.listeners));
  try {
    return mode === 'READ' ? await opened.executeRead(managed, readConfig) : await opened.executeWrite(managed);
  } catch (error) {
    throw translateDriverError(error);
  } finally {
    await opened.close();
  }
}

/** Runs `work` in a writing transaction and then takes every change back; returns what `work` did. */
export async function inUndoneTransaction<T>(connection: Connection, work: (transaction: Runner) => Promise<T>): Promise<T> {
  try {
    return await inTransaction<never>(connection, 'WRITE', async (transaction) => {
      throw new Undone(await work(transaction));
    });
  } catch (error) {
    if (error instanceof Undone) return error.result as T;
    throw error;
  }
}

/** A writing transaction that is taken back in the end, whatever happened in it; the server ends it by itself after the time given. */
export interface UndoneTransaction extends Runner {
  /** The rows of a statement as they come, no faster than they are taken. */
  rows(statement: Statement): AsyncGenerator<Row>;
  undo(): Promise<void>;
}

/** Opens a transaction for as long as an answer takes. Its statements see what was written in it, and nobody else does. */
export async function openUndoneTransaction(connection: Connection, timeoutMs: number): Promise<UndoneTransaction> {
  const opened = openSession(connection, 'WRITE');
  try {
    const transaction = await opened.beginTransaction({ timeout: timeoutMs });
    return {
      run(statement) {
        tell(connection.listeners, statement);
        return rowsOf(transaction.run(statement.text, statement.params)).catch((error: unknown) => {
          throw translateDriverError(error);
        });
      },
      async *rows(statement) {
        tell(connection.listeners, statement);
        try {
          for await (const record of transaction.run(statement.text, statement.params)) yield valuesOf(record);
        } catch (error) {
          throw translateDriverError(error);
        }
      },
      async undo() {
        try {
          if (transaction.isOpen()) await transaction.rollback();
        } finally {
          await opened.close();
        }
      },
    };
  } catch (error) {
    await opened.close();
    throw translateDriverError(error);
  }
}

/** Not a failure: the driver rolls a transaction back when its work throws. */
class Undone {
  readonly result: unknown;
  constructor(result: unknown) {
    this.result = result;
  }
}

async function executeQuery(connection: Connection, routing: 'READ' | 'WRITE', { text, params }: Statement): Promise<Row[]> {
  try {
    return await connection.driver.executeQuery(text, params, {
      routing,
      bookmarkManager: connection.bookmarks ?? null,
      resultTransformer: rowsOf,
      ...(connection.databaseName !== undefined && { database: connection.databaseName }),
      ...(routing === 'READ' && { transactionConfig: readConfig }),
    });
  } catch (error) {
    throw translateDriverError(error);
  }
}

/** The driver writes down a stack trace for each result, a tenth of a small read's time here; an error is translated and gets one then. */
function runWithoutStack(opened: Session, { text, params }: Statement): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return opened.run(text, params, readConfig);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

const openSession = ({ driver, databaseName, bookmarks }: Connection, mode: 'READ' | 'WRITE'): Session =>
  driver.session({
    defaultAccessMode: mode === 'READ' ? session.READ : session.WRITE,
    ...(databaseName !== undefined && { database: databaseName }),
    ...(bookmarks && { bookmarkManager: bookmarks }),
  });

const runnerOf = (transaction: ManagedTransaction, listeners: ReadonlySet<StatementListener>): Runner => ({
  run(statement) {
    tell(listeners, statement);
    return rowsOf(transaction.run(statement.text, statement.params));
  },
});

function tell(listeners: ReadonlySet<StatementListener>, statement: Statement): void {
  for (const listener of listeners) listener(statement);
}

/** The raw values of each record, which the driver already holds as an array: no keys, no objects. */
function rowsOf(result: Result): Promise<Row[]> {
  return new Promise((done, fail) => {
    const rows: Row[] = [];
    result.subscribe({
      onNext: (record) => rows.push(valuesOf(record)),
      onCompleted: () => done(rows),
      onError: fail,
    });
  });
}

function valuesOf(record: DriverRecord): Row {
  const values: unknown[] = [];
  for (let i = 0; i < record.length; i++) values.push(record.get(i));
  return values;
}
