import type { Model } from '../../../schema/language/define-model.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { claimKey } from '../../../schema/validation/claim-key.ts';
import { placeOf } from '../../../server/editorial/publish.ts';
import { diffRecords } from '../../../schema/language/record-diff.ts';
import { typeOfId } from '../../../server/neo4j/mapping.ts';
import type { Runner } from '../../../server/neo4j/statement.ts';

/** What people did to a record; an import does not undo it. */
export interface HumanEdit {
  /** Fields that people set or emptied, in form notation: `name.en`, `frequency`. */
  readonly fields: ReadonlySet<string>;
  /** Items that people took out of lists, as JSON. */
  readonly removedItems: ReadonlySet<string>;
}

/** What people published, read from the history: nothing else has to be kept for it. */
export interface HumanEdits {
  readonly byRecord: ReadonlyMap<string, HumanEdit>;
  /** Claims that people made or moved, by `claimKey`. */
  readonly claims: ReadonlyMap<string, string>;
}

/** Reads what people published from the releases that no importer made. */
export async function humanEdits(model: Model, runner: Runner): Promise<HumanEdits> {
  const numbers = await runner.run({ text: 'MATCH (r:Release) WHERE r.importer IS NULL RETURN r.number ORDER BY r.number', params: {} });
  const releases = new Set(numbers.map(([number]) => number as number));
  const touched = await runner.run({
    text: 'UNWIND $prefixes AS prefix MATCH (v:Revision) WHERE v.place STARTS WITH prefix RETURN DISTINCT v.recordId',
    params: { prefixes: [...releases].map((release) => placeOf(release, 0).replace(/\d+$/, '')) },
  });
  const byRecord = new Map<string, HumanEdit>();
  const claims = new Map<string, string>();
  const recordIds = touched.map(([id]) => id as string);
  for (let from = 0; from < recordIds.length; from += pageSize) {
    const rows = await runner.run({
      text: `UNWIND $ids AS id MATCH (v:Revision {recordId: id}) RETURN id, v.release, v.record ORDER BY id, v.version`,
      params: { ids: recordIds.slice(from, from + pageSize) },
    });
    for (const [id, revisions] of byId(rows as [string, number, string | null][])) {
      const edit = editOf(model, id, revisions, releases);
      if (edit) byRecord.set(id, edit);
      const last = revisions.at(-1)?.record;
      if (last?.subject !== undefined) claims.set(claimKey(last), id);
    }
  }
  return { byRecord, claims };
}

const pageSize = 5000;

interface PastRevision {
  readonly release: number;
  readonly record: AnyRecord | null;
}

function byId(rows: readonly (readonly [string, number, string | null])[]): Map<string, PastRevision[]> {
  const found = new Map<string, PastRevision[]>();
  for (const [id, release, text] of rows) {
    const revision = { release, record: text === null ? null : (JSON.parse(text) as AnyRecord) };
    const known = found.get(id);
    if (known) known.push(revision);
    else found.set(id, [revision]);
  }
  return found;
}

function editOf(model: Model, id: string, revisions: readonly PastRevision[], releases: ReadonlySet<number>): HumanEdit | undefined {
  const type = typeOfId(model, id);
  if (!type) return undefined;
  const fields = new Set<string>();
  const removedItems = new Set<string>();
  let before: AnyRecord | null = null;
  for (const { release, record } of revisions) {
    if (releases.has(release) && record) {
      for (const change of diffRecords(type, before, record)) {
        if (change.path.endsWith('.-')) removedItems.add(JSON.stringify(change.before));
        else if (!change.path.endsWith('.+')) fields.add(change.path);
      }
    }
    before = record;
  }
  return { fields, removedItems };
}
