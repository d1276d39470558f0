import { Worker } from 'node:worker_threads';
import { unavailable } from '../../errors.ts';
import type { Runner } from '../../neo4j/statement.ts';
import { type IndexChanges, type IndexData, transferable } from './index-data.ts';
import type { Ranked, RankingQuery } from './rank.ts';
import { type Edition, readEdition, readIndexChanges, readIndexData } from './read-index-data.ts';
import type { RankingReply, RankingRequest } from './serve-ranking.ts';

/** Times in milliseconds: how often to look for a new release, how long an answer waits for its index, and how long a ranking may take. */
const everyMs = 5_000;
const patienceMs = 1_000;
const mostMs = 10_000;

/** Ranks in a thread of its own, from an index of a content release that is made anew after each publish. */
export interface Reasoner {
  /** Makes the index of the release that is published now, unless it is there. */
  prepare(): Promise<void>;
  /**
   * Ranks by a release, or by the one before for as long as that one's index is not ready; the answer names the one it used.
   * UNAVAILABLE when it cannot rank.
   */
  rank(release: number, query: RankingQuery): Promise<Ranked>;
  /** Ranks by the published content with some changes, in an index that lasts as long as the answer. */
  rankWith(changed: Changed, query: RankingQuery): Promise<Ranked>;
  close(): Promise<void>;
}

/** Reads the published content with changes that are not published, such as a preview. */
export interface Changed extends Runner {
  /** Ids of all concepts that differ from what is published, or from which claims start that do. */
  changedConcepts(): Promise<readonly string[]>;
}

/** A reasoner on a database. Its thread starts with the first index and ends with it; a thread that dies is replaced at the next question. */
export function createReasoner(database: Runner, report: (error: unknown) => void): Reasoner {
  let thread: RankingThread | undefined;
  let current: (Edition & { readonly index: string }) | undefined;
  let making: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let indexes = 0;
  let isClosed = false;
  const changedIndexes = new WeakMap<Changed, Promise<string>>();

  const liveThread = (): RankingThread => {
    if (isClosed) throw unavailable('The server is stopping.');
    if (!thread || thread.hasEnded) {
      thread = startThread();
      current = undefined;
    }
    return thread;
  };

  const make = async (): Promise<void> => {
    const to = liveThread();
    if (current && (await readEdition(database))?.edition === current.edition) return;
    const data = await readIndexData(database);
    if (!data || to.hasEnded || current?.edition === data.edition) return;
    const [old, index] = [current, `index ${++indexes}`];
    const { release, edition } = data;
    await to.load(index, data);
    current = { release, edition, index };
    if (old) await to.drop(old.index);
  };
  /** One at a time; whoever needs it waits for the one that runs. */
  const renew = (): Promise<void> => (making ??= make().finally(() => (making = undefined)));

  const watch = (): void => {
    timer ??= setInterval(() => {
      if (isClosed || thread?.hasEnded === true) return;
      // The next question tries again and tells.
      renew().catch(() => {});
    }, everyMs);
    timer.unref();
  };

  const newest = (): Edition & { readonly index: string } => {
    liveThread();
    if (!current) throw unavailable('The index of the content is not ready yet. Ask again in a moment.');
    return current;
  };

  /** A publish between the two reads makes them read again. */
  const indexWith = async (changed: Changed): Promise<string> => {
    const ids = await changed.changedConcepts();
    for (let tries = 1; ; tries++) {
      await renew();
      const changes = ids.length === 0 ? undefined : await readIndexChanges(changed, ids);
      const { index: from, edition } = newest();
      if (!changes) return from;
      if (changes.edition === edition) {
        const [to, index] = [liveThread(), `index ${++indexes}`];
        await to.change(index, from, changes);
        setTimeout(() => void to.drop(index).catch(() => {}), changedMs).unref();
        return index;
      }
      if (tries === mostTries) throw unavailable('Too much is being published at the moment. Ask again.');
    }
  };

  return {
    async prepare() {
      await renew();
      watch();
    },
    async rank(release, query) {
      // Without it there is no current index either.
      liveThread();
      if (current?.release !== release) {
        // A build that began before the publish may end with the release before.
        const made = renew().then(() => (current && current.release !== release ? renew() : undefined));
        if (current) {
          made.catch(report);
          await Promise.race([made.catch(() => {}), sleep(patienceMs)]);
        } else await within(made, mostMs * 6, 'The index of the content is not ready yet. Ask again in a moment.');
        watch();
      }
      const { index } = newest();
      return within(liveThread().rank(index, query), mostMs, 'The ranking took too long.');
    },
    async rankWith(changed, query) {
      const loading = changedIndexes.get(changed) ?? indexWith(changed);
      changedIndexes.set(changed, loading);
      const index = await loading;
      return within(liveThread().rank(index, query), mostMs, 'The ranking took too long.');
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await thread?.end();
    },
  };
}

/** How often to begin anew when a publish came in between. */
const mostTries = 5;

/** Longer than any answer takes. */
const changedMs = 60_000;

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms).unref());

async function within<T>(work: Promise<T>, ms: number, sentence: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => fail(unavailable(sentence)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

interface RankingThread {
  readonly hasEnded: boolean;
  load(index: string, data: IndexData): Promise<unknown>;
  /** Makes an index from another one and what is different. */
  change(index: string, from: string, changes: IndexChanges): Promise<unknown>;
  drop(index: string): Promise<unknown>;
  rank(index: string, query: RankingQuery): Promise<Ranked>;
  end(): Promise<void>;
}

type WithoutId<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never;

function startThread(): RankingThread {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 8 } });
  const waiting = new Map<number, { done: (ranked: Ranked | null) => void; fail: (error: unknown) => void }>();
  let last = 0;
  let hasEnded = false;
  const lose = (cause: unknown): void => {
    hasEnded = true;
    for (const { fail } of waiting.values()) fail(unavailable('The ranking has ended. Ask again in a moment.', cause));
    waiting.clear();
  };
  worker.on('message', (reply: RankingReply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('failed' in reply) asked?.fail(new Error(`The ranking failed: ${reply.failed}`));
    else asked?.done(reply.ranked);
  });
  worker.on('error', lose);
  worker.on('exit', lose);
  // A server that has nothing else to do may end.
  worker.unref();
  const ask = (request: WithoutId<RankingRequest>, transfer: ArrayBuffer[] = []): Promise<Ranked | null> =>
    new Promise((done, fail) => {
      if (hasEnded) return fail(unavailable('The ranking has ended. Ask again in a moment.'));
      const id = ++last;
      waiting.set(id, { done, fail });
      worker.postMessage({ id, ...request }, transfer);
    });
  return {
    get hasEnded() {
      return hasEnded;
    },
    load: (index, data) => ask({ kind: 'LOAD', index, data }, transferable(data)),
    change: (index, from, { symptoms, causes }) => ask({ kind: 'CHANGE', index, from, changes: { symptoms, causes } }),
    drop: (index) => ask({ kind: 'DROP', index }),
    async rank(index, query) {
      const ranked = await ask({ kind: 'RANK', index, query });
      if (!ranked) throw new Error('The ranking answered nothing.');
      return ranked;
    },
    async end() {
      await worker.terminate();
    },
  };
}
