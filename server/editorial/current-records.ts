import type { Model } from '../../schema/language/define-model.ts';
import { groupBy } from '../../schema/language/group-by.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { fromProperties, relationshipOf, typeOfId } from '../neo4j/mapping.ts';
import type { Row, Runner } from '../neo4j/statement.ts';

/** A published record with its version. */
export interface Published {
  readonly record: AnyRecord;
  readonly version: number;
}

/** The published state of these ids; an id that is not published is missing from the answer. One statement per type that occurs. */
export async function publishedRecords(model: Model, runner: Runner, ids: Iterable<string>): Promise<Map<string, Published>> {
  const found = new Map<string, Published>();
  for (const [type, members] of byType(model, ids)) {
    if (type.shape === 'node') {
      const label = type.isConcept ? 'Concept' : type.name;
      const rows = await runner.run({
        text: `UNWIND $ids AS id MATCH (n:${label} {id: id}) RETURN properties(n)`,
        params: { ids: members },
      });
      for (const [properties] of rows) add(fromProperties(type, properties as Properties), properties as Properties);
    } else {
      for (const negated of [false, true]) {
        const rows = await runner.run({
          text: `UNWIND $ids AS id MATCH (a)-[r:${relationshipOf(type, negated)} {id: id}]->(b) RETURN properties(r), a.id, b.id`,
          params: { ids: members },
        });
        for (const [properties, subject, object] of rows)
          add(
            fromProperties(type, properties as Properties, { subject: subject as string, object: object as string, negated }),
            properties as Properties,
          );
      }
    }
  }
  return found;

  function add(record: AnyRecord, properties: Properties): void {
    found.set(record.id, { record, version: properties['version'] as number });
  }
}

type Properties = Readonly<Record<string, unknown>>;

function byType(model: Model, ids: Iterable<string>) {
  const known = [...new Set(ids)].flatMap((id) => {
    const type = typeOfId(model, id);
    return type ? [{ id, type }] : [];
  });
  return [...groupBy(known, ({ type }) => type)].map(([type, members]) => [type, members.map(({ id }) => id)] as const);
}

/** Positive claims between pairs of ends, in the direction they are stored. */
export async function claimsBetween(model: Model, runner: Runner, pairs: readonly (readonly [string, string])[]): Promise<AnyRecord[]> {
  const rows: Row[] = await runner.run({
    text: 'UNWIND $pairs AS pair MATCH (a:Concept {id: pair[0]})-[r]->(b:Concept {id: pair[1]}) RETURN type(r), properties(r), a.id, b.id',
    params: { pairs },
  });
  return rows.flatMap(([name, properties, subject, object]) => {
    const type = model.relationByName.get(name as string);
    return type
      ? [fromProperties(type, properties as Properties, { subject: subject as string, object: object as string, negated: false })]
      : [];
  });
}

/** Every claim that one of these concepts is an end of, stated and denied, in the order of their ids. */
export async function claimsOf(model: Model, runner: Runner, ids: readonly string[]): Promise<Published[]> {
  const rows: Row[] = await runner.run({
    text: 'UNWIND $ids AS id MATCH (:Concept {id: id})-[r]-(:Concept) WITH DISTINCT r RETURN type(r), properties(r), startNode(r).id, endNode(r).id ORDER BY r.id',
    params: { ids },
  });
  const types = new Map(
    model.relations.flatMap((type) => [false, true].map((negated) => [relationshipOf(type, negated), { type, negated }] as const)),
  );
  return rows.flatMap(([name, properties, subject, object]) => {
    const { type, negated } = types.get(name as string) ?? {};
    if (!type || negated === undefined) return [];
    const record = fromProperties(type, properties as Properties, { subject: subject as string, object: object as string, negated });
    return [{ record, version: (properties as Properties)['version'] as number }];
  });
}
