import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Model } from '../schema/language/define-model.ts';
import type { ErrorCode } from '../schema/error-codes.ts';
import { model as ourModel } from '../schema/model.ts';
import { admission } from './admit.ts';
import type { Config } from './config.ts';
import { KnowledgeError } from './errors.ts';
import { answerPlugin } from './graphql/answer-plugin.ts';
import { compiledExecution } from './graphql/compiled-execution.ts';
import { ownContext, type RequestContext } from './graphql/context.ts';
import { createIdentity } from './identity/identity.ts';
import { formatError } from './graphql/errors.ts';
import { jsonBody } from './json-body.ts';
import { createReasoner, type Reasoner } from './knowledge/reasoning/reasoner.ts';
import { limitRule, limits } from './graphql/limits.ts';
import { graphqlSchema } from './graphql/schema.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { Database } from './neo4j/database.ts';
import { startQuestions } from './start-questions.ts';
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
  readonly reportMistake?: (error: unknown) => void;
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
  const app = express();
  const metrics = createMetrics(database);
  const http = createServer(app);
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
      ApolloServerPluginDrainHttpServer({ httpServer: http }),
      ApolloServerPluginLandingPageDisabled(),
      // It wraps every field of the schema to sum up hints that we do not give.
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
  await apollo.start();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', config.trustedProxies);
  app.use((_request, response, next) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin' });
    next();
  });
  app.use(metrics.measure);
  app.get('/metrics', metrics.answer);
  app.get('/livez', (_request, response) => void response.type('text').send('ok'));
  app.get('/readyz', (_request, response, next) => {
    database.run({ text: 'RETURN 1', params: {} }).then(() => response.type('text').send('ok'), next);
  });
  app.all('/graphql', admit, jsonBody(), expressMiddleware(apollo, { context: ({ req, res }) => Promise.resolve(contextOf(req, res)) }));
  for (const bundle of web) app.use(bundle.path, await serveBundle(bundle));
  app.use((request: Request, response: Response) => {
    metrics.countError('NOT_FOUND');
    response
      .status(404)
      .json(errorBody('NOT_FOUND', `There is nothing at ${request.originalUrl.split('?', 1)[0]}. The API is at /graphql.`));
  });
  app.use(answerError(reportMistake, metrics));
  return {
    prepare: () => reasoner.prepare(),
    async rehearse(signal) {
      for (const question of await startQuestions(web)) {
        if (signal?.aborted) return;
        await apollo.executeOperation(question, { contextValue: ownContext(model, identity, reasoner, reportMistake) });
      }
    },
    listen: (port, host) => listen(http, apollo, reasoner, port, host),
  };
}

const errorBody = (code: ErrorCode, message: string, more: object = {}) => ({
  errors: [{ message, extensions: { code, ...more, requestId: randomUUID() } }],
});

/** The HTTP status of what goes wrong before GraphQL sees it. */
const statusOf: Partial<Record<ErrorCode, number>> = {
  BAD_USER_INPUT: 400,
  TOO_COMPLEX: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
};

const howToAsk = 'The request cannot be read. Post JSON in UTF-8, at most 1 MB, such as {"query": "…", "variables": {}}.';

/** What goes wrong before GraphQL sees it, in GraphQL's form. */
const answerError =
  (report: (error: unknown) => void, metrics: Metrics) =>
  (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
    if (error instanceof KnowledgeError && error.code !== 'INTERNAL') {
      const { code, message, retryAfterSeconds } = error;
      metrics.countError(code);
      if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds));
      response.status(statusOf[code] ?? 503).json(errorBody(code, message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds }));
    } else if (status < 500) {
      metrics.countError('BAD_USER_INPUT');
      response.status(status).json(errorBody('BAD_USER_INPUT', `${(error as Error).message}. ${howToAsk}`));
    } else {
      metrics.countError('INTERNAL');
      report(error);
      response.status(500).json(errorBody('INTERNAL', 'A mistake of ours; report the request id.'));
    }
  };

const logMistake = (error: unknown): void => console.error(error);

function listen(
  http: Server,
  apollo: ApolloServer<RequestContext>,
  reasoner: Reasoner,
  port: number,
  host: string,
): ReturnType<App['listen']> {
  return new Promise((done, fail) => {
    http.once('error', fail);
    http.listen(port, host, () => {
      const { port: taken } = http.address() as AddressInfo;
      done({ url: `http://${host}:${taken}`, close: () => stop(apollo, reasoner) });
    });
  });
}

async function stop(apollo: ApolloServer<RequestContext>, reasoner: Reasoner): Promise<void> {
  await apollo.stop();
  await reasoner.close();
}
