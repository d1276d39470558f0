import type { Runner } from '../neo4j/statement.ts';
import { type AuditAction, auditColumns, type AuditEntry, auditEntryFrom } from './audit.ts';

/** Which entries to list; everything given must hold. */
export interface AuditFilter {
  readonly actor?: string | null | undefined;
  readonly subject?: string | null | undefined;
  readonly actions?: readonly AuditAction[] | null | undefined;
  /** ISO 8601 in UTC, inclusive. */
  readonly from?: string | null | undefined;
  /** ISO 8601 in UTC, exclusive. */
  readonly to?: string | null | undefined;
}

/** An entry with the name its actor has now, where it is a person. */
export interface ListedAuditEntry extends AuditEntry {
  readonly actorName: string | null;
}

const filterText = `($actor IS NULL OR a.actor = $actor) AND ($subject IS NULL OR a.subject = $subject)
AND ($actions IS NULL OR a.action IN $actions) AND ($from IS NULL OR a.at >= $from) AND ($to IS NULL OR a.at < $to)`;

const filterParams = ({ actor, subject, actions, from, to }: AuditFilter) => ({
  actor: actor ?? null,
  subject: subject ?? null,
  actions: actions ?? null,
  from: from ?? null,
  to: to ?? null,
});

/** Entries with a smaller number, the newest first. Reads the index on AuditEntry.number. */
export async function listAudit(runner: Runner, filter: AuditFilter, before: number, count: number): Promise<ListedAuditEntry[]> {
  const rows = await runner.run({
    text: `MATCH (a:AuditEntry) WHERE a.number < $before AND ${filterText} WITH a ORDER BY a.number DESC LIMIT $count
OPTIONAL MATCH (u:User {id: a.actor}) RETURN u.name, ${auditColumns} ORDER BY a.number DESC`,
    params: { ...filterParams(filter), before, count: BigInt(count) },
  });
  return rows.map(([actorName, ...entry]) => ({ ...auditEntryFrom(entry), actorName: actorName as string | null }));
}

export async function countAudit(runner: Runner, filter: AuditFilter): Promise<number> {
  const [row] = await runner.run({ text: `MATCH (a:AuditEntry) WHERE ${filterText} RETURN count(a)`, params: filterParams(filter) });
  return row?.[0] as number;
}
