import type { Model } from '../../../schema/language/define-model.ts';
import { isObject } from '../../../schema/language/is-object.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { fromProperties, typeOfId } from '../../neo4j/mapping.ts';
import type { Runner } from '../../neo4j/statement.ts';
import { claimsOf, type Published, publishedRecords } from '../current-records.ts';
import { type ChangeSet, changeSetColumns, changeSetFrom, type ChangeSetState } from './change-set.ts';
import { type DraftEdit, editColumns, editFrom } from './edit.ts';

/** A record as an editor works on it: as it is published, and as a change set makes it. */
interface WorkRecord {
  readonly id: string;
  readonly recordType: string;
  /** Null when it is not published. */
  readonly published: AnyRecord | null;
  /** 0 when it is not published. */
  readonly publishedVersion: number;
  /** The edit of the change set; null when that has none of this record. */
  readonly edit: DraftEdit | null;
}

/** What to call a record that others refer to. */
export interface RecordTitle {
  readonly id: string;
  readonly recordType: string;
  /** By locale. */
  readonly texts: Readonly<Record<string, string | undefined>>;
  /** Of sources only. */
  readonly standing: string | null;
  /** Of claims only, which are called by their ends and their predicate. */
  readonly claim: {
    readonly subjectId: string;
    readonly objectId: string;
    readonly negated: boolean;
    /** As the record has it, of a draft whatever that is. */
    readonly population: unknown;
  } | null;
}

export interface Workbench {
  readonly record: WorkRecord;
  /** Claims that the record is an end of, at most `mostClaims`. */
  readonly claims: readonly WorkRecord[];
  readonly claimCount: number;
  /** Of every record that these name. */
  readonly titles: readonly RecordTitle[];
}

/** How many claims of one record come at once. */
export const mostClaims = 500;

/**
 * Everything that an editor's page of one record needs, with the claims that come after the skipped ones; undefined when neither the
 * graph nor the change set has the record.
 */
export async function workbenchOf(
  model: Model,
  runner: Runner,
  id: string,
  changeSet: string | null,
  skippedClaims = 0,
): Promise<Workbench | undefined> {
  const claims = await claimsOf(model, runner, [id]);
  const edits = changeSet === null ? [] : await editsAround(runner, changeSet, id, claims);
  const [own, ...others] = await workRecords(model, runner, [id, ...edits.map(({ recordId }) => recordId)], edits, claims);
  if (!own || (own.published === null && own.edit === null)) return undefined;
  const ofClaims = [...claims.map(({ record }) => record.id), ...others.map((other) => other.id)];
  const known = new Map(others.map((other) => [other.id, other]));
  const published = new Map(claims.map((claim) => [claim.record.id, claim]));
  const all = [...new Set(ofClaims)]
    .filter((claimId) => claimId !== id)
    .map((claimId) => known.get(claimId) ?? workRecord(model, claimId, published.get(claimId), undefined));
  const shown = all.slice(skippedClaims, skippedClaims + mostClaims);
  const titles = await titlesOf(model, runner, [own, ...shown].flatMap(namedIn), changeSet);
  return { record: own, claims: shown, claimCount: all.length, titles };
}

/** Edits of the record itself, and of claims that join it or joined it. */
async function editsAround(runner: Runner, changeSet: string, id: string, claims: readonly Published[]): Promise<DraftEdit[]> {
  const rows = await runner.run({
    text: `MATCH (e:Edit {changeSet: $changeSet}) WHERE e.recordId IN $ids OR e.record CONTAINS $id RETURN ${editColumns} ORDER BY e.createdAt, e.recordId`,
    params: { changeSet, id: `"${id}"`, ids: [id, ...claims.map(({ record }) => record.id)] },
  });
  const known = new Set(claims.map(({ record }) => record.id));
  return rows
    .map(editFrom)
    .filter(({ recordId, record }) => recordId === id || known.has(recordId) || record?.subject === id || record?.object === id);
}

async function workRecords(
  model: Model,
  runner: Runner,
  ids: readonly string[],
  edits: readonly DraftEdit[],
  claims: readonly Published[],
): Promise<WorkRecord[]> {
  const read = new Map(claims.map((claim) => [claim.record.id, claim]));
  const missing = ids.filter((id) => !read.has(id));
  const published = new Map([...read, ...(await publishedRecords(model, runner, missing))]);
  const byId = new Map(edits.map((edit) => [edit.recordId, edit]));
  return [...new Set(ids)].map((id) => workRecord(model, id, published.get(id), byId.get(id)));
}

const workRecord = (model: Model, id: string, published: Published | undefined, edit: DraftEdit | undefined): WorkRecord => ({
  id,
  recordType: typeOfId(model, id)?.name ?? '',
  published: published?.record ?? null,
  publishedVersion: published?.version ?? 0,
  edit: edit ?? null,
});

/** Ids that a record names: its ends and the sources it cites, published and drafted. */
function namedIn({ published, edit }: WorkRecord): string[] {
  return [published, edit?.record ?? null].flatMap((record) => {
    if (!record) return [];
    const citations = Array.isArray(record['citations']) ? (record['citations'] as readonly { readonly source?: unknown }[]) : [];
    return [record.subject, record.object, ...citations.map((citation) => citation?.source)].filter((id) => typeof id === 'string');
  });
}

/**
 * What to call these records, by the change set first, and what was retired as it was last; of a claim the titles of its ends come along.
 * Unknown ids are left out.
 */
export async function titlesOf(
  model: Model,
  runner: Runner,
  ids: Iterable<string>,
  changeSet: string | null,
): Promise<readonly RecordTitle[]> {
  const wanted = [...new Set(ids)];
  const drafts =
    changeSet === null
      ? []
      : await runner.run({
          text: `UNWIND $ids AS id MATCH (e:Edit {key: $changeSet + ' ' + id}) RETURN ${editColumns}`,
          params: { ids: wanted, changeSet },
        });
  const published = await runner.run({
    text: `UNWIND $ids AS id MATCH (n:Concept|Source {id: id}) RETURN id, n {.*, storedText: null}`,
    params: { ids: wanted },
  });
  const titles = new Map<string, RecordTitle>();
  for (const [id, properties] of published) {
    const type = typeOfId(model, id);
    if (type?.shape !== 'node') continue;
    const record = fromProperties(type, properties as Readonly<Record<string, unknown>>);
    titles.set(record.id, titleOf(record));
  }
  const claims = wanted.filter((id) => typeOfId(model, id)?.shape === 'relation');
  for (const { record } of (await publishedRecords(model, runner, claims)).values()) titles.set(record.id, titleOf(record));
  for (const { record } of drafts.map(editFrom)) if (record) titles.set(record.id, titleOf(record));
  for (const record of await lastStates(
    runner,
    wanted.filter((id) => !titles.has(id)),
  ))
    titles.set(record.id, titleOf(record));
  const ends = [...titles.values()].flatMap(({ claim }) => (claim ? [claim.subjectId, claim.objectId] : []));
  const further = ends.filter((id) => typeOfId(model, id)?.shape === 'node' && !titles.has(id));
  return [...titles.values(), ...(further.length === 0 ? [] : await titlesOf(model, runner, further, changeSet))];
}

/** What was published once and is not any more, as it was last. */
async function lastStates(runner: Runner, ids: readonly string[]): Promise<AnyRecord[]> {
  if (ids.length === 0) return [];
  const rows = await runner.run({
    text: `UNWIND $ids AS id MATCH (v:Revision {recordId: id}) USING INDEX v:Revision(recordId) WHERE v.record IS NOT NULL
WITH id, max(v.place) AS place MATCH (v:Revision {place: place}) RETURN v.record`,
    params: { ids },
  });
  return rows.map(([record]) => JSON.parse(record as string) as AnyRecord);
}

function titleOf(record: AnyRecord): RecordTitle {
  const { name, title, standing } = record as { readonly name?: unknown; readonly title?: unknown; readonly standing?: unknown };
  const { subject, object } = record;
  const claim =
    subject === undefined && object === undefined
      ? null
      : {
          subjectId: subject ?? '',
          objectId: object ?? '',
          negated: record.negated === true,
          population: isObject(record['population']) ? record['population'] : null,
        };
  const named = typeof name === 'object' && name !== null ? (name as RecordTitle['texts']) : { en: typeof title === 'string' ? title : '' };
  return {
    id: record.id,
    recordType: record.type,
    texts: claim ? {} : named,
    standing: typeof standing === 'string' ? standing : null,
    claim,
  };
}

/** An edit with the change set it is part of. */
export interface OpenEdit {
  readonly edit: DraftEdit;
  readonly changeSet: ChangeSet;
}

/** Which edits to find; what is null does not matter. */
export interface OpenEditFilter {
  readonly changeSet: string | null;
  /** A change set whose edits are not wanted. */
  readonly exceptChangeSet: string | null;
  readonly states: readonly ChangeSetState[] | null;
  readonly authorId: string | null;
  readonly recordIds: readonly string[] | null;
  readonly recordType: string | null;
  /** Only records that are not published yet. */
  readonly isNew: boolean | null;
  /** Id of a record that the edit changes or names, such as an end or a source of a claim. */
  readonly mentions: string | null;
}

const openStates: readonly ChangeSetState[] = ['OPEN', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED'];

/** Edits of change sets that are neither published nor given up, the one changed last first. */
export async function openEdits(runner: Runner, filter: OpenEditFilter, count: number): Promise<OpenEdit[]> {
  const start =
    filter.changeSet === null
      ? 'MATCH (c:ChangeSet) WHERE c.state IN $openStates'
      : 'MATCH (c:ChangeSet {id: $changeSet}) WHERE c.state IN $openStates';
  const rows = await runner.run({
    text: `${start} AND ($states IS NULL OR c.state IN $states) AND ($authorId IS NULL OR c.authorId = $authorId)
AND ($exceptChangeSet IS NULL OR c.id <> $exceptChangeSet) MATCH (e:Edit {changeSet: c.id})
WHERE ($recordIds IS NULL OR e.recordId IN $recordIds) AND ($recordType IS NULL OR e.recordType = $recordType)
AND ($isNew IS NULL OR (e.baseVersion = 0) = $isNew)
AND ($mentions IS NULL OR $mentions IN [e.recordId, e.replacedById] OR e.record CONTAINS $quoted)
RETURN ${editColumns}, ${changeSetColumns} ORDER BY e.updatedAt DESC, e.key LIMIT $count`,
    params: { ...filter, quoted: JSON.stringify(filter.mentions), openStates, count: BigInt(count) },
  });
  return rows.map(([edit, set]) => ({ edit: editFrom([edit]), changeSet: changeSetFrom([set]) }));
}
