import type { Issue } from '../../schema/error-codes.ts';
import type { Model } from '../../schema/language/define-model.ts';
import { dayOf } from '../../schema/language/day.ts';
import { groupBy } from '../../schema/language/group-by.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { doubtsAboutNextReview, doubtsAboutRecord } from '../../schema/validation/doubts-about-record.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { doubtsAboutClaim, type Facts, type RecordIssue, type SourceFacts, validateClaim } from '../../schema/validation/validate-set.ts';
import { conflict, invariant, unavailable, validationFailed } from '../errors.ts';
import { asStored, isSameRecord, relationshipOf, toProperties, typeOfId } from '../neo4j/mapping.ts';
import { indexNames } from '../neo4j/model-statements.ts';
import type { Runner } from '../neo4j/statement.ts';
import { membersOfCycles } from '../../schema/validation/cycles.ts';
import { claimsBetween, type Published, publishedRecords } from './current-records.ts';

/** One change to the graph. `baseVersion` is the version the author saw, 0 for a new record; leave it out to accept whatever is there. */
export type Edit =
  | { readonly action: 'PUT'; readonly record: AnyRecord; readonly baseVersion?: number | undefined }
  | {
      readonly action: 'RETIRE';
      readonly id: string;
      readonly reason: string;
      readonly replacedBy?: string | undefined;
      readonly baseVersion?: number | undefined;
    };

/** What a release says about itself. */
export interface ReleaseNote {
  readonly title: string;
  readonly note?: string | undefined;
  /** Display names; the ids say which accounts they are, where there are any. */
  readonly author: string;
  readonly approver?: string | undefined;
  readonly authorId?: string | undefined;
  readonly approverId?: string | undefined;
  /** Id of the change set it came from. */
  readonly changeSet?: string | undefined;
  /** Name of the importer it came from; absent where people wrote it. */
  readonly importer?: string | undefined;
}

export interface PublishResult {
  /** The content release after it; the one before when nothing changed. */
  readonly release: number;
  readonly created: number;
  readonly changed: number;
  readonly retired: number;
  readonly unchanged: number;
}

/** A record that somebody published since the author of an edit saw it. */
export interface Stale {
  readonly id: string;
  readonly baseVersion: number;
  /** 0 when it is not published any more. */
  readonly version: number;
  readonly record: AnyRecord | null;
}

/** What publishing edits would do, and everything that speaks against it. */
export interface Examination {
  readonly plan: Plan;
  readonly current: ReadonlyMap<string, Published>;
  readonly stale: readonly Stale[];
  /** Paths start `edits.N`. */
  readonly issues: readonly RecordIssue[];
  /** What is worth a second look and stops nothing, with paths in the record. */
  readonly doubts: readonly RecordIssue[];
  readonly counts: Omit<PublishResult, 'release'>;
}

/**
 * Applies edits to the live graph inside the caller's transaction: all or nothing. Locks the content release, so publishes run one
 * after the other; checks versions and every rule on what results; writes records, revisions, tombstones and the release.
 * Edits that change nothing are left out, and a set of only such edits makes no release. `issuesMore` finds what else speaks against it.
 * Throws CONFLICT for a stale `baseVersion` and VALIDATION_FAILED with every issue, paths starting `edits.N`.
 */
export async function publish(
  model: Model,
  transaction: Runner,
  edits: readonly Edit[],
  note: ReleaseNote,
  now: Date,
  issuesMore: (examination: Examination) => Promise<readonly RecordIssue[]> = async () => [],
): Promise<PublishResult> {
  const release = (await lockContentRelease(transaction)) + 1;
  const found = await examine(model, transaction, edits);
  const examination = { ...found, issues: [...found.issues, ...(await issuesMore(found))] };
  refuse(examination);
  if (isEmpty(examination.plan)) return { release: release - 1, ...examination.counts };
  const { plan, current, counts } = examination;
  const versionOf = await applyPlan(transaction, examination);
  await writeRelease(transaction, release, note, counts, now);
  await writeRevisions(transaction, revisionsOf(plan, current, versionOf), release, 1);
  await writeTombstones(transaction, plan, versionOf, release, now);
  return { release, ...counts };
}

/** Looks at edits as `publish` does, and throws nothing: what speaks against them is part of the answer. */
export async function examine(model: Model, transaction: Runner, edits: readonly Edit[]): Promise<Examination> {
  const current = await publishedRecords(model, transaction, edits.map(idOf));
  const plan = planOf(model, changesOf(model, edits, current), current);
  const claims = claimPutsOf(plan);
  const facts = await factsAround(model, transaction, plan, claims, current);
  const broken = claims.flatMap(({ type, record }) => validateClaim(model, type, record, facts));
  const today = dayOf(new Date());
  return {
    plan,
    current,
    stale: staleOf(edits, current),
    issues: [...recordIssues(model, edits), ...(await surroundingIssues(transaction, edits, plan, claims, broken))],
    doubts: [
      ...plan.puts.flatMap(({ id, record }) =>
        [...doubtsAboutRecord(model, record, today), ...doubtsAboutNextReview(record, current.get(id)?.record, today)].map((doubt) => ({
          ...doubt,
          recordId: id,
        })),
      ),
      ...claims.flatMap(({ type, record }) => doubtsAboutClaim(model, type, record, facts)),
    ],
    counts: {
      created: plan.puts.filter(({ id }) => !current.has(id)).length,
      changed: plan.puts.filter(({ id }) => current.has(id)).length,
      retired: plan.retirements.length,
      unchanged: edits.length - plan.puts.length - plan.retirements.length,
    },
  };
}

/** Makes the live graph what it would be after a publish, without revisions or release: for a transaction that is taken back. */
export async function publishInto(transaction: Runner, examination: Examination): Promise<void> {
  refuse(examination);
  if (!isEmpty(examination.plan)) await applyPlan(transaction, examination);
}

function refuse({ stale, issues }: Examination): void {
  const [first] = stale;
  if (first)
    throw conflict(
      `${stale.length === 1 ? 'A record' : `${stale.length} records`} changed since you read: ${first.id} is at version ${first.version}, you saw ${first.baseVersion}. Look at the current state and edit again.`,
      stale,
    );
  if (issues.length > 0) throw validationFailed(issues);
}

const isEmpty = ({ puts, retirements }: Plan): boolean => puts.length + retirements.length === 0;

async function applyPlan(transaction: Runner, { plan, current }: Examination): Promise<(id: string) => number> {
  const before = await versionsBefore(transaction, plan, current);
  const versionOf = (id: string): number => (before.get(id) ?? 0) + 1;
  await apply(transaction, plan, current, versionOf);
  return versionOf;
}

export const idOf = (edit: Edit): string => (edit.action === 'PUT' ? edit.record.id : edit.id);

/**
 * Takes the one lock every publish needs and answers the content release: 0 in an empty graph. UNAVAILABLE while an import that is too
 * large for one transaction is under way, unless it is that import which asks.
 */
export async function lockContentRelease(transaction: Runner, openedBy?: string): Promise<number> {
  const [row] = await transaction.run({
    text: `MERGE (c:ContentRelease {key: 'current'}) ON CREATE SET c.number = 0 SET c.locked = true REMOVE c.locked RETURN c.number, c.openedBy`,
    params: {},
  });
  const [number, opened] = row ?? [];
  invariant(typeof number === 'number', 'The content release has no number.');
  if (typeof opened === 'string' && opened !== openedBy)
    throw unavailable(
      'An import is being published, and nothing else can be meanwhile. Try again when it is over; if it was interrupted, whoever runs the server has to run it again, or to take it back with `npm run import -- --take-back`.',
    );
  return number;
}

const staleOf = (edits: readonly Edit[], current: ReadonlyMap<string, Published>): Stale[] =>
  edits.flatMap((edit) => {
    const now = current.get(idOf(edit));
    return edit.baseVersion === undefined || edit.baseVersion === (now?.version ?? 0)
      ? []
      : [{ id: idOf(edit), baseVersion: edit.baseVersion, version: now?.version ?? 0, record: now?.record ?? null }];
  });

export interface Put {
  readonly id: string;
  readonly type: NodeType | RelationType;
  readonly record: AnyRecord;
}
/** A claim that a release puts, with both its ends. */
export interface ClaimPut extends Put {
  readonly type: RelationType;
}
interface Retirement {
  readonly id: string;
  readonly type: NodeType | RelationType;
  readonly reason: string;
  readonly replacedBy: string | undefined;
}
export interface Plan {
  readonly puts: readonly Put[];
  readonly retirements: readonly Retirement[];
}

/** Last version of each record that has one; a retired record that comes back counts on from where it left. */
async function versionsBefore(transaction: Runner, plan: Plan, current: ReadonlyMap<string, Published>): Promise<Map<string, number>> {
  const rows = await transaction.run({
    text: 'UNWIND $ids AS id MATCH (t:Retired {id: id}) RETURN id, t.version',
    params: { ids: plan.puts.map(({ id }) => id).filter((id) => !current.has(id)) },
  });
  return new Map([...[...current].map(([id, { version }]) => [id, version] as const), ...(rows as [string, number][])]);
}

/** The edits that would change something. */
function changesOf(model: Model, edits: readonly Edit[], current: ReadonlyMap<string, Published>): Edit[] {
  return edits.filter((edit) => {
    if (edit.action === 'RETIRE') return true;
    const before = current.get(edit.record.id);
    const type = typeOfId(model, edit.record.id);
    return !before || !type || validateRecord(model, edit.record).length > 0 || !isSameRecord(type, before.record, edit.record);
  });
}

function planOf(model: Model, changes: readonly Edit[], current: ReadonlyMap<string, Published>): Plan {
  const puts: Put[] = [];
  const retirements: Retirement[] = [];
  for (const edit of changes) {
    const type = typeOfId(model, idOf(edit));
    if (!type) continue;
    if (edit.action === 'PUT') puts.push({ id: edit.record.id, type, record: edit.record });
    else if (current.has(edit.id)) retirements.push({ id: edit.id, type, reason: edit.reason, replacedBy: edit.replacedBy });
  }
  return { puts, retirements };
}

/** What is wrong with the edits by themselves. */
function recordIssues(model: Model, edits: readonly Edit[]): RecordIssue[] {
  const seen = new Set<string>();
  return edits.flatMap((edit, i) => {
    const id = idOf(edit);
    const issues: Issue[] = edit.action === 'PUT' ? validateRecord(model, edit.record) : [];
    if (seen.has(id)) issues.push({ path: 'id', code: 'DUPLICATE', message: `${id} is edited twice in one set.` });
    seen.add(id);
    return issues.map((issue) => ({ ...issue, recordId: id, path: `edits.${i}.${edit.action === 'PUT' ? 'record.' : ''}${issue.path}` }));
  });
}

/** What is wrong with the edits among each other and with the graph around them. */
async function surroundingIssues(
  transaction: Runner,
  edits: readonly Edit[],
  plan: Plan,
  claims: readonly ClaimPut[],
  brokenClaims: readonly RecordIssue[],
): Promise<RecordIssue[]> {
  const indexOf = new Map(edits.map((edit, i) => [idOf(edit), i]));
  const at = (issue: RecordIssue): RecordIssue => ({ ...issue, path: `edits.${indexOf.get(issue.recordId) ?? 0}.record.${issue.path}` });
  return [
    ...brokenClaims.map(at),
    ...(await cycleIssues(transaction, plan)).map(at),
    ...(await uniqueIssues(transaction, plan)).map(at),
    ...(await retiredIdIssues(transaction, plan)).map(at),
    ...(await leftClaims(transaction, plan, claims)).map((issue) => ({ ...issue, path: `edits.${indexOf.get(issue.recordId) ?? 0}` })),
  ];
}

/** The claims among what a plan puts, as far as both their ends are said. */
export const claimPutsOf = ({ puts }: Plan): ClaimPut[] =>
  puts.filter((put): put is ClaimPut => put.type.shape === 'relation' && hasEnds(put.record));

export const hasEnds = ({ subject, object }: AnyRecord): boolean =>
  typeof subject === 'string' && subject !== '' && typeof object === 'string' && object !== '';

/** Ids of the sources that a record cites. */
export const citedBy = (record: AnyRecord | undefined): string[] =>
  Array.isArray(record?.['citations'])
    ? (record['citations'] as unknown[]).flatMap((citation) => {
        const { source } = (citation ?? {}) as { readonly source?: unknown };
        return typeof source === 'string' ? [source] : [];
      })
    : [];

async function factsAround(
  model: Model,
  transaction: Runner,
  plan: Plan,
  claims: readonly Put[],
  current: ReadonlyMap<string, Published>,
): Promise<Facts> {
  const ends = new Set(claims.flatMap(({ record }) => [record.subject ?? '', record.object ?? '']));
  const sources = new Set(claims.flatMap(({ record }) => citedBy(record)));
  const gone = new Set(plan.retirements.map(({ id }) => id));
  const coming = new Map(plan.puts.map(({ id, record }) => [id, record]));
  const endRows = await transaction.run({ text: 'UNWIND $ids AS id MATCH (n:Concept {id: id}) RETURN n.id', params: { ids: [...ends] } });
  const there = new Set(endRows.map(([id]) => id as string));
  const published = await publishedRecords(model, transaction, sources);
  const pairs = new Map(
    claims.map(({ record }) => [`${record.subject} ${record.object}`, [record.subject ?? '', record.object ?? ''] as const]),
  );
  const neighbours = (await claimsBetween(model, transaction, [...pairs.values()])).filter(({ id }) => !gone.has(id) && !coming.has(id));
  const between = groupBy([...neighbours, ...claims.map(({ record }) => record)], (claim) => `${claim.subject} ${claim.object}`);
  return {
    hasConcept: (id) => !gone.has(id) && (coming.has(id) || there.has(id)),
    source: (id) => (gone.has(id) ? undefined : ((coming.get(id) ?? published.get(id)?.record) as SourceFacts | undefined)),
    citedBefore: (claimId, sourceId) => citedBy(current.get(claimId)?.record).includes(sourceId),
    claimsBetween: (subject, object) => between.get(`${subject} ${object}`) ?? [],
  };
}

/** Concepts that the edits would make subtypes of themselves. */
async function cycleIssues(transaction: Runner, plan: Plan): Promise<RecordIssue[]> {
  const coming = plan.puts.filter(
    ({ record }) => record.type === 'SUBTYPE_OF' && record.negated !== true && hasEnds(record) && record.subject !== record.object,
  );
  if (coming.length === 0) return [];
  const leaving = new Set([...plan.retirements, ...plan.puts].map(({ id }) => id));
  const pairs: (readonly [string, string])[] = coming.map(({ record }) => [record.subject ?? '', record.object ?? '']);
  const comingAbove = groupBy(pairs, ([from]) => from);
  const seen = new Set<string>();
  for (let above = pairs.map(([, to]) => to); above.length > 0;) {
    for (const id of above) seen.add(id);
    const rows = await transaction.run({
      text: 'UNWIND $ids AS id MATCH (:Concept {id: id})-[r:SUBTYPE_OF]->(b:Concept) RETURN id, b.id, r.id',
      params: { ids: above },
    });
    const kept = (rows as [string, string, string][]).filter(([, , claim]) => !leaving.has(claim)).map(([from, to]) => [from, to] as const);
    pairs.push(...kept);
    const next = [...kept, ...above.flatMap((id) => comingAbove.get(id) ?? [])].map(([, to]) => to);
    above = [...new Set(next)].filter((id) => !seen.has(id));
  }
  const inCycle = membersOfCycles(pairs);
  return coming
    .filter(({ record }) => inCycle.has(record.subject ?? '') && inCycle.has(record.object ?? ''))
    .map(({ id }) => ({
      recordId: id,
      path: 'object',
      code: 'CYCLE',
      message: 'The concept would become a subtype of itself by way of others.',
    }));
}

/** Values that only one record of a type may have, held by another record. */
async function uniqueIssues(transaction: Runner, plan: Plan): Promise<RecordIssue[]> {
  const issues: RecordIssue[] = [];
  const leaving = new Set([...plan.retirements, ...plan.puts].map(({ id }) => id));
  for (const [type, puts] of groupBy(plan.puts, (put) => put.type)) {
    if (type.shape !== 'node') continue;
    for (const [name, field] of Object.entries(type.fields)) {
      if (field.kind !== 'text' || field.unique !== true) continue;
      const rows = await transaction.run({
        text: `UNWIND $values AS value MATCH (n:${type.name} {${name}: value}) RETURN n.${name}, n.id`,
        params: { values: puts.map(({ record }) => record[name]).filter((value) => typeof value === 'string') },
      });
      const holders = new Map(rows.filter(([, id]) => !leaving.has(id as string)).map(([value, id]) => [value, id as string]));
      for (const { id, record } of puts) {
        const holder = holders.get(record[name]);
        if (holder !== undefined && holder !== id)
          issues.push({
            recordId: id,
            path: name,
            code: 'DUPLICATE',
            message: `${holder} has the ${name} "${String(record[name])}" already.`,
          });
        else holders.set(record[name], id);
      }
    }
  }
  return issues;
}

async function retiredIdIssues(transaction: Runner, plan: Plan): Promise<RecordIssue[]> {
  const rows = await transaction.run({
    text: 'UNWIND $ids AS id MATCH (n:Retired {id: id}) WHERE NOT n.restorable RETURN n.id',
    params: { ids: plan.puts.map(({ id }) => id) },
  });
  return rows.map(([id]) => ({
    recordId: id as string,
    path: 'id',
    code: 'DUPLICATE',
    message: `${String(id)} was merged into another record; its id is never used again.`,
  }));
}

/** Claims that would lose an end, or their only source, by the retirements. */
async function leftClaims(transaction: Runner, plan: Plan, claims: readonly Put[]): Promise<RecordIssue[]> {
  const nodes = plan.retirements.filter(({ type }) => type.shape === 'node').map(({ id }) => id);
  if (nodes.length === 0) return [];
  const handled = new Set([...plan.retirements, ...claims].map(({ id }) => id));
  const rows = await transaction.run({
    text: `UNWIND $ids AS id MATCH (:Concept {id: id})-[r]-() RETURN id, r.id AS claim, type(r) AS predicate
UNION UNWIND $ids AS id CALL db.index.fulltext.queryRelationships($citations, '"' + id + '"') YIELD relationship AS r
RETURN id, r.id AS claim, type(r) AS predicate`,
    params: { ids: nodes, citations: indexNames.citations },
  });
  return rows.flatMap(([id, claim, predicate]) =>
    handled.has(claim as string)
      ? []
      : [
          {
            recordId: id as string,
            path: '',
            code: 'LEFT_WITHOUT_END' as const,
            relatedId: claim as string,
            message: `The claim ${String(claim)} (${String(predicate)}) still needs ${String(id)}. Retire the claim too, or point it elsewhere.`,
          },
        ],
  );
}

async function apply(
  transaction: Runner,
  plan: Plan,
  current: ReadonlyMap<string, Published>,
  versionOf: (id: string) => number,
): Promise<void> {
  // Claims leave before concepts, and concepts come before claims.
  const isClaim = ({ type }: { type: NodeType | RelationType }): boolean => type.shape === 'relation';
  const moved = plan.puts.filter((put) => isClaim(put) && hasMoved(put, current.get(put.id)?.record));
  await removeClaims(transaction, [...plan.retirements.filter(isClaim), ...moved]);
  await putNodes(
    transaction,
    plan.puts.filter((put) => !isClaim(put)),
    versionOf,
  );
  const movedIds = new Set(moved.map(({ id }) => id));
  await putClaims(transaction, plan.puts.filter(isClaim), (id) => movedIds.has(id) || !current.has(id), versionOf);
  for (const { id, type } of plan.retirements) {
    if (type.shape !== 'node') continue;
    await transaction.run({ text: `MATCH (n:${type.isConcept ? 'Concept' : type.name} {id: $id}) DELETE n`, params: { id } });
  }
}

const hasMoved = ({ record }: Put, before: AnyRecord | undefined): boolean =>
  before !== undefined &&
  (before.subject !== record.subject || before.object !== record.object || (before.negated === true) !== (record.negated === true));

export async function removeClaims(
  transaction: Runner,
  claims: readonly { readonly id: string; readonly type: NodeType | RelationType }[],
): Promise<void> {
  for (const [type, members] of groupBy(claims, (claim) => claim.type)) {
    if (type.shape !== 'relation') continue;
    for (const negated of [false, true])
      await transaction.run({
        text: `UNWIND $ids AS id MATCH ()-[r:${relationshipOf(type, negated)} {id: id}]->() DELETE r`,
        params: { ids: members.map(({ id }) => id) },
      });
  }
}

export async function putNodes(transaction: Runner, puts: readonly Put[], versionOf: (id: string) => number): Promise<void> {
  for (const [type, members] of groupBy(puts, (put) => put.type)) {
    if (type.shape !== 'node') continue;
    const rows = members.map(({ id, record }) => ({ id, properties: toProperties(type, record, versionOf(id)) }));
    await transaction.run({
      text: type.isConcept
        ? `UNWIND $rows AS row MERGE (n:Concept {id: row.id}) SET n = row.properties, n:${type.name}`
        : `UNWIND $rows AS row MERGE (n:${type.name} {id: row.id}) SET n = row.properties`,
      params: { rows },
    });
  }
}

export async function putClaims(
  transaction: Runner,
  puts: readonly Put[],
  isNew: (id: string) => boolean,
  versionOf: (id: string) => number,
): Promise<void> {
  for (const [relationship, members] of groupBy(puts, ({ type, record }) =>
    relationshipOf(type as RelationType, record.negated === true),
  )) {
    const rows = members.map(({ id, type, record }) => ({
      id,
      from: record.subject,
      to: record.object,
      isNew: isNew(id),
      properties: toProperties(type, record, versionOf(id)),
    }));
    const [fresh, known] = [rows.filter((row) => row.isNew), rows.filter((row) => !row.isNew)];
    if (fresh.length > 0)
      await transaction.run({
        text: `UNWIND $rows AS row MATCH (a:Concept {id: row.from}) MATCH (b:Concept {id: row.to}) CREATE (a)-[r:${relationship}]->(b) SET r = row.properties`,
        params: { rows: fresh },
      });
    if (known.length > 0)
      await transaction.run({
        text: `UNWIND $rows AS row MATCH ()-[r:${relationship} {id: row.id}]->() SET r = row.properties`,
        params: { rows: known },
      });
  }
}

/** Makes the release and its number the current one. */
export async function writeRelease(
  transaction: Runner,
  release: number,
  note: ReleaseNote,
  { created, changed, retired }: Pick<PublishResult, 'created' | 'changed' | 'retired'>,
  now: Date,
): Promise<void> {
  await transaction.run({
    text: `MATCH (c:ContentRelease {key: 'current'}) SET c.number = $number
CREATE (:Release {number: $number, title: $title, note: $note, author: $author, authorId: $authorId, approver: $approver, approverId: $approverId, changeSet: $changeSet, importer: $importer, at: $at, created: $created, changed: $changed, retired: $retired})`,
    params: {
      number: release,
      title: note.title,
      note: note.note ?? null,
      author: note.author,
      authorId: note.authorId ?? null,
      approver: note.approver ?? null,
      approverId: note.approverId ?? null,
      changeSet: note.changeSet ?? null,
      importer: note.importer ?? null,
      at: now.toISOString(),
      created,
      changed,
      retired,
    },
  });
}

/** What a release did to one record. */
export interface RevisionRow {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly action: 'CREATED' | 'CHANGED' | 'RETIRED';
  /** JSON; null when it was retired. */
  readonly record: string | null;
  readonly reason: string | null;
  readonly replacedBy: string | null;
}

/** The revision of a put. */
export const revisionOf = ({ id, type, record }: Put, version: number, isNew: boolean): RevisionRow => ({
  id,
  type: type.name,
  version,
  action: isNew ? 'CREATED' : 'CHANGED',
  record: JSON.stringify(asStored(type, record)),
  reason: null,
  replacedBy: null,
});

/** In an order in which whoever follows the revisions never meets a claim without its ends. */
function revisionsOf(plan: Plan, current: ReadonlyMap<string, Published>, versionOf: (id: string) => number): RevisionRow[] {
  const isClaim = ({ type }: { type: NodeType | RelationType }): boolean => type.shape === 'relation';
  const isNode = (one: { type: NodeType | RelationType }): boolean => !isClaim(one);
  return [
    ...[...plan.puts.filter(isNode), ...plan.puts.filter(isClaim)].map((put) => revisionOf(put, versionOf(put.id), !current.has(put.id))),
    ...[...plan.retirements.filter(isClaim), ...plan.retirements.filter(isNode)].map(({ id, type, reason, replacedBy }) => ({
      id,
      type: type.name,
      version: versionOf(id),
      action: 'RETIRED' as const,
      record: null,
      reason,
      replacedBy: replacedBy ?? null,
    })),
  ];
}

/** Cypher for what only one revision has, from a record's id and its version: the database writes the number, so nothing else may. */
export const revisionKeyText = (id: string, version: string): string => `${id} + '@' + toString(${version})`;

/** Stores revisions in their order; the first gets this place within the release, counted from 1. */
export async function writeRevisions(
  transaction: Runner,
  revisions: readonly RevisionRow[],
  release: number,
  firstPlace: number,
): Promise<void> {
  await transaction.run({
    text: `UNWIND $revisions AS row
CREATE (:Revision {key: ${revisionKeyText('row.id', 'row.version')}, place: row.place, recordId: row.id, recordType: row.type, version: row.version, release: $release, action: row.action, record: row.record, reason: row.reason, replacedBy: row.replacedBy})`,
    params: { revisions: revisions.map((revision, i) => ({ ...revision, place: placeOf(release, firstPlace + i) })), release },
  });
}

/** Writes down what was retired and why, and forgets the tombstones of what came back. */
async function writeTombstones(
  transaction: Runner,
  plan: Plan,
  versionOf: (id: string) => number,
  release: number,
  now: Date,
): Promise<void> {
  await transaction.run({
    text: `UNWIND $rows AS row MERGE (t:Retired {id: row.id})
SET t.recordType = row.type, t.reason = row.reason, t.replacedBy = row.replacedBy, t.restorable = row.replacedBy IS NULL, t.version = row.version, t.release = $release, t.at = $at`,
    params: {
      release,
      at: now.toISOString(),
      rows: plan.retirements.map(({ id, type, reason, replacedBy }) => ({
        id,
        type: type.name,
        reason,
        replacedBy: replacedBy ?? null,
        version: versionOf(id),
      })),
    },
  });
  const replaced = plan.retirements.filter(({ replacedBy }) => replacedBy !== undefined);
  // What was replaced by a record that is now replaced itself leads on to what is live.
  if (replaced.length > 0)
    await transaction.run({
      text: 'UNWIND $rows AS row MATCH (t:Retired {replacedBy: row.id}) SET t.replacedBy = row.replacedBy',
      params: { rows: replaced.map(({ id, replacedBy }) => ({ id, replacedBy })) },
    });
  await transaction.run({ text: 'UNWIND $ids AS id MATCH (t:Retired {id: id}) DELETE t', params: { ids: plan.puts.map(({ id }) => id) } });
}

/** Where a revision lies in the order of all revisions, as a text that sorts by it: the release, and the place within the release. */
export const placeOf = (release: number, sequence: number): string =>
  `${String(release).padStart(10, '0')}/${String(sequence).padStart(8, '0')}`;
