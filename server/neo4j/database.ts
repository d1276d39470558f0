import neo4j, { type Driver, Neo4jError } from 'neo4j-driver';
import type { LocalNeo4j, RemoteNeo4j } from '../config.ts';
import { badUserInput, KnowledgeError, unavailable } from '../errors.ts';
import { translateDriverError } from './driver-error.ts';
import { keepLocalDatabase, type KeptDatabase } from './local/kept-database.ts';
import { type Connection, read, type Row, type Runner, type Statement, type StatementListener } from './statement.ts';

/** An open database. As a `Runner` it reads; writing goes through `write` and `inTransaction`. */
export interface Database extends Connection, Runner {
  /** For a person: product, version, edition and where it is. Holds no secret. */
  readonly description: string;
  readonly version: string;
  readonly isLocal: boolean;
  run(statement: Statement): Promise<Row[]>;
  /** Calls the listener with each statement before it is sent, until the returned function is called. */
  onStatement(listener: StatementListener): () => void;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly neo4j: LocalNeo4j | RemoteNeo4j;
  /** Told what takes long, a line at a time. */
  readonly report: (line: string) => void;
  /** Stops a start that is under way. */
  readonly signal?: AbortSignal | undefined;
  /** Called when the local database ended and could not be brought back. */
  readonly onLost?: ((reason: KnowledgeError) => void) | undefined;
}

/** The oldest Neo4j whose Cypher and indexes we rely on. */
const oldestVersion = '5.26.0';

/** Opens the configured database, starting it when it is the local one; resolves when it has answered. Throws one clear KnowledgeError. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { neo4j: config } = options;
  if (config.kind === 'remote') return connect(config, `at ${config.uri}`);
  const local = await keepLocalDatabase({ ...config, report: options.report, signal: options.signal, onLost: options.onLost });
  try {
    return await connect(local, `at ${local.uri}, data in ${config.dataDir}`, local);
  } catch (error) {
    await local.stop();
    throw error;
  }
}

interface Address {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database?: string | undefined;
}

async function connect(address: Address, where: string, local?: KeptDatabase): Promise<Database> {
  const driver = neo4j.driver(address.uri, neo4j.auth.basic(address.user, address.password), {
    disableLosslessIntegers: true,
    telemetryDisabled: true,
    notificationFilter: { minimumSeverityLevel: 'OFF' },
    maxConnectionPoolSize: 50,
    connectionTimeout: 10_000,
    connectionAcquisitionTimeout: 15_000,
    maxTransactionRetryTime: 15_000,
    userAgent: 'aetia',
  });
  try {
    const version = await versionOf(driver, address);
    const listeners = new Set<StatementListener>();
    const connection: Connection = {
      driver,
      listeners,
      databaseName: address.database,
      bookmarks: address.uri.startsWith('neo4j') ? neo4j.bookmarkManager() : undefined,
    };
    const [[edition] = []] = await read(connection, { text: 'CALL dbms.components() YIELD edition RETURN edition', params: {} });
    return {
      ...connection,
      version,
      isLocal: local !== undefined,
      description: `Neo4j ${version} ${typeof edition === 'string' ? edition : ''} ${where}`,
      run: (statement) => read(connection, statement),
      onStatement(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      async close() {
        await driver.close();
        await local?.stop();
      },
    };
  } catch (error) {
    await driver.close();
    throw refusal(error, address);
  }
}

/** The server's version; throws when it is too old or no Neo4j. */
async function versionOf(driver: Driver, { uri, database }: Address): Promise<string> {
  const { agent = '' } = await driver.getServerInfo(database === undefined ? {} : { database });
  const version = /^Neo4j\/(\d+\.\d+(?:\.\d+)?)/.exec(agent)?.[1];
  if (version === undefined)
    throw badUserInput(`${uri} answers as "${agent}", which is no Neo4j. Aetia needs Neo4j ${oldestVersion} or newer.`);
  if (isOlder(version, oldestVersion))
    throw badUserInput(`${uri} runs Neo4j ${version}, which is too old. Aetia needs Neo4j ${oldestVersion} or newer.`);
  return version;
}

/** Whether a dotted version comes before another; missing parts count as 0. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function refusal(error: unknown, { uri, user, database }: Address): unknown {
  const reason = error instanceof KnowledgeError ? error.cause : error;
  if (!(reason instanceof Neo4jError)) return error;
  switch (reason.code) {
    case 'Neo.ClientError.Security.Unauthorized':
      return badUserInput(`${uri} refused user "${user}": wrong user or password. Check NEO4J_USER and NEO4J_PASSWORD.`);
    case 'Neo.ClientError.Security.AuthenticationRateLimit':
      return unavailable(
        `${uri} refuses user "${user}" for a while after too many wrong passwords. Wait a minute, then start again.`,
        error,
      );
    case 'Neo.ClientError.Security.CredentialsExpired':
      return badUserInput(`${uri} wants user "${user}" to change the first password before anything else.`);
    case 'Neo.ClientError.Database.DatabaseNotFound':
      return badUserInput(`${uri} has no database "${database ?? 'neo4j'}". Check NEO4J_DATABASE.`);
    case 'ServiceUnavailable':
      return unavailable(`${uri} cannot be reached. Is the database running, and is NEO4J_URI right?`, reason);
    default:
      return translateDriverError(reason);
  }
}
