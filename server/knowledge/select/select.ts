import { getNamedType, type GraphQLResolveInfo } from 'graphql';
import type { Model } from '../../../schema/language/define-model.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { invariant, unavailable } from '../../errors.ts';
import { relationshipOf, typeOfId } from '../../neo4j/mapping.ts';
import type { Runner } from '../../neo4j/statement.ts';
import { compiledOnce } from './compiled.ts';
import { bindInto, fieldOrders, filterText, type InputObject, orderKey, refuseImpossibleText } from './conditions.ts';
import type { CursorValue } from './cursor.ts';
import { cutPage, infoOf, type OrderKey, orderText, type PageArguments, pageOf, rowsOf, startText } from './page.ts';
import { edgeKey, packed, packedAt, Projector, type Shaped } from './projection.ts';
import { ReadTogether } from './read-together.ts';
import { type SelectedField, selectedFields, type SelectionContext } from './selected-fields.ts';

/** What a reading field needs: the model, where to read, and a place that collects the releases that answers came from. */
export interface Reading {
  readonly model: Model;
  readonly runner: Runner;
  /** How many records the whole answer may hold; undefined where that was not counted. */
  readonly records: number | undefined;
  /** Called with the content release each statement read. */
  readonly sawRelease: (release: number) => void;
}

/**
 * The content release as a column of every statement, so that an answer says which state of the graph it is; below 0 while an import
 * is being published in parts.
 */
export const releaseColumn = `head(COLLECT { MATCH (c:ContentRelease {key: 'current'}) RETURN CASE WHEN c.openedBy IS NULL THEN c.number ELSE -1 END })`;

/**
 * Runs one statement of columns and answers their values; notes the content release it read. `before` is Cypher that binds what the
 * columns share; it must yield exactly one row. UNAVAILABLE while a release is being published in parts: nobody sees half of it.
 */
export async function readColumns(
  reading: Reading,
  columns: readonly string[],
  params: Readonly<Record<string, unknown>>,
  before = '',
): Promise<unknown[]> {
  refuseImpossibleText(params);
  const text = `${before} RETURN ${[...columns, releaseColumn].join(', ')}`.trimStart();
  const [row = []] = await reading.runner.run({ text, params });
  noteRelease(reading, row.at(-1));
  return row.slice(0, -1);
}

/** Takes down the value of the release column. */
function noteRelease({ sawRelease }: Reading, value: unknown): void {
  const release = typeof value === 'number' ? value : 0;
  if (release < 0) throw unavailable('An import is being published; the graph answers again when it is whole. Try again in a while.');
  sawRelease(release);
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
  property: 'id' | 'slug',
  value: string,
): Promise<Shaped | null> {
  refuseImpossibleText({ value });
  const { projection, by } = compiledOnce(info, () => {
    const projector = new Projector(reading.model, contextOf(info));
    const node = projector.node([type], 'n', info.fieldNodes);
    refuseImpossibleText(projector.params);
    const together = (match: string): ReadTogether =>
      new ReadTogether((keys) => ({
        text: `WITH ${releaseColumn} AS release UNWIND $keys AS key RETURN key, COLLECT { ${match} RETURN ${node.text} }, release`,
        params: { ...projector.params, keys },
      }));
    return { projection: node, by: { id: together(matchById(type)), slug: together(`MATCH (n:${type.name} {slug: key})`) } };
  });
  const [rows, release] = await by[property].row(reading.runner, value, reading.records);
  noteRelease(reading, release);
  return (projection.decode((rows as unknown[])[0]) as Shaped | null) ?? null;
}

/** In a small graph the planner would rather read all nodes that have both labels. */
const matchById = (type: NodeType): string =>
  type.isConcept ? `MATCH (n:Concept {id: key}) USING INDEX n:Concept(id) WHERE n:${type.name}` : `MATCH (n:${type.name} {id: key})`;

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
  const tombstone = projector.tombstone('t', info.fieldNodes);
  columns.push({ text: `COLLECT { UNWIND ${all} AS id MATCH (t:Retired {id: id}) RETURN ${tombstone.text} }`, decode: tombstone.decode });
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
  const { wanted, params: selectionParams } = compiledOnce(info, () => {
    const projector = new Projector(reading.model, contextOf(info));
    return { wanted: pageSelection(info, projector, [type]), params: projector.params };
  });
  const params = { ...selectionParams };
  const bind = bindInto(params);
  const keys = listKeys(type, args.orderBy ?? []);
  const page = pageOf(args, `${type.plural}:${keys.map(({ text, descending }) => text + String(descending)).join()}`, keys.length);
  const filter = filterText(args.filter, type.fields, 'n', bind);
  const items = [
    ...wanted.projections.map(({ text }) => text),
    ...(wanted.needsCursors ? [`[${keys.map(({ text }) => text).join(', ')}]`] : []),
  ];
  const columns: string[] = [];
  if (wanted.needsRows) {
    const start = startText(keys, page, bind);
    // Says nothing new, but lets the planner read the index in order.
    const indexed = keys.length === 1 && !start ? `${keys[0]?.text} IS NOT NULL` : undefined;
    const conditions = [indexed, start, filter].filter((part) => part !== undefined);
    columns.push(
      `COLLECT { MATCH (n:${type.name})${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''} WITH n ORDER BY ${orderText(keys, page)} LIMIT ${bind(rowsOf(page, wanted.needsInfo))} RETURN ${packed(items)} }`,
    );
  }
  if (wanted.needsCount) columns.push(`COUNT { MATCH (n:${type.name})${filter ? ` WHERE ${filter}` : ''} RETURN n }`);
  const values = await readColumns(reading, columns, params);
  const rows = wanted.needsRows ? (values.shift() as unknown[]) : [];
  const cursorOf = (row: unknown) => packedAt(row, items.length, items.length - 1) as CursorValue[];
  const cut = cutPage(rows, page);
  return {
    pageInfo: wanted.needsInfo ? infoOf(rows.length, cut, page, cursorOf) : undefined,
    totalCount: wanted.needsCount ? values.shift() : undefined,
    edges: cut.map((row) => ({
      ...(wanted.needsCursors && { cursorValues: cursorOf(row), order: page.order }),
      ...Object.fromEntries(wanted.projections.map(({ key, decode }, i) => [key, decode(packedAt(row, items.length, i))])),
    })),
  };
}

/** By name unless asked otherwise; the name's key is unique, so other orders end with it. */
function listKeys(type: NodeType, orderBy: readonly InputObject[]): OrderKey[] {
  const last = type.isConcept ? 'n.sortName' : 'n.id';
  const keys: OrderKey[] = fieldOrders(orderBy).map((one) =>
    one.name === 'name' ? { text: 'n.sortName', descending: one.descending } : orderKey(one, type.fields, 'n'),
  );
  const end = keys.findIndex(({ text }) => text === last);
  return end >= 0 ? keys.slice(0, end + 1) : [...keys, { text: last, descending: false }];
}

interface PageSelection {
  /** Fields of the connection that are asked for. */
  readonly fields: readonly SelectedField[];
  readonly projections: readonly { readonly key: string; readonly text: string; readonly decode: (value: unknown) => unknown }[];
  readonly needsRows: boolean;
  /** Whether places in the list are asked for, and whether there is more. */
  readonly needsCursors: boolean;
  readonly needsInfo: boolean;
  readonly needsCount: boolean;
}

/** What a query for a page asks of it, its nodes being of these types and bound as `n`. */
export function pageSelection(info: GraphQLResolveInfo, projector: Projector, types: readonly NodeType[]): PageSelection {
  const context = contextOf(info);
  const connection = objectType(info, getNamedType(info.returnType).name);
  const fields = [...selectedFields(context, connection, info.fieldNodes).values()];
  const edgeType = edgeTypeOf(info, connection.name);
  const edges = fields
    .filter(({ name }) => name === 'edges')
    .map((field) => ({ field, inner: [...selectedFields(context, edgeType, field.nodes).values()] }));
  const needsInfo = fields.some(({ name }) => name === 'pageInfo');
  return {
    fields,
    projections: edges.flatMap(({ field, inner }) =>
      inner
        .filter(({ name }) => name === 'node')
        .map(({ key, nodes }) => ({ key: edgeKey(field.key, key), ...projector.node(types, 'n', nodes, true) })),
    ),
    needsRows: edges.length > 0 || needsInfo,
    needsCursors: needsInfo || edges.some(({ inner }) => inner.some(({ name }) => name === 'cursor')),
    needsInfo,
    needsCount: fields.some(({ name }) => name === 'totalCount'),
  };
}

/** An object type of the schema by name. */
export function objectType({ schema }: GraphQLResolveInfo, name: string) {
  const type = schema.getType(name);
  invariant(type && 'getFields' in type && 'getInterfaces' in type && 'isTypeOf' in type, `The schema has no object type "${name}".`);
  return type;
}

function edgeTypeOf(info: GraphQLResolveInfo, connectionName: string) {
  const edges = objectType(info, connectionName).getFields()['edges'];
  invariant(edges, `${connectionName} has no edges.`);
  return objectType(info, getNamedType(edges.type).name);
}
