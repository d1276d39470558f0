import type { AnyRecord } from '../../schema/language/record.ts';
import { badUserInput } from '../errors.ts';
import type { Runner } from '../neo4j/statement.ts';

/** A record that is not the same at two releases; null where it was not published. */
export interface RecordDifference {
  readonly recordId: string;
  readonly before: AnyRecord | null;
  readonly after: AnyRecord | null;
}

/** Two releases, the older first; 0 is the empty graph before the first. */
export interface ReleasePair {
  readonly from: number;
  readonly to: number;
}

/** BAD_USER_INPUT for releases that there are not, or in the wrong order. */
export async function checkReleases(runner: Runner, { from, to }: ReleasePair): Promise<void> {
  const [row] = await runner.run({ text: `MATCH (c:ContentRelease {key: 'current'}) RETURN c.number`, params: {} });
  const newest = (row?.[0] as number | undefined) ?? 0;
  for (const [argument, release] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (release < 0 || release > newest)
      throw badUserInput(`${argument}: there is no release ${release}. Releases go from 1 to ${newest}; 0 is the empty graph before them.`);
  if (from > to) throw badUserInput(`from: ${from} is newer than ${to}. Give the older release first.`);
}

/** What of the records that releases in between touched is not the same before and after them; what was changed back is left out. */
const differentText = `MATCH (v:Revision) WHERE v.place >= $start AND v.place < $end AND v.recordId > $after WITH DISTINCT v.recordId AS id
WITH id, ${stateText('$from')} AS before, ${stateText('$to')} AS after WHERE coalesce(before, '') <> coalesce(after, '')`;

/** Cypher for the text of a record as it was published at a release. */
function stateText(release: string): string {
  return `head(COLLECT { MATCH (s:Revision {recordId: id}) USING INDEX s:Revision(recordId) WHERE s.release <= ${release} WITH s ORDER BY s.place DESC LIMIT 1 RETURN coalesce(s.record, '') })`;
}

const paramsOf = ({ from, to }: ReleasePair, after: string) => ({
  from,
  to,
  after,
  // A place starts with its release.
  start: String(from + 1).padStart(10, '0'),
  end: String(to + 1).padStart(10, '0'),
});

/** Records that differ between two releases, by id, after one of them. */
export async function listDifferences(runner: Runner, pair: ReleasePair, after: string, count: number): Promise<RecordDifference[]> {
  const rows = await runner.run({
    text: `${differentText} RETURN id, before, after ORDER BY id LIMIT $count`,
    params: { ...paramsOf(pair, after), count: BigInt(count) },
  });
  return rows.map(([recordId, before, now]) => ({ recordId: recordId as string, before: recordOf(before), after: recordOf(now) }));
}

/** How many records were created, changed and retired between two releases, in all. */
export async function countDifferences(
  runner: Runner,
  pair: ReleasePair,
): Promise<{ readonly created: number; readonly changed: number; readonly retired: number }> {
  const [row] = await runner.run({
    text: `${differentText} WITH coalesce(before, '') = '' AS isNew, coalesce(after, '') = '' AS isGone
RETURN sum(CASE WHEN isNew THEN 1 ELSE 0 END), sum(CASE WHEN isNew OR isGone THEN 0 ELSE 1 END), sum(CASE WHEN isGone THEN 1 ELSE 0 END)`,
    params: paramsOf(pair, ''),
  });
  const [created = 0, changed = 0, retired = 0] = (row ?? []) as number[];
  return { created, changed, retired };
}

const recordOf = (text: unknown): AnyRecord | null => (typeof text === 'string' && text !== '' ? (JSON.parse(text) as AnyRecord) : null);
