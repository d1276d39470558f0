/** Counts requests by key: each key has a bucket that holds a minute's worth of tokens and fills evenly. */
export class TokenBuckets {
  readonly #buckets = new Map<string, { tokens: number; filledAt: number }>();
  readonly #most: number;

  /** Beyond `most` keys the one that was not used for longest starts anew. */
  constructor(most = 20_000) {
    this.#most = most;
  }

  /** Takes a token of the key and answers 0, or the whole seconds until there is one. */
  take(key: string, perMinute: number, at: Date): number {
    const perMs = perMinute / 60_000;
    const before = this.#buckets.get(key);
    const elapsed = before ? Math.max(0, at.getTime() - before.filledAt) : 0;
    const tokens = before ? Math.min(perMinute, before.tokens + elapsed * perMs) : perMinute;
    const isThere = tokens >= 1;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: isThere ? tokens - 1 : tokens, filledAt: at.getTime() });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > this.#most && oldest !== undefined) this.#buckets.delete(oldest);
    return isThere ? 0 : Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
  }
}
