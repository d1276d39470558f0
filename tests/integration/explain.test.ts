import { beforeAll, describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import type { Statement } from '../../server/neo4j/statement.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { connectionsOtherwise, listsByName, listsOtherwise, lookups, type Operation } from '../support/operations.ts';
import { type PlanStep, planOf } from '../support/plans.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);
const schema = graphqlSchema(model);

const cursors = new Map<string, string>();
beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishFirstContent(model, database, firstContent);
  for (const { plural } of model.nodes) {
    const data = await api.data<Record<string, { pageInfo: { endCursor: string } }>>(`{ ${plural}(first: 1) { pageInfo { endCursor } } }`);
    cursors.set(plural, data[plural]?.pageInfo.endCursor ?? '');
  }
  // Plans follow what indexes were last sampled to hold, which for a while is nothing.
  await database.run({ text: 'CALL db.prepareForReplanning(60)', params: {} });
});

/** The plan of the one statement that an operation sends. */
async function planOfOperation({ what, query, variables }: Operation): Promise<PlanStep[]> {
  const statements = await api.statementsOf(() => api.data(query, variables));
  expect(statements.length, what).toBe(1);
  return planOf(database, statements[0] as Statement);
}

/** Steps that read every node or relationship of a kind. */
const scans = (plan: readonly PlanStep[]): PlanStep[] =>
  plan.filter(({ operator }) => /AllNodesScan|ByLabelScan|ByLabelsScan|RelationshipTypeScan|RelationshipsScan|TypesScan/.test(operator));

const steps = (plan: readonly PlanStep[], pattern: RegExp): PlanStep[] => plan.filter(({ operator }) => pattern.test(operator));

describe('looking up', () => {
  it.each(lookups(model, schema))('$what reads no more than an index leads to', async (operation) => {
    const plan = await planOfOperation(operation);
    expect(scans(plan)).toEqual([]);
    expect(plan.map(({ operator, details }) => `${operator} ${details}`).join('\n')).toMatch(/IndexSeek/);
  });
});

describe('a list in its own order', () => {
  it.each(model.nodes)('of $plural is read from an index in order, from either end and after any item', async (type) => {
    for (const operation of listsByName(model, (list) => cursors.get(list) ?? '').filter(({ what }) =>
      what.startsWith(`${type.plural}(`),
    )) {
      const plan = await planOfOperation(operation);
      expect(scans(plan), operation.what).toEqual([]);
      expect(steps(plan, /Sort|Top/), operation.what).toEqual([]);
      expect(
        steps(plan, /^Node\w*Index/)
          .map(({ details }) => details)
          .join(),
        operation.what,
      ).toMatch(new RegExp(`${type.name}\\((sortName|id)\\)`));
    }
  });
});

describe('every other question', () => {
  it.each([...listsOtherwise(model, schema), ...connectionsOtherwise(model, schema)])('$what is one valid statement', async (operation) => {
    const plan = await planOfOperation(operation);
    expect(steps(plan, /AllNodesScan|AllRelationshipsScan|CartesianProduct.*Scan/)).toEqual([]);
  });
});
