import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Model } from '../schema/language/define-model.ts';
import type { ErrorCode } from '../schema/error-codes.ts';
import { model as ourModel } from '../schema/model.ts';
import type { Config } from './config.ts';
import { KnowledgeError } from './errors.ts';
import { type RequestContext, requestContext } from './graphql/context.ts';
import { formatError } from './graphql/errors.ts';
import { limitRule, limits } from './graphql/limits.ts';
import { graphqlSchema } from './graphql/schema.ts';
import type { Database } from './neo4j/database.ts';

export interface AppDependencies {
  readonly database: Database;
  readonly config: Config;
  /** The model to serve; ours unless told. */
  readonly model?: Model;
  /** Told of our own mistakes; they reach nobody else. */
  readonly reportMistake?: (error: unknown) => void;
}

export interface App {
  listen(port: number, host: string): Promise<{ url: string; close(): Promise<void> }>;
}

/** The whole HTTP service on one port: the GraphQL endpoint and its neighbours. */
export async function createApp({ database, model = ourModel, reportMistake = logMistake }: AppDependencies): Promise<App> {
  const app = express();
  const http = createServer(app);
  const apollo = new ApolloServer<RequestContext>({
    schema: graphqlSchema(model),
    formatError: formatError(reportMistake),
    validationRules: [limitRule],
    parseOptions: { maxTokens: limits.tokens },
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    cache: 'bounded',
    stopOnTerminationSignals: false,
    plugins: [releasePlugin, ApolloServerPluginDrainHttpServer({ httpServer: http }), ApolloServerPluginLandingPageDisabled()],
  });
  await apollo.start();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.get('/livez', (_request, response) => void response.type('text').send('ok'));
  app.get('/readyz', (_request, response, next) => {
    database.run({ text: 'RETURN 1', params: {} }).then(() => response.type('text').send('ok'), next);
  });
  app.use(
    '/graphql',
    express.json({ limit: '1mb' }),
    expressMiddleware(apollo, { context: () => Promise.resolve(requestContext(model, database)) }),
  );
  app.use(
    (request: Request, response: Response) =>
      void response.status(404).json(errorBody('NOT_FOUND', `There is nothing at ${request.path}. The API is at /graphql.`)),
  );
  app.use(answerError(reportMistake));
  return { listen: (port, host) => listen(http, apollo, port, host) };
}

/** Every answer names the content release it was read from, and a GET may be cached by it. */
const releasePlugin: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ contextValue, response }) => {
        if (response.body.kind !== 'single') return Promise.resolve();
        const result = response.body.singleResult;
        const releases = [...contextValue.releases];
        const errors = result.errors?.map((error) => ({
          ...error,
          extensions: { ...error.extensions, requestId: contextValue.requestId },
        }));
        response.body.singleResult = {
          ...result,
          ...(errors && { errors }),
          ...(releases.length > 0 && { extensions: { ...result.extensions, contentRelease: Math.min(...releases) } }),
        };
        response.http.headers.set('x-request-id', contextValue.requestId);
        return Promise.resolve();
      },
    }),
};

const errorBody = (code: ErrorCode, message: string) => ({ errors: [{ message, extensions: { code, requestId: randomUUID() } }] });

/** What goes wrong before GraphQL sees it, in GraphQL's form. */
const answerError =
  (report: (error: unknown) => void) =>
  (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
    if (error instanceof KnowledgeError) {
      response.status(503).json(errorBody(error.code, error.message));
    } else if (status < 500) {
      response.status(status).json(errorBody('BAD_USER_INPUT', `The request's body cannot be read: ${(error as Error).message}`));
    } else {
      report(error);
      response.status(500).json(errorBody('INTERNAL', 'A mistake of ours; report the request id.'));
    }
  };

const logMistake = (error: unknown): void => console.error(error);

function listen(http: Server, apollo: ApolloServer<RequestContext>, port: number, host: string): ReturnType<App['listen']> {
  return new Promise((done, fail) => {
    http.once('error', fail);
    http.listen(port, host, () => {
      const { port: taken } = http.address() as AddressInfo;
      done({ url: `http://${host}:${taken}`, close: () => apollo.stop() });
    });
  });
}
