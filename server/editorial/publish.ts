import type { Issue } from '../../schema/error-codes.ts';
import type { Model } from '../../schema/language/define-model.ts';
import { groupBy } from '../../schema/language/group-by.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { type Facts, type RecordIssue, type SourceFacts, validateClaim } from '../../schema/validation/validate-set.ts';
import { conflict, invariant, validationFailed } from '../errors.ts';
import { isSameRecord, relationshipOf, toProperties, typeOfId } from '../neo4j/mapping.ts';
import { indexNames } from '../neo4j/model-statements.ts';
import type { Runner } from '../neo4j/statement.ts';
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
  readonly author: string;
  readonly approver?: string | undefined;
}

export interface PublishResult {
  /** The content release after it; the one before when nothing changed. */
  readonly release: number;
  readonly created: number;
  readonly changed: number;
  readonly retired: number;
  readonly unchanged: number;
}

/**
 * Applies edits to the live graph inside the caller's transaction: all or nothing. Locks the content release, so publishes run one
 * after the other; checks versions and every rule on what results; writes records, revisions, tombstones and the release.
 * Edits that change nothing are left out, and a set of only such edits makes no release.
 * Throws CONFLICT for a stale `baseVersion` and VALIDATION_FAILED with every issue, paths starting `edits.N`.
 */
export async function publish(
  model: Model,
  transaction: Runner,
  edits: readonly Edit[],
  note: ReleaseNote,
  now: Date,
): Promise<PublishResult> {
  const release = (await lockContentRelease(transaction)) + 1;
  const current = await publishedRecords(model, transaction, edits.map(idOf));
  checkVersions(edits, current);
  const changes = changesOf(model, edits, current);
  const plan = planOf(model, changes, current);
  const issues = [...recordIssues(model, edits), ...(await surroundingIssues(model, transaction, edits, plan, current))];
  if (issues.length > 0) throw validationFailed(issues);
  const counts = {
    created: plan.puts.filter(({ id }) => !current.has(id)).length,
    changed: plan.puts.filter(({ id }) => current.has(id)).length,
    retired: plan.retirements.length,
    unchanged: edits.length - plan.puts.length - plan.retirements.length,
  };
  if (plan.puts.length + plan.retirements.length === 0) return { release: release - 1, ...counts };
  await apply(model, transaction, plan, current);
  await record(transaction, plan, current, release, note, counts, now);
  return { release, ...counts };
}

const idOf = (edit: Edit): string => (edit.action === 'PUT' ? edit.record.id : edit.id);

/** Takes the one lock every publish needs and answers the content release: 0 in an empty graph. */
async function lockContentRelease(transaction: Runner): Promise<number> {
  const [row] = await transaction.run({
    text: `MERGE (c:ContentRelease {key: 'current'}) ON CREATE SET c.number = 0 SET c.locked = true REMOVE c.locked RETURN c.number`,
    params: {},
  });
  invariant(typeof row?.[0] === 'number', 'The content release has no number.');
  return row[0];
}

function checkVersions(edits: readonly Edit[], current: ReadonlyMap<string, Published>): void {
  const stale = edits.flatMap((edit) => {
    const now = current.get(idOf(edit));
    return edit.baseVersion === undefined || edit.baseVersion === (now?.version ?? 0)
      ? []
      : [{ id: idOf(edit), baseVersion: edit.baseVersion, version: now?.version ?? 0, record: now?.record ?? null }];
  });
  const [first] = stale;
  if (first)
    throw conflict(
      `${stale.length === 1 ? 'A record' : `${stale.length} records`} changed since you read: ${first.id} is at version ${first.version}, you saw ${first.baseVersion}. Look at the current state and edit again.`,
      stale,
    );
}

interface Put {
  readonly id: string;
  readonly type: NodeType | RelationType;
  readonly record: AnyRecord;
}
interface Retirement {
  readonly id: string;
  readonly type: NodeType | RelationType;
  readonly reason: string;
  readonly replacedBy: string | undefined;
}
interface Plan {
  readonly puts: readonly Put[];
  readonly retirements: readonly Retirement[];
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
  model: Model,
  transaction: Runner,
  edits: readonly Edit[],
  plan: Plan,
  current: ReadonlyMap<string, Published>,
): Promise<RecordIssue[]> {
  const indexOf = new Map(edits.map((edit, i) => [idOf(edit), i]));
  const at = (issue: RecordIssue): RecordIssue => ({ ...issue, path: `edits.${indexOf.get(issue.recordId) ?? 0}.record.${issue.path}` });
  const claims = plan.puts.filter((put): put is Put & { type: RelationType } => put.type.shape === 'relation' && hasEnds(put.record));
  const facts = await factsAround(model, transaction, plan, claims, current);
  return [
    ...claims.flatMap(({ type, record }) => validateClaim(model, type, record, facts)).map(at),
    ...(await uniqueIssues(transaction, plan)).map(at),
    ...(await retiredIdIssues(transaction, plan)).map(at),
    ...(await leftClaims(transaction, plan, claims)).map((issue) => ({ ...issue, path: `edits.${indexOf.get(issue.recordId) ?? 0}` })),
  ];
}

const hasEnds = (record: AnyRecord): boolean => typeof record.subject === 'string' && typeof record.object === 'string';

interface CitationValue {
  readonly source?: unknown;
}
const citedBy = (record: AnyRecord | undefined): string[] =>
  Array.isArray(record?.['citations'])
    ? (record['citations'] as CitationValue[]).flatMap(({ source }) => (typeof source === 'string' ? [source] : []))
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
            message: `The claim ${String(claim)} (${String(predicate)}) still needs ${String(id)}. Retire the claim too, or point it elsewhere.`,
          },
        ],
  );
}

async function apply(model: Model, transaction: Runner, plan: Plan, current: ReadonlyMap<string, Published>): Promise<void> {
  const versionOf = (id: string): number => (current.get(id)?.version ?? 0) + 1;
  // Claims leave before concepts, and concepts come before claims.
  const isClaim = ({ type }: { type: NodeType | RelationType }): boolean => type.shape === 'relation';
  const moved = plan.puts.filter((put) => isClaim(put) && hasMoved(put, current.get(put.id)?.record));
  await removeClaims(transaction, [...plan.retirements.filter(isClaim), ...moved]);
  await putNodes(
    transaction,
    plan.puts.filter((put) => !isClaim(put)),
    versionOf,
  );
  await putClaims(transaction, plan.puts.filter(isClaim), new Set(moved.map(({ id }) => id)), current, versionOf);
  for (const { id, type } of plan.retirements) {
    if (type.shape !== 'node') continue;
    await transaction.run({ text: `MATCH (n:${type.name} {id: $id}) DELETE n`, params: { id } });
  }
}

const hasMoved = ({ record }: Put, before: AnyRecord | undefined): boolean =>
  before !== undefined &&
  (before.subject !== record.subject || before.object !== record.object || (before.negated === true) !== (record.negated === true));

async function removeClaims(transaction: Runner, claims: readonly { id: string; type: NodeType | RelationType }[]): Promise<void> {
  for (const [type, members] of groupBy(claims, (claim) => claim.type)) {
    if (type.shape !== 'relation') continue;
    for (const negated of [false, true])
      await transaction.run({
        text: `UNWIND $ids AS id MATCH ()-[r:${relationshipOf(type, negated)} {id: id}]->() DELETE r`,
        params: { ids: members.map(({ id }) => id) },
      });
  }
}

async function putNodes(transaction: Runner, puts: readonly Put[], versionOf: (id: string) => number): Promise<void> {
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

async function putClaims(
  transaction: Runner,
  puts: readonly Put[],
  moved: ReadonlySet<string>,
  current: ReadonlyMap<string, Published>,
  versionOf: (id: string) => number,
): Promise<void> {
  for (const [relationship, members] of groupBy(puts, ({ type, record }) =>
    relationshipOf(type as RelationType, record.negated === true),
  )) {
    const rows = members.map(({ id, type, record }) => ({
      id,
      from: record.subject,
      to: record.object,
      isNew: moved.has(id) || !current.has(id),
      properties: toProperties(type, record, versionOf(id)),
    }));
    const [fresh, known] = [rows.filter(({ isNew }) => isNew), rows.filter(({ isNew }) => !isNew)];
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

async function record(
  transaction: Runner,
  plan: Plan,
  current: ReadonlyMap<string, Published>,
  release: number,
  note: ReleaseNote,
  counts: Pick<PublishResult, 'created' | 'changed' | 'retired'>,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const version = (id: string): number => (current.get(id)?.version ?? 0) + 1;
  await transaction.run({
    text: `MATCH (c:ContentRelease {key: 'current'}) SET c.number = $number
CREATE (:Release {number: $number, title: $title, note: $note, author: $author, approver: $approver, at: $at, created: $created, changed: $changed, retired: $retired})`,
    params: {
      number: release,
      title: note.title,
      note: note.note ?? null,
      author: note.author,
      approver: note.approver ?? null,
      at,
      created: counts.created,
      changed: counts.changed,
      retired: counts.retired,
    },
  });
  const revisions = [
    ...plan.puts.map(({ id, type, record: value }) => ({
      id,
      type: type.name,
      version: version(id),
      action: current.has(id) ? 'CHANGED' : 'CREATED',
      record: JSON.stringify(value),
    })),
    ...plan.retirements.map(({ id, type }) => ({ id, type: type.name, version: version(id), action: 'RETIRED', record: null })),
  ];
  await transaction.run({
    text: `UNWIND $revisions AS row
CREATE (:Revision {key: row.id + '@' + toString(row.version), recordId: row.id, recordType: row.type, version: row.version, release: $release, action: row.action, record: row.record})`,
    params: { revisions, release },
  });
  await transaction.run({
    text: `UNWIND $rows AS row MERGE (t:Retired {id: row.id})
SET t.recordType = row.type, t.reason = row.reason, t.replacedBy = row.replacedBy, t.restorable = row.replacedBy IS NULL, t.release = $release, t.at = $at`,
    params: {
      release,
      at,
      rows: plan.retirements.map(({ id, type, reason, replacedBy }) => ({ id, type: type.name, reason, replacedBy: replacedBy ?? null })),
    },
  });
  await transaction.run({ text: 'UNWIND $ids AS id MATCH (t:Retired {id: id}) DELETE t', params: { ids: plan.puts.map(({ id }) => id) } });
}
