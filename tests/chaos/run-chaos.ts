import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '../../server/config.ts';
import { changeAccounts } from '../../server/identity/identity.ts';
import { hashPassword } from '../../server/identity/password.ts';
import type { Role } from '../../server/identity/roles.ts';
import { openSession } from '../../server/identity/sessions.ts';
import { createUser } from '../../server/identity/users.ts';
import { type Database, openDatabase } from '../../server/neo4j/database.ts';
import { localOwner } from '../../server/neo4j/local/local-owner.ts';
import { runningDatabase } from '../../server/running-database.ts';
import { Chance } from '../bench/graph.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { Gate } from './gate.ts';
import { whatHeld } from './what-must-hold.ts';
import { Writer } from './writer.ts';

export interface ChaosOptions {
  /** Empty, and the run's own. */
  readonly dataDir: string;
  readonly serverKills: number;
  readonly databaseKills: number;
  readonly writers: number;
  /** The same seed kills in the same order and after the same waits. */
  readonly seed: number;
  readonly report: (line: string) => void;
  /** Ends the run early; what it started is ended all the same. */
  readonly signal?: AbortSignal;
}

/** What came of a run. It went well when `findings` is empty. */
export interface ChaosResult {
  readonly serverKills: number;
  readonly databaseKills: number;
  /** Publishes that the server said yes to. */
  readonly acknowledged: number;
  /** Publishes that were under way at a kill: how many were there afterwards, and how many were not. */
  readonly survived: number;
  readonly undone: number;
  /** Sends that got no answer or UNAVAILABLE and were repeated. */
  readonly repeats: number;
  /** What the graph had at the last look, with the first content's. */
  readonly releases: number;
  readonly findings: readonly string[];
}

/** Publishes from several clients while server and database are killed in turn; after each comeback everything is looked at. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { dataDir, report, signal } = options;
  const chance = new Chance(options.seed);
  const server = new RestartedServer(dataDir);
  const gate = new Gate(options.writers);
  const findings: string[] = [];
  const done = { server: 0, database: 0, survived: 0, undone: 0, releases: 0 };
  let isOver = false;
  let hasEnded = false;
  let published: (() => void) | undefined;
  try {
    await server.start();
    const { editor, cookies } = await accounts(dataDir);
    const surroundings = {
      url: () => server.url,
      ...cookies,
      gate,
      isOver: () => isOver,
      hasEnded: () => hasEnded,
      onPublish: () => published?.(),
    };
    const writers = Array.from({ length: options.writers }, (_, i) => new Writer(i, surroundings));
    const writing = Promise.all(writers.map((writer) => writer.run()));
    // Told where it is awaited.
    writing.catch(() => {});
    const interrupted = new Promise<never>((_, fail) => signal?.addEventListener('abort', () => fail(new Error('Interrupted.'))));
    interrupted.catch(() => {});
    const unlessWritingFails = <T>(work: Promise<T>): Promise<T> => Promise.race([work, interrupted, writing.then(() => work)]);
    const nextPublish = (): Promise<void> => new Promise((sent) => (published = sent));
    const look = async (): Promise<string> => {
      const held = await withDatabase(dataDir, (database) =>
        whatHeld(
          database,
          writers.map(({ acknowledged }) => acknowledged),
          editor,
          1,
        ),
      );
      findings.push(...held.findings);
      const open = writers.flatMap(({ unanswered }) => (unanswered === undefined ? [] : [unanswered]));
      const survived = open.filter((title) => held.published.has(title)).length;
      done.survived += survived;
      done.releases = 1 + held.published.size;
      done.undone += open.length - survived;
      return `${held.published.size} published, ${open.length} were under way (${survived} of them there); ${held.findings.length === 0 ? 'all well' : held.findings.join(' ')}`;
    };
    try {
      for (const victim of victims(options, chance)) {
        // A crash has no better moment than any other, so chance chooses it: some time, then some way into a publish.
        await unlessWritingFails(wait(chance.below(1500), undefined, { signal }));
        await unlessWritingFails(nextPublish());
        await wait(chance.below(500), undefined, { signal });
        gate.shut();
        const began = performance.now();
        await unlessWritingFails(server.kill(victim));
        done[victim] += 1;
        await unlessWritingFails(gate.allWait());
        const total = done.server + done.database;
        report(
          `${total} of ${options.serverKills + options.databaseKills}  ${victim} killed, back after ${((performance.now() - began) / 1000).toFixed(1)} s: ${await look()}`,
        );
        gate.open();
        if (findings.length > 0 || signal?.aborted === true) break;
      }
    } catch (error) {
      if (signal?.aborted !== true) findings.push(error instanceof Error ? error.message : String(error));
    }
    isOver = true;
    gate.open();
    if (findings.length === 0 && signal?.aborted !== true) {
      await writing;
      report(`At the end: ${await look()}`);
    }
    const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged.length, 0);
    return {
      serverKills: done.server,
      databaseKills: done.database,
      acknowledged,
      survived: done.survived,
      undone: done.undone,
      repeats: writers.reduce((sum, { repeats }) => sum + repeats, 0),
      releases: done.releases,
      findings,
    };
  } finally {
    hasEnded = true;
    gate.open();
    await server.stop();
  }
}

type Victim = 'server' | 'database';

/** All kills in the order of chance. */
function victims({ serverKills, databaseKills }: ChaosOptions, chance: Chance): Victim[] {
  const left = [...Array<Victim>(serverKills).fill('server'), ...Array<Victim>(databaseKills).fill('database')];
  return Array.from({ length: left.length }, () => left.splice(chance.below(left.length), 1)[0] ?? 'server');
}

/** The real server with a database of its own, and how to kill either and get it back. */
class RestartedServer {
  url = '';
  readonly #dataDir: string;
  #process: ServerProcess | undefined;
  #isStopped = false;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  async start(): Promise<void> {
    if (this.#isStopped) throw new Error('The run has ended.');
    this.#process = startServer({ AETIA_DATA: this.#dataDir });
    this.url = await this.#process.api;
  }

  async kill(victim: Victim): Promise<void> {
    const before = await localOwner(this.#dataDir);
    if (victim === 'server') {
      this.#process?.kill('SIGKILL');
      await this.#process?.exited;
      await this.start();
      return;
    }
    if (before) process.kill(before.databasePid, 'SIGKILL');
    const isBack = async (): Promise<boolean> => {
      const now = await localOwner(this.#dataDir);
      return now !== undefined && now.databasePid !== before?.databasePid && now.boltPort !== 0;
    };
    // A server gives a database up that ends again and again within minutes; its operator then starts it anew, and so do we.
    let hasGivenUp = false;
    void this.#process?.exited.then(() => (hasGivenUp = true));
    await until(async () => hasGivenUp || (await isBack()));
    if (hasGivenUp) await this.start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#process?.kill('SIGTERM');
    await this.#process?.exited;
  }
}

/** The database of the running server, asked behind its back. */
async function withDatabase<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  const neo4j = await runningDatabase(readConfig({ AETIA_DATA: dataDir }));
  const database = await openDatabase({ neo4j, report: () => {} });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Two people with sessions that outlast the run: one writes and publishes, the other approves. */
const accounts = (dataDir: string) =>
  withDatabase(dataDir, async (database) => {
    const passwordHash = await hashPassword('nobody signs in with this one');
    const at = new Date();
    const person = async (name: string, roles: readonly Role[]) => {
      const wanted = { email: `${name}@example.org`, name, roles, passwordHash, mustChangePassword: false };
      return changeAccounts(database, async (transaction) => {
        const { user } = await createUser(transaction, wanted, { id: 'chaos', client: 'shell' }, at);
        return {
          id: user.id,
          cookie: `aetia=${await openSession(transaction, user.id, { absoluteMinutes: 43_200, idleMinutes: 43_200 }, at)}`,
        };
      });
    };
    const editor = await person('edith', ['EDITOR', 'PUBLISHER']);
    const reviewer = await person('rosa', ['REVIEWER']);
    return { editor: editor.id, cookies: { editorCookie: editor.cookie, reviewerCookie: reviewer.cookie } };
  });
