import { beforeAll, describe, expect, it } from 'vitest';
import type { Issue } from '../../schema/error-codes.ts';
import { groupBy } from '../../schema/language/group-by.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { model } from '../../schema/model.ts';
import { idFor } from '../../server/record-id.ts';
import { KnowledgeError } from '../../server/errors.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { typeOfId } from '../../server/neo4j/mapping.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { companionsOf, exampleOf, minimalExampleOf } from '../support/examples.ts';
import { type InvalidValue, invalidValues } from '../support/invalid-values.ts';
import { graphState, publishEdits, publishRecords } from '../support/published.ts';
import { connectionsOf, graphqlName, ownAnswer, ownSelection } from '../support/selections.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);
const schema = graphqlSchema(model);

type AnyType = NodeType | RelationType;
const types: readonly AnyType[] = [...model.nodes, ...model.relations];
const table = types.map((type) => ({ name: type.name, type }));

/** Every claim that the model allows: each predicate between each pair of its kinds, stated and denied, each on ends of its own. */
const claimsIn = (variant: number): AnyRecord[] =>
  model.relations.flatMap((type) =>
    model.endsOf(type).flatMap(({ from, to }, i) =>
      [false, true].map((negated) => {
        const key = `${type.name} ${i} ${negated ? 'denied' : 'stated'}`;
        const ends = { subject: idFor(from, `${key} subject`), object: idFor(to, `${key} object`) };
        return exampleOf(type, { ...ends, ...(negated && { negated }) }, { key, variant });
      }),
    ),
  );

/** The same records with other values: `variant` 0 is published first. */
const recordsIn = (variant: number): AnyRecord[] => [
  ...model.nodes.flatMap((type) => [
    exampleOf(type, {}, { key: `full ${type.name}`, variant }),
    minimalExampleOf(type, {}, { key: `minimal ${type.name}`, variant }),
  ]),
  ...model.relations.map((type) => minimalExampleOf(type, {}, { key: `minimal ${type.name}`, variant })),
  ...claimsIn(variant),
];

const published = recordsIn(0);
const updated = recordsIn(1);
const companions = companionsOf(model, [...published, ...updated]);
const recordsOf = (records: readonly AnyRecord[], { name }: AnyType): AnyRecord[] => records.filter(({ type }) => type === name);

/** The records of a type as the API answers them, with every field of the type, by id. */
async function readBack(type: AnyType, ids: readonly string[]): Promise<readonly unknown[]> {
  const name = graphqlName(type);
  const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${name} { ${ownSelection(schema, name)} } } }`;
  return (await api.data<{ nodes: unknown[] }>(query, { ids })).nodes;
}

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishRecords(database, [...companions, ...published]);
});

describe('a published record', () => {
  it.each(table)('of type $name reads back as it was given, with every field', async ({ type }) => {
    const records = recordsOf(published, type);
    const ids = records.map(({ id }) => id);
    expect(await readBack(type, ids)).toEqual(records.map((record) => ownAnswer(type, record, 1)));
  });
});

describe('a claim', () => {
  const concepts = [...published, ...companions].filter(({ id }) => model.concepts.some(({ name }) => name === typeOfId(model, id)?.name));
  const claims = published.filter(({ type }) => model.relationByName.has(type));

  it.each(model.concepts.map((kind) => ({ name: kind.name, kind })))(
    'is on each end of kind $name under the names the model gives, and nowhere else; a denied one is on negatedClaims only',
    async ({ kind }) => {
      const here = concepts.filter(({ type }) => type === kind.name);
      const connections = connectionsOf(schema, kind.name).map(({ name }) => name);
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on ${kind.name} { ${connections
        .map((name) => `${name} { edges { node { id } claim { id negated } } }`)
        .join(' ')} } } }`;
      const { nodes } = await api.data<{ nodes: unknown[] }>(query, { ids: here.map(({ id }) => id) });
      expect(nodes).toEqual(
        here.map(({ id }) => ({
          id,
          ...Object.fromEntries(connections.map((name) => [name, { edges: claims.flatMap((claim) => edgesAt(name, id, claim)) }])),
        })),
      );
    },
  );

  /** The edge that this claim is on this connection of this concept; none mostly. */
  function edgesAt(connection: string, id: string, claim: AnyRecord): unknown[] {
    const relation = model.relationByName.get(claim.type);
    if (!relation || (claim.subject !== id && claim.object !== id)) return [];
    const isForward = claim.subject === id;
    const other = (isForward ? claim.object : claim.subject) ?? '';
    const edge = { node: { id: other }, claim: { id: claim.id, negated: claim.negated === true } };
    if (claim.negated === true) return connection === 'negatedClaims' ? [edge] : [];
    const pair = model
      .endsOf(relation)
      .find(({ from, to }) => from === typeOfId(model, claim.subject ?? '') && to === typeOfId(model, claim.object ?? ''));
    const names = (isForward ? pair?.forward : pair?.backward) ?? [];
    return names.includes(connection) ? [edge] : [];
  }

  it('of a source is on the claims of that source, stated and denied apart', async () => {
    const cited = groupBy(
      claims.flatMap((claim) => (claim['citations'] as { source: string }[]).map(({ source }) => ({ source, claim }))),
      ({ source }) => source,
    );
    expect(cited.size).toBe(2);
    const page = `first: 200) { totalCount edges { claim { id } }`;
    for (const [id, citing] of cited) {
      const query = `query ($id: ID!) { source(id: $id) { stated: claims(${page} } denied: claims(negated: true, ${page} } } }`;
      type Page = { totalCount: number; edges: { claim: { id: string } }[] };
      const { source } = await api.data<{ source: { stated: Page; denied: Page } }>(query, { id });
      for (const [{ edges, totalCount }, negated] of [
        [source.stated, false],
        [source.denied, true],
      ] as const) {
        const wanted = citing.filter(({ claim }) => (claim.negated === true) === negated).map(({ claim }) => claim.id);
        expect(new Set(edges.map(({ claim }) => claim.id))).toEqual(new Set(wanted));
        expect(totalCount).toBe(wanted.length);
      }
    }
  });
});

describe('a record with one wrong value', () => {
  it.each(table)('of type $name is refused with the path and code of that value, and nothing is stored', async ({ type }) => {
    const before = await graphState(database);
    const cases = invalidValues(model, type);
    const valid = published.find(({ id }) => id === idFor(type, type.shape === 'node' ? `full ${type.name}` : `${type.name} 0 stated`));
    const records = cases.map(({ overrides }, i) => ({
      ...(valid as AnyRecord),
      id: idFor(type, `wrong ${i}`),
      ...('slug' in type.fields && { slug: `wrong-${i}` }),
      ...overrides,
    }));
    const refusal: unknown = await publishRecords(database, records).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(KnowledgeError);
    const { code, issues = [] } = refusal as KnowledgeError;
    expect(code).toBe('VALIDATION_FAILED');
    const found = groupBy(issues, ({ path }) => Number(path.split('.')[1]));
    expect(cases.map((wrong, i) => told(wrong, (found.get(i) ?? []).map(below(`edits.${i}.record.`))))).toEqual(
      cases.map((wrong) => told(wrong, [wrong])),
    );
    expect(issues.filter(({ message }) => message.length < 20)).toEqual([]);
    expect(await graphState(database)).toEqual(before);
  });

  const below =
    (prefix: string) =>
    (issue: Issue): Issue => ({ ...issue, path: issue.path.startsWith(prefix) ? issue.path.slice(prefix.length) : issue.path });

  /** That a malformed quote is also none of the source's words is beside the point. */
  const told = (wrong: InvalidValue, issues: readonly Pick<Issue, 'path' | 'code'>[]): string =>
    `${wrong.what}: ${issues
      .filter(({ code }) => code === wrong.code || code !== 'QUOTE_NOT_IN_SOURCE')
      .map(({ path, code }) => `${path} ${code}`)
      .join(', ')}`;
});

describe('a changed record', () => {
  beforeAll(async () => {
    expect(await publishRecords(database, updated)).toMatchObject({ release: 2, created: 0, changed: updated.length });
  });

  it.each(table)('of type $name reads back with the new values at version 2', async ({ type }) => {
    const records = recordsOf(updated, type);
    const ids = records.map(({ id }) => id);
    expect(await readBack(type, ids)).toEqual(records.map((record) => ownAnswer(type, record, 2)));
  });

  it('is changed by a publish of the same records only once', async () => {
    expect(await publishRecords(database, updated)).toEqual({ release: 2, created: 0, changed: 0, retired: 0, unchanged: updated.length });
  });
});

describe('a retired record', () => {
  const all = [...companions, ...published];

  beforeAll(async () => {
    const edits = all.map(({ id }) => ({ action: 'RETIRE' as const, id, reason: `Test of ${id}.` }));
    expect(await publishEdits(database, edits)).toMatchObject({ release: 3, retired: all.length });
  });

  it.each(table)('of type $name leaves the graph, and a tombstone with the reason', async ({ type }) => {
    const ids = recordsOf(all, type).map(({ id }) => id);
    const rows = await database.run({
      text: 'UNWIND $ids AS id MATCH (t:Retired {id: id}) RETURN t.id, t.recordType, t.reason, t.release, t.replacedBy',
      params: { ids },
    });
    expect(rows).toEqual(ids.map((id) => [id, type.name, `Test of ${id}.`, 3, null]));
    if (type.shape === 'relation') return;
    expect(await api.data(`{ ${type.plural} { totalCount edges { node { id } } } }`)).toEqual({
      [type.plural]: { totalCount: 0, edges: [] },
    });
  });

  it('leaves no relationship and no concept behind', async () => {
    const rows = await database.run({ text: 'RETURN COUNT { ()-[]->() }, COUNT { (:Concept) }, COUNT { (:Source) }', params: {} });
    expect(rows).toEqual([[0, 0, 0]]);
  });

  it('comes back with its next version when it is published again, and without its tombstone', async () => {
    const restored = [...companions, ...updated];
    expect(await publishRecords(database, restored)).toMatchObject({ release: 4, created: restored.length });
    const rows = await database.run({ text: 'MATCH (n:Concept|Source) RETURN DISTINCT n.version ORDER BY n.version', params: {} });
    // Companions were published and retired, the others were changed in between.
    expect(rows).toEqual([[3], [4]]);
    expect(await database.run({ text: 'MATCH (t:Retired) RETURN t', params: {} })).toEqual([]);
  });
});
