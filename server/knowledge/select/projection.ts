import { type FieldNode, getArgumentValues, getNamedType, type GraphQLObjectType, isObjectType } from 'graphql';
import type { Connection, Model } from '../../../schema/language/define-model.ts';
import { type Field, type Locale, vocabulary } from '../../../schema/language/field.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { claimFields, type RelationType } from '../../../schema/language/relation-type.ts';
import { invariant } from '../../errors.ts';
import { propertiesOf, relationshipOf, typeOfId, zip } from '../../neo4j/mapping.ts';
import { bindInto, fieldOrders, filterText, type InputObject, orderKey } from './conditions.ts';
import type { CursorValue } from './cursor.ts';
import { cutPage, infoOf, type OrderKey, orderText, type PageArguments, pageOf, rowsOf, startText } from './page.ts';
import { type SelectedField, selectedFields, type SelectionContext } from './selected-fields.ts';

/** What the read path hands to GraphQL for a node or claim: field values by name, and under `@key` what a selected field led to. */
export interface Shaped {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/** A Cypher expression and how its value becomes an answer. */
export interface Projection {
  readonly text: string;
  readonly decode: (value: unknown) => unknown;
}

/** One value of a list projection: its expression, and where it goes. */
interface Part {
  readonly text: string;
  readonly into: (target: Record<string, unknown>, value: unknown) => void;
}

/** What a projection reads when the record is of one type. */
interface Case {
  readonly name: string;
  /** Cypher that holds for records of the type. */
  readonly test: string;
  readonly fields: readonly SelectedField[];
  readonly parts: readonly Part[];
  /** Values that need no reading. */
  readonly fixed: Readonly<Record<string, unknown>>;
}

/** Turns selections into Cypher expressions; collects the parameters they need. One per statement. */
export class Projector {
  readonly params: Record<string, unknown> = {};
  readonly model: Model;
  private readonly context: SelectionContext;
  private variables = 0;

  constructor(model: Model, context: SelectionContext) {
    this.model = model;
    this.context = context;
  }

  readonly bind = bindInto(this.params);

  fresh(letter: string): string {
    return `${letter}${this.variables++}`;
  }

  /** A node of one of these types, as variable `v`. One inside another record has its id only where the selection asks for it. */
  node(types: readonly NodeType[], v: string, nodes: readonly FieldNode[], isInside = false): Projection {
    const cases = types.map((type): Case => {
      const fields = this.fields(type.name, nodes);
      return { name: type.name, test: `${v}:${type.name}`, fields, parts: this.nodeParts(type, v, fields), fixed: {} };
    });
    return this.byType(cases, `${v}.id`, isInside);
  }

  /** A claim of one of these predicates, as relationship variable `r`; its id as with a node. */
  claim(relations: readonly RelationType[], r: string, nodes: readonly FieldNode[], isNegated: boolean, isInside = false): Projection {
    const cases = relations.map((relation): Case => {
      const fields = this.fields(relation.claimName, nodes);
      return {
        name: relation.claimName,
        test: `type(${r}) = '${relationshipOf(relation, isNegated)}'`,
        fields,
        parts: this.claimParts(relation, r, fields),
        fixed: { negated: isNegated },
      };
    });
    return this.byType(cases, `${r}.id`, isInside);
  }

  /** What is left of a retired record, as variable `t`, with the concept that stands in its place. */
  tombstone(t: string, nodes: readonly FieldNode[]): Projection {
    const replacements = this.fields('Retired', nodes)
      .filter(({ name }) => name === 'replacedBy')
      .map((field) => ({ field, projection: this.node(this.model.concepts, 'n', field.nodes) }));
    const texts = replacements.map(
      ({ projection }) => `head(COLLECT { MATCH (n:Concept {id: ${t}.replacedBy}) RETURN ${projection.text} })`,
    );
    return {
      text: `[${[`${t}.id`, `${t}.reason`, `${t}.at`, `${t}.replacedBy`, `${t}.release`, ...texts].join(', ')}]`,
      decode: (value) => {
        const [id, reason, retiredAt, replacedById, release, ...concepts] = value as unknown[];
        return {
          __typename: 'Retired',
          id,
          reason,
          retiredAt,
          replacedById,
          release,
          ...Object.fromEntries(replacements.map(({ field, projection }, i) => [`@${field.key}`, projection.decode(concepts[i])])),
        };
      },
    };
  }

  private fields(typeName: string, nodes: readonly FieldNode[]): SelectedField[] {
    return [...selectedFields(this.context, this.objectType(typeName), nodes).values()];
  }

  private objectType(name: string): GraphQLObjectType {
    const type = this.context.schema.getType(name);
    invariant(isObjectType(type), `The schema has no object type "${name}".`);
    return type;
  }

  /** The values of the only type there can be, or one list when every type is read alike, or a CASE of lists whose first value is the id. */
  private byType(cases: readonly Case[], id: string, isInside: boolean): Projection {
    const [only] = cases;
    if (only && cases.length === 1 && isInside) {
      const parts = only.fields.some(({ name }) => name === 'id') ? [{ text: id, into: intoId }, ...only.parts] : only.parts;
      return { text: packed(parts.map(({ text }) => text)), decode: (value) => shape(only, parts, parts.length, value, 0) };
    }
    // Never packed: the id tells whether there is anything, and of which type.
    const texts = cases.map(({ parts }) => `[${[id, ...parts.map((part) => part.text)].join(', ')}]`);
    const [first = `[${id}]`] = texts;
    const text = texts.every((other) => other === first)
      ? first
      : `CASE ${cases.map(({ test }, i) => `WHEN ${test} THEN ${texts[i]}`).join(' ')} END`;
    const caseByName = new Map(cases.map((one) => [one.name, one]));
    return {
      text,
      decode: (value) => {
        if (!Array.isArray(value)) return null;
        const type = typeOfId(this.model, value[0]);
        const found = type && caseByName.get(type.shape === 'node' ? type.name : type.claimName);
        if (!found) return null;
        const shaped = shape(found, found.parts, found.parts.length + 1, value, 1);
        shaped['id'] = value[0];
        return shaped;
      },
    };
  }

  private nodeParts(type: NodeType, v: string, fields: readonly SelectedField[]): Part[] {
    const connections = this.model.connections.get(type.name) ?? [];
    return this.parts(type, v, fields, (field) => {
      const connection = connections.find(({ name }) => name === field.name);
      if (connection) return [this.connection(connection, v, field)];
      if (field.name === 'negatedClaims') return [this.negatedClaims(type, v, field)];
      if (field.name === 'claims') return [this.claimsOfSource(v, field)];
      return undefined;
    });
  }

  private claimParts(relation: RelationType, r: string, fields: readonly SelectedField[]): Part[] {
    const ends = this.model.endsOf(relation);
    return this.parts(relation, r, fields, (field) => {
      if (field.name === 'predicate' || field.name === 'negated') return [];
      if (field.name === 'citations') return [this.citations(r, field)];
      if (field.name !== 'subject' && field.name !== 'object') return undefined;
      const types = [
        ...new Set(ends.flatMap(({ from, to }) => (relation.isSymmetric ? [from, to] : [field.name === 'subject' ? from : to]))),
      ];
      const key = `@${field.key}`;
      const known = this.endById(types, `${field.name === 'subject' ? 'startNode' : 'endNode'}(${r}).id`, field);
      if (known) return [{ text: known.text, into: (target, value) => (target[key] = known.decode(value)) }];
      const end = this.fresh('e');
      const projection = this.node(types, end, field.nodes, true);
      return [
        {
          text: `head(COLLECT { WITH ${field.name === 'subject' ? 'startNode' : 'endNode'}(${r}) AS ${end} RETURN ${projection.text} })`,
          into: (target, value) => (target[key] = projection.decode(value)),
        },
      ];
    });
  }

  /** An end of which nothing is asked but what its id tells: alike for every predicate, so a mixed list of claims stays one expression. */
  private endById(types: readonly NodeType[], id: string, field: SelectedField): Projection | undefined {
    const cases = types.map(({ name }): Case => ({ name, test: '', fields: this.fields(name, field.nodes), parts: [], fixed: {} }));
    const isKnown = cases.every(({ fields }) => fields.every(({ name }) => name === 'id' || name === 'kind' || name === '__typename'));
    return isKnown ? this.byType(cases, id, false) : undefined;
  }

  /** Parts for the fields of a record; `special` answers those that are no plain property. */
  private parts(
    type: NodeType | RelationType,
    v: string,
    fields: readonly SelectedField[],
    special: (field: SelectedField) => readonly Part[] | undefined,
  ): Part[] {
    const parts: Part[] = [];
    const read = new Set<string>();
    const property = (name: string): void => {
      if (read.has(name)) return;
      read.add(name);
      parts.push({ text: `${v}.${name}`, into: (target, value) => (target[name] = value) });
    };
    for (const field of fields) {
      if (field.name === 'id' || field.name === '__typename' || (field.name === 'kind' && type.shape === 'node' && type.isConcept))
        continue;
      const found = special(field);
      if (found) {
        parts.push(...found);
        continue;
      }
      const name = field.name === 'stale' ? 'nextReview' : field.name.replace(/Locale$/, '');
      const declared = name === 'version' ? undefined : type.fields[name];
      if (declared?.kind === 'group') {
        if (!read.has(name)) parts.push(...groupParts(name, declared, v));
        read.add(name);
      } else if (declared || name === 'version') {
        for (const stored of declared ? this.storedIn(type, field, name, declared) : [name]) property(stored);
      } else {
        invariant(false, `The schema offers ${type.name}.${field.name}, which the read path does not know.`);
      }
    }
    return parts;
  }

  /** The properties that a field is read from: of a text per locale the one asked for, and English that stands in for it. */
  private storedIn(type: NodeType | RelationType, field: SelectedField, name: string, declared: Field): string[] {
    if (declared.kind !== 'text' || declared.perLocale !== true) return propertiesOf(name, declared);
    const { locale } = this.argumentsOf(type.shape === 'node' ? type.name : type.claimName, field) as { locale?: Locale | null };
    return locale == null || locale === 'en' ? [`${name}_en`] : [`${name}_${locale}`, `${name}_en`];
  }

  /** A connection to other concepts, as one COLLECT: filter, order and page inside. */
  private connection(connection: Connection, v: string, field: SelectedField): Part {
    const relations = [...new Set(connection.parts.map(({ relation }) => relation))];
    const others = [...new Set(connection.parts.map(({ other }) => other))];
    const [direction] = connection.parts.map((part) => part.direction);
    const [r, n] = [this.fresh('r'), this.fresh('n')];
    const labels = others.map(({ name }) => name).join('|');
    const relationships = relations.map((relation) => relationshipOf(relation, false)).join('|');
    const args = this.argumentsOf(connection.on.name, field);
    const way = waysToKin[(args as ConnectionArguments).scope ?? 'OWN'];
    const own = way === undefined ? v : this.fresh('k');
    const among = way === undefined ? '' : `MATCH (${v})${way}(${own}) WITH DISTINCT ${own} `;
    const pattern = `(${own})${direction === 'IN' ? '<' : ''}-[${r}:${relationships}]-${direction === 'OUT' ? '>' : ''}(${n}:${labels})`;
    return this.edges(connection.on.name, field, {
      args,
      match: (condition) => `${among}MATCH ${pattern}${condition ? ` WHERE ${condition}` : ''}`,
      r,
      n,
      relations,
      others,
      isNegated: false,
    });
  }

  /** Claims that deny something of a node; they are on no other connection. */
  private negatedClaims(type: NodeType, v: string, field: SelectedField): Part {
    const relations = this.model.relations.filter((relation) =>
      this.model.endsOf(relation).some(({ from, to }) => from === type || to === type),
    );
    const [r, n] = [this.fresh('r'), this.fresh('n')];
    const relationships = relations.map((relation) => relationshipOf(relation, true)).join('|');
    return this.edges(type.name, field, {
      args: this.argumentsOf(type.name, field),
      match: (condition) => `MATCH (${v})-[${r}:${relationships}]-(${n}:Concept)${condition ? ` WHERE ${condition}` : ''}`,
      r,
      n,
      relations,
      others: this.model.concepts,
      isNegated: true,
    });
  }

  /** Published claims that cite a source, found by the index on citations; negated ones only when asked for by `negated`. */
  private claimsOfSource(v: string, field: SelectedField): Part {
    const args = this.argumentsOf('Source', field);
    const isNegated = args['negated'] === true;
    const [r, n] = [this.fresh('r'), this.fresh('n')];
    const kind = isNegated ? "type(__r) STARTS WITH 'NOT_'" : "NOT type(__r) STARTS WITH 'NOT_'";
    return this.edges('Source', field, {
      args,
      match: (condition) =>
        `CALL db.index.fulltext.queryRelationships('claim_citations', '"' + ${v}.id + '"') YIELD relationship AS ${r} WITH ${r}, endNode(${r}) AS ${n} WHERE ${kind.replaceAll('__r', r)}${condition ? ` AND ${condition}` : ''}`,
      r,
      n,
      relations: this.model.relations,
      others: this.model.concepts,
      isNegated,
    });
  }

  private argumentsOf(typeName: string, { name, nodes }: SelectedField): Record<string, unknown> {
    const [definition, node] = [this.objectType(typeName).getFields()[name], nodes[0]];
    invariant(definition && node, `The schema has no ${typeName}.${name}.`);
    return getArgumentValues(definition, node, this.context.variableValues as Record<string, unknown>);
  }

  private edges(typeName: string, field: SelectedField, from: EdgesFrom): Part {
    const { r, n } = from;
    const args = from.args as ConnectionArguments;
    const definition = this.objectType(typeName).getFields()[field.name];
    invariant(definition, `The schema has no ${typeName}.${field.name}.`);
    const connectionType = getNamedType(definition.type).name;
    const shared = from.relations.length === 1 ? (from.relations[0]?.fields ?? claimFields) : sharedFields(from.relations);
    const keys = connectionKeys(args.orderBy ?? [], shared, r, n, from.relations);
    const page = pageOf(
      args,
      `${field.name}:${args.scope ?? 'OWN'}:${keys.map((key) => key.text.replaceAll(r, 'r').replaceAll(n, 'n') + String(key.descending)).join()}`,
      keys.length,
    );
    const filter = filterText(args.filter, shared, r, this.bind);
    const wanted = this.connectionParts(connectionType, field.nodes, from);
    const items = [...wanted.edge.map(({ text }) => text), ...(wanted.needsCursors ? [`[${keys.map((key) => key.text).join(', ')}]`] : [])];
    // The claim's id sets apart claims that join the same two concepts alike, for cursors. To read it from every claim costs a quarter of all.
    const orderedBy = wanted.needsCursors || page.start ? keys : keys.slice(0, -1);
    const columns: string[] = [];
    if (wanted.needsRows) {
      const start = startText(keys, page, this.bind);
      const condition = [filter, start].filter((part) => part !== undefined).join(' AND ');
      columns.push(
        `COLLECT { ${from.match(condition)} WITH ${r}, ${n} ORDER BY ${orderText(orderedBy, page)} LIMIT ${this.bind(rowsOf(page, wanted.needsInfo))} RETURN ${packed(items)} }`,
      );
    }
    if (wanted.needsCount) columns.push(`COUNT { ${from.match(filter)} RETURN ${r} }`);
    const key = `@${field.key}`;
    const cursorOf = (row: unknown): CursorValue[] => packedAt(row, items.length, items.length - 1) as CursorValue[];
    return {
      text: packed(columns),
      into: (target, value) => {
        const rows = wanted.needsRows ? (packedAt(value, columns.length, 0) as unknown[]) : [];
        const cut = cutPage(rows, page);
        target[key] = {
          pageInfo: wanted.needsInfo ? infoOf(rows.length, cut, page, cursorOf) : undefined,
          totalCount: wanted.needsCount ? packedAt(value, columns.length, columns.length - 1) : undefined,
          edges: cut.map((row) => {
            const edge: Record<string, unknown> = {};
            for (let i = 0; i < wanted.edge.length; i++) wanted.edge[i]?.into(edge, packedAt(row, items.length, i));
            if (!wanted.needsCursors) return edge;
            edge['cursorValues'] = cursorOf(row);
            edge['order'] = page.order;
            return edge;
          }),
        };
      },
    };
  }

  /** Which parts of a connection are asked for: rows, their claims and nodes, cursors, the count. */
  private connectionParts(connectionType: string, nodes: readonly FieldNode[], from: EdgesFrom): ConnectionParts {
    const edge: Part[] = [];
    let needsRows = false;
    let needsCursors = false;
    let needsInfo = false;
    let needsCount = false;
    for (const field of this.fields(connectionType, nodes)) {
      if (field.name === 'totalCount') needsCount = true;
      if (field.name === 'pageInfo') needsRows = needsCursors = needsInfo = true;
      if (field.name !== 'edges') continue;
      needsRows = true;
      for (const inner of this.fields(this.edgeType(connectionType), field.nodes)) {
        if (inner.name === 'cursor') needsCursors = true;
        if (inner.name !== 'node' && inner.name !== 'claim') continue;
        const projection =
          inner.name === 'node'
            ? this.node(from.others, from.n, inner.nodes, true)
            : this.claim(from.relations, from.r, inner.nodes, from.isNegated, true);
        const key = edgeKey(field.key, inner.key);
        edge.push({ text: projection.text, into: (target, value) => (target[key] = projection.decode(value)) });
      }
    }
    return { edge, needsRows, needsCursors, needsInfo, needsCount };
  }

  private edgeType(connectionType: string): string {
    const edges = this.objectType(connectionType).getFields()['edges'];
    invariant(edges, `${connectionType} has no edges.`);
    return getNamedType(edges.type).name;
  }

  private citations(r: string, field: SelectedField): Part {
    const source = this.model.nodeByName.get('Source');
    const { citations } = claimFields;
    invariant(source, 'The model has no sources.');
    const [i, s] = [this.fresh('i'), this.fresh('s')];
    const names = Object.keys(citations.fields).filter((name) => name !== 'source');
    const sources = this.fields('Citation', field.nodes).filter(({ name }) => name === 'source');
    const projections = sources.map((selected) => ({ key: selected.key, projection: this.node([source], s, selected.nodes, true) }));
    const items = [...names.map((name) => `${r}.citations_${name}[${i}]`), ...projections.map(({ projection }) => projection.text)];
    const match =
      projections.length > 0 ? ` MATCH (${s}:Source {id: ${r}.citations_source[${i}]}) WITH ${[i, s].join(', ')} ORDER BY ${i}` : '';
    return {
      text: `COLLECT { UNWIND range(0, size(coalesce(${r}.citations_source, [])) - 1) AS ${i}${match} RETURN [${items.join(', ')}] }`,
      into: (target, value) => {
        target[`@${field.key}`] = (value as unknown[][]).map((row) => {
          const citation: Record<string, unknown> = {};
          for (const [at, name] of names.entries()) citation[name] = row[at] === '' ? null : row[at];
          for (const [at, { key, projection }] of projections.entries()) citation[`@${key}`] = projection.decode(row[names.length + at]);
          return citation;
        });
      },
    };
  }
}

/** A record as GraphQL gets it, its parts being the packed values from this place on. */
function shape({ name, fixed }: Case, parts: readonly Part[], count: number, value: unknown, start: number): Record<string, unknown> {
  const target: Record<string, unknown> = { __typename: name, ...fixed };
  for (let i = 0; i < parts.length; i++) parts[i]?.into(target, packedAt(value, count, start + i));
  return target;
}

/** Several values as one list, and a single one as itself: on a page of names a list round each would cost as much as the name. */
export const packed = (texts: readonly string[]): string => (texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`);

/** The i-th of `count` packed values. */
export const packedAt = (value: unknown, count: number, i: number): unknown => (count === 1 ? value : (value as readonly unknown[])[i]);

const intoId: Part['into'] = (target, value) => (target['id'] = value);

/** Where an edge keeps what one of its fields led to: `edges` may be asked for several times under other names. */
export const edgeKey = (edges: string | number | undefined, field: string | number): string =>
  edges === 'edges' ? `@${field}` : `@${edges}.${field}`;

interface EdgesFrom {
  readonly args: Record<string, unknown>;
  readonly match: (condition: string | undefined) => string;
  readonly r: string;
  readonly n: string;
  readonly relations: readonly RelationType[];
  readonly others: readonly NodeType[];
  readonly isNegated: boolean;
}

/** Whose claims a connection holds. */
export const claimScope = vocabulary('ClaimScope', 'Whose claims a list holds.', {
  OWN: 'Those of the concept itself.',
  WITH_BROADER:
    'Also those of what it is a kind of, such as what a class of drugs must not be used in. What is claimed of the whole is taken to hold for its kinds.',
  WITH_NARROWER:
    'Also those of its kinds, such as what causes a narrower symptom. What is claimed of a kind need not hold for the whole: `claim` says which kind it is of.',
});
type ClaimScope = keyof (typeof claimScope)['values'];

/** How a scope leads from a concept to those whose claims a list holds, itself included. */
const waysToKin: Readonly<Record<ClaimScope, string | undefined>> = {
  OWN: undefined,
  WITH_BROADER: '-[:SUBTYPE_OF*0..]->',
  WITH_NARROWER: '<-[:SUBTYPE_OF*0..]-',
};

interface ConnectionParts {
  readonly edge: readonly Part[];
  readonly needsRows: boolean;
  readonly needsCursors: boolean;
  readonly needsInfo: boolean;
  readonly needsCount: boolean;
}

interface ConnectionArguments extends PageArguments {
  readonly scope?: ClaimScope | null;
  readonly filter?: InputObject | null;
  readonly orderBy?: readonly InputObject[] | null;
}

/** The qualifiers that all of several predicates have: their common set, and what every claim has. */
export function sharedFields(relations: readonly RelationType[]) {
  const [first] = relations;
  const isShared = first?.qualifiers !== undefined && relations.every(({ qualifiers }) => qualifiers === first.qualifiers);
  return { ...claimFields, ...(isShared ? first.qualifiers?.fields : undefined) };
}

/** Most frequent first where the predicate knows frequencies, then by name; the claim's id makes the order total. */
function connectionKeys(
  orderBy: readonly InputObject[],
  fields: Readonly<Record<string, Field>>,
  r: string,
  n: string,
  relations: readonly RelationType[],
): OrderKey[] {
  const byFrequency = relations.length === 1 && fields['frequency'] !== undefined ? [{ name: 'frequency', descending: true }] : [];
  const asked = orderBy.length > 0 ? fieldOrders(orderBy) : byFrequency;
  const keys = asked.map((one) => (one.name === 'name' ? { text: `${n}.sortName`, descending: one.descending } : orderKey(one, fields, r)));
  const isByName = keys.some(({ text }) => text === `${n}.sortName`);
  return [...keys, ...(isByName ? [] : [{ text: `${n}.sortName`, descending: false }]), { text: `${r}.id`, descending: false }];
}

function groupParts(name: string, field: Field & { kind: 'group' }, v: string): Part[] {
  const parts = Object.entries(field.fields).flatMap(([part, declared]) => propertiesOf(part, declared));
  const text = `[${parts.map((part) => `${v}.${name}_${part}`).join(', ')}]`;
  if (field.many) return [{ text, into: (target, value) => (target[name] = zip(parts, value as (readonly string[] | null)[])) }];
  return [
    {
      text,
      into: (target, value) => {
        const values = value as unknown[];
        target[name] = values.every((one) => one === null) ? null : Object.fromEntries(parts.map((part, i) => [part, values[i] ?? null]));
      },
    },
  ];
}
