import { isUtf8 } from 'node:buffer';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { badUserInput, tooComplex } from './errors.ts';

/** The largest body, in bytes. */
export const mostBytes = 1_048_576;

/** How deep the values of a body may lie in each other; what reads them goes down as deep. */
const mostDepth = 64;

/**
 * Has bodies of JSON read; every other body is left out, and whoever needs one says that it is missing. Bodies must be plain UTF-8:
 * decoded otherwise, a wrong byte would become another text.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    jsonIn(request, body),
  );
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async () => undefined);
}

/** The value of a body; undefined where it is empty. BAD_USER_INPUT, TOO_COMPLEX or a status of 415. */
function jsonIn({ headers }: FastifyRequest, body: Buffer): unknown {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity' || !isOfUtf8(headers['content-type'] ?? ''))
    throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE();
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw badUserInput('The request body is not UTF-8. Send JSON in UTF-8.');
  const value = parsed(body.toString());
  if (isDeeper(value, mostDepth))
    throw tooComplex(`Values of the request lie more than ${mostDepth} deep in each other. Write them flatter, or ask several questions.`);
  return value;
}

/** Whether a content type names no charset, or this one. */
const isOfUtf8 = (contentType: string): boolean => /^utf-?8$/i.test(/;\s*charset="?([^\s;"]*)/i.exec(contentType)?.[1] ?? 'utf-8');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badUserInput(`The request body is no JSON: ${(error as Error).message}. Post JSON such as {"query": "…", "variables": {}}.`);
  }
}

/** Whether a value holds values more than this deep; goes no deeper itself. */
const isDeeper = (value: unknown, depth: number): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).some((inner) => depth === 0 || isDeeper(inner, depth - 1));
