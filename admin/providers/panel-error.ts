import type { ErrorCode, Issue } from '../../schema/error-codes.ts';

/** What an answer of the server can be besides data: a code of the closed list, or no answer at all. */
export type PanelErrorCode = ErrorCode | 'OFFLINE';

interface PanelErrorDetails {
  readonly issues?: readonly Issue[] | undefined;
  readonly current?: unknown;
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** An error of the server as the panel hands it around. */
export class PanelError extends Error {
  override readonly name = 'PanelError';
  readonly code: PanelErrorCode;
  /** What the server said, in English; people read `errors.CODE` of the messages, and this beside it. */
  readonly serverMessage: string;
  readonly issues: readonly Issue[];
  /** The current state of what conflicted. */
  readonly current: unknown;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** For react-admin, which treats 401 and 403 as a matter of its authentication. */
  readonly status: number;

  constructor(code: PanelErrorCode, serverMessage: string, { issues = [], current, requestId, retryAfterSeconds }: PanelErrorDetails = {}) {
    // react-admin shows an error's message through the messages, so the message is a key of them.
    super(`errors.${code}`);
    this.code = code;
    this.serverMessage = serverMessage;
    this.issues = issues;
    this.current = current;
    this.requestId = requestId;
    this.retryAfterSeconds = retryAfterSeconds;
    this.status = code === 'UNAUTHENTICATED' ? 401 : code === 'FORBIDDEN' ? 403 : 400;
  }
}
