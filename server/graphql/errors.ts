import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type ErrorCode, errorCodes } from '../../schema/error-codes.ts';
import { KnowledgeError } from '../errors.ts';
import type { ReportMistake } from '../log-mistake.ts';

/** Apollo's own codes, in ours. What is missing here is a mistake of ours. */
const apolloCodes: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'BAD_USER_INPUT',
  GRAPHQL_VALIDATION_FAILED: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_USER_INPUT',
};

/** Turns any error into one of the closed list: the one place where errors leave the process. Our own mistakes keep their details here. */
export const formatError =
  (report: ReportMistake, count: (code: ErrorCode) => void) =>
  (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const error = unwrapResolverError(thrown);
    const requestId = randomUUID();
    const answer = (message: string, extensions: { readonly code: ErrorCode }): GraphQLFormattedError => {
      count(extensions.code);
      return {
        message,
        ...(formatted.locations && { locations: formatted.locations }),
        ...(formatted.path && { path: formatted.path }),
        // A request that was refused before it got an id of its own has it from here, and a mistake keeps it: it is in the log.
        extensions: { ...extensions, requestId },
      };
    };
    if (error instanceof KnowledgeError && error.code !== 'INTERNAL') {
      const { code, message, issues, current, retryAfterSeconds } = error;
      return answer(message, {
        code,
        ...(issues && { issues }),
        ...(current !== undefined && { current }),
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      });
    }
    const code = codeOf(formatted, error);
    if (code !== 'INTERNAL') return answer(formatted.message, { code });
    report(error, { requestId, path: formatted.path?.join('.') });
    return answer(errorCodes.INTERNAL, { code });
  };

function codeOf(formatted: GraphQLFormattedError, error: unknown): ErrorCode {
  // Apollo puts its own code over that of a rule of ours.
  const cause = error instanceof GraphQLError ? error.originalError : undefined;
  const given = (cause instanceof GraphQLError ? cause.extensions['code'] : undefined) ?? formatted.extensions?.['code'];
  if (typeof given === 'string' && Object.hasOwn(errorCodes, given)) return given as ErrorCode;
  if (typeof given === 'string' && apolloCodes[given]) return apolloCodes[given];
  // Wrong values of variables and arguments come from graphql-js itself, without a code and without a cause.
  const isRefused = error instanceof GraphQLError && error.originalError === undefined && formatted.path === undefined;
  return isRefused ? 'BAD_USER_INPUT' : 'INTERNAL';
}
