import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { RequestContext } from './context.ts';

/**
 * Answers requests by Apollo. Its integration for this HTTP server makes a URL of the Host header first, and fails where that is none;
 * what comes behind the path needs no host.
 */
export const answerRequest =
  (apollo: ApolloServer<RequestContext>, contextOf: (request: FastifyRequest, reply: FastifyReply) => RequestContext): RouteHandlerMethod =>
  async (request, reply) => {
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers: headersOf(request), search: searchOf(request), body: request.body },
      context: () => Promise.resolve(contextOf(request, reply)),
    });
    for (const [name, value] of headers) void reply.header(name, value);
    return reply.code(status ?? 200).send(body.kind === 'complete' ? body.string : Readable.from(body.asyncIterator));
  };

/** Apollo refuses a GET that a page elsewhere could make a browser send, unless a header says otherwise: without a cookie that page has nothing to gain. */
function headersOf({ method, headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) map.set(name, [value].flat().join(', '));
  if (method !== 'POST' && headers.cookie === undefined) map.set('apollo-require-preflight', 'true');
  return map;
}

/** What comes behind the path, with its question mark. */
function searchOf({ url }: FastifyRequest): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
}
