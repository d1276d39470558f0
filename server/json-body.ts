import { isUtf8 } from 'node:buffer';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { badUserInput, tooComplex } from './errors.ts';

/** How deep the values of a body may lie in each other; what reads them goes down as deep. */
const mostDepth = 64;

/** Reads bodies of at most a megabyte of JSON. They must be UTF-8: decoded otherwise, a wrong byte would become another text. */
export const jsonBody = (): RequestHandler[] => [
  express.json({
    limit: '1mb',
    verify: (_request, _response, body, encoding) => {
      if (encoding !== 'utf-8' || !isUtf8(body)) throw badUserInput('The request body is not UTF-8. Send JSON in UTF-8.');
    },
  }),
  (request: Request, _response: Response, next: NextFunction) => {
    if (isDeeper(request.body, mostDepth))
      throw tooComplex(
        `Values of the request lie more than ${mostDepth} deep in each other. Write them flatter, or ask several questions.`,
      );
    next();
  },
];

/** Whether a value holds values more than this deep; takes no stack itself. */
function isDeeper(value: unknown, depth: number): boolean {
  let level = [value];
  for (let i = 0; i <= depth && level.length > 0; i++)
    level = level.flatMap((one): unknown[] => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  return level.length > 0;
}
