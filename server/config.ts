import { resolve } from 'node:path';
import { badUserInput } from './errors.ts';

/** Everything the server can be told from outside, checked and typed. */
export interface Config {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Absolute. Holds the local database and everything else this installation keeps. */
  readonly dataDir: string;
  readonly neo4j: LocalNeo4j | RemoteNeo4j;
  /** Whether a reader who has neither an account nor an API key is turned away. */
  readonly requiresApiKey: boolean;
  /** Whether reviewers, publishers and admins need a second factor. */
  readonly requiresTotp: boolean;
  /** The origin under which browsers reach this server, such as https://aetia.example.org; undefined is whatever they call it. */
  readonly publicOrigin: string | undefined;
  /** How many reverse proxies stand in front; only their X-Forwarded headers are believed. */
  readonly trustedProxies: number;
  readonly session: SessionLengths;
  readonly rates: Rates;
  readonly firstAdmin: FirstAdmin;
}

/** When a session ends by itself, in minutes. */
export interface SessionLengths {
  readonly absoluteMinutes: number;
  readonly idleMinutes: number;
}

/** Requests a minute; undefined is no limit. Counted in each process by itself. */
interface Rates {
  /** Per network address, for callers who name nobody. */
  readonly anonymous: number | undefined;
  /** Per API key, by its rate class. */
  readonly standard: number | undefined;
  readonly high: number | undefined;
}

/** The account that the first start makes. */
export interface FirstAdmin {
  readonly email: string;
  /** Made up and printed once when undefined. */
  readonly password: string | undefined;
}

/** The database that starts by itself; what is undefined is chosen from the machine. */
export interface LocalNeo4j {
  readonly kind: 'local';
  readonly dataDir: string;
  readonly javaHome: string | undefined;
  readonly heapMb: number | undefined;
  readonly pageCacheMb: number | undefined;
  /** 0 takes a free port. */
  readonly boltPort: number;
}

/** A Neo4j that somebody else runs. */
export interface RemoteNeo4j {
  readonly kind: 'remote';
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  /** The server's default database when undefined. */
  readonly database: string | undefined;
}

const schemes = ['bolt:', 'bolt+s:', 'bolt+ssc:', 'neo4j:', 'neo4j+s:', 'neo4j+ssc:'];

/** Reads the environment; an empty variable counts as absent. Throws one BAD_USER_INPUT that names every bad value. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = new EnvReader(env);
  const dataDir = resolve(read.text('AETIA_DATA') ?? 'data');
  const config: Config = {
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.whole('PORT', 0, 65535) ?? 4000,
    dataDir,
    neo4j: readNeo4j(read, dataDir),
    requiresApiKey: read.flag('AETIA_REQUIRE_API_KEY') ?? false,
    requiresTotp: read.flag('AETIA_REQUIRE_TOTP') ?? false,
    publicOrigin: read.origin('PUBLIC_URL'),
    trustedProxies: read.whole('TRUST_PROXY', 0, 10) ?? 0,
    session: {
      absoluteMinutes: read.whole('AETIA_SESSION_MINUTES', 1, 43_200) ?? 12 * 60,
      idleMinutes: read.whole('AETIA_SESSION_IDLE_MINUTES', 1, 43_200) ?? 2 * 60,
    },
    rates: {
      anonymous: read.whole('AETIA_RATE_ANONYMOUS', 1, 1_000_000),
      standard: read.whole('AETIA_RATE_STANDARD', 1, 1_000_000),
      high: read.whole('AETIA_RATE_HIGH', 1, 1_000_000),
    },
    firstAdmin: { email: read.text('ADMIN_EMAIL') ?? 'admin@localhost', password: read.text('ADMIN_PASSWORD') },
  };
  if (read.problems.length > 0) throw badUserInput(read.problems.join('\n'));
  return config;
}

function readNeo4j(read: EnvReader, dataDir: string): LocalNeo4j | RemoteNeo4j {
  const uri = read.text('NEO4J_URI');
  if (uri === undefined) {
    for (const name of ['NEO4J_USER', 'NEO4J_PASSWORD', 'NEO4J_DATABASE']) {
      if (read.text(name) !== undefined)
        read.problems.push(`${name} is set, but NEO4J_URI is not. Set both, or neither for the local database.`);
    }
    return {
      kind: 'local',
      dataDir,
      javaHome: read.text('JAVA_HOME'),
      heapMb: read.whole('NEO4J_HEAP_MB', 256, 1_048_576),
      pageCacheMb: read.whole('NEO4J_PAGE_CACHE_MB', 8, 1_048_576),
      boltPort: read.whole('NEO4J_BOLT_PORT', 0, 65535) ?? 0,
    };
  }
  const parsed = URL.canParse(uri) ? new URL(uri) : undefined;
  if (!parsed || !schemes.includes(parsed.protocol) || parsed.hostname === '') {
    read.problems.push(`NEO4J_URI must look like neo4j://host:7687, and start with one of ${schemes.join(', ')}`);
  } else if (parsed.username !== '' || parsed.password !== '') {
    read.problems.push('NEO4J_URI must not hold a user or password; use NEO4J_USER and NEO4J_PASSWORD.');
  }
  const password = read.text('NEO4J_PASSWORD');
  if (password === undefined) read.problems.push('NEO4J_PASSWORD is missing; a NEO4J_URI needs it.');
  return {
    kind: 'remote',
    uri,
    user: read.text('NEO4J_USER') ?? 'neo4j',
    password: password ?? '',
    database: read.text('NEO4J_DATABASE'),
  };
}

/** Reads single variables and collects what is wrong with them. */
class EnvReader {
  readonly problems: string[] = [];
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  text(name: string): string | undefined {
    return this.#env[name] || undefined;
  }

  whole(name: string, least: number, most: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    this.problems.push(`${name} is "${text}", but must be a whole number from ${least} to ${most}.`);
    return undefined;
  }

  flag(name: string): boolean | undefined {
    const text = this.choice(name, ['true', 'false'] as const);
    return text === undefined ? undefined : text === 'true';
  }

  /** Scheme, host and port of an address of this server. */
  origin(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url && ['http:', 'https:'].includes(url.protocol) && url.href === `${url.origin}/`) return url.origin;
    this.problems.push(`${name} is "${text}", but must look like https://aetia.example.org, without a path.`);
    return undefined;
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) this.problems.push(`${name} is "${text}", but must be one of ${choices.join(', ')}.`);
    return chosen;
  }
}
