import { afterAll, afterEach, expect } from 'vitest';
import { model } from '../../schema/model.ts';
import { createApp } from '../../server/app.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { createUser } from '../../server/identity/users.ts';
import { changeAccounts } from '../../server/identity/identity.ts';
import { hashPassword } from '../../server/identity/password.ts';
import type { Role } from '../../server/identity/roles.ts';
import { openSession } from '../../server/identity/sessions.ts';
import type { User } from '../../server/identity/user.ts';
import type { Database } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import type { Row } from '../../server/neo4j/statement.ts';

/** A GraphQL answer, as far as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it came. */
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
  /** Code of the first error; undefined when there is none. */
  readonly code: unknown;
}

/** A program that calls the API and keeps the cookies it gets, as a browser does. */
export class Client {
  readonly cookies = new Map<string, string>();
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  /** Asks by GET, as a cache may. */
  askByGet(query: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.#url}?query=${encodeURIComponent(query)}`, { headers: this.#headersWith(headers) });
  }

  async ask(query: string, variables: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: this.#headersWith(headers),
      body: JSON.stringify({ query, variables }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    const { data = null, errors = [] } = JSON.parse(text) as { data?: Answer['data']; errors?: Answer['errors'] };
    return { status: response.status, headers: response.headers, text, data, errors, code: errors[0]?.extensions['code'] };
  }

  #headersWith(headers: Readonly<Record<string, string>>): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { 'content-type': 'application/json', ...(cookie && { cookie }), ...this.#headers, ...headers };
  }

  /** The data of an answer that must have no error. */
  async get<T = Record<string, unknown>>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.ask(query, variables);
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
    return data as T;
  }

  /** The only token in the jar. */
  get token(): string {
    return [...this.cookies.values()].join();
  }
}

/** A server under test with a clock that stands still until it is told. */
export interface House {
  readonly url: string;
  readonly config: Config;
  readonly now: () => Date;
  pass(time: { readonly seconds?: number; readonly minutes?: number; readonly hours?: number }): void;
  client(headers?: Readonly<Record<string, string>>): Client;
  /** An account with the password `goodPassword`, ready to use unless told. */
  user(name: string, roles: readonly Role[], options?: { readonly mustChangePassword?: boolean }): Promise<User>;
  /** A client with a session of the account, without the way through signIn. */
  signedIn(user: User, headers?: Readonly<Record<string, string>>): Promise<Client>;
}

export const signIn = `mutation ($email: String!, $password: String!, $code: String) {
  signIn(email: $email, password: $password, totpCode: $code) { needs viewer { user { email } roles needs } } }`;

/** Everything the audit log holds, without hashes, the oldest first. */
export const auditOf = (database: Database): Promise<Row[]> =>
  database.run({ text: 'MATCH (a:AuditEntry) RETURN a.action, a.actor, a.subject, a.details ORDER BY a.number', params: {} });

/** Every value of every property in the database, as one text. */
export async function wholeDatabase(database: Database): Promise<string> {
  const nodes = await database.run({ text: 'MATCH (n) RETURN properties(n)', params: {} });
  const relationships = await database.run({ text: 'MATCH ()-[r]->() RETURN properties(r)', params: {} });
  return JSON.stringify([nodes, relationships]);
}

export const goodPassword = 'seven herons over a grey estuary';

/** argon2id is slow on purpose; one hash serves all accounts of a test file. */
const goodHash = hashPassword(goodPassword);

/**
 * Opens one house for each set of settings, on the database that is wiped before each test; its clock then starts anew. Building a
 * schema costs more each time, so houses stay open until the last test. A mistake of ours fails the test.
 */
export async function useHouses(database: Database): Promise<(env?: NodeJS.ProcessEnv) => Promise<House>> {
  await migrate(database, graphStatements(model));
  const opened = new Map<string, { house: House; restart: () => void; close: () => Promise<void> }>();
  const mistakes: unknown[] = [];
  afterEach(() => expect(mistakes.splice(0)).toEqual([]));
  afterAll(async () => {
    for (const { close } of opened.values()) await close();
  });

  return async (env = {}) => {
    const key = JSON.stringify(env);
    const known = opened.get(key) ?? (await openHouse(env));
    opened.set(key, known);
    known.restart();
    return known.house;
  };

  async function openHouse(env: NodeJS.ProcessEnv) {
    const config = readConfig(env);
    let time = 0;
    const now = (): Date => new Date(time);
    const app = await createApp({ database, config, now, reportMistake: (error) => void mistakes.push(error) });
    const listening = await app.listen(0, '127.0.0.1');
    const url = `${listening.url}/graphql`;
    const client = (headers?: Readonly<Record<string, string>>): Client => new Client(url, headers);
    const house: House = {
      url,
      config,
      now,
      pass: ({ seconds = 0, minutes = 0, hours = 0 }) => void (time += ((hours * 60 + minutes) * 60 + seconds) * 1000),
      client,
      async user(name, roles, { mustChangePassword = false } = {}) {
        const account = { email: `${name}@example.org`, name, roles, passwordHash: await goodHash, mustChangePassword };
        const made = await changeAccounts(database, (transaction) =>
          createUser(transaction, account, { id: 'test', client: 'test' }, now()),
        );
        return made.user;
      },
      async signedIn(user, headers) {
        const token = await changeAccounts(database, (transaction) => openSession(transaction, user.id, config.session, now()));
        const one = client(headers);
        one.cookies.set(config.publicOrigin?.startsWith('https:') === true ? '__Host-aetia' : 'aetia', token);
        return one;
      },
    };
    const restart = (): void => void (time = Date.parse('2026-03-01T12:00:00Z'));
    return { house, restart, close: () => listening.close() };
  }
}
