import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getNamedType,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeInfo,
  type TypeNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { E_TIMEOUT, Semaphore, withTimeout } from 'async-mutex';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Model } from '../../schema/language/define-model.ts';
import type { RequestContext } from './context.ts';
import { RecentlyUsed } from '../recently-used.ts';
import { mostInAnswer } from './cost.ts';
import { queryNames } from './derived/queries.ts';

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Asked = Parameters<Executor>[0];

/**
 * Runs operations for Apollo, whose one hook for that is its gateway. A query that is asked again is compiled to a function by then, which
 * takes a page of records a third of the time. Whatever is asked once, or changes something, or is more than plain, graphql-js executes.
 */
export function compiledExecution(schema: GraphQLSchema, model: Model): Gateway {
  const executor = executorOf(schema, new Set(model.nodes.flatMap((type) => Object.values(queryNames(type)))));
  return {
    load: () => Promise.resolve({ executor }),
    onSchemaLoadOrUpdate(listener) {
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    stop: () => Promise.resolve(),
  };
}

/** From how many values on an answer waits for other large ones, and for how long at most. */
const largeAnswer = 50_000;
const longestWaitMs = 15_000;

/** Bounds what compiled queries hold on to; the ones asked longest ago go first. */
const mostCompiled = 200;

function executorOf(schema: GraphQLSchema, rootFields: ReadonlySet<string>): Executor {
  const seen = new WeakSet<OperationDefinitionNode>();
  const compiled = new RecentlyUsed<OperationDefinitionNode, CompiledQuery | null>(mostCompiled);

  /** The function of an operation; null where it has none, and at its first time. */
  function compiledOf(document: DocumentNode, operation: OperationDefinitionNode): CompiledQuery | null {
    const known = compiled.get(operation);
    if (known !== undefined) return known;
    if (!seen.has(operation)) {
      seen.add(operation);
      return null;
    }
    const made = isPlain(schema, rootFields, document, operation) ? compileOf(schema, document, operation) : null;
    compiled.set(operation, made);
    return made;
  }

  /** Values of all large answers that are being made: what they take in the database at once. */
  const room = withTimeout(new Semaphore(mostInAnswer.values), longestWaitMs);

  /** Large answers wait for each other, so that they cannot take the memory of all; others are not held up. */
  return async (asked) => {
    const { values = 0 } = asked.context;
    if (values < largeAnswer) return run(asked);
    try {
      return await room.runExclusive(() => run(asked), values);
    } catch (error) {
      if (error !== E_TIMEOUT) throw error;
      return { data: null, errors: [tooMany()] };
    }
  };

  async function run({ document, operation, request: { operationName, variables = {} }, context }: Asked): Promise<ExecutionResult> {
    // Whatever its type says, there is none where the name fits no operation.
    const isQuery = (operation as OperationDefinitionNode | undefined)?.operation === OperationTypeNode.QUERY;
    const known = isQuery ? compiledOf(document, operation) : null;
    const answer = await (known?.query(undefined, context, variables) as Promise<ExecutionResult> | undefined);
    // Wrong variables have no data; graphql-js has its own words for them, and nothing was read before.
    if (!answer || !('data' in answer))
      return execute({ schema, document, contextValue: context, variableValues: variables, operationName });
    return answer.errors ? { ...answer, errors: answer.errors.map(asThrown) } : answer;
  }
}

const tooMany = (): GraphQLError =>
  new GraphQLError('Other large answers are being made; try again shortly, or ask for smaller pages.', {
    extensions: { code: 'UNAVAILABLE', retryAfterSeconds: 5 },
  });

/** An error of a compiled query as graphql-js would have it: Apollo writes into errors, and these cannot be written to. */
const asThrown = ({ message, path, originalError, locations }: GraphQLError): GraphQLError =>
  Object.assign(new GraphQLError(message, { path, originalError }), { locations });

function compileOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): CompiledQuery | null {
  const made = compileQuery(schema, document, operation.name?.value);
  return isCompiledQuery(made) ? made : null;
}

/**
 * Whether the compiler does well with an operation: it reads records and lists of the model, where every value is there or has a resolver,
 * while functions as values would be taken for values; its variables are single values or lists of them, because an input type that holds
 * itself has no end there; it selects on object types only, because what is selected on an interface is compiled for each of its types, at
 * each depth anew; and it has no directives. How long it may be is a limit of every query.
 */
function isPlain(
  schema: GraphQLSchema,
  rootFields: ReadonlySet<string>,
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): boolean {
  let isSoFar = variableDefinitions.every(({ type }) => isLeafType(namedTypeOf(schema, type)));
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Directive: () => void (isSoFar = false),
      Field({ name }) {
        const isRoot = typeInfo.getParentType() === schema.getQueryType();
        if (isAbstractType(getNamedType(typeInfo.getType())) || (isRoot && !rootFields.has(name.value))) isSoFar = false;
      },
    }),
  );
  return isSoFar;
}

const namedTypeOf = (schema: GraphQLSchema, type: TypeNode): GraphQLNamedType | undefined =>
  type.kind === Kind.NAMED_TYPE ? schema.getType(type.name.value) : namedTypeOf(schema, type.type);
