import type { Model } from '../../schema/language/define-model.ts';
import { groupBy } from '../../schema/language/group-by.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { badUserInput, conflict, invariant, KnowledgeError } from '../errors.ts';
import type { Database } from '../neo4j/database.ts';
import { typeOfId } from '../neo4j/mapping.ts';
import { inTransaction, type Runner } from '../neo4j/statement.ts';
import { type Actor, lockAudit, record as recordAudit } from '../audit/audit.ts';
import {
  lockContentRelease,
  placeOf,
  type Put,
  putClaims,
  putNodes,
  type PublishResult,
  type ReleaseNote,
  removeClaims,
  revisionKeyText,
  revisionOf,
  writeRelease,
  writeRevisions,
} from './publish.ts';

/** A record that was examined and shall be published, with the version it gets. */
export interface PlannedPut {
  readonly record: AnyRecord;
  readonly version: number;
  /** Whether no record of this id is live. */
  readonly isNew: boolean;
}

/** What is published as one release, in as many batches as it takes; nodes come before the claims that join them. */
export interface BatchedRelease {
  /** The content release that everything was planned on; CONFLICT when another came since. */
  readonly plannedOn: number;
  readonly count: number;
  /** May be read again, and answers the same. */
  batches(size: number): AsyncIterable<readonly PlannedPut[]>;
  readonly note: ReleaseNote;
  /** The same for every run of the same import: who was interrupted goes on under it. */
  readonly key: string;
}

export interface BatchedOptions {
  readonly now: () => Date;
  /** Ends it between two batches. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((published: number) => void) | undefined;
  /** The most records that one transaction takes. */
  readonly sizes?: BatchSizes | undefined;
}

export interface BatchSizes {
  /** Up to so many are published in a single transaction, and nobody notices anything. */
  readonly whole: number;
  /** More are published in batches of so many, and nobody reads meanwhile. */
  readonly batch: number;
}

const standardSizes: BatchSizes = { whole: 20_000, batch: 10_000 };

const actor: Actor = { id: 'import', client: 'shell' };

/** An import that began to publish in parts and is not through. */
export interface OpenedRelease {
  readonly key: string;
  readonly title: string;
  readonly release: number;
}

/** The import that was interrupted while it published; undefined when there is none. */
export async function openedRelease(runner: Runner): Promise<OpenedRelease | undefined> {
  const [row] = await runner.run({
    text: `MATCH (c:ContentRelease {key: 'current'}) WHERE c.openedBy IS NOT NULL RETURN c.openedBy, c.openedTitle, c.number`,
    params: {},
  });
  return row && { key: row[0] as string, title: row[1] as string, release: (row[2] as number) + 1 };
}

/** What it means and what to do about it. */
export const sentenceAbout = ({ title, release }: OpenedRelease): string =>
  `"${title}" is being published as release ${release}, or was interrupted in it, and nobody can read until it is whole. If it does not run any more, run it again with the same files, or take it back with \`npm run import -- --take-back\`.`;

/**
 * Publishes what was planned as one release. A small one is one transaction. A large one is opened, written in batches and closed; from
 * opening to closing nothing else is published and nothing is read. Interrupted, it stays open until the same import runs again or is
 * taken back. Nothing to publish makes no release.
 */
export async function publishInBatches(
  model: Model,
  database: Database,
  planned: BatchedRelease,
  { now, signal, onProgress = () => {}, sizes = standardSizes }: BatchedOptions,
): Promise<{ readonly release: number }> {
  const opened = await openedRelease(database);
  if (opened && opened.key !== planned.key) throw conflict(`"${opened.title}" is being published, or was interrupted in it.`, opened);
  if (!opened && planned.count === 0) return { release: planned.plannedOn };
  if (!opened && planned.count <= sizes.whole) return publishWhole(model, database, planned, now());
  if (!opened) await open(database, planned, now());
  const release = planned.plannedOn + 1;
  let place = await lastPlace(database, release);
  let live = Promise.resolve();
  let published = 0;
  for await (const batch of planned.batches(sizes.batch)) {
    if (signal?.aborted === true) {
      await live;
      throw interrupted();
    }
    const puts = putsOf(model, batch);
    // Revisions run one batch ahead of the records, in a transaction beside theirs: whatever is live has its revision.
    place += await inTransaction(database, 'WRITE', async (transaction) => {
      await refuseClosed(transaction, planned.key);
      return writeRevisionsOf(transaction, puts, release, place + 1);
    });
    await live;
    live = inTransaction(database, 'WRITE', async (transaction) => {
      await refuseClosed(transaction, planned.key);
      await writeLive(transaction, puts);
    });
    // It is awaited one batch later; a failure must not count as unhandled until then.
    live.catch(() => {});
    published += batch.length;
    onProgress(published);
  }
  await live;
  await close(database, planned, release, now());
  return { release };
}

const interrupted = (): KnowledgeError =>
  new KnowledgeError(
    'UNAVAILABLE',
    'The import was interrupted while it published. Nobody can read until it is whole: run the same import again, or take it back with `npm run import -- --take-back`.',
  );

async function publishWhole(model: Model, database: Database, planned: BatchedRelease, at: Date): Promise<{ readonly release: number }> {
  const puts: PlannedPut[] = [];
  for await (const batch of planned.batches(planned.count)) puts.push(...batch);
  const created = puts.filter(({ isNew }) => isNew).length;
  const counts = { created, changed: puts.length - created, retired: 0 };
  return inTransaction(database, 'WRITE', async (transaction) => {
    await lockAudit(transaction);
    const release = (await lockContentReleaseAt(transaction, planned.plannedOn)) + 1;
    await writeRelease(transaction, release, planned.note, counts, at);
    const batch = putsOf(model, puts);
    await writeLive(transaction, batch);
    await writeRevisions(transaction, revisionsOf(batch), release, 1);
    await tell(transaction, 'IMPORTED', planned, release, counts, at);
    return { release };
  });
}

async function lockContentReleaseAt(transaction: Runner, plannedOn: number): Promise<number> {
  const current = await lockContentRelease(transaction);
  if (current !== plannedOn) throw conflict(`Release ${current} was published while the import was being prepared.`, current);
  return current;
}

const open = (database: Database, planned: BatchedRelease, at: Date): Promise<void> =>
  inTransaction(database, 'WRITE', async (transaction) => {
    await lockAudit(transaction);
    const current = await lockContentReleaseAt(transaction, planned.plannedOn);
    await transaction.run({
      text: `MATCH (c:ContentRelease {key: 'current'}) SET c.openedBy = $key, c.openedTitle = $title`,
      params: { key: planned.key, title: planned.note.title },
    });
    await tell(transaction, 'IMPORT_OPENED', planned, current + 1, {}, at);
  });

const close = (database: Database, planned: BatchedRelease, release: number, at: Date): Promise<void> =>
  inTransaction(database, 'WRITE', async (transaction) => {
    await lockAudit(transaction);
    const current = await lockContentRelease(transaction, planned.key);
    invariant(current === release - 1, `The open release should be ${release}, but the current one is ${current}.`);
    const counts = await countsOf(transaction, release);
    await writeRelease(transaction, release, planned.note, counts, at);
    await transaction.run({
      text: `MATCH (c:ContentRelease {key: 'current'}) REMOVE c.openedBy, c.openedTitle`,
      params: {},
    });
    await tell(transaction, 'IMPORTED', planned, release, counts, at);
  });

type Counts = Pick<PublishResult, 'created' | 'changed' | 'retired'>;

/** What the batches did so far, those of an interrupted run as well. */
async function countsOf(runner: Runner, release: number): Promise<Counts> {
  const rows = await runner.run({
    text: 'MATCH (v:Revision) WHERE v.place > $from AND v.place < $to RETURN v.action, count(*)',
    params: bounds(release),
  });
  const counts = new Map(rows as [string, number][]);
  return { created: counts.get('CREATED') ?? 0, changed: counts.get('CHANGED') ?? 0, retired: 0 };
}

/** Every place of a release lies between the two. */
const bounds = (release: number) => ({ from: placeOf(release, 0), to: placeOf(release + 1, 0) });

async function lastPlace(runner: Runner, release: number): Promise<number> {
  const [row] = await runner.run({
    text: 'MATCH (v:Revision) WHERE v.place > $from AND v.place < $to RETURN v.place ORDER BY v.place DESC LIMIT 1',
    params: bounds(release),
  });
  return row ? Number((row[0] as string).split('/')[1]) : 0;
}

/** A batch does not take the lock that a publish takes, because it would wait for the batch beside it; nothing else publishes. */
async function refuseClosed(transaction: Runner, key: string): Promise<void> {
  const [row] = await transaction.run({ text: `MATCH (c:ContentRelease {key: 'current'}) RETURN c.openedBy`, params: {} });
  if (row?.[0] !== key) throw conflict('The release was closed or taken back while it was being published.', null);
}

type BatchPut = Put & PlannedPut;

const putsOf = (model: Model, batch: readonly PlannedPut[]): BatchPut[] =>
  batch.map((planned) => {
    const type = typeOfId(model, planned.record.id);
    invariant(type, `The record ${planned.record.id} was planned, but is of no type.`);
    return { ...planned, id: planned.record.id, type };
  });

async function writeLive(transaction: Runner, puts: readonly BatchPut[]): Promise<void> {
  const byId = new Map(puts.map((put) => [put.id, put]));
  const versionOf = (id: string): number => byId.get(id)?.version ?? 1;
  const isNode = ({ type }: BatchPut): boolean => type.shape === 'node';
  await putNodes(transaction, puts.filter(isNode), versionOf);
  await putClaims(
    transaction,
    puts.filter((put) => !isNode(put)),
    (id) => byId.get(id)?.isNew === true,
    versionOf,
  );
}

const revisionsOf = (puts: readonly BatchPut[]) => puts.map((put) => revisionOf(put, put.version, put.isNew));

/** Answers how many were written; one that is there already is not written again: its records may have been lost on the way. */
async function writeRevisionsOf(transaction: Runner, puts: readonly BatchPut[], release: number, firstPlace: number): Promise<number> {
  const revisions = revisionsOf(puts);
  const rows = await transaction.run({
    text: `UNWIND $revisions AS row MATCH (:Revision {key: ${revisionKeyText('row.id', 'row.version')}}) RETURN row.id`,
    params: { revisions: revisions.map(({ id, version }) => ({ id, version })) },
  });
  // No record comes twice in one release.
  const written = new Set(rows.map(([id]) => id));
  const fresh = revisions.filter(({ id }) => !written.has(id));
  await writeRevisions(transaction, fresh, release, firstPlace);
  return fresh.length;
}

const tell = (
  transaction: Runner,
  action: 'IMPORT_OPENED' | 'IMPORT_TAKEN_BACK' | 'IMPORTED',
  { note, key }: { readonly note: Pick<ReleaseNote, 'title'>; readonly key: string },
  release: number,
  counts: Partial<Counts>,
  at: Date,
): Promise<unknown> =>
  recordAudit(transaction, { actor, action, subject: String(release), details: { title: note.title, key, ...counts }, at });

/**
 * Takes back what an interrupted import has published: the graph is as it was before the release was opened, and readers are let in.
 * Interrupted itself, it can be run again. BAD_USER_INPUT when nothing is open.
 */
export async function takeBack(
  model: Model,
  database: Database,
  { now, size = standardSizes.batch, onProgress = () => {} }: TakeBackOptions,
): Promise<OpenedRelease> {
  const opened = await openedRelease(database);
  if (!opened) throw badUserInput('No import was interrupted while it published; there is nothing to take back.');
  for (let undone = 0; ;) {
    const count = await inTransaction(database, 'WRITE', async (transaction) => {
      await lockContentRelease(transaction, opened.key);
      return undoLast(model, transaction, opened.release, size);
    });
    if (count === 0) break;
    undone += count;
    onProgress(undone);
  }
  await inTransaction(database, 'WRITE', async (transaction) => {
    await lockAudit(transaction);
    await lockContentRelease(transaction, opened.key);
    await transaction.run({ text: `MATCH (c:ContentRelease {key: 'current'}) REMOVE c.openedBy, c.openedTitle`, params: {} });
    await tell(transaction, 'IMPORT_TAKEN_BACK', { note: { title: opened.title }, key: opened.key }, opened.release, {}, now());
  });
  return opened;
}

interface TakeBackOptions {
  readonly now: () => Date;
  readonly size?: number | undefined;
  readonly onProgress?: ((undone: number) => void) | undefined;
}

/** Undoes the last revisions of a release, the newest first, so that claims go before what they join. Answers how many. */
async function undoLast(model: Model, transaction: Runner, release: number, size: number): Promise<number> {
  const rows = await transaction.run({
    text: `MATCH (v:Revision) WHERE v.place > $from AND v.place < $to WITH v ORDER BY v.place DESC LIMIT $size
OPTIONAL MATCH (w:Revision {key: ${revisionKeyText('v.recordId', 'v.version - 1')}})
RETURN v.place, v.recordId, v.version, v.action, w.record`,
    params: { ...bounds(release), size: BigInt(size) },
  });
  const undone = (rows as [string, string, number, string, string | null][]).flatMap(([, id, version, action, before]) => {
    const type = typeOfId(model, id);
    return type ? [{ id, type, version: version - 1, isNew: action === 'CREATED', before }] : [];
  });
  const created = undone.filter(({ isNew }) => isNew);
  await removeClaims(transaction, created);
  for (const [type, members] of groupBy(created, (one) => one.type)) {
    if (type.shape === 'node')
      await transaction.run({
        text: `UNWIND $ids AS id MATCH (n:${type.isConcept ? 'Concept' : type.name} {id: id}) DELETE n`,
        params: { ids: members.map(({ id }) => id) },
      });
  }
  const puts = undone.flatMap(({ id, type, before, version }) =>
    before === null ? [] : [{ id, type, record: JSON.parse(before) as AnyRecord, version }],
  );
  const versions = new Map(puts.map(({ id, version }) => [id, version]));
  const versionOf = (id: string): number => versions.get(id) ?? 1;
  const isNode = ({ type }: Pick<Put, 'type'>): boolean => type.shape === 'node';
  await putNodes(transaction, puts.filter(isNode), versionOf);
  await putClaims(
    transaction,
    puts.filter((put) => !isNode(put)),
    () => false,
    versionOf,
  );
  await transaction.run({
    text: 'UNWIND $places AS place MATCH (v:Revision {place: place}) DELETE v',
    params: { places: rows.map(([place]) => place) },
  });
  return rows.length;
}
