import { resolve } from 'node:path';
import { badUserInput } from './errors.ts';
import { nameLikeness } from './knowledge/search/name-likeness.ts';

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
  /** Where it is kept, when it is the local one of a server that runs. */
  readonly dataDir?: string;
}

/** The name of every variable of the environment that says something to the server. */
export const settings = [
  'HOST',
  'PORT',
  'AETIA_DATA',
  'NEO4J_URI',
  'NEO4J_USER',
  'NEO4J_PASSWORD',
  'NEO4J_DATABASE',
  'NEO4J_HEAP_MB',
  'NEO4J_PAGE_CACHE_MB',
  'NEO4J_BOLT_PORT',
  'JAVA_HOME',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
  'AETIA_REQUIRE_API_KEY',
  'AETIA_REQUIRE_TOTP',
  'AETIA_SESSION_MINUTES',
  'AETIA_SESSION_IDLE_MINUTES',
  'AETIA_RATE_ANONYMOUS',
  'AETIA_RATE_STANDARD',
  'AETIA_RATE_HIGH',
  'PUBLIC_URL',
  'TRUST_PROXY',
] as const;
type Setting = (typeof settings)[number];

const schemes = ['bolt:', 'bolt+s:', 'bolt+ssc:', 'neo4j:', 'neo4j+s:', 'neo4j+ssc:'];

/**
 * Reads the environment; an empty variable counts as absent. Throws one BAD_USER_INPUT that names every bad value, and every name that
 * is most likely a misspelt setting.
 */
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
  const { neo4j, port } = config;
  if (neo4j.kind === 'local' && port !== 0 && neo4j.boltPort === port)
    read.problems.push(`PORT and NEO4J_BOLT_PORT are both ${port}. Set one of them to another number.`);
  read.problems.push(...unknownSettings(env).refused);
  if (read.problems.length > 0) throw badUserInput(read.problems.join('\n'));
  return config;
}

/**
 * A sentence for each variable that looks like a setting and is none. Those that begin with AETIA_ are refused, since one of them may be
 * meant to lock something; of NEO4J_ only what is like a setting of ours, because Neo4j's own programs have more.
 */
export function unknownSettings(env: NodeJS.ProcessEnv): { readonly refused: readonly string[]; readonly ignored: readonly string[] } {
  const [refused, ignored]: [string[], string[]] = [[], []];
  for (const [name, value = ''] of Object.entries(env)) {
    const [, owner] = /^(AETIA|NEO4J)_/.exec(name) ?? [];
    if (owner === undefined || value === '' || isSetting(name) || ofTools.has(name) || isServiceLink(name, value)) continue;
    const meant = likest(
      name,
      settings.filter((setting) => owner === 'AETIA' || setting.startsWith(owner)),
    );
    if (meant !== undefined) refused.push(`${name} is no setting. Was ${meant} meant?`);
    else if (owner === 'AETIA') refused.push(`${name} is no setting. README.md lists those that there are.`);
    else ignored.push(`${name} says nothing to Aetia. README.md lists the settings that there are.`);
  }
  return { refused, ignored };
}

const isSetting = (name: string): boolean => (settings as readonly string[]).includes(name);

/** What only the panel's development server and the tests read, and what Neo4j's own tools do. */
const ofTools = new Set(['AETIA_SERVER', 'AETIA_LONG_TESTS', 'NEO4J_HOME', 'NEO4J_CONF']);

/** Whether Kubernetes or Docker set it, because a service beside this one is called "aetia" or "neo4j". */
const isServiceLink = (name: string, value: string): boolean =>
  /^[A-Z0-9]+_(?:SERVICE_(?:HOST|PORT)|PORT_\d+_(?:TCP|UDP))/.test(name) || (name.endsWith('_PORT') && /^(?:tcp|udp):/.test(value));

/** The setting that a name is most like in what follows its prefix; undefined when it is like none. */
function likest(name: string, among: readonly string[]): string | undefined {
  const [best] = among
    .map((setting) => ({ setting, likeness: nameLikeness(withoutPrefix(name), withoutPrefix(setting)) }))
    .toSorted((a, b) => b.likeness - a.likeness);
  return best && best.likeness >= 0.5 ? best.setting : undefined;
}

const withoutPrefix = (name: string): string => name.replace(/^(?:AETIA|NEO4J)_/, '');

function readNeo4j(read: EnvReader, dataDir: string): LocalNeo4j | RemoteNeo4j {
  const uri = read.text('NEO4J_URI');
  if (uri === undefined) {
    for (const name of ['NEO4J_USER', 'NEO4J_PASSWORD', 'NEO4J_DATABASE'] as const) {
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

  text(name: Setting): string | undefined {
    return this.#env[name] || undefined;
  }

  whole(name: Setting, least: number, most: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    this.problems.push(`${name} is "${text}", but must be a whole number from ${least} to ${most}.`);
    return undefined;
  }

  flag(name: Setting): boolean | undefined {
    const text = this.choice(name, ['true', 'false'] as const);
    return text === undefined ? undefined : text === 'true';
  }

  /** Scheme, host and port of an address of this server. */
  origin(name: Setting): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url && ['http:', 'https:'].includes(url.protocol) && url.href === `${url.origin}/`) return url.origin;
    this.problems.push(`${name} is "${text}", but must look like https://aetia.example.org, without a path.`);
    return undefined;
  }

  choice<const Choice extends string>(name: Setting, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) this.problems.push(`${name} is "${text}", but must be one of ${choices.join(', ')}.`);
    return chosen;
  }
}
