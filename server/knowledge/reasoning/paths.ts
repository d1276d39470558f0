import { kindName, type NodeType } from '../../../schema/language/node-type.ts';
import { certainty } from '../../../schema/language/vocabularies.ts';
import { badUserInput } from '../../errors.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import { type Reading, readColumns } from '../select/select.ts';
import { type predicatesRead, relationshipsFor } from './predicates.ts';

/** A chain of claims: the concepts on the way, and the claim between each two. */
export interface ClaimPath {
  readonly concepts: readonly string[];
  readonly claims: readonly string[];
}

/** How many claims a path may have, how many paths are shown, and how many are looked at. */
export const pathLimits = { hops: 4, standard: 10, most: 50, looked: 2000 } as const;

type StoredPath = readonly [concepts: readonly string[], claims: readonly string[], certainties: readonly string[]];

const pathText = `[[n IN nodes(p) | n.id], [r IN relationships(p) | r.id], [r IN relationships(p) | r.certainty]]`;

/** BAD_USER_INPUT unless it is a number of claims that a path may have. */
function hopsOf(maxHops: number | null | undefined): number {
  const hops = maxHops ?? pathLimits.hops;
  if (hops < 1 || hops > pathLimits.hops) throw badUserInput(`maxHops: ${hops} is out of range. Ask for 1 to ${pathLimits.hops}.`);
  return hops;
}

/**
 * Chains of claims between two concepts, the shortest first and among equals the surest: all claims read from subject to object, or all
 * the other way. No concept comes twice, no claim denies anything, and each kind of `via` is on the way between the two.
 */
export async function pathsBetween(
  reading: Reading,
  {
    from,
    to,
    via,
    maxHops,
    first,
  }: {
    readonly from: string;
    readonly to: string;
    readonly via: readonly NodeType[];
    readonly maxHops: number | null | undefined;
    readonly first: number | null | undefined;
  },
): Promise<ClaimPath[]> {
  const hops = hopsOf(maxHops);
  const count = first ?? pathLimits.standard;
  if (count < 0 || count > pathLimits.most) throw badUserInput(`first: ${count} is out of range. Ask for 0 to ${pathLimits.most}.`);
  for (const [name, id] of Object.entries({ from, to })) {
    const type = typeOfId(reading.model, id);
    if (type && (type.shape !== 'node' || !type.isConcept)) throw badUserInput(`${name}: ${id} is the id of no concept.`);
  }
  const relationships = reading.model.relations.map(({ name }) => name).join('|');
  const passes = via.map(({ name }) => `any(n IN nodes(p)[1..-1] WHERE n:${name})`);
  // Written out for each length: a short path is found without looking at the long ones.
  const chain = (a: string, b: string): string =>
    Array.from(
      { length: hops },
      (_, i) =>
        `COLLECT { MATCH p = (a:Concept {id: ${a}})-[:${relationships}*${i + 1}]->(b:Concept {id: ${b}}) WHERE ${['size(nodes(p)) = size(COLLECT { UNWIND nodes(p) AS n RETURN DISTINCT n })', ...passes].join(' AND ')} RETURN ${pathText} LIMIT ${pathLimits.looked} }`,
    ).join(' + ');
  const [missing, forward, backward] = await readColumns(reading, [missingOf, chain('$from', '$to'), chain('$to', '$from')], {
    from,
    to,
    concepts: [from, to],
  });
  refuseMissing({ from, to }, missing);
  const turned = (backward as StoredPath[]).map(([concepts, ...rest]): StoredPath => {
    const [claims, certainties] = rest;
    return [concepts.toReversed(), claims.toReversed(), certainties.toReversed()];
  });
  return inOrder([...(forward as StoredPath[]), ...turned]).slice(0, count);
}

/** Cypher for those of `$concepts` that nothing published has as its id. */
export const missingOf = '[id IN $concepts WHERE NOT EXISTS { MATCH (:Concept {id: id}) }]';

/** BAD_USER_INPUT when one of the arguments is among what is missing: an empty answer would say that nothing is known of it. */
export function refuseMissing(given: Readonly<Record<string, string>>, missing: unknown): void {
  for (const [name, id] of Object.entries(given))
    if ((missing as string[]).includes(id))
      throw badUserInput(
        `${name}: no published concept has the id "${id}". Ask \`node\` whether it was retired, or look it up with \`search\`.`,
      );
}

/** The ways from causes through mechanisms to symptoms, by cause, the shortest first and among equals the surest. */
export async function mechanismPaths(
  reading: Reading,
  pairs: readonly { readonly cause: string; readonly symptoms: readonly string[] }[],
  maxHops: number | null | undefined,
): Promise<Map<string, ClaimPath[]>> {
  const hops = hopsOf(maxHops);
  if (hops < 2 || pairs.length === 0) return new Map();
  const by = (question: keyof typeof predicatesRead): string => relationshipsFor(reading.model, question);
  const [rows] = await readColumns(
    reading,
    [
      `COLLECT { UNWIND $pairs AS pair MATCH p = (c:Concept {id: pair.cause})-[:${by('causeToMechanism')}]->(:Mechanism)-[:${by('mechanismToMechanism')}*0..${hops - 2}]->(:Mechanism)-[:${by('mechanismToFinding')}]->(s:Symptom) WHERE s.id IN pair.symptoms RETURN ${pathText} LIMIT ${pathLimits.looked} }`,
    ],
    { pairs },
  );
  const found = new Map<string, StoredPath[]>();
  for (const path of rows as StoredPath[]) {
    const [cause = ''] = path[0];
    found.set(cause, [...(found.get(cause) ?? []), path]);
  }
  return new Map([...found].map(([cause, paths]) => [cause, inOrder(paths)]));
}

const certainties = Object.keys(certainty.values);

function inOrder(paths: readonly StoredPath[]): ClaimPath[] {
  const doubt = ([, , of]: StoredPath): number => Math.max(...of.map((one) => certainties.indexOf(one)));
  const key = ([, claims]: StoredPath): string => claims.join();
  return [...paths]
    .sort((a, b) => a[1].length - b[1].length || doubt(a) - doubt(b) || (key(a) < key(b) ? -1 : 1))
    .map(([concepts, claims]) => ({ concepts, claims }));
}

/** The kinds of concepts by the names that the API gives them. */
export const kindsNamed = (kinds: readonly NodeType[], names: readonly string[]): NodeType[] =>
  kinds.filter((kind) => names.includes(kindName(kind)));
