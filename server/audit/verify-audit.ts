import type { Runner } from '../neo4j/statement.ts';
import { type AuditEntry, type AuditHead, auditColumns, auditEntryFrom, emptyHead, hashOfEntry } from './audit.ts';

/** What a walk along the audit log found. */
export type AuditFinding =
  | { readonly isWhole: true; readonly head: AuditHead }
  /** `number` is the first entry that is not what was recorded. */
  | { readonly isWhole: false; readonly number: number; readonly reason: string };

const pageSize = 1000;

/**
 * Walks the whole audit log in pages and compares every entry with its hash, its number and the head; entries may be appended
 * meanwhile. Finds what was changed, removed, reordered or cut off. It cannot find a log that was replaced as a whole, head
 * included: note the head somewhere else to rule that out.
 */
export async function verifyAudit(runner: Runner, size = pageSize): Promise<AuditFinding> {
  let last = emptyHead;
  for (;;) {
    // Read before the page: every entry it counts must then be there.
    const head = await readHead(runner);
    const entries = await entriesAfter(runner, last.number, size);
    for (const entry of entries) {
      const number = last.number + 1;
      if (entry.number !== number) return bad(number, `is missing; the next one is ${String(entry.number)}`);
      if (entry.hash !== hashOfEntry(last.hash, entry)) return bad(number, 'does not fit its hash or the entry before it');
      last = { number, hash: entry.hash };
    }
    if (entries.length > 0) continue;
    if (head.number > last.number) return bad(last.number + 1, `is missing; the log should end with ${head.number}`);
    if (head.number < last.number) return bad(head.number + 1, `is not counted; the log should end with ${head.number}`);
    if (head.hash !== last.hash) return bad(last.number, 'is not the one the log should end with');
    return { isWhole: true, head };
  }
}

const bad = (number: number, reason: string): AuditFinding => ({ isWhole: false, number, reason });

async function readHead(runner: Runner): Promise<AuditHead> {
  const [row] = await runner.run({ text: `MATCH (h:AuditHead {key: 'current'}) RETURN h.number, h.hash`, params: {} });
  return row ? { number: row[0] as number, hash: row[1] as string } : emptyHead;
}

async function entriesAfter(runner: Runner, number: number, size: number): Promise<AuditEntry[]> {
  const rows = await runner.run({
    text: `MATCH (a:AuditEntry) WHERE a.number > $number RETURN ${auditColumns} ORDER BY a.number LIMIT $size`,
    params: { number, size: BigInt(size) },
  });
  return rows.map(auditEntryFrom);
}
