import type { GraphQLResolveInfo } from 'graphql';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { certainty } from '../../schema/language/vocabularies.ts';
import { badUserInput } from '../errors.ts';
import { relationshipOf } from '../neo4j/mapping.ts';
import { type Projection, Projector } from './select/projection.ts';
import { selectedFields } from './select/selected-fields.ts';
import { contextOf, objectType, type Reading, readColumns } from './select/select.ts';

/** How many concepts a neighbourhood has when nobody says, and the most; and how far it reaches. */
export const neighbourhoodSizes = { standard: 100, most: 300 } as const;
export const neighbourhoodSteps = { standard: 1, most: 4 } as const;

/** So many claims are shown between the concepts at most; the rest is said to be cut off. */
export const mostClaims = 2000;

export interface NeighbourhoodArguments {
  readonly id: string;
  readonly steps: number | null | undefined;
  /** How many concepts at most, the one in the middle counted. */
  readonly first: number | null | undefined;
  /** Kinds of the concepts around the one in the middle; undefined takes all. */
  readonly kinds: readonly NodeType[] | undefined;
  readonly predicates: readonly RelationType[] | undefined;
  /** Only claims at least as certain as this. */
  readonly minCertainty: string | null | undefined;
}

/**
 * What lies within some steps of a concept, nearest first, and every claim that joins two of those concepts, in one statement. Where
 * there is more than may be shown, the surest claims lead the way, and the answer says that it is cut off. Null when the concept is
 * not published.
 */
export async function neighbourhood(reading: Reading, info: GraphQLResolveInfo, args: NeighbourhoodArguments): Promise<object | null> {
  const { model } = reading;
  const steps = within('steps', args.steps ?? neighbourhoodSteps.standard, 0, neighbourhoodSteps.most);
  const first = within('first', args.first ?? neighbourhoodSizes.standard, 1, neighbourhoodSizes.most);
  const projector = new Projector(model, contextOf(info));
  const relations = args.predicates ?? model.relations;
  const certainties = projector.bind(certainAs(args.minCertainty));
  const size = projector.bind(BigInt(first));
  const way: Way = {
    relationships: relations.map((relation) => relationshipOf(relation, false)).join('|'),
    labels: (args.kinds ?? model.concepts).map(({ name }) => name).join('|'),
    certainties,
    size,
    limit: projector.bind(BigInt(first + 1)),
  };
  const isEmpty = way.relationships === '' || way.labels === '';
  const before = [
    `WITH COLLECT { MATCH (n:Concept {id: ${projector.bind(args.id)}}) RETURN n } AS seen`,
    'WITH seen, seen AS edge, [n IN seen | 0] AS distances, false AS isMore',
    ...Array.from({ length: isEmpty ? 0 : steps }, (_, i) => stepText(i + 1, way)),
  ].join(' ');

  const columns = ['size(seen)', 'isMore'];
  const readers: ((values: unknown[], into: Record<string, unknown>) => void)[] = [];
  const context = contextOf(info);
  for (const field of selectedFields(context, objectType(info, 'Neighbourhood'), info.fieldNodes).values()) {
    const at = columns.length;
    if (field.name === 'neighbours') {
      const inner = [...selectedFields(context, objectType(info, 'Neighbour'), field.nodes).values()].filter(
        ({ name }) => name === 'concept',
      );
      const concepts = inner.map(({ key, nodes }) => ({ key, projection: projector.node(model.concepts, 'n', nodes, true) }));
      columns.push(
        `COLLECT { UNWIND range(0, size(seen) - 1) AS i WITH i, seen[i] AS n ORDER BY i RETURN [${['distances[i]', ...concepts.map(({ projection }) => projection.text)].join(', ')}] }`,
      );
      readers.push((values, into) => {
        into[`@${field.key}`] = (values[at] as unknown[][]).map(([distance, ...rest]) => ({
          steps: distance,
          ...Object.fromEntries(concepts.map(({ key, projection }, i) => [`@${key}`, projection.decode(rest[i])])),
        }));
      });
    }
    if (field.name === 'claims') {
      const projection: Projection | undefined = isEmpty ? undefined : projector.claim(relations, 'r', field.nodes, false, true);
      columns.push(
        projection
          ? `COLLECT { UNWIND seen AS a MATCH (a)-[r:${way.relationships}]->(b:Concept) WHERE b IN seen AND r.certainty IN ${certainties} WITH r ORDER BY ${rankText('r')}, r.id LIMIT ${projector.bind(BigInt(mostClaims + 1))} RETURN ${projection.text} }`
          : '[]',
      );
      readers.push((values, into) => {
        const found = values[at] as unknown[];
        if (found.length > mostClaims) into['isTruncated'] = true;
        into[`@${field.key}`] = found.slice(0, mostClaims).map((claim) => projection?.decode(claim));
      });
    }
  }
  const values = await readColumns(reading, columns, projector.params, before);
  if (values[0] === 0) return null;
  const answer: Record<string, unknown> = { isTruncated: values[1] };
  for (const read of readers) read(values, answer);
  return answer;
}

interface Way {
  readonly relationships: string;
  readonly labels: string;
  readonly certainties: string;
  readonly size: string;
  readonly limit: string;
}

/** Cypher that takes in what lies one step further than `edge`, as long as there is room. */
const stepText = (step: number, { relationships, labels, certainties, size, limit }: Way): string =>
  `CALL (seen, edge) { UNWIND edge AS f MATCH (f)-[r:${relationships}]-(m:${labels}) WHERE r.certainty IN ${certainties} AND NOT m IN seen ` +
  `WITH m, min(${rankText('r')}) AS rank ORDER BY rank, m.sortName LIMIT ${limit} RETURN collect(m) AS found } ` +
  `WITH seen, distances, found[..${size} - size(seen)] AS edge, isMore OR size(found) > ${size} - size(seen) AS isMore ` +
  `WITH seen + edge AS seen, edge, distances + [m IN edge | ${step}] AS distances, isMore`;

const levels = Object.keys(certainty.values);

/** Cypher for the place of a claim's certainty, the surest first. */
const rankText = (r: string): string =>
  `CASE ${r}.certainty ${levels.map((level, i) => `WHEN '${level}' THEN ${i}`).join(' ')} ELSE ${levels.length} END`;

/** The levels that are at least this certain; all without one. */
const certainAs = (least: string | null | undefined): string[] => (least == null ? levels : levels.slice(0, levels.indexOf(least) + 1));

function within(argument: string, value: number, least: number, most: number): number {
  if (value < least || value > most) throw badUserInput(`${argument}: ${value} is out of range. Ask for ${least} to ${most}.`);
  return value;
}
