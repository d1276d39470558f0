/** What a database gets, in megabytes. */
export interface LocalMemory {
  readonly heapMb: number;
  readonly pageCacheMb: number;
}

/** Heap and page cache of the local database in megabytes, from the machine's memory: a quarter of it, at most 2 GB together. */
export function localMemory(machineMb: number): LocalMemory {
  const together = Math.min(2048, Math.max(512, Math.floor(machineMb / 4)));
  const heapMb = Math.max(384, Math.floor(together / 2));
  return { heapMb, pageCacheMb: together - heapMb };
}
