import { parentPort } from 'node:worker_threads';
import type { IndexData } from './index-data.ts';
import { buildRankingIndex, type RankingIndex } from './ranking-index.ts';
import { rank, type Ranked, type RankingQuery } from './rank.ts';

/** What the thread is asked: to take an index under a name, to drop it, or to rank with it. */
export type RankingRequest =
  | { readonly id: number; readonly kind: 'LOAD'; readonly index: string; readonly data: IndexData }
  | { readonly id: number; readonly kind: 'DROP'; readonly index: string }
  | { readonly id: number; readonly kind: 'RANK'; readonly index: string; readonly query: RankingQuery };

/** What it answers to the request with the same id. */
export type RankingReply = { readonly id: number } & (
  | { readonly ranked: Ranked | null }
  // What went wrong is told without the question: nothing about a person leaves the thread.
  | { readonly failed: string }
);

/** Answers requests for as long as the thread lives. */
export function serveRanking(): void {
  const indexes = new Map<string, RankingIndex>();
  parentPort?.on('message', (request: RankingRequest) => {
    parentPort?.postMessage({ id: request.id, ...answer(indexes, request) } satisfies RankingReply);
  });
  // Until here it was loading; whoever waits may ask now.
  parentPort?.postMessage({ id: 0, ranked: null } satisfies RankingReply);
}

function answer(indexes: Map<string, RankingIndex>, request: RankingRequest): { ranked: Ranked | null } | { failed: string } {
  try {
    if (request.kind === 'LOAD') indexes.set(request.index, buildRankingIndex(request.data));
    if (request.kind === 'DROP') indexes.delete(request.index);
    if (request.kind !== 'RANK') return { ranked: null };
    const index = indexes.get(request.index);
    return index ? { ranked: rank(index, request.query) } : { failed: `There is no index "${request.index}".` };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
