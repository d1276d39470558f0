import type { Model } from '../../schema/language/define-model.ts';
import { index, modelStatements, unique } from './model-statements.ts';

/** Constraints and indexes that a graph needs: those of the model, and those of what lies beside it. */
export const graphStatements = (model: Model): string[] => [...modelStatements(model), ...editorialStatements];

/** For accounts, sessions, keys and everything editorial; none of it is ever joined to a concept. */
const editorialStatements: readonly string[] = [
  unique('User', 'id'),
  unique('User', 'email'),
  unique('User', 'madeBy'),
  unique('Session', 'id'),
  unique('Session', 'tokenHash'),
  index('Session', 'userId'),
  index('Session', 'endsAt'),
  unique('ApiKey', 'id'),
  unique('ApiKey', 'hash'),
  unique('ApiKey', 'madeBy'),
  unique('SignInThrottle', 'key'),
  index('SignInThrottle', 'forgottenAt'),
  unique('AuditHead', 'key'),
  unique('AuditEntry', 'number'),
  unique('Effect', 'key'),
  index('Effect', 'at'),
  unique('ProblemReport', 'id'),
  index('ProblemReport', 'state'),
  unique('ChangeSet', 'id'),
  index('ChangeSet', 'scheduledAt'),
  index('ChangeSet', 'state'),
  unique('Edit', 'key'),
  index('Edit', 'changeSet'),
  unique('Comment', 'id'),
  index('Comment', 'changeSet'),
  unique('Review', 'id'),
  index('Review', 'changeSet'),
];
