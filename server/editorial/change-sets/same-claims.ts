import { groupBy } from '../../../schema/language/group-by.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { claimKey } from '../../../schema/validation/claim-key.ts';
import { fromProperties, relationshipOf } from '../../neo4j/mapping.ts';
import type { Runner } from '../../neo4j/statement.ts';
import { type ClaimPut, claimPutsOf, type Examination } from '../publish.ts';
import type { CheckIssue } from './check-issue.ts';

/**
 * Warnings for claims of these ids that come to state what another claim states already, published or in the same change set: the same
 * predicate between the same ends, for the same people. Qualifiers such as a frequency do not matter.
 */
export async function sameClaims(
  transaction: Runner,
  { plan, current }: Examination,
  ids: ReadonlySet<string> = new Set(plan.puts.map(({ id }) => id)),
): Promise<CheckIssue[]> {
  const claims = claimPutsOf(plan);
  const isNew = ({ id, type, record }: ClaimPut): boolean => {
    const before = current.get(id)?.record;
    return before === undefined || keyOf(type, before) !== keyOf(type, record);
  };
  const fresh = claims.filter((claim) => ids.has(claim.id) && isNew(claim));
  if (fresh.length === 0) return [];
  // What the set changes is compared as it becomes, and what it retires not at all.
  const edited = new Set([...plan.puts, ...plan.retirements].map(({ id }) => id));
  const published = (await publishedBetween(transaction, fresh)).filter(({ id }) => !edited.has(id));
  const byKey = groupBy([...published, ...claims], ({ type, record }) => keyOf(type, record));
  return fresh.flatMap(({ id, type, record }) => {
    const other = byKey.get(keyOf(type, record))?.find((one) => one.id !== id);
    return other === undefined
      ? []
      : [
          {
            recordId: id,
            path: 'object',
            code: 'DUPLICATE' as const,
            message: `The claim ${other.id} states this already, for the same people. If nothing else tells them apart, add the source there.`,
            relatedId: other.id,
            severity: 'WARNING' as const,
          },
        ];
  });
}

/** A claim that is read from both ends says the same whichever end is its subject. */
function keyOf(type: RelationType, claim: AnyRecord): string {
  const { subject = '', object = '' } = claim;
  return claimKey(type.isSymmetric && subject > object ? { ...claim, subject: object, object: subject } : claim);
}

/** Claims of the same predicates between the same ends, stated or denied as these are. One statement per kind of relationship. */
async function publishedBetween(transaction: Runner, claims: readonly ClaimPut[]): Promise<ClaimPut[]> {
  const found: ClaimPut[] = [];
  for (const [relationship, members] of groupBy(claims, ({ type, record }) => relationshipOf(type, record.negated === true))) {
    const [first] = members;
    if (!first) continue;
    const { type, record } = first;
    const rows = await transaction.run({
      text: `UNWIND $pairs AS pair MATCH (a:Concept {id: pair[0]})-[r:${relationship}]-(b:Concept {id: pair[1]}) WITH DISTINCT r
RETURN properties(r), startNode(r).id, endNode(r).id`,
      params: { pairs: members.map((claim) => [claim.record.subject ?? '', claim.record.object ?? '']) },
    });
    for (const [properties, subject, object] of rows) {
      const ends = { subject: subject as string, object: object as string, negated: record.negated === true };
      const other = fromProperties(type, properties as Readonly<Record<string, unknown>>, ends);
      found.push({ id: other.id, type, record: other });
    }
  }
  return found;
}
