import type { AnyRecord } from '../../../schema/language/record.ts';
import type { Row, Runner } from '../../neo4j/statement.ts';
import type { Edit } from '../publish.ts';

/** One record of a change set as it shall become, or its retirement. */
export interface DraftEdit {
  readonly changeSet: string;
  readonly recordId: string;
  readonly recordType: string;
  readonly action: 'PUT' | 'RETIRE';
  /** The whole record after it; null for a retirement. May be incomplete. */
  readonly record: AnyRecord | null;
  readonly reason: string | null;
  readonly replacedById: string | null;
  /** The published version it starts from; 0 for a new record. */
  readonly baseVersion: number;
  /** Goes up with each change of the edit, from the published version on. */
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export const editColumns = 'properties(e)';

export function editFrom(row: Row): DraftEdit {
  const { key: _key, record, ...stored } = row[0] as { readonly key: string; readonly record?: string } & Omit<DraftEdit, 'record'>;
  return {
    ...stored,
    record: record === undefined ? null : (JSON.parse(record) as AnyRecord),
    reason: stored.reason ?? null,
    replacedById: stored.replacedById ?? null,
  };
}

/** The edits of a change set, in the order they were begun. */
export async function editsOf(runner: Runner, changeSet: string): Promise<DraftEdit[]> {
  const rows = await runner.run({
    text: `MATCH (e:Edit {changeSet: $changeSet}) RETURN ${editColumns} ORDER BY e.createdAt, e.recordId`,
    params: { changeSet },
  });
  return rows.map(editFrom);
}

export async function editOf(runner: Runner, changeSet: string, recordId: string): Promise<DraftEdit | undefined> {
  const [row] = await runner.run({
    text: `MATCH (e:Edit {key: $key}) RETURN ${editColumns}`,
    params: { key: editKey(changeSet, recordId) },
  });
  return row && editFrom(row);
}

/** The published state that each edit starts from, by record; an edit of a new record has none. */
export async function basesOf(runner: Runner, edits: readonly DraftEdit[]): Promise<Map<string, AnyRecord>> {
  const bases = edits.filter(({ baseVersion }) => baseVersion > 0).map(({ recordId, baseVersion }) => [recordId, baseVersion] as const);
  if (bases.length === 0) return new Map();
  const rows = await runner.run({
    text: `UNWIND $bases AS base MATCH (v:Revision {recordId: base[0]}) USING INDEX v:Revision(recordId)
WHERE v.version = base[1] AND v.record IS NOT NULL RETURN v.recordId, v.record`,
    params: { bases },
  });
  return new Map(rows.map(([id, record]) => [id as string, JSON.parse(record as string) as AnyRecord]));
}

export const editKey = (changeSet: string, recordId: string): string => `${changeSet} ${recordId}`;

/** A draft as the write path takes it. */
export const publishable = ({ action, recordId, record, reason, replacedById, baseVersion }: DraftEdit): Edit =>
  action === 'PUT'
    ? { action, record: record as AnyRecord, baseVersion }
    : { action, id: recordId, reason: reason ?? '', replacedBy: replacedById ?? undefined, baseVersion };
