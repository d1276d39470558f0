import { afterAll, afterEach, expect } from 'vitest';
import type { Model } from '../../schema/language/define-model.ts';
import { model as ourModel } from '../../schema/model.ts';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Database } from '../../server/neo4j/database.ts';
import type { Statement } from '../../server/neo4j/statement.ts';

/** One error of an answer. */
interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly requestId: string; readonly [name: string]: unknown };
}

/** A whole answer: HTTP and GraphQL. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: T;
    readonly errors?: readonly AnswerError[];
    readonly extensions?: { readonly contentRelease?: number; readonly [name: string]: unknown };
  };
}

type Variables = Readonly<Record<string, unknown>>;

/** The service over real HTTP. */
export interface Api {
  readonly url: string;
  /** Posts a query. */
  ask<T = unknown>(query: string, variables?: Variables, headers?: Readonly<Record<string, string>>): Promise<Answer<T>>;
  /** Posts a query that must succeed, and answers its data. */
  data<T = unknown>(query: string, variables?: Variables): Promise<T>;
  /** Sends a request as it is; the answer must be JSON. */
  send<T = unknown>(path: string, init: RequestInit): Promise<Answer<T>>;
  /** The statements that reach the database while the work runs. */
  statementsOf(work: () => Promise<unknown>): Promise<Statement[]>;
}

/** Serves the database to the file that calls this, on a port of its own, until its last test. A mistake of ours fails the test. */
export async function useApi(database: Database, model: Model = ourModel): Promise<Api> {
  const mistakes: unknown[] = [];
  const app = await createApp({ database, model, config: readConfig({}), reportMistake: (error) => void mistakes.push(error) });
  const listening = await app.listen(0, '127.0.0.1');
  afterEach(() => {
    expect(mistakes.splice(0).map(withCause), 'the service reported a mistake of its own').toEqual([]);
  });
  afterAll(() => listening.close());
  const api: Api = {
    url: listening.url,
    ask: (query, variables = {}, headers = {}) =>
      api.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      }),
    async data<T>(query: string, variables?: Variables): Promise<T> {
      const { body } = await api.ask<T>(query, variables);
      expect(body.errors ?? [], query).toEqual([]);
      return body.data as T;
    },
    async send<T>(path: string, init: RequestInit): Promise<Answer<T>> {
      const response = await fetch(listening.url + path, init);
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: parsed(text) as Answer<T>['body'] };
    },
    statementsOf: (work) => statementsOf(database, work),
  };
  return api;
}

/** The statements that reach a database while the work runs. */
export async function statementsOf(database: Database, work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const leave = database.onStatement((statement) => statements.push(statement));
  try {
    await work();
  } finally {
    leave();
  }
  return statements;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The answer is no JSON: ${text.slice(0, 300)}`, { cause: error });
  }
}

/** The whole story of an error, so that a failed test tells it. */
const withCause = (error: unknown): string =>
  error instanceof Error
    ? `${error.stack ?? error.message}${error.cause === undefined ? '' : `\nCaused by ${withCause(error.cause)}`}`
    : String(error);
