import { type Reading, readColumns } from './select/select.ts';

export interface ReleaseRecord {
  readonly number: number;
  readonly title: string;
  readonly note: string | null;
  readonly publishedAt: string;
  readonly created: number;
  readonly changed: number;
  readonly retired: number;
}

/** The newest release; number 0 and nothing in it when nothing was ever published. */
export async function currentRelease(reading: Reading): Promise<ReleaseRecord> {
  const [newest] = await releasesBefore(reading, null, 1);
  return (
    newest ?? {
      number: 0,
      title: 'Nothing is published yet',
      note: null,
      publishedAt: new Date(0).toISOString(),
      created: 0,
      changed: 0,
      retired: 0,
    }
  );
}

/** Releases with a smaller number than `before`, newest first. Reads the index on Release.number. */
export async function releasesBefore(reading: Reading, before: number | null, count: number): Promise<ReleaseRecord[]> {
  const [rows] = await readColumns(
    reading,
    [
      `COLLECT { MATCH (r:Release) WHERE r.number < $before WITH r ORDER BY r.number DESC LIMIT $count RETURN [r.number, r.title, r.note, r.at, r.created, r.changed, r.retired] }`,
    ],
    { before: before ?? Number.MAX_SAFE_INTEGER, count: BigInt(count) },
  );
  return (rows as [number, string, string | null, string, number, number, number][]).map(
    ([number, title, note, publishedAt, created, changed, retired]) => ({ number, title, note, publishedAt, created, changed, retired }),
  );
}
