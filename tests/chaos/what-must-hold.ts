import { model } from '../../schema/model.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { verifyAudit } from '../../server/audit/verify-audit.ts';
import type { Database } from '../../server/neo4j/database.ts';
import { type Acknowledged, cycleOf, mutationOf, titlePrefix } from './writer.ts';

/** A change set of the run, as every part of the database tells it. */
interface Told {
  readonly title: string;
  readonly state: string;
  readonly release: number | null;
  readonly releases: readonly number[];
  readonly audited: number;
  readonly revisions: readonly string[];
  readonly effects: number;
}

/** What is in the database after a crash, and whatever of it should not be so. */
export interface Held {
  /** Titles of the change sets that are published. */
  readonly published: ReadonlySet<string>;
  readonly findings: readonly string[];
}

/**
 * Looks whether everything that was acknowledged is there, nothing is there by half or twice, live records and revisions agree, the
 * graph is as the model says and the audit log is whole. Nobody may write meanwhile.
 */
export async function whatHeld(
  database: Database,
  writers: readonly (readonly Acknowledged[])[],
  editor: string,
  firstRelease: number,
): Promise<Held> {
  const findings: string[] = [];
  const sets = await setsTold(database, editor);
  const published = new Map(sets.filter(({ state }) => state === 'PUBLISHED').map((set) => [set.title, set]));
  const titles = sets.map(({ title }) => title);
  for (const title of new Set(titles.filter((title, i) => titles.indexOf(title) !== i))) findings.push(`${title} was opened twice.`);
  for (const set of sets) findings.push(...halves(set));
  for (const { title, release } of writers.flat()) {
    const there = published.get(title);
    if (there?.release !== release)
      findings.push(`${title} was acknowledged as release ${release}, but is ${there ? `release ${there.release}` : 'not published'}.`);
  }
  const numbers = await database.run({ text: 'MATCH (r:Release) RETURN r.number ORDER BY r.number', params: {} });
  if (numbers.length !== firstRelease + published.size || numbers.some(([number], i) => number !== i + 1))
    findings.push(`${published.size} change sets are published, but the releases are ${numbers.flat().join(', ')}.`);
  for (const writer of writers.keys()) findings.push(...(await liveFindings(database, writer, published)));
  for await (const { id, rule, message } of checkGraph(model, database)) findings.push(`${id} ${rule}: ${message}`);
  const audit = await verifyAudit(database);
  if (!audit.isWhole) findings.push(`Entry ${audit.number} of the audit log ${audit.reason}.`);
  return { published: new Set(published.keys()), findings };
}

async function setsTold(database: Database, editor: string): Promise<Told[]> {
  const rows = await database.run({
    text: `MATCH (c:ChangeSet) WHERE c.title STARTS WITH $prefix
RETURN c.title, c.state, c.release, COLLECT { MATCH (r:Release {changeSet: c.id}) RETURN r.number },
COUNT { MATCH (a:AuditEntry {action: 'CHANGE_SET_PUBLISHED', subject: c.id}) RETURN a },
COLLECT { MATCH (r:Release {changeSet: c.id}) MATCH (v:Revision {release: r.number}) RETURN v.recordId + ' ' + v.action },
COUNT { MATCH (e:Effect {key: $editor + ' ' + c.title + $step}) RETURN e } ORDER BY c.createdAt`,
    params: { prefix: titlePrefix, editor, step: mutationOf('', 'publishChangeSet') },
  });
  return rows.map(
    ([title, state, release, releases, audited, revisions, effects]) =>
      ({ title, state, release, releases, audited, revisions, effects }) as Told,
  );
}

/** A published set is told by its release, its audit entry, its effect and its revisions, each exactly once; another by none of them. */
function halves({ title, state, release, releases, audited, revisions, effects }: Told): string[] {
  const { changed, created, retired, n } = parsed(title);
  const expected =
    state === 'PUBLISHED'
      ? {
          releases: [release],
          audited: 1,
          effects: 1,
          revisions: [
            `${changed.id} ${n === 1 ? 'CREATED' : 'CHANGED'}`,
            `${created.id} CREATED`,
            ...(retired === undefined ? [] : [`${retired} RETIRED`]),
          ],
        }
      : { releases: [], audited: 0, effects: 0, revisions: [] };
  const found = { releases, audited, effects, revisions };
  const text = (told: { readonly revisions: readonly string[] }): string =>
    JSON.stringify({ ...told, revisions: [...told.revisions].sort() });
  return text(found) === text(expected) ? [] : [`${title} is ${state} by half: ${text(found)} instead of ${text(expected)}.`];
}

function parsed(title: string): ReturnType<typeof cycleOf> & { readonly writer: number; readonly n: number } {
  const [, writer = 0, n = 0] = (/ (\d+)\.(\d+)$/.exec(title) ?? []).map(Number);
  return { ...cycleOf(writer, n), writer, n };
}

/** The live records of a writer must be those of the last set it published. */
async function liveFindings(database: Database, writer: number, published: ReadonlyMap<string, Told>): Promise<string[]> {
  const last = Math.max(0, ...[...published.keys()].map(parsed).flatMap((one) => (one.writer === writer ? [one.n] : [])));
  const { title, changed, created, retired } = cycleOf(writer, last);
  const [row] = await database.run({
    text: `OPTIONAL MATCH (s:Symptom {id: $changed})
RETURN s.summary_en, s.version, COLLECT { MATCH (s)-[r]-() RETURN r.id }, COUNT { MATCH (t:Retired {id: $retired}) RETURN t }`,
    params: { changed: changed.id, retired: retired ?? '' },
  });
  const expected = last === 0 ? [null, null, [], 0] : [title, last, [created.id], retired === undefined ? 0 : 1];
  return JSON.stringify(row) === JSON.stringify(expected)
    ? []
    : [`After ${title} the graph has ${JSON.stringify(row)} instead of ${JSON.stringify(expected)}.`];
}
