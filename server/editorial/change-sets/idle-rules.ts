import type { AnyRecord } from '../../../schema/language/record.ts';
import { redFlag } from '../../../schema/nodes/red-flag.ts';
import { requires } from '../../../schema/relations/requires.ts';
import type { RecordIssue } from '../../../schema/validation/validate-set.ts';
import type { Runner } from '../../neo4j/statement.ts';
import type { Examination } from '../publish.ts';

/**
 * Red flags that would never fire: rules that a plan puts, or takes a requirement from, and that require no finding to be present or
 * absent afterwards. Said of the rule itself where the plan puts it, or else of the claim that it loses.
 */
export async function idleRules(transaction: Runner, { plan: { puts, retirements }, current }: Examination): Promise<RecordIssue[]> {
  const edited = new Set([...puts, ...retirements].map(({ id }) => id));
  const ruleOfLost = new Map(
    [...edited].flatMap((id) => {
      const before = current.get(id)?.record;
      return before && isRequirement(before) ? [[before.subject ?? '', id] as const] : [];
    }),
  );
  const put = puts.filter(({ record }) => record.type === redFlag.name).map(({ id }) => id);
  const leaving = new Set(retirements.map(({ id }) => id));
  const rules = [...new Set([...put, ...ruleOfLost.keys()])].filter((id) => !leaving.has(id));
  if (rules.length === 0) return [];
  const rows = await transaction.run({
    text: `UNWIND $ids AS id MATCH (:${redFlag.name} {id: id})-[r:${requires.name}]->() WHERE r.presence <> 'UNKNOWN' RETURN id, r.id`,
    params: { ids: rules },
  });
  const firing = new Set([
    ...rows.filter(([, claim]) => !edited.has(claim as string)).map(([id]) => id as string),
    ...puts.filter(({ record }) => isRequirement(record)).map(({ record }) => record.subject ?? ''),
  ]);
  return rules
    .filter((id) => !firing.has(id))
    .map((id) => ({
      recordId: put.includes(id) ? id : (ruleOfLost.get(id) ?? id),
      ...(!put.includes(id) && { relatedId: id }),
      path: '',
      code: 'NEVER_FIRES',
      message: `The rule ${id} requires no finding to be present or absent, so it never fires. Add a claim that says what it requires.`,
    }));
}

/** What is not known of a finding is no requirement of it. */
const isRequirement = ({ type, negated, presence }: AnyRecord): boolean =>
  type === requires.name && negated !== true && presence !== undefined && presence !== 'UNKNOWN';
