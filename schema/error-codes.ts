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
export interface Issue extends IssueDetails {
  readonly path: string;
  readonly code: IssueCode;
  readonly message: string;
}

/** What the message is made of, for who says it in another language. */
export interface IssueDetails {
  /** The rule, where the code does not tell it. */
  readonly rule?: IssueRule | null | undefined;
  /** The bound that was passed: characters of a text, or the number that another may not be below. */
  readonly limit?: number | null | undefined;
  /** What there is instead, in the unit of the bound. */
  readonly actual?: number | null | undefined;
  /** Name of the field beside it that the bound is. */
  readonly otherField?: string | null | undefined;
}

/** Rules that issues of one code differ by. */
export const issueRules = {
  SLUG: 'Small letters and digits, joined by single hyphens.',
  URL: 'An address that starts with http:// or https://.',
  DOI: 'A DOI without an address before it.',
  PMID: 'Digits only.',
  CODE_SYSTEM: 'The short name of a vocabulary.',
  DAY: 'A calendar day as YYYY-MM-DD.',
  NO_OUTER_SPACE: 'No white space at the start or the end.',
  SHOWABLE: 'No characters that cannot be shown.',
  NUMBER: 'A number.',
  WHOLE_NUMBER: 'A whole number.',
  MOST_CHARACTERS: 'At most `limit` characters.',
  LEAST_CHARACTERS: 'At least `limit` characters.',
  NOT_BELOW: 'At least as much as `otherField` says.',
  NOT_BEFORE: 'Not before the day that `otherField` says.',
  ENGLISH_FIRST: 'English wherever there is another language.',
  STORED_TEXT: 'A quote needs the stored text of its source.',
} as const;

export type IssueRule = keyof typeof issueRules;

/** What kind of problem an issue is, with what it means; the panel chooses its help by it. */
export const issueCodes = {
  REQUIRED: 'Something that must be there is missing.',
  UNKNOWN_FIELD: 'The record has a field that its type does not know.',
  UNKNOWN_TYPE: 'There is no such type of record.',
  WRONG_TYPE: 'The value is of another type than the field holds.',
  TOO_SHORT: 'The text is shorter than it must be.',
  TOO_COMMON: 'The password is one that many people use, or is like the account.',
  NO_MATCH: 'What was typed does not match.',
  TOO_LONG: 'The text is longer than the field may hold.',
  BAD_FORMAT: 'The text is not in the form that the field asks for.',
  OUT_OF_RANGE: 'The number lies outside the bounds of the field.',
  WRONG_ORDER: 'The value is below one that it may not be below, such as an end before its start.',
  NOT_A_CHOICE: 'The value is not in the vocabulary of the field.',
  DUPLICATE: 'Something is there twice, or another record has it already.',
  WRONG_END: 'The predicate cannot join these kinds.',
  MISSING_END: 'The claim joins a concept that is neither published nor in the set.',
  MISSING_SOURCE: 'The claim cites a source that is neither published nor in the set.',
  NO_SUPPORT: 'No citation supports the claim.',
  QUOTE_NOT_IN_SOURCE: 'The quote is not an exact part of the stored text of its source.',
  SOURCE_NOT_CURRENT: 'The source was superseded or retracted and takes no new claims.',
  BENEFIT_AND_HARM: 'Benefit and harm are claimed between the same two for the same people.',
  BENEFIT_BESIDE_HARM: 'Benefit and harm are claimed between the same two for some of the same people.',
  CONTRADICTS_NEGATION: 'A qualifier says the opposite of the claim.',
  WRONG_LANGUAGE: 'The text seems to be in another language than its place is for.',
  HOLDS_FOR_NOBODY: 'It is said to hold for people that there cannot be, such as pregnant men.',
  CONTRADICTS_COUNT: 'A share is not what the numbers beside it say.',
  IN_FUTURE: 'The day is yet to come.',
  IN_PAST: 'The day has passed already.',
  NEVER_FIRES: 'A rule requires no finding to be present or absent, so it never fires.',
  CYCLE: 'A concept would become a subtype of itself.',
  LEFT_WITHOUT_END: 'A claim would lose a concept or source that it needs.',
} as const;

export type IssueCode = keyof typeof issueCodes;
