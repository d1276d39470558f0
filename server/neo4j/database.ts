import neo4j, { type Driver, Neo4jError } from 'neo4j-driver';
import type { LocalNeo4j, RemoteNeo4j } from '../config.ts';
import { badUserInput, KnowledgeError, unavailable } from '../errors.ts';
import { translateDriverError } from './driver-error.ts';
import { keepLocalDatabase, type KeptDatabase } from './local/kept-database.ts';
import { passwordFileOf } from './local/local-password.ts';
import { type Connection, read, readOnce, type Row, type Runner, type Statement, type StatementListener } from './statement.ts';

/** An open database. As a `Runner` it reads; writing goes through `write` and `inTransaction`. */
export interface Database extends Connection, Runner {
  /** For a person: product, version, edition and where it is. Holds no secret. */
  readonly description: string;
  readonly version: string;
  readonly isLocal: boolean;
  run(statement: Statement): Promise<Row[]>;
  /**
   * Reads what tells how the database is, apart from what it is busy with: over connections of its own, each statement once, and
   * UNAVAILABLE when all of it is not over within `lookMs`.
   */
  look<T>(work: (runner: Runner) => Promise<T>): Promise<T>;
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

/** The longest that a look takes, in milliseconds: who watches us gives up soon. */
const lookMs = 1_500;

/** Opens the configured database, starting it when it is the local one; resolves when it has answered. Throws one clear KnowledgeError. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { neo4j: config } = options;
  if (config.kind === 'remote') return connect(config, `at ${config.uri}`);
  const local = await keepLocalDatabase({ ...config, report: options.report, signal: options.signal, onLost: options.onLost });
  try {
    return await connect({ ...local, dataDir: config.dataDir }, `at ${local.uri}, data in ${config.dataDir}`, local);
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
  /** Where it is kept, when it is no one's but ours. */
  readonly dataDir?: string | undefined;
}

async function connect(address: Address, where: string, local?: KeptDatabase): Promise<Database> {
  const driverOf = (connections: number, connectMs: number, waitMs: number): Driver =>
    neo4j.driver(address.uri, neo4j.auth.basic(address.user, address.password), {
      disableLosslessIntegers: true,
      telemetryDisabled: true,
      notificationFilter: { minimumSeverityLevel: 'OFF' },
      maxConnectionPoolSize: connections,
      connectionTimeout: connectMs,
      connectionAcquisitionTimeout: waitMs,
      maxTransactionRetryTime: waitMs,
      userAgent: 'aetia',
    });
  const driver = driverOf(50, 10_000, 15_000);
  const looking = driverOf(2, lookMs, lookMs);
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
      look: (work) => within(lookMs, work({ run: (statement) => readOnce({ ...connection, driver: looking }, statement) })),
      onStatement(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      async close() {
        await Promise.all([driver.close(), looking.close()]);
        await local?.stop();
      },
    };
  } catch (error) {
    await Promise.all([driver.close(), looking.close()]);
    throw refusal(error, address);
  }
}

/** UNAVAILABLE when the work takes longer; it then goes on by itself. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => fail(unavailable('The database does not answer at the moment; try again shortly.')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
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

function refusal(error: unknown, { uri, user, database, dataDir }: Address): unknown {
  const reason = error instanceof KnowledgeError ? error.cause : error;
  if (!(reason instanceof Neo4jError)) return error;
  switch (reason.code) {
    case 'Neo.ClientError.Security.Unauthorized':
      if (dataDir !== undefined)
        return unavailable(
          `${passwordFileOf(dataDir)} does not hold the password that the database was started with. Start the server again.`,
          reason,
        );
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
      return unavailable(
        dataDir === undefined
          ? `${uri} cannot be reached. Is the database running, and is NEO4J_URI right?`
          : `The database in ${dataDir} does not answer at ${uri}. Try again in a minute.`,
        reason,
      );
    default:
      return translateDriverError(reason);
  }
}
