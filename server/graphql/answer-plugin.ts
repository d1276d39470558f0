import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { KnowledgeError } from '../errors.ts';
import type { RequestContext } from './context.ts';
import { type Cost, costOf } from './cost.ts';
import { refuseManyTexts } from './looked-up-texts.ts';

/**
 * What every answer carries: the content release it was read from, its cost, the request's id on errors, and for a GET of an app an
 * ETag, so that it asks for it again only after a publish. What a person with an account is told is kept by nobody.
 */
export const answerPlugin: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ schema, document, operation, request, contextValue }) => {
        if (operation) {
          const variables = request.variables ?? {};
          Object.assign(
            contextValue,
            costOrRefusal(() => {
              refuseManyTexts(document, operation, variables);
              return costOf(schema, document, operation, variables);
            }),
          );
        }
        return Promise.resolve();
      },
      willSendResponse: async (answered) => {
        finish(answered);
        await answered.contextValue.preview?.end();
      },
    }),
};

/** Apollo answers what is thrown before execution with 500 unless the error says otherwise. */
function costOrRefusal(cost: () => Cost): Cost {
  try {
    return cost();
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    throw new GraphQLError(error.message, { extensions: { code: error.code, http: { status: 400 } } });
  }
}

function finish({ contextValue, request, response }: GraphQLRequestContext<RequestContext>): void {
  if (response.body?.kind !== 'single') return;
  const result = response.body.singleResult;
  const { releases, records, preview } = contextValue;
  const isMistake = ({ extensions }: GraphQLFormattedError): boolean => extensions?.['code'] === 'INTERNAL';
  const mistake = result.errors?.find(isMistake)?.extensions?.['requestId'];
  const requestId = typeof mistake === 'string' ? mistake : contextValue.requestId;
  // Two fields of one question may be read around a publish; the older state is the one that is certain.
  const release = releases.size === 0 ? undefined : Math.min(...releases);
  const errors = result.errors?.map((error) => (isMistake(error) ? error : { ...error, extensions: { ...error.extensions, requestId } }));
  response.body.singleResult = {
    ...result,
    ...(errors && { errors }),
    extensions: {
      ...result.extensions,
      ...(release !== undefined && { contentRelease: release }),
      ...(records !== undefined && { cost: records }),
      ...(preview && { preview: preview.changeSet }),
    },
  };
  const waits =
    errors
      ?.map(({ extensions }) => (extensions as Record<string, unknown>)['retryAfterSeconds'])
      .filter((wait) => typeof wait === 'number') ?? [];
  if (waits.length > 0) response.http?.headers.set('retry-after', String(Math.max(...waits)));
  response.http?.headers.set('x-request-id', requestId);
  response.http?.headers.set('cache-control', 'no-store');
  // What people with an account are told depends on more than the release: on who they are, and on what nobody has published.
  const isOfRelease = contextValue.caller.kind !== 'USER' && !preview && release !== undefined && releases.size === 1;
  if (request.http?.method !== 'GET' || errors || !isOfRelease) return;
  const tag = `"${release}"`;
  response.http?.headers.set('etag', tag);
  // Where a key is needed to read, what it opens is for nobody else.
  response.http?.headers.set('cache-control', contextValue.caller.kind === 'API_KEY' ? 'private, no-cache' : 'no-cache');
  if (response.http && isAmong(request.http.headers.get('if-none-match'), tag)) response.http.status = 304;
}

const isAmong = (header: string | undefined, tag: string): boolean =>
  header?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) === true;
