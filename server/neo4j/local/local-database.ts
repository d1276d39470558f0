import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { chmod, readFile, statfs, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { KnowledgeError, unavailable } from '../../errors.ts';
import { isErrorCode } from '../../system-error.ts';
import { makeFolder } from '../../whole-folder.ts';
import { javaTool } from './java.ts';
import { defaultJarsDir, prepareJars } from './local-jars.ts';
import { type LocalMemory, localMemory } from './local-memory.ts';
import { localOwner, startOfServer } from './local-owner.ts';
import { localPassword } from './local-password.ts';

export interface LocalDatabaseOptions {
  /** Holds the store, its password and its logs; made when missing. */
  readonly dataDir: string;
  readonly jarsDir?: string | undefined;
  readonly javaHome?: string | undefined;
  readonly heapMb?: number | undefined;
  readonly pageCacheMb?: number | undefined;
  /** 0 (the default) takes a free port. */
  readonly boltPort?: number | undefined;
  /** More options for the JVM, such as `-XX:TieredStopAtLevel=1` for a database that lives for minutes only. */
  readonly jvmOptions?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly report: (line: string) => void;
}

export interface LocalDatabase {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly boltPort: number;
  readonly pid: number;
  /** Closes the database and resolves when its process has gone. */
  stop(): Promise<void>;
  /** Resolves, never rejects, when the process has gone for whatever reason. */
  readonly exited: Promise<Exit>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Starts a real Neo4j Community as a child process on loopback and resolves when it answers Bolt.
 * The child ends when this process ends, however it ends. Throws one clear KnowledgeError when it cannot start.
 */
export async function startLocalDatabase(options: LocalDatabaseOptions): Promise<LocalDatabase> {
  const jarsDir = options.jarsDir ?? defaultJarsDir;
  const memory = memoryOf(options);
  refuseTooMuchMemory(memory);
  const { launcherJar } = await prepareJars({ jarsDir, javaHome: options.javaHome, signal: options.signal, report: options.report });
  let password: string;
  try {
    await makePrivateFolders(options.dataDir);
    await writeFile(join(options.dataDir, 'neo4j.conf'), settings(options.boltPort ?? 0, memory.pageCacheMb));
    password = await localPassword(options.dataDir);
  } catch (error) {
    throw error instanceof KnowledgeError ? error : cannotWrite(options.dataDir, error);
  }
  if ((await freeDiskMb(options.dataDir)) < leastFreeDiskMb) throw diskFull(options.dataDir);
  const classPath = [launcherJar, join(jarsDir, '*')].join(delimiter);
  const deadline = Date.now() + takeOverMs;
  for (;;) {
    options.signal?.throwIfAborted();
    const outcome = await launch(options, memory.heapMb, classPath, password);
    if ('database' in outcome) return outcome.database;
    if (outcome.kind !== 'locked' || Date.now() > deadline) throw await explained(outcome, options, memory);
    const owner = await localOwner(options.dataDir);
    if (owner) throw inUse(options.dataDir, owner.serverPid);
    // The owner was killed a moment ago and its database is still closing, or it has not written itself down yet.
    await wait(200, undefined, { signal: options.signal });
  }
}

/** Everything that is stored lies in these: hashes of passwords, second factors, what nobody has published. The database itself writes files that all may read. */
async function makePrivateFolders(dataDir: string): Promise<void> {
  for (const folder of privateFoldersOf(dataDir)) {
    await makeFolder(folder, 0o700);
    // One that an earlier version made, or another mask.
    await chmod(folder, 0o700);
  }
}

/** The folders of a data folder that only its owner may open. */
const privateFoldersOf = (dataDir: string): string[] => ['neo4j', 'logs'].map((name) => join(dataDir, name));

/** How long a start waits for the database of a killed server to finish closing. */
const takeOverMs = 60_000;

const user = 'neo4j';

/** The JVM would start all the same and be ended by the system weeks later, in the middle of something. */
function refuseTooMuchMemory(memory: LocalMemory): void {
  const { heapMb, pageCacheMb } = memory;
  if (fitsMachine(memory)) return;
  throw unavailable(
    `The database would get ${heapMb} MB heap and ${pageCacheMb} MB page cache, but there is only ${machineMemoryMb()} MB of memory. Set NEO4J_HEAP_MB and NEO4J_PAGE_CACHE_MB to less.`,
  );
}

/** Whether this machine has so much memory, and this much besides. */
export const fitsMachine = ({ heapMb, pageCacheMb }: LocalMemory, besidesMb = 0): boolean =>
  heapMb + pageCacheMb + besidesMb <= machineMemoryMb();

/** Heap and page cache that a start would give the database. */
export function memoryOf(options: Pick<LocalDatabaseOptions, 'heapMb' | 'pageCacheMb'>): LocalMemory {
  const sized = localMemory(machineMemoryMb());
  return { heapMb: options.heapMb ?? sized.heapMb, pageCacheMb: options.pageCacheMb ?? sized.pageCacheMb };
}

/** Memory this process may use in megabytes: the machine's, or the container's when that is less. */
export function machineMemoryMb(): number {
  const limit = process.constrainedMemory();
  const bytes = limit > 0 && limit < totalmem() ? limit : totalmem();
  return Math.floor(bytes / 2 ** 20);
}

const settings = (boltPort: number, pageCacheMb: number): string => `# Written at every start; changes here are lost.
server.directories.data=neo4j
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:${boltPort}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
server.bolt.telemetry.enabled=false
server.memory.pagecache.size=${pageCacheMb}m
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=256M size
db.logs.query.enabled=OFF
# Without it every stop waits ten seconds for connections that nobody makes.
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
`;

/** Up to here the parallel collector answered up to a sixth more reads a second than G1, and its pauses stay short. */
const smallHeapMb = 2048;

const jvmOptions = [
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/java.io=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '-Dio.netty.tryReflectionSetAccessible=true',
  '-Dfile.encoding=UTF-8',
  '-XX:+ExitOnOutOfMemoryError',
];

interface Failure {
  readonly kind: 'locked' | 'port' | 'unwritable' | 'memory' | 'other' | 'no-jvm' | 'ended';
  readonly message: string;
}

async function launch(
  options: LocalDatabaseOptions,
  heapMb: number,
  classPath: string,
  password: string,
): Promise<{ database: LocalDatabase } | Failure> {
  const startedAt = await startOfServer();
  const log = openSync(processLogOf(options.dataDir), 'w', 0o600);
  // Its own process group: a terminal's Ctrl-C reaches us first, and we close the database after the last answer.
  const child = spawn(
    javaTool('java', options.javaHome),
    [
      `-Xmx${heapMb}m`,
      ...(heapMb <= smallHeapMb ? ['-XX:+UseParallelGC'] : []),
      ...jvmOptions,
      ...(options.jvmOptions ?? []),
      '-cp',
      classPath,
      'LocalDatabase',
      options.dataDir,
      String(process.pid),
      startedAt,
    ],
    { stdio: ['pipe', 'pipe', log], detached: true },
  );
  closeSync(log);
  const exited = new Promise<Exit>((done) => child.once('exit', (code, signal) => done({ code, signal })));
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    await exited;
  };
  const abort = (): void => void child.stdin?.end();
  options.signal?.addEventListener('abort', abort);
  try {
    // A child that ended early breaks the pipe; its exit says more than that.
    child.stdin?.on('error', () => {});
    child.stdin?.write(password + '\n');
    const word = await firstWord(child, exited);
    options.signal?.throwIfAborted();
    if (word.kind !== 'ready') return word;
    const uri = `bolt://127.0.0.1:${word.boltPort}`;
    return { database: { uri, user, password, boltPort: word.boltPort, pid: child.pid ?? 0, stop, exited } };
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

/** Reads the launcher's lines until one tells how the start went. */
function firstWord(child: ChildProcess, exited: Promise<Exit>): Promise<Failure | { kind: 'ready'; boltPort: number }> {
  return new Promise((done, fail) => {
    let hasJvm = false;
    child.once('error', (error) =>
      fail(isErrorCode(error, 'ENOENT') ? unavailable('Java is not installed. `npm run doctor` says how to install it.', error) : error),
    );
    if (!child.stdout) return;
    createInterface({ input: child.stdout })
      .on('line', (line) => {
        const [word, first = '', ...rest] = line.split(' ');
        if (word === 'STARTING') hasJvm = true;
        if (word === 'READY') done({ kind: 'ready', boltPort: Number(first) });
        if (word === 'LOCKED') done({ kind: 'locked', message: '' });
        if (word === 'FAILED') done({ kind: kindOf(first), message: rest.join(' ') });
      })
      .on('close', () => {
        void exited.then(({ code, signal }) =>
          done({ kind: hasJvm ? 'ended' : 'no-jvm', message: signal ? `ended by ${signal}` : `exit code ${code}` }),
        );
      });
  });
}

const kindOf = (word: string): Failure['kind'] =>
  word === 'locked' || word === 'port' || word === 'unwritable' || word === 'memory' ? word : 'other';

async function explained(
  failure: Failure,
  options: LocalDatabaseOptions,
  memory: { heapMb: number; pageCacheMb: number },
): Promise<KnowledgeError> {
  const { dataDir } = options;
  const log = processLogOf(dataDir);
  if ((await freeDiskMb(dataDir)) < leastFreeDiskMb) return diskFull(dataDir);
  switch (failure.kind) {
    case 'locked':
      return unavailable(`Another program uses the database in ${dataDir}. Stop it, or set AETIA_DATA to another folder.`);
    case 'port':
      return boltPortTaken(options.boltPort ?? 0);
    case 'unwritable':
      return unavailable(`${dataDir} cannot be written: ${failure.message}. Give this user the folder, or set AETIA_DATA to another one.`);
    case 'memory':
      return tooLittleMemory(memory, failure.message);
    case 'no-jvm':
      return unavailable(
        `Java did not start (${failure.message}); ${await firstLineOf(log)}. Is Java 17 or newer the first one found, and is there memory for a heap of ${memory.heapMb} MB (NEO4J_HEAP_MB)?`,
      );
    case 'ended':
      if (failure.message === 'ended by SIGKILL') return tooLittleMemory(memory, failure.message);
      return unavailable(`The database stopped while starting (${failure.message}); ${log} has the details.`);
    case 'other':
      return unavailable(`The database did not start: ${failure.message} (${log} has the details).`);
  }
}

/** Says that another program has the database's port. */
export const boltPortTaken = (port: number): KnowledgeError =>
  unavailable(`The database's port ${port} is taken by another program. Stop that, or set NEO4J_BOLT_PORT to another number.`);

/** Says who has a data folder's database already. */
export const inUse = (dataDir: string, pid: number): KnowledgeError =>
  unavailable(`Another Aetia uses ${dataDir} (pid ${pid}). Stop it, or set AETIA_DATA to another folder.`);

const diskFull = (dataDir: string): KnowledgeError =>
  unavailable(
    `The disk that holds ${dataDir} is full: a start needs ${leastFreeDiskMb} MB. Free some space, or set AETIA_DATA to a folder on another disk.`,
  );

const tooLittleMemory = (memory: { heapMb: number; pageCacheMb: number }, detail: string): KnowledgeError =>
  unavailable(
    `The database ran out of memory (${detail}). It was given ${memory.heapMb} MB heap and ${memory.pageCacheMb} MB page cache; set NEO4J_HEAP_MB and NEO4J_PAGE_CACHE_MB to what this machine has.`,
  );

/** Turns what the operating system says about a data folder into one line that says what to do. */
export function cannotWrite(dataDir: string, error: unknown): KnowledgeError {
  if (isErrorCode(error, 'ENOSPC', 'EDQUOT')) return diskFull(dataDir);
  if (isErrorCode(error, 'EEXIST', 'ENOTDIR')) {
    return unavailable(`${dataDir} is not a folder. Move it away, or set AETIA_DATA to a folder.`, error);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return unavailable(`${dataDir} cannot be written (${code}). Give this user the folder, or set AETIA_DATA to another one.`, error);
}

/** Where the database's process writes what is neither its log nor an answer. */
const processLogOf = (dataDir: string): string => join(dataDir, 'logs', 'neo4j-process.log');

/** A start wants this much free, because Neo4j does not notice by itself that it cannot write. */
export const leastFreeDiskMb = 64;

/** Free space for this user on the disk of an existing file or folder. */
export async function freeDiskMb(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return Math.floor((bavail * bsize) / 2 ** 20);
}

async function firstLineOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  return text.split('\n', 1)[0]?.trim() || 'it said nothing';
}
