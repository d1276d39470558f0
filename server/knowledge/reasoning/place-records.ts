import { type FieldNode, getArgumentValues, getNamedType, type GraphQLResolveInfo, isAbstractType, isObjectType } from 'graphql';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { invariant } from '../../errors.ts';
import { relationshipOf, typeOfId } from '../../neo4j/mapping.ts';
import { Projector, type Shaped } from '../select/projection.ts';
import { contextOf, objectType, type Reading, readColumns } from '../select/select.ts';
import { selectedFields } from '../select/selected-fields.ts';

/** A place of a selection: a field that was asked for, by the keys that lead to it. */
export interface Place {
  readonly keys: readonly string[];
  /** Names of the fields that lead there, joined with dots, such as `candidates.cause`. */
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** All places below a field, down to the records: what lies inside a record is for the read path. */
export function placesIn(info: GraphQLResolveInfo): Place[] {
  const context = contextOf(info);
  const walk = (typeName: string, nodes: readonly FieldNode[], keys: readonly string[], names: readonly string[]): Place[] => {
    const type = objectType(info, typeName);
    return [...selectedFields(context, type, nodes).values()].flatMap((field): Place[] => {
      const definition = type.getFields()[field.name];
      const [node] = field.nodes;
      if (!definition || !node) return [];
      const named = getNamedType(definition.type);
      const isRecord = isAbstractType(named) || (isObjectType(named) && named.getInterfaces().length > 0);
      const place = {
        keys: [...keys, field.key],
        name: [...names, field.name].join('.'),
        nodes: field.nodes,
        arguments: getArgumentValues(definition, node, info.variableValues as Record<string, unknown>),
      };
      if (isRecord || !isObjectType(named)) return [place];
      return [place, ...walk(named.name, field.nodes, place.keys, [...names, field.name])];
    });
  };
  return walk(getNamedType(info.returnType).name, info.fieldNodes, [], []);
}

/** Records as a place selects them, by id; what is no longer published is not among them. */
export type PlaceRecords = (place: Place, id: string) => Shaped | undefined;

/** Reads the records of all places, each as its place selects it, in one statement. */
export async function readPlaces(
  reading: Reading,
  info: GraphQLResolveInfo,
  wanted: readonly { readonly place: Place; readonly ids: readonly string[] }[],
): Promise<PlaceRecords> {
  const projector = new Projector(reading.model, contextOf(info));
  const columns: { readonly place: Place; readonly text: string; readonly decode: (value: unknown) => unknown }[] = [];
  for (const { place, ids } of wanted) {
    const distinct = [...new Set(ids)];
    const types = [...new Set(distinct.flatMap((id) => typeOfId(reading.model, id) ?? []))];
    const [first] = place.nodes;
    if (types.length === 0 || !first) continue;
    const relations = types.filter((type): type is RelationType => type.shape === 'relation');
    if (relations.length === 0) {
      const all = projector.bind(distinct);
      const of = types as readonly NodeType[];
      const projection = projector.node(of, 'n', place.nodes);
      columns.push({
        place,
        text: `COLLECT { UNWIND ${all} AS id MATCH (n:Concept {id: id}) RETURN ${projection.text} }`,
        decode: projection.decode,
      });
      continue;
    }
    for (const relation of relations) {
      const all = projector.bind(distinct.filter((id) => typeOfId(reading.model, id) === relation));
      for (const isNegated of [false, true]) {
        const projection = projector.claim([relation], 'r', place.nodes, isNegated);
        columns.push({
          place,
          text: `COLLECT { UNWIND ${all} AS id MATCH ()-[r:${relationshipOf(relation, isNegated)} {id: id}]->() RETURN ${projection.text} }`,
          decode: projection.decode,
        });
      }
    }
  }
  const found = new Map<Place, Map<string, Shaped>>();
  if (columns.length > 0) {
    const values = await readColumns(
      reading,
      columns.map(({ text }) => text),
      projector.params,
    );
    for (const [i, { place, decode }] of columns.entries()) {
      const records = found.get(place) ?? new Map<string, Shaped>();
      found.set(place, records);
      for (const row of values[i] as unknown[]) {
        const shaped = decode(row) as Shaped | null;
        if (shaped) records.set(shaped['id'] as string, shaped);
      }
    }
  }
  return (place, id) => found.get(place)?.get(id);
}

/** What stands in an answer under a field: its value under the key, built by the name of the field. */
export function answerOf(places: readonly Place[], parent: readonly string[], value: (place: Place) => unknown): Record<string, unknown> {
  const here = places.filter(({ keys }) => keys.length === parent.length + 1 && parent.every((key, i) => keys[i] === key));
  const answer: Record<string, unknown> = {};
  for (const place of here) {
    const key = place.keys.at(-1);
    invariant(key !== undefined, 'A place has no key.');
    answer[`@${key}`] = value(place);
  }
  return answer;
}
