import { expect, it } from 'vitest';
import { localMemory } from '../../server/neo4j/local/local-memory.ts';

it.each([
  [1_000, { heapMb: 384, pageCacheMb: 128 }],
  [4_000, { heapMb: 500, pageCacheMb: 500 }],
  [8_192, { heapMb: 1024, pageCacheMb: 1024 }],
  [262_144, { heapMb: 1024, pageCacheMb: 1024 }],
])('gives the database of a machine with %i MB a quarter of it, 512 MB at least and 2 GB at most', (machineMb, memory) => {
  expect(localMemory(machineMb)).toEqual(memory);
});
