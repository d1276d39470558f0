import { isRetryableError, Neo4jError } from 'neo4j-driver';
import { KnowledgeError, tooComplex, unavailable } from '../errors.ts';

/** Turns whatever a statement or transaction threw into a KnowledgeError; the driver's errors by code, ours stay as they are. */
export function translateDriverError(error: unknown): unknown {
  if (!(error instanceof Neo4jError)) return error;
  const { code } = error;
  if (tooMuch.has(code)) return tooComplex('The database stopped the request because it took too long or too much memory. Ask for less.');
  if (isPoolTaken(error)) return unavailable('The database is busy with other requests; try again shortly.', error);
  if (code === 'Neo.ClientError.Schema.ConstraintValidationFailed') {
    return new KnowledgeError('CONFLICT', 'Another record already has a value that must be unique.', { cause: error });
  }
  if (isDeletedMeanwhile(error)) return unavailable('Something that the request reads was deleted at the same moment; try again.', error);
  if (
    isRetryableError(error) ||
    outOfReach.has(code) ||
    code.startsWith('Neo.TransientError.') ||
    code.startsWith('Neo.ClientError.Security.')
  ) {
    return unavailable('The database cannot be reached at the moment; try again shortly.', error);
  }
  if (code.startsWith('Neo.DatabaseError.Transaction.')) {
    return unavailable('The database could not keep the change; nothing was saved. Its disk may be full.', error);
  }
  return new KnowledgeError('INTERNAL', `The database refused a statement (${code}).`, { cause: error });
}

/** All connections were taken for as long as the driver waits for one; it gives this no code of its own. */
const isPoolTaken = ({ code, message }: Neo4jError): boolean => code === 'N/A' && message.includes('acquisition timed out');

/** A statement met a node that another transaction deleted after it was found: what it reads is no longer there, and it can be read anew. */
export const isDeletedMeanwhile = ({ code }: Neo4jError): boolean => code === 'Neo.ClientError.Statement.EntityNotFound';

/** Whether a constraint or an index could not be made because another transaction made it at the same moment. */
export const isMadeAlready = (error: unknown): boolean =>
  error instanceof KnowledgeError &&
  error.cause instanceof Neo4jError &&
  error.cause.code === 'Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists';

const tooMuch = new Set([
  'Neo.ClientError.Transaction.TransactionTimedOut',
  'Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration',
  'Neo.TransientError.General.MemoryPoolOutOfMemoryError',
  'Neo.TransientError.General.TransactionOutOfMemoryError',
]);

const outOfReach = new Set(['ServiceUnavailable', 'SessionExpired']);
