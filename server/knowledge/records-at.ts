import type { AnyRecord } from '../../schema/language/record.ts';
import type { Runner } from '../neo4j/statement.ts';

/** A record as a release left it. */
export interface RecordAt {
  readonly version: number;
  readonly record: AnyRecord;
}

const pageSize = 2000;

/**
 * Every record that was published at a release, in the order of ids, a page at a time. Revisions never change, so the pages belong
 * together however long their reading takes and whatever is published meanwhile.
 */
export async function* recordsAt(runner: Runner, release: number, size = pageSize): AsyncGenerator<readonly RecordAt[]> {
  for (let after = ''; ;) {
    const rows = await runner.run({
      text: `MATCH (v:Revision) USING INDEX v:Revision(recordId) WHERE v.recordId > $after AND v.release <= $release
WITH v.recordId AS id, max(v.place) AS place ORDER BY id LIMIT $size
MATCH (v:Revision {place: place}) RETURN id, v.version, v.record ORDER BY id`,
      params: { after, release, size: BigInt(size) },
    });
    yield rows.flatMap(recordOf);
    if (rows.length < size) return;
    after = rows.at(-1)?.[0] as string;
  }
}

/** The records of these ids as a release left them; what was not published then is missing. */
export async function recordsOfIdsAt(runner: Runner, release: number, ids: readonly string[]): Promise<readonly RecordAt[]> {
  const rows = await runner.run({
    text: `UNWIND $ids AS id MATCH (v:Revision {recordId: id}) WHERE v.release <= $release
WITH id, max(v.place) AS place MATCH (v:Revision {place: place}) RETURN id, v.version, v.record`,
    params: { ids, release },
  });
  return rows.flatMap(recordOf);
}

/** A retired record has no content. */
const recordOf = ([, version, text]: readonly unknown[]): RecordAt[] =>
  text === null ? [] : [{ version: version as number, record: JSON.parse(text as string) as AnyRecord }];
