import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse, type OperationDefinitionNode } from 'graphql';
import { afterEach, expect, it, vi } from 'vitest';
import { model } from '../../schema/model.ts';
import { compiledExecution } from '../../server/graphql/compiled-execution.ts';
import type { RequestContext } from '../../server/graphql/context.ts';
import { mostInAnswer } from '../../server/graphql/cost.ts';

afterEach(() => void vi.useRealTimers());

/** Questions that are each answered when told to, with how many are being answered. */
async function questions() {
  const open: (() => void)[] = [];
  const slow = { type: GraphQLString, resolve: () => new Promise<string>((done) => open.push(() => done('told'))) };
  const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { slow } }) });
  const { executor } = await compiledExecution(schema, model).load({} as never);
  if (!executor) throw new Error('Nothing executes.');
  const document = parse('{ slow }');
  const operation = document.definitions[0] as OperationDefinitionNode;
  const ask = (values: number) => executor({ document, operation, request: {}, context: { values } as RequestContext } as never);
  return { open, ask };
}

const turn = () => new Promise((done) => setImmediate(done));

it('has large answers wait for each other, and no other for them', async () => {
  const { open, ask } = await questions();
  const answers = [ask(mostInAnswer.values), ask(mostInAnswer.values / 2), ask(mostInAnswer.values / 2), ask(100)];
  await turn();
  // The first, and the small one.
  expect(open).toHaveLength(2);
  for (const answer of open) answer();
  await turn();
  expect(open).toHaveLength(4);
  for (const answer of open) answer();
  expect(await Promise.all(answers)).toEqual(answers.map(() => ({ data: { slow: 'told' } })));
});

it('says so when others take too long', async () => {
  vi.useFakeTimers();
  const { open, ask } = await questions();
  const [first, second] = [ask(mostInAnswer.values), ask(mostInAnswer.values)];
  await vi.advanceTimersByTimeAsync(15_000);
  expect((await second)?.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'UNAVAILABLE', retryAfterSeconds: 5 }]);
  open[0]?.();
  expect(await first).toEqual({ data: { slow: 'told' } });
});
