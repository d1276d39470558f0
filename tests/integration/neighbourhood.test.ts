import { beforeAll, describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { kindName } from '../../schema/language/node-type.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import type { Statement } from '../../server/neo4j/statement.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { recordNamed } from '../support/newsroom.ts';
import { planOf } from '../support/plans.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishFirstContent(model, database, firstContent);
});

interface Neighbourhood {
  readonly isTruncated: boolean;
  readonly neighbours: readonly { readonly steps: number; readonly concept: { readonly id: string; readonly kind: string } }[];
  readonly claims: readonly {
    readonly id: string;
    readonly predicate: string;
    readonly subject: { id: string };
    readonly object: { id: string };
  }[];
}

const legCramp = recordNamed('Symptom', 'leg-cramp');
const question = `query ($id: ID!, $steps: Int, $first: Int, $kinds: [ConceptKind!], $predicates: [Predicate!], $minCertainty: Certainty) {
  neighbourhood(id: $id, steps: $steps, first: $first, kinds: $kinds, predicates: $predicates, minCertainty: $minCertainty) {
    isTruncated neighbours { steps concept { id kind } } claims { id predicate subject { id } object { id } } } }`;
const around = async (variables: object = {}): Promise<Neighbourhood> =>
  (await api.data<{ neighbourhood: Neighbourhood }>(question, { id: legCramp.id, ...variables })).neighbourhood;

/** Claims of the first content that join nothing but concepts of a set. */
const claims = firstContent.records.filter(({ type, negated }) => model.relationByName.has(type) && negated !== true);

/** How far each concept lies from another, by every way there is: the same answer found in the plain way. */
function distancesFrom(id: string, steps: number): Map<string, number> {
  const found = new Map([[id, 0]]);
  for (let step = 1; step <= steps; step++) {
    const edge = new Set([...found].filter(([, distance]) => distance === step - 1).map(([one]) => one));
    for (const { subject = '', object = '' } of claims)
      for (const [from, to] of [
        [subject, object],
        [object, subject],
      ] as const)
        if (edge.has(from) && !found.has(to)) found.set(to, step);
  }
  return found;
}

describe('the neighbourhood of a concept', () => {
  it.each([0, 1, 2, 3])('holds what lies within %s steps, and every claim between', async (steps) => {
    const { isTruncated, neighbours, claims: shown } = await around({ steps, first: 300 });
    const expected = distancesFrom(legCramp.id, steps);
    expect(isTruncated).toBe(false);
    expect(new Map(neighbours.map((one) => [one.concept.id, one.steps]))).toEqual(expected);
    expect(neighbours.map((one) => one.steps)).toEqual(neighbours.map((one) => one.steps).toSorted((a, b) => a - b));
    expect(shown.map(({ id }) => id).toSorted()).toEqual(
      claims
        .filter(({ subject = '', object = '' }) => expected.has(subject) && expected.has(object))
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  it('says when more is there than it shows, and shows no more than was asked for', async () => {
    const { isTruncated, neighbours, claims: shown } = await around({ steps: 2, first: 7 });
    expect([isTruncated, neighbours.length, neighbours[0]?.concept.id]).toEqual([true, 7, legCramp.id]);
    const ids = new Set(neighbours.map(({ concept }) => concept.id));
    expect(shown.filter(({ subject, object }) => !ids.has(subject.id) || !ids.has(object.id))).toEqual([]);
  });

  it('keeps to the kinds, predicates and certainty asked for', async () => {
    const kinds = await around({ steps: 2, first: 300, kinds: ['CAUSE', 'MECHANISM'] });
    expect(new Set(kinds.neighbours.map(({ concept }) => concept.kind))).toEqual(new Set(['SYMPTOM', 'CAUSE', 'MECHANISM']));
    const predicates = await around({ steps: 3, first: 300, predicates: ['CAUSES'] });
    expect(new Set(predicates.claims.map(({ predicate }) => predicate))).toEqual(new Set(['CAUSES']));
    expect((await around({ steps: 2, minCertainty: 'HIGH' })).claims).toEqual([]);
    expect((await around({ steps: 2, first: 300, minCertainty: 'VERY_LOW' })).claims.length).toBeGreaterThan(20);
    expect(await around({ kinds: [] })).toMatchObject({ neighbours: [{ steps: 0 }], claims: [], isTruncated: false });
  });

  it('is answered for every kind, by the whole selection of names, and is null for what is not published', async () => {
    for (const type of model.concepts) {
      const record = firstContent.records.find((one) => one.type === type.name);
      if (!record) continue;
      const { neighbours } = await around({ id: record.id, steps: 1 });
      expect(neighbours[0]).toEqual({ steps: 0, concept: { id: record.id, kind: kindName(type) } });
    }
    expect(await around({ id: 'sym_0000000000000000' })).toBeNull();
  });

  it('is one statement that starts at an index', async () => {
    const statements = await api.statementsOf(() => around({ steps: 3 }));
    expect(statements.length).toBe(1);
    const plan = await planOf(database, statements[0] as Statement);
    expect(plan.filter(({ operator }) => /AllNodesScan|ByLabelScan|TypesScan|RelationshipTypeScan/.test(operator))).toEqual([]);
    expect(plan.map(({ operator }) => operator).join()).toMatch(/IndexSeek/);
  });

  it.each([{ steps: 5 }, { steps: -1 }, { first: 0 }, { first: 301 }])('is refused for %o', async (variables) => {
    const { body } = await api.ask(question, { id: legCramp.id, ...variables });
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});
