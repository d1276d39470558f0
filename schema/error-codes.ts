/** Every error code an answer can carry, with what it tells the caller. Server and panel share this list; nothing else is ever sent. */
export const errorCodes = {
  BAD_USER_INPUT: 'An argument or variable is not acceptable; the message names it and says what is.',
  VALIDATION_FAILED: 'A record breaks the rules of the model; `issues` lists each problem with its form path.',
  NOT_FOUND: 'The record named does not exist.',
  CONFLICT: 'Somebody changed the record since you read it; the current state comes along.',
  STALE_RELEASE: 'The content release you expected is no longer the current one; read again.',
  UNAUTHENTICATED: 'Sign in or send an API key.',
  FORBIDDEN: 'You are signed in, but your role does not allow this.',
  RATE_LIMITED: 'Too many requests; wait as long as the message says.',
  TOO_COMPLEX: 'The query asks for more than one answer may hold; ask for less, or in pages.',
  UNAVAILABLE: 'The database cannot be reached at the moment; try again shortly.',
  INTERNAL: 'A mistake of ours; report the request id.',
} as const;

/** One of the closed list of error codes. */
export type ErrorCode = keyof typeof errorCodes;

/** One problem in a record: where (form notation such as `citations.0.source`), which rule, and what to do about it. */
export interface Issue {
  readonly path: string;
  readonly code: IssueCode;
  readonly message: string;
}

/** What kind of problem an issue is; the panel chooses its wording and help by it. */
export const issueCodes = [
  'REQUIRED',
  'UNKNOWN_FIELD',
  'UNKNOWN_TYPE',
  'WRONG_TYPE',
  'TOO_LONG',
  'BAD_FORMAT',
  'OUT_OF_RANGE',
  'NOT_A_CHOICE',
  'DUPLICATE',
  'WRONG_END',
  'MISSING_END',
  'MISSING_SOURCE',
  'NO_SUPPORT',
  'QUOTE_NOT_IN_SOURCE',
  'SOURCE_NOT_CURRENT',
  'BENEFIT_AND_HARM',
  'CONTRADICTS_NEGATION',
  'CYCLE',
  'STALE_VERSION',
  'LEFT_WITHOUT_END',
] as const;

export type IssueCode = (typeof issueCodes)[number];
