import { parentPort } from 'node:worker_threads';
import { invariant } from '../../errors.ts';
import { changeIndexData } from './change-index-data.ts';
import type { IndexChanges, IndexData } from './index-data.ts';
import { buildRankingIndex, type RankingIndex } from './ranking-index.ts';
import { rank, type Ranked, type RankingQuery } from './rank.ts';

/** What the thread is asked: to take an index under a name, to make another one from it, to drop it, or to rank with it. */
export type RankingRequest =
  | { readonly id: number; readonly kind: 'LOAD'; readonly index: string; readonly data: IndexData }
  | { readonly id: number; readonly kind: 'CHANGE'; readonly index: string; readonly from: string; readonly changes: IndexChanges }
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
    const indexNamed = (name: string): RankingIndex => {
      const index = indexes.get(name);
      invariant(index, `There is no index "${name}".`);
      return index;
    };
    switch (request.kind) {
      case 'LOAD':
        indexes.set(request.index, buildRankingIndex(request.data));
        return { ranked: null };
      case 'CHANGE': {
        const from = indexNamed(request.from);
        indexes.set(request.index, buildRankingIndex(changeIndexData(from, request.changes), from));
        return { ranked: null };
      }
      case 'DROP':
        indexes.delete(request.index);
        return { ranked: null };
      case 'RANK':
        return { ranked: rank(indexNamed(request.index), request.query) };
    }
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
