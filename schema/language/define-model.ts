import type { Field, Fields } from './field.ts';
import type { NodeType } from './node-type.ts';
import type { Ends, RelationType } from './relation-type.ts';

/** Where a claim's relationship runs, seen from the record a connection starts at. */
type Direction = 'OUT' | 'IN' | 'BOTH';

/** One predicate and kind that a connection leads to. */
interface ConnectionPart {
  readonly relation: RelationType;
  readonly direction: Direction;
  readonly other: NodeType;
}

/** A field of a concept that leads to others by one or more predicates. */
export interface Connection {
  readonly on: NodeType;
  readonly name: string;
  readonly parts: readonly ConnectionPart[];
}

/** The whole model, with the look-ups that its readers need. */
export interface Model {
  /** Every node type, concepts and others. */
  readonly nodes: readonly NodeType[];
  readonly concepts: readonly NodeType[];
  readonly relations: readonly RelationType[];
  readonly nodeByName: ReadonlyMap<string, NodeType>;
  readonly relationByName: ReadonlyMap<string, RelationType>;
  /** The type an id belongs to, by the id's prefix. */
  readonly typeByPrefix: ReadonlyMap<string, NodeType | RelationType>;
  /** Connections by name of the type they are on, in the order of the predicates. */
  readonly connections: ReadonlyMap<string, readonly Connection[]>;
  /** Pairs of kinds each predicate may join. */
  endsOf(relation: RelationType): readonly Ends[];
}

/** Builds the look-ups and checks the declarations against each other; throws on the first that does not fit. */
export function defineModel({
  nodes,
  relations,
}: {
  readonly nodes: readonly NodeType[];
  readonly relations: readonly RelationType[];
}): Model {
  const concepts = nodes.filter((node) => node.isConcept);
  const endsOf = (relation: RelationType): readonly Ends[] =>
    relation.ends === 'SAME_KIND'
      ? concepts.map((kind) => ({ from: kind, to: kind, forward: ['broader'], backward: ['narrower'] }))
      : relation.ends;
  const model: Model = {
    nodes,
    concepts,
    relations,
    nodeByName: byUnique(nodes, (node) => node.name, 'node type'),
    relationByName: byUnique(relations, (relation) => relation.name, 'predicate'),
    typeByPrefix: byUnique<NodeType | RelationType>([...nodes, ...relations], (type) => type.idPrefix, 'id prefix'),
    connections: new Map(concepts.map((kind) => [kind.name, connectionsOf(kind, relations, endsOf)])),
    endsOf,
  };
  for (const { name, idPrefix, fields } of [...nodes, ...relations]) {
    if (!/^[a-z]{3}$/.test(idPrefix)) throw new Error(`The id prefix "${idPrefix}" of ${name} must be three small letters of a to z.`);
    checkFields(name, fields, model);
  }
  for (const { name, fields } of concepts) {
    const taken = Object.keys(fields).find((field) => conceptNames.has(field));
    if (taken !== undefined) throw new Error(`${name}.${taken} is a reserved name.`);
  }
  checkNames([...nodes, ...relations]);
  for (const relation of relations) checkEnds(relation, model);
  return model;
}

function byUnique<T>(items: readonly T[], key: (item: T) => string, what: string): Map<string, T> {
  const found = new Map<string, T>();
  for (const item of items) {
    if (found.has(key(item))) throw new Error(`The model has the ${what} "${key(item)}" twice.`);
    found.set(key(item), item);
  }
  return found;
}

function connectionsOf(
  kind: NodeType,
  relations: readonly RelationType[],
  endsOf: (relation: RelationType) => readonly Ends[],
): Connection[] {
  const parts = new Map<string, ConnectionPart[]>();
  const add = (name: string, part: ConnectionPart): void => {
    const known = parts.get(name) ?? [];
    if (!known.some((other) => other.relation === part.relation && other.direction === part.direction && other.other === part.other))
      known.push(part);
    parts.set(name, known);
  };
  for (const relation of relations) {
    for (const { from, to, forward, backward } of endsOf(relation)) {
      if (from === kind) for (const name of forward) add(name, { relation, direction: relation.isSymmetric ? 'BOTH' : 'OUT', other: to });
      if (to === kind) for (const name of backward) add(name, { relation, direction: relation.isSymmetric ? 'BOTH' : 'IN', other: from });
    }
  }
  for (const [name, list] of parts) {
    if (Object.hasOwn(kind.fields, name) || reservedNames.has(name) || conceptNames.has(name))
      throw new Error(`${kind.name}.${name} is both a field and a connection.`);
    checkParts(`${kind.name}.${name}`, list);
  }
  return [...parts].map(([name, list]) => ({ on: kind, name, parts: list }));
}

/** A connection is read as one pattern: one way, with each of its predicates to each of its kinds. */
function checkParts(connection: string, parts: readonly ConnectionPart[]): void {
  for (const { relation, direction } of parts) {
    for (const { other, direction: otherDirection } of parts) {
      if (direction !== otherDirection)
        throw new Error(`${connection} runs both ways: ${relation.name} is ${direction}. Give the two ways names of their own.`);
      if (!parts.some((part) => part.relation === relation && part.other === other))
        throw new Error(`${connection} leads to ${other.name}, but not by ${relation.name}. Give that predicate a name of its own.`);
    }
  }
}

/** Types, vocabularies and groups share one space of names in the API: a name stands for one thing. */
function checkNames(types: readonly (NodeType | RelationType)[]): void {
  const meanings = new Map<string, unknown>();
  const claim = (name: string, meaning: unknown): void => {
    if (meanings.has(name) && meanings.get(name) !== meaning) throw new Error(`The model has two things named "${name}".`);
    meanings.set(name, meaning);
  };
  const claimFieldNames = (fields: Fields): void => {
    for (const field of Object.values(fields)) {
      if (field.kind === 'choice') claim(field.name, field.values);
      if (field.kind !== 'group') continue;
      claim(field.name, field.fields);
      claimFieldNames(field.fields);
    }
  };
  for (const type of types) {
    claim(type.shape === 'node' ? type.name : type.claimName, type);
    claimFieldNames(type.fields);
  }
}

function checkFields(typeName: string, fields: Fields, model: Pick<Model, 'nodeByName'>): void {
  for (const [name, field] of Object.entries(fields)) {
    if (reservedNames.has(name)) throw new Error(`${typeName}.${name} is a reserved name.`);
    if (field.kind === 'reference' && !model.nodeByName.has(field.to))
      throw new Error(`${typeName}.${name} refers to "${field.to}", which is no node type.`);
    if ((field.kind === 'number' || field.kind === 'date') && field.notBelow !== undefined && fields[field.notBelow]?.kind !== field.kind)
      throw new Error(`${typeName}.${name} may not be below "${field.notBelow}", which is no ${field.kind} beside it.`);
    if (field.kind !== 'group') continue;
    checkFields(`${typeName}.${name}`, field.fields, model);
    for (const [inner, part] of Object.entries(field.fields)) {
      if (part.kind === 'group' || (field.many && !fitsInList(part)))
        throw new Error(`${typeName}.${name}.${inner}: a ${field.many ? 'list' : 'group'} cannot hold this kind of field.`);
    }
  }
}

const fitsInList = (field: Field): boolean =>
  field.kind === 'choice' || field.kind === 'reference' || field.kind === 'date' || (field.kind === 'text' && field.perLocale !== true);

/** Names every record has already. */
const reservedNames = new Set(['id', 'type', 'version', 'negated', 'subject', 'object', 'predicate', 'stale', 'node', 'claim']);

/** Names every concept has besides. */
const conceptNames = new Set(['kind', 'negatedClaims']);

function checkEnds(relation: RelationType, model: Pick<Model, 'concepts' | 'relationByName' | 'endsOf'>): void {
  for (const { from, to } of model.endsOf(relation)) {
    for (const end of [from, to]) {
      if (!model.concepts.includes(end)) throw new Error(`${relation.name} joins "${end.name}", which is no concept of this model.`);
    }
  }
  for (const declaration of ['excludes', 'contrasts'] as const) {
    for (const name of relation[declaration]) {
      if (!model.relationByName.has(name)) throw new Error(`${relation.name} ${declaration} "${name}", which is no predicate.`);
    }
  }
}
