import { model } from '../../schema/model.ts';
import { badUserInput, invariant, unavailable } from '../errors.ts';
import type { Database } from './database.ts';
import { isMadeAlready } from './driver-error.ts';
import { shapeOf } from './model-shape.ts';
import { inTransaction, read, type Runner, type Statement, write } from './statement.ts';

/** One change of stored data that a new version needs. Numbers count up from 1 and are never used again. */
export type Migration = {
  readonly number: number;
  readonly name: string;
  /** Parts of the shape that the model has no more, because nothing is stored in them when it is done. */
  readonly takesAway?: readonly string[];
} & (
  | {
      /** Makes the change in the transaction that records it. */
      run(transaction: Runner): Promise<void>;
    }
  | {
      /** Makes a change that is too large for one transaction, such as `rewriteRecords`; interrupted anywhere and run again it ends the same. */
      rewrite(database: Database): Promise<void>;
    }
);

/** Every change of stored data there ever was, in order. */
const dataMigrations: readonly Migration[] = [];

export interface Migrated {
  /** Names of the migrations that ran now. */
  readonly applied: readonly string[];
  /** Names of the constraints and indexes made and removed now. */
  readonly created: readonly string[];
  readonly dropped: readonly string[];
}

/** The label of the node that stands in a database while it is being restored. */
export const unfinishedRestore = 'UnfinishedRestore';

/** The file that a database is being restored from, or was when that was interrupted. */
export async function halfRestoredFrom(runner: Runner): Promise<string | undefined> {
  const [row] = await runner.run(plain(`MATCH (r:${unfinishedRestore}) RETURN r.file LIMIT 1`));
  return row && String(row[0]);
}

/** The number of the newest migration this version knows. */
export const newestMigration = (migrations: readonly Migration[] = dataMigrations): number => migrations.at(-1)?.number ?? 0;

/** The parts of the model of whoever wrote a graph that this version cannot read; none where nothing was written down. */
export function unknownParts(written: unknown, migrations: readonly Migration[] = dataMigrations, shape = shapeOf(model)): string[] {
  const known = new Set([...shape, ...migrations.flatMap(({ takesAway = [] }) => takesAway)]);
  return Array.isArray(written) ? (written as string[]).filter((part) => !known.has(part)) : [];
}

/** The first of some parts, for a sentence. */
export const namedParts = (parts: readonly string[]): string =>
  parts.slice(0, 3).join(', ') + (parts.length > 3 ? ` and ${parts.length - 3} more` : '');

/** Brings a graph to this version as `bringUpToDate` does, unless it is refused by `refuseUnusable`. */
export async function migrate(
  database: Database,
  schemaStatements: readonly string[],
  migrations: readonly Migration[] = dataMigrations,
  shape = shapeOf(model),
): Promise<Migrated> {
  await refuseUnusable(database, migrations, shape);
  return bringUpToDate(database, schemaStatements, migrations, shape);
}

/** What nobody may work on: UNAVAILABLE for a graph that is half restored, BAD_USER_INPUT for one that a newer version has changed, or was started on. */
export async function refuseUnusable(
  runner: Runner,
  migrations: readonly Migration[] = dataMigrations,
  shape = shapeOf(model),
): Promise<void> {
  await refuseHalfRestored(runner);
  await refuseNewer(runner, migrations);
  await refuseWider(runner, migrations, shape);
}

/** UNAVAILABLE while a graph is being restored, or when that was interrupted. */
export async function refuseHalfRestored(runner: Runner): Promise<void> {
  const file = await halfRestoredFrom(runner);
  if (file !== undefined)
    throw unavailable(`This database is half restored from ${file}. Run \`npm run restore -- FILE\` again before anything else.`);
}

/**
 * Brings a graph to this version: data migrations first, each recorded when it is done, then the model's constraints and
 * indexes, waits until the indexes answer, and writes down the shape of the model. Running it again changes nothing, and ends what was interrupted.
 * Each schema statement reads `CREATE … name IF NOT EXISTS …`; what an earlier version made and no one wants any more is removed.
 */
export async function bringUpToDate(
  database: Database,
  schemaStatements: readonly string[],
  migrations: readonly Migration[] = dataMigrations,
  shape = shapeOf(model),
): Promise<Migrated> {
  await make(database, migrationConstraint);
  const applied: string[] = [];
  for (const migration of migrations) if (await apply(database, migration)) applied.push(migration.name);
  const changed = await applySchema(database, schemaStatements);
  await write(database, {
    text: 'MATCH (m:Migration {number: $schemaRecord}) SET m.shape = $shape',
    params: { schemaRecord, shape },
  });
  return { applied, ...changed };
}

const migrationConstraint = 'CREATE CONSTRAINT migration_number IF NOT EXISTS FOR (m:Migration) REQUIRE m.number IS UNIQUE';

/** The record under this number holds the schema statements that were applied last, and the shape of the model that they are of. */
export const schemaRecord = 0;

const plain = (text: string): Statement => ({ text, params: {} });

async function refuseNewer(runner: Runner, migrations: readonly Migration[]): Promise<void> {
  const known = newestMigration(migrations);
  const newer = 'MATCH (m:Migration) WHERE m.number > $known RETURN m.number, m.name ORDER BY m.number DESC LIMIT 1';
  const [row] = await runner.run({ text: newer, params: { known } });
  if (row) {
    const [number, name] = row;
    throw badUserInput(
      `This graph was changed by a newer Aetia (migration ${String(number)}, "${String(name)}"); this version knows ${known}. Update Aetia.`,
    );
  }
}

/** What a model was widened by needs no migration, but an older version does not know it. */
async function refuseWider(runner: Runner, migrations: readonly Migration[], shape: readonly string[]): Promise<void> {
  const text = 'MATCH (m:Migration {number: $schemaRecord}) RETURN m.shape';
  const [[written] = []] = await runner.run({ text, params: { schemaRecord } });
  const parts = unknownParts(written, migrations, [...shape]);
  if (parts.length > 0) throw badUserInput(`This graph belongs to a newer Aetia, whose model has ${namedParts(parts)}. Update Aetia.`);
}

/**
 * Merging on the unique number lets of two servers that start together only one run the migration: the other waits until it is done. What
 * is done in many transactions has its number from the beginning, so that an older version refuses a graph that is half rewritten.
 */
async function apply(database: Database, migration: Migration): Promise<boolean> {
  const { number, name } = migration;
  invariant(Number.isSafeInteger(number) && number > 0, `Migration "${name}" needs a number from 1 on.`);
  const begun = 'MERGE (m:Migration {number: $number}) ON CREATE SET m.name = $name, m.isUnfinished = true';
  const params = { number, name };
  if ('rewrite' in migration) await write(database, { text: begun, params });
  return inTransaction(database, 'WRITE', async (transaction) => {
    const [row] = await transaction.run({
      text: `${begun} SET m.isLocked = true REMOVE m.isLocked
WITH m, m.isUnfinished IS NOT NULL AS isNew SET m.appliedAt = coalesce(m.appliedAt, datetime()) REMOVE m.isUnfinished RETURN isNew`,
      params,
    });
    if (row?.[0] !== true) return false;
    await ('run' in migration ? migration.run(transaction) : migration.rewrite(database));
    return true;
  });
}

/** The constraints and indexes alone, as `bringUpToDate` makes them; resolves when the indexes answer. */
export async function applySchema(database: Database, statements: readonly string[]): Promise<{ created: string[]; dropped: string[] }> {
  await make(database, migrationConstraint);
  const wanted = new Map(statements.map((text) => [nameOf(text), text]));
  const [[recorded] = []] = await read(database, {
    text: 'MATCH (m:Migration {number: $schemaRecord}) RETURN m.statements',
    params: { schemaRecord },
  });
  const before = Array.isArray(recorded) ? (recorded as string[]) : [];
  const present = await presentNames(database);

  const dropped: string[] = [];
  for (const text of before) {
    const name = nameOf(text);
    if (wanted.get(name) === text || !present.has(name)) continue;
    await write(database, plain(`DROP ${kindOf(text)} \`${name}\` IF EXISTS`));
    present.delete(name);
    dropped.push(name);
  }
  const created: string[] = [];
  for (const [name, text] of wanted) {
    if (present.has(name)) continue;
    await make(database, text);
    created.push(name);
  }
  await write(database, {
    text: `MERGE (m:Migration {number: $schemaRecord}) SET m.name = 'constraints and indexes', m.statements = $statements, m.appliedAt = datetime()`,
    params: { schemaRecord, statements },
  });
  await write(database, plain('CALL db.awaitIndexes(600)'));
  return { created, dropped };
}

/** IF NOT EXISTS does not see what another start makes at the same moment; asked again it does. */
async function make(database: Database, statement: string): Promise<void> {
  try {
    await write(database, plain(statement));
  } catch (error) {
    if (!isMadeAlready(error)) throw error;
    await write(database, plain(statement));
  }
}

async function presentNames(database: Database): Promise<Set<unknown>> {
  const rows = [
    ...(await read(database, plain('SHOW INDEXES YIELD name RETURN name'))),
    ...(await read(database, plain('SHOW CONSTRAINTS YIELD name RETURN name'))),
  ];
  return new Set(rows.map(([name]) => name));
}

const shape = /^\s*CREATE\s+(?:\w+\s+)?(CONSTRAINT|INDEX)\s+`?(\w+)`?\s+IF\s+NOT\s+EXISTS\b/i;

function nameOf(text: string): string {
  const name = shape.exec(text)?.[2];
  invariant(name, `A schema statement must read CREATE … name IF NOT EXISTS …, but this one does not: ${text}`);
  return name;
}

const kindOf = (text: string): string => shape.exec(text)?.[1] ?? '';
