import type { Model } from '../../../schema/language/define-model.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import type { Runner } from '../../neo4j/statement.ts';
import { citedBy, hasEnds } from '../publish.ts';
import { type DraftEdit, editColumns, editFrom } from './edit.ts';

/**
 * The edits of a change set that can have to do with whether these records are right: of what they name, of what is or becomes stated
 * between the same ends, of who has or takes a value that only one may have, and of all subtypes where one of them says what a subtype
 * is. How many other edits the set has does not matter.
 */
export async function editsAround(
  model: Model,
  transaction: Runner,
  changeSet: string,
  records: readonly AnyRecord[],
): Promise<DraftEdit[]> {
  const claims = records.filter(hasEnds);
  const ends = claims.map(({ subject, object }) => [subject ?? '', object ?? ''] as const);
  const uniques = records.flatMap((record) => uniqueValues(model, record));
  const between = await transaction.run({
    text: 'UNWIND $ends AS pair MATCH (:Concept {id: pair[0]})-[r]-(:Concept {id: pair[1]}) RETURN DISTINCT r.id',
    params: { ends },
  });
  const holders: string[] = [];
  for (const { label, name, value } of uniques) {
    const rows = await transaction.run({ text: `MATCH (n:${label} {${name}: $value}) RETURN n.id`, params: { value } });
    holders.push(...rows.map(([id]) => id as string));
  }
  const rows = await transaction.run({
    text: `MATCH (e:Edit {changeSet: $changeSet})
WHERE e.recordId IN $ids OR e.recordType IN $chains OR any(value IN $values WHERE e.record CONTAINS value)
OR any(pair IN $ends WHERE e.record CONTAINS pair[0] AND e.record CONTAINS pair[1])
RETURN ${editColumns} ORDER BY e.createdAt, e.recordId`,
    params: {
      changeSet,
      ids: [...ends.flat(), ...claims.flatMap(citedBy), ...between.map(([id]) => id as string), ...holders],
      chains: claims.some(({ type }) => type === 'SUBTYPE_OF') ? ['SUBTYPE_OF'] : [],
      values: uniques.map(({ name, value }) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
      ends: ends.map((pair) => pair.map((id) => JSON.stringify(id))),
    },
  });
  return rows.map(editFrom);
}

/** The values of a record that no other record of its type may have. */
function uniqueValues(model: Model, record: AnyRecord) {
  const type = typeOfId(model, record.id);
  if (type?.shape !== 'node') return [];
  return Object.entries(type.fields).flatMap(([name, field]) => {
    const value = record[name];
    return field.kind === 'text' && field.unique === true && typeof value === 'string' ? [{ label: type.name, name, value }] : [];
  });
}
