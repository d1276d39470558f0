import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import cors from '@fastify/cors';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Model } from '../schema/language/define-model.ts';
import type { ErrorCode } from '../schema/error-codes.ts';
import { model as ourModel } from '../schema/model.ts';
import { admission } from './admit.ts';
import type { Config } from './config.ts';
import { unfinishedWork } from './editorial/unfinished-work.ts';
import { KnowledgeError, unavailable } from './errors.ts';
import { answerPlugin } from './graphql/answer-plugin.ts';
import { answerRequest } from './graphql/answer-request.ts';
import { compiledExecution } from './graphql/compiled-execution.ts';
import { ownContext, type RequestContext } from './graphql/context.ts';
import { createIdentity } from './identity/identity.ts';
import { formatError } from './graphql/errors.ts';
import { mostBytes, readJsonBodies } from './json-body.ts';
import { createReasoner, type Reasoner } from './knowledge/reasoning/reasoner.ts';
import { limitRule, limits } from './graphql/limits.ts';
import { graphqlSchema } from './graphql/schema.ts';
import { logMistake, type ReportMistake } from './log-mistake.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { Database } from './neo4j/database.ts';
import { startQuestions } from './start-questions.ts';
import { panelPath } from './web/bundles.ts';
import type { BuiltBundle } from './web/prepare-bundle.ts';
import { serveBundle } from './web/serve-bundle.ts';

export interface AppDependencies {
  readonly database: Database;
  readonly config: Config;
  /** The model to serve; ours unless told. */
  readonly model?: Model;
  /** The web applications to hand out; none unless told. */
  readonly web?: readonly BuiltBundle[];
  /** Told of our own mistakes; they reach nobody else. */
  readonly reportMistake?: ReportMistake;
  /** The clock of sessions, codes and limits; the machine's unless told. */
  readonly now?: () => Date;
}

export interface App {
  /** Makes what answers need that would otherwise be made when they are asked for. */
  prepare(): Promise<void>;
  /** Asks itself what the web applications ask, so that the database has planned it; ends early, after the question it is at, when told to. */
  rehearse(signal?: AbortSignal): Promise<void>;
  listen(port: number, host: string): Promise<{ url: string; close(): Promise<void> }>;
}

/** The whole HTTP service on one port: the GraphQL endpoint and its neighbours. */
export async function createApp({
  database,
  config,
  model = ourModel,
  web = [],
  reportMistake = logMistake,
  now = () => new Date(),
}: AppDependencies): Promise<App> {
  const reasoner = createReasoner(database, reportMistake);
  const identity = createIdentity(database, config, now);
  const { admit, contextOf } = admission(model, identity, reasoner, reportMistake);
  const metrics = createMetrics(database);
  const apollo = new ApolloServer<RequestContext>({
    gateway: compiledExecution(graphqlSchema(model), model),
    formatError: formatError(reportMistake, metrics.countError),
    validationRules: [limitRule],
    parseOptions: { maxTokens: limits.tokens },
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    cache: 'bounded',
    stopOnTerminationSignals: false,
    plugins: [
      answerPlugin,
      ApolloServerPluginLandingPageDisabled(),
      // It wraps every field of the schema to sum up hints that we do not give.
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
  await apollo.start();
  const answerError = errorAnswers(reportMistake, metrics);
  const app = fastify({
    trustProxy: config.trustedProxies > 0 && ((_address, hop) => hop < config.trustedProxies),
    bodyLimit: mostBytes,
    // What Node has when nobody says.
    requestTimeout: 300_000,
    keepAliveTimeout: 5_000,
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: (_error, request, reply) => answerNotFound(request, reply.headers(safeHeaders)),
  });
  readJsonBodies(app);
  app.addHook('onRequest', (_request, reply, next) => {
    void reply.headers(safeHeaders);
    next();
  });
  app.addHook('onResponse', metrics.measure);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerNotFound);
  app.get('/metrics', metrics.answer);
  app.get('/livez', () => 'ok');
  app.get('/readyz', async () => {
    const unfinished = await database.look(unfinishedWork);
    if (unfinished !== undefined) throw unavailable(unfinished);
    return 'ok';
  });
  await app.register(async (api) => {
    // Pages of any origin may ask, as programs may: cookies are not for them, so they ask as nobody or by an API key.
    await api.register(cors, { methods: ['GET', 'POST'], exposedHeaders: ['etag', 'retry-after', 'x-request-id'], maxAge: 86_400 });
    api.all('/graphql', { onRequest: admit }, answerRequest(apollo, contextOf));
  });
  for (const bundle of web) await app.register(serveBundle(bundle));
  // Who opens the bare address of a server most likely looks for the panel.
  if (web.some(({ path }) => path === panelPath)) app.get('/', (_request, reply) => reply.redirect(panelPath));

  function answerNotFound({ url }: FastifyRequest, reply: FastifyReply): void {
    metrics.countError('NOT_FOUND');
    void reply.code(404).send(errorBody('NOT_FOUND', `There is nothing at ${url.split('?', 1)[0]}. The API is at /graphql.`));
  }

  return {
    prepare: () => reasoner.prepare(),
    async rehearse(signal) {
      for (const question of await startQuestions(web)) {
        if (signal?.aborted) return;
        await apollo.executeOperation(question, { contextValue: ownContext(model, identity, reasoner, reportMistake) });
      }
    },
    listen: (port, host) => listen(app, apollo, reasoner, port, host),
  };
}

/** Of every answer. */
const safeHeaders = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' };

const errorBody = (code: ErrorCode, message: string, more: object = {}, requestId: string = randomUUID()) => ({
  errors: [{ message, extensions: { code, ...more, requestId } }],
});

/** The HTTP status of what goes wrong before GraphQL sees it. */
const statusOf: Partial<Record<ErrorCode, number>> = {
  BAD_USER_INPUT: 400,
  TOO_COMPLEX: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
};

const howToAsk =
  'The request cannot be read. Post JSON in UTF-8, at most 1 MB and not compressed, such as {"query": "…", "variables": {}}.';

/** What goes wrong before GraphQL sees it, in GraphQL's form. */
const errorAnswers =
  (report: ReportMistake, metrics: Metrics) =>
  (error: unknown, _request: FastifyRequest, reply: FastifyReply): void => {
    const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    if (error instanceof KnowledgeError && error.code !== 'INTERNAL') {
      const { code, message, retryAfterSeconds } = error;
      metrics.countError(code);
      if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds);
      void reply.code(statusOf[code] ?? 503).send(errorBody(code, message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds }));
    } else if (status < 500) {
      metrics.countError('BAD_USER_INPUT');
      void reply.code(status).send(errorBody('BAD_USER_INPUT', `${(error as Error).message}. ${howToAsk}`));
    } else {
      metrics.countError('INTERNAL');
      const requestId = randomUUID();
      report(error, { requestId });
      void reply.code(500).send(errorBody('INTERNAL', 'A mistake of ours; report the request id.', {}, requestId));
    }
  };

async function listen(
  app: FastifyInstance,
  apollo: ApolloServer<RequestContext>,
  reasoner: Reasoner,
  port: number,
  host: string,
): ReturnType<App['listen']> {
  await app.listen({ port, host });
  const { port: taken } = app.server.address() as AddressInfo;
  return { url: `http://${host}:${taken}`, close: () => stop(app, apollo, reasoner) };
}

/** How long answers that are under way may still take when the server stops. */
const graceMs = 10_000;

async function stop(app: FastifyInstance, apollo: ApolloServer<RequestContext>, reasoner: Reasoner): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), graceMs);
  // A connection whose answer has gone out would be kept for the next question.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  await app.close();
  clearTimeout(late);
  clearInterval(idle);
  await apollo.stop();
  await reasoner.close();
}
