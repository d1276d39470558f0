import { existsSync } from 'node:fs';
import { access, constants, mkdtemp, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Config, type LocalNeo4j, readConfig, unknownSettings } from './config.ts';
import { unfinishedWork } from './editorial/unfinished-work.ts';
import { KnowledgeError } from './errors.ts';
import { checkedAdminEmail } from './identity/first-admin.ts';
import { type Database, openDatabase } from './neo4j/database.ts';
import { forOthersOnly } from './neo4j/local/for-others-only.ts';
import {
  boltPortTaken,
  cannotWrite,
  fitsMachine,
  freeDiskMb,
  inUse,
  leastFreeDiskMb,
  memoryOf,
  machineMemoryMb,
} from './neo4j/local/local-database.ts';
import { defaultJarsDir, hasJars, neo4jVersion } from './neo4j/local/local-jars.ts';
import { addressOf, type LocalOwner, localOwner } from './neo4j/local/local-owner.ts';
import { passwordFileOf, storedPassword } from './neo4j/local/local-password.ts';
import { hasStore } from './neo4j/local/local-store.ts';
import { refuseUnusable } from './neo4j/migrations.ts';
import { listPrerequisites } from './prerequisites.ts';
import { runningDatabase } from './running-database.ts';
import { isErrorCode } from './system-error.ts';
import { refuseTakenPort, tryPort } from './listen-address.ts';

/** What one check found. A warning does not stop a start; a failure would. */
export interface Finding {
  readonly state: 'ok' | 'warn' | 'fail';
  readonly what: string;
  readonly detail: string;
}

/** Checks everything a start needs and prints a line for each; exit code 1 when something would stop it. Changes nothing that lasts. */
export async function doctor(): Promise<void> {
  let hasFailed = false;
  for await (const { state, what, detail } of examine()) {
    hasFailed ||= state === 'fail';
    for (const line of detail.split('\n')) console.log(`${state.padEnd(5)} ${what.padEnd(11)} ${line}`);
  }
  process.exitCode = hasFailed ? 1 : 0;
}

/** The checks, in the order of a start; later ones are left out when an earlier failure makes them pointless. */
export async function* examine(env: NodeJS.ProcessEnv = process.env): AsyncGenerator<Finding> {
  // start.js has refused an older one already.
  yield ok('Node', process.versions.node);
  let config: Config;
  try {
    config = readConfig(env);
    checkedAdminEmail(config.firstAdmin);
  } catch (error) {
    yield failed('Settings', error);
    return;
  }
  yield ok('Settings', `data in ${config.dataDir}`);
  const { ignored } = unknownSettings(env);
  if (ignored.length > 0) yield { state: 'warn', what: 'Settings', detail: ignored.join('\n') };

  let canStart = true;
  for (const { name, wanted, found, remedy } of await listPrerequisites(config)) {
    canStart &&= found !== undefined;
    yield found === undefined ? { state: 'fail', what: name, detail: `${wanted} is missing. ${remedy}` } : ok(name, found);
  }
  let owner: LocalOwner | undefined;
  try {
    owner = config.neo4j.kind === 'local' ? await localOwner(config.dataDir) : undefined;
  } catch (error) {
    yield failed('Data folder', error);
    return;
  }
  const port = await checkPort(config, owner);
  yield port;
  // Beside the server itself nothing is wrong.
  if (owner && port.state !== 'warn') yield failed('Server', inUse(config.dataDir, owner.serverPid));
  if (config.neo4j.kind === 'local') {
    yield hasJars(defaultJarsDir)
      ? ok('Neo4j jars', `${neo4jVersion} in ${defaultJarsDir}`)
      : { state: 'warn', what: 'Neo4j jars', detail: `${neo4jVersion} is not here yet; the first start fetches about 120 MB.` };
    const folder = await checkDataDir(config.dataDir);
    yield folder;
    yield await checkDisk(config.dataDir);
    const found = [folder, checkMemory(config.neo4j), await checkPassword(config.dataDir)];
    // An owner's database may have it.
    if (config.neo4j.boltPort !== 0 && !owner) found.push(await checkBoltPort(config.neo4j));
    yield* found.slice(1);
    // Starting where nothing was started before would make what a first start makes.
    canStart &&= found.every(({ state }) => state !== 'fail') && hasJars(defaultJarsDir) && (await hasStore(config.dataDir));
  }
  if (canStart) yield* checkDatabase(config);
}

const ok = (what: string, detail: string): Finding => ({ state: 'ok', what, detail });

function failed(what: string, error: unknown): Finding {
  if (error instanceof KnowledgeError) return { state: 'fail', what, detail: error.message };
  throw error;
}

/** A warning when it is the owner that has the port. */
async function checkPort(config: Config, owner: LocalOwner | undefined): Promise<Finding> {
  const { host, port, dataDir } = config;
  try {
    await refuseTakenPort(config, undefined);
    return ok('Port', `${port} on ${host} is free`);
  } catch (error) {
    if (!owner || (await addressOf(dataDir, owner)) !== `http://${host}:${port}`) return failed('Port', error);
    return { state: 'warn', what: 'Port', detail: `${port} is taken; Aetia runs here already (pid ${owner.serverPid}).` };
  }
}

async function checkBoltPort({ boltPort }: LocalNeo4j): Promise<Finding> {
  try {
    await tryPort({ host: '127.0.0.1', port: boltPort });
    return ok('Bolt port', `${boltPort} is free`);
  } catch (error) {
    if (isErrorCode(error, 'EADDRINUSE', 'EACCES')) return failed('Bolt port', boltPortTaken(boltPort));
    throw error;
  }
}

async function checkDataDir(dataDir: string): Promise<Finding> {
  try {
    if (existsSync(dataDir)) {
      await rm(await mkdtemp(join(dataDir, 'doctor-')), { recursive: true });
      return ok('Data folder', `${dataDir} can be written`);
    }
    const parent = nearestFolder(dataDir);
    if (!(await stat(parent)).isDirectory()) return failed('Data folder', cannotWrite(dataDir, notAFolder));
    await access(parent, constants.W_OK);
    return ok('Data folder', `${dataDir} will be made`);
  } catch (error) {
    return failed('Data folder', cannotWrite(dataDir, error));
  }
}

const notAFolder = Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const freeMb = await freeDiskMb(nearestFolder(dataDir));
  const detail = `${freeMb} MB free`;
  if (freeMb < leastFreeDiskMb)
    return { state: 'fail', what: 'Disk', detail: `${detail}, too little. Free some space, or set AETIA_DATA to another disk.` };
  if (freeMb < 2048) return { state: 'warn', what: 'Disk', detail: `${detail}; enough to start, not to grow.` };
  return ok('Disk', detail);
}

/** What the JVM needs besides heap and page cache, and this process, as measured. */
const besidesMb = 700;

function checkMemory(neo4j: LocalNeo4j): Finding {
  const memory = memoryOf(neo4j);
  const detail = `${memory.heapMb} MB heap and ${memory.pageCacheMb} MB page cache of ${machineMemoryMb()} MB`;
  if (!fitsMachine(memory))
    return { state: 'fail', what: 'Memory', detail: `${detail}, more than there is. Set NEO4J_HEAP_MB and NEO4J_PAGE_CACHE_MB to less.` };
  if (fitsMachine(memory, besidesMb)) return ok('Memory', detail);
  return { state: 'warn', what: 'Memory', detail: `${detail}, which is tight. NEO4J_HEAP_MB and NEO4J_PAGE_CACHE_MB set less.` };
}

async function checkPassword(dataDir: string): Promise<Finding> {
  const file = passwordFileOf(dataDir);
  try {
    const mode = (await stat(file)).mode & 0o777;
    await access(file, constants.R_OK | constants.W_OK);
    await storedPassword(file);
    if (mode === 0o600) return ok('Password', `${file} is readable by its owner only`);
    return { state: 'warn', what: 'Password', detail: `${file} has mode ${mode.toString(8)}; the next start sets 600.` };
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return ok('Password', 'the first start makes one');
    return failed('Password', error instanceof KnowledgeError ? error : await forOthersOnly(file, error));
  }
}

async function* checkDatabase(config: Config): AsyncGenerator<Finding> {
  let database: Database;
  try {
    database = await openDatabase({ neo4j: await runningDatabase(config), report: () => {} });
  } catch (error) {
    yield failed('Database', error);
    return;
  }
  try {
    yield ok('Database', database.description);
    const rows = await database.run({ text: 'SHOW INDEXES YIELD name, state RETURN name, state', params: {} });
    const broken = rows.filter(([, state]) => state !== 'ONLINE').map(([name, state]) => `${String(name)} is ${String(state)}`);
    yield broken.length === 0
      ? ok('Indexes', `${rows.length} online`)
      : {
          state: 'warn',
          what: 'Indexes',
          detail: `${broken.join(', ')}. A start waits for them; drop one that has FAILED, and a start makes it anew.`,
        };
    try {
      await refuseUnusable(database);
    } catch (error) {
      yield failed('Content', error);
      return;
    }
    const unfinished = await unfinishedWork(database);
    yield unfinished === undefined ? ok('Content', 'can be read') : { state: 'warn', what: 'Content', detail: unfinished };
  } finally {
    await database.close();
  }
}
