import { getNamedType, type GraphQLResolveInfo } from 'graphql';
import type { Model } from '../../../schema/language/define-model.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { invariant } from '../../errors.ts';
import { relationshipOf, typeOfId } from '../../neo4j/mapping.ts';
import type { Runner } from '../../neo4j/statement.ts';
import { filterText, type InputObject } from './conditions.ts';
import { finishPage, type OrderKey, orderText, type PageArguments, pageOf, startText } from './page.ts';
import { Projector, type Shaped } from './projection.ts';
import { selectedFields, type SelectionContext } from './selected-fields.ts';

/** What a reading field needs: the model, where to read, and a place that collects the releases that answers came from. */
export interface Reading {
  readonly model: Model;
  readonly runner: Runner;
  /** Called with the content release each statement read. */
  readonly sawRelease: (release: number) => void;
}

/** The content release as a column of every statement, so that an answer says which state of the graph it is. */
const releaseColumn = `head(COLLECT { MATCH (c:ContentRelease {key: 'current'}) RETURN c.number })`;

/** Runs one statement of columns and answers their values; notes the content release it read. */
export async function readColumns(
  { runner, sawRelease }: Reading,
  columns: readonly string[],
  params: Readonly<Record<string, unknown>>,
): Promise<unknown[]> {
  const [row = []] = await runner.run({ text: `RETURN ${[...columns, releaseColumn].join(', ')}`, params });
  sawRelease(typeof row.at(-1) === 'number' ? (row.at(-1) as number) : 0);
  return row.slice(0, -1);
}

export const contextOf = ({ schema, fragments, variableValues }: GraphQLResolveInfo): SelectionContext => ({
  schema,
  fragments,
  variableValues,
});

/** The one node of a type with this value in a unique property; null when there is none. */
export async function selectOne(
  reading: Reading,
  info: GraphQLResolveInfo,
  type: NodeType,
  by: { readonly id: string } | { readonly slug: string },
): Promise<Shaped | null> {
  const projector = new Projector(reading.model, contextOf(info));
  const projection = projector.node([type], 'n', info.fieldNodes);
  const match =
    'id' in by
      ? `MATCH (n:${type.isConcept ? 'Concept' : type.name} {id: ${projector.bind(by.id)}})${type.isConcept ? ` WHERE n:${type.name}` : ''}`
      : `MATCH (n:${type.name} {slug: ${projector.bind(by.slug)}})`;
  const [rows] = await readColumns(reading, [`COLLECT { ${match} RETURN ${projection.text} }`], projector.params);
  return (projection.decode((rows as unknown[])[0]) as Shaped | null) ?? null;
}

/** The concepts, claims, sources and tombstones with these ids, in one statement and in no order. */
export async function selectByIds(reading: Reading, info: GraphQLResolveInfo, ids: readonly string[]): Promise<Map<string, Shaped>> {
  const projector = new Projector(reading.model, contextOf(info));
  const all = projector.bind([...new Set(ids)]);
  const types = [...new Set(ids.flatMap((id) => typeOfId(reading.model, id) ?? []))];
  const concepts = types.filter((type): type is NodeType => type.shape === 'node' && type.isConcept);
  const others = types.filter((type): type is NodeType => type.shape === 'node' && !type.isConcept);
  const relations = types.filter((type): type is RelationType => type.shape === 'relation');
  const columns: { text: string; decode: (value: unknown) => unknown }[] = [];
  const nodes = (label: string, of: readonly NodeType[]): void => {
    const projection = projector.node(of, 'n', info.fieldNodes);
    columns.push({
      text: `COLLECT { UNWIND ${all} AS id MATCH (n:${label} {id: id}) RETURN ${projection.text} }`,
      decode: projection.decode,
    });
  };
  if (concepts.length > 0) nodes('Concept', concepts);
  for (const type of others) nodes(type.name, [type]);
  for (const relation of relations) {
    for (const isNegated of [false, true]) {
      const projection = projector.claim([relation], 'r', info.fieldNodes, isNegated);
      columns.push({
        text: `COLLECT { UNWIND ${all} AS id MATCH ()-[r:${relationshipOf(relation, isNegated)} {id: id}]->() RETURN ${projection.text} }`,
        decode: projection.decode,
      });
    }
  }
  columns.push({
    text: `COLLECT { UNWIND ${all} AS id MATCH (t:Retired {id: id}) RETURN [t.id, t.reason, t.at, t.replacedBy, t.release] }`,
    decode: (value) => {
      const [id, reason, at, replacedBy, release] = value as unknown[];
      return { __typename: 'Retired', id, reason, retiredAt: at, replacedById: replacedBy, release };
    },
  });
  const values = await readColumns(
    reading,
    columns.map(({ text }) => text),
    projector.params,
  );
  const found = new Map<string, Shaped>();
  for (const [i, column] of columns.entries()) {
    for (const row of values[i] as unknown[]) {
      const shaped = column.decode(row) as Shaped | null;
      if (shaped) found.set(shaped['id'] as string, shaped);
    }
  }
  return found;
}

export interface ListArguments extends PageArguments {
  readonly filter?: InputObject | null;
  readonly orderBy?: readonly InputObject[] | null;
}

/** A page of a type's records in the order of an index: the last page costs what the first does. */
export async function selectPage(reading: Reading, info: GraphQLResolveInfo, type: NodeType, args: ListArguments): Promise<unknown> {
  const projector = new Projector(reading.model, contextOf(info));
  const keys = listKeys(type, args.orderBy ?? []);
  const page = pageOf(args, `${type.plural}:${keys.map(({ text, descending }) => text + String(descending)).join()}`, keys.length);
  const wanted = connectionSelection(info, projector, type);
  const filter = filterText(args.filter, type.fields, 'n', projector.bind);
  const columns: string[] = [];
  if (wanted.needsRows) {
    const start = startText(keys, page, projector.bind);
    // Says nothing new, but lets the planner read the index in order.
    const indexed = keys.length === 1 && !start ? `${keys[0]?.text} IS NOT NULL` : undefined;
    const conditions = [indexed, start, filter].filter((part) => part !== undefined);
    columns.push(
      `COLLECT { MATCH (n:${type.name})${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''} WITH n ORDER BY ${orderText(keys, page)} LIMIT ${projector.bind(BigInt(page.size + 1))} RETURN [${wanted.projections.map(({ text }) => text).join(', ')}${wanted.projections.length > 0 ? ', ' : ''}[${keys.map(({ text }) => text).join(', ')}]] }`,
    );
  }
  if (wanted.needsCount) columns.push(`COUNT { MATCH (n:${type.name})${filter ? ` WHERE ${filter}` : ''} RETURN n }`);
  const values = await readColumns(reading, columns, projector.params);
  const rows = wanted.needsRows ? (values.shift() as unknown[][]) : [];
  const cursorOf = (row: unknown[]) => row.at(-1) as (string | number)[];
  const finished = finishPage(rows, page, cursorOf);
  return {
    pageInfo: finished.info,
    totalCount: wanted.needsCount ? values.shift() : undefined,
    edges: finished.rows.map((row) => ({
      cursorValues: cursorOf(row),
      order: page.order,
      ...Object.fromEntries(wanted.projections.map(({ key, decode }, i) => [`@${key}`, decode(row[i])])),
    })),
  };
}

/** By name unless asked otherwise; the name's key is unique, so other orders end with it. */
function listKeys(type: NodeType, orderBy: readonly InputObject[]): OrderKey[] {
  const last = type.isConcept ? 'n.sortName' : 'n.id';
  const keys: OrderKey[] = orderBy.flatMap((entry) =>
    Object.entries(entry).flatMap(([name, direction]) =>
      direction == null ? [] : [{ text: name === 'name' ? 'n.sortName' : `coalesce(n.${name}, '')`, descending: direction === 'DESC' }],
    ),
  );
  const end = keys.findIndex(({ text }) => text === last);
  return end >= 0 ? keys.slice(0, end + 1) : [...keys, { text: last, descending: false }];
}

interface ConnectionSelection {
  readonly projections: readonly { readonly key: string; readonly text: string; readonly decode: (value: unknown) => unknown }[];
  readonly needsRows: boolean;
  readonly needsCount: boolean;
}

function connectionSelection(info: GraphQLResolveInfo, projector: Projector, type: NodeType): ConnectionSelection {
  const context = contextOf(info);
  const connection = objectType(info, getNamedType(info.returnType).name);
  const fields = [...selectedFields(context, connection, info.fieldNodes).values()];
  const edges = fields.filter(({ name }) => name === 'edges');
  const nodes = edges.flatMap((field) => [...selectedFields(context, edgeTypeOf(info, connection.name), field.nodes).values()]);
  return {
    projections: nodes
      .filter(({ name }) => name === 'node')
      .map(({ key, nodes: places }) => ({ key, ...projector.node([type], 'n', places) })),
    needsRows: edges.length > 0 || fields.some(({ name }) => name === 'pageInfo'),
    needsCount: fields.some(({ name }) => name === 'totalCount'),
  };
}

function objectType({ schema }: GraphQLResolveInfo, name: string) {
  const type = schema.getType(name);
  invariant(type && 'getFields' in type && 'getInterfaces' in type && 'isTypeOf' in type, `The schema has no object type "${name}".`);
  return type;
}

function edgeTypeOf(info: GraphQLResolveInfo, connectionName: string) {
  const edges = objectType(info, connectionName).getFields()['edges'];
  invariant(edges, `${connectionName} has no edges.`);
  return objectType(info, getNamedType(edges.type).name);
}
