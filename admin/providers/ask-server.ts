import { errorCodes, type ErrorCode, type Issue } from '../../schema/error-codes.ts';
import type { GraphDocument } from './document.ts';
import { PanelError } from './panel-error.ts';
import { sessionGate } from './session-gate.ts';

export interface AskOptions {
  /** Answers as if this change set were published. */
  readonly previewChangeSet?: string | undefined;
  /** Whether a session that ended is renewed in a dialog before the answer; so unless told. */
  readonly waitsForSession?: boolean;
}

/**
 * Asks the server one question and answers its data. When the session has ended, the person signs in over the page that stands there and
 * the question is asked again, so nothing on the page is lost. Throws PanelError.
 */
export async function askServer<Result, Variables>(
  document: GraphDocument<Result, Variables>,
  variables: Variables,
  options: AskOptions = {},
): Promise<Result> {
  try {
    return await askOnce(document, variables, options);
  } catch (error) {
    const hasExpired = error instanceof PanelError && error.code === 'UNAUTHENTICATED';
    if (!hasExpired || options.waitsForSession === false || !sessionGate.isWatched()) throw error;
    await sessionGate.renewed();
    return askOnce(document, variables, options);
  }
}

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: ErrorExtensions }[];
}
interface ErrorExtensions {
  readonly code?: string;
  readonly issues?: readonly Issue[];
  readonly current?: unknown;
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;
}

async function askOnce<Result, Variables>(
  { text }: GraphDocument<Result, Variables>,
  variables: Variables,
  { previewChangeSet }: AskOptions,
): Promise<Result> {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    ...(previewChangeSet !== undefined && { 'x-preview-change-set': previewChangeSet }),
  };
  const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query: text, variables }) }).catch(
    (error: unknown) => {
      throw new PanelError('OFFLINE', String(error));
    },
  );
  const answer = await readAnswer<Result>(response);
  const [error] = answer.errors ?? [];
  if (error) throw new PanelError(codeOf(error.extensions?.code), error.message, error.extensions);
  if (answer.data == null) throw new PanelError('INTERNAL', `The server answered with status ${response.status} and no data.`);
  return answer.data;
}

/** An answer that is no JSON comes from something between us and the server. */
async function readAnswer<Result>(response: Response): Promise<Answer<Result>> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Answer<Result>;
  } catch {
    throw new PanelError('OFFLINE', `The server answered with status ${response.status} and no JSON: ${text.slice(0, 200)}`);
  }
}

const codeOf = (code: string | undefined): ErrorCode =>
  code !== undefined && Object.hasOwn(errorCodes, code) ? (code as ErrorCode) : 'INTERNAL';
