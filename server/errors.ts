import type { ErrorCode, Issue } from '../schema/error-codes.ts';

/** The one error this project throws on purpose: a code of the closed list, a message for a person, and for records the issues. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
  readonly code: ErrorCode;
  readonly issues: readonly Issue[] | undefined;
  /** The current state of what conflicted, for CONFLICT and STALE_RELEASE. */
  readonly current: unknown;
  /** How long to wait, for RATE_LIMITED; whole seconds. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.issues = details.issues;
    this.current = details.current;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

interface ErrorDetails {
  readonly issues?: readonly Issue[];
  readonly current?: unknown;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

export const badUserInput = (message: string): KnowledgeError => new KnowledgeError('BAD_USER_INPUT', message);
export const notFound = (what: string): KnowledgeError => new KnowledgeError('NOT_FOUND', `${what} does not exist.`);
export const unauthenticated = (message: string): KnowledgeError => new KnowledgeError('UNAUTHENTICATED', message);
export const forbidden = (message: string): KnowledgeError => new KnowledgeError('FORBIDDEN', message);
export const tooComplex = (message: string): KnowledgeError => new KnowledgeError('TOO_COMPLEX', message);
export const unavailable = (message: string, cause?: unknown): KnowledgeError => new KnowledgeError('UNAVAILABLE', message, { cause });
export const rateLimited = (what: string, retryAfterSeconds: number): KnowledgeError =>
  new KnowledgeError('RATE_LIMITED', `${what} Try again in ${retryAfterSeconds} second${retryAfterSeconds === 1 ? '' : 's'}.`, {
    retryAfterSeconds,
  });
export const conflict = (message: string, current: unknown): KnowledgeError => new KnowledgeError('CONFLICT', message, { current });
export const staleRelease = (expected: number, current: number): KnowledgeError =>
  new KnowledgeError(
    'STALE_RELEASE',
    `You expected content release ${expected}, but the current one is ${current}. Read again, then retry.`,
    {
      current,
    },
  );
export const validationFailed = (issues: readonly Issue[]): KnowledgeError =>
  new KnowledgeError('VALIDATION_FAILED', summaryOf(issues), { issues });

/** Throws when something we ourselves promised does not hold. */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new KnowledgeError('INTERNAL', sentence);
}

function summaryOf(issues: readonly Issue[]): string {
  const first = issues[0];
  if (!first) return 'The records break the rules of the model.';
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${first.path ? `${first.path}: ` : ''}${first.message}${more}`;
}
