import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ChaosResult, runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    'database-kills': { type: 'string' },
    writers: { type: 'string', default: '4' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const serverKills = Number(values.kills);
const seed = Number(values.seed);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (!stopping.signal.aborted) console.log('Stopping; ending server and database.');
    stopping.abort();
  });

const dataDir = await mkdtemp(join(tmpdir(), 'aetia-chaos-'));
console.log(`Seed ${seed}; the same one kills in the same order.`);
try {
  const result = await runChaos({
    dataDir,
    serverKills,
    databaseKills: Number(values['database-kills'] ?? Math.ceil(serverKills / 5)),
    writers: Number(values.writers),
    seed,
    report: (line) => console.log(line),
    signal: stopping.signal,
  });
  for (const line of tableOf(result)) console.log(line);
  process.exitCode = result.findings.length > 0 ? 1 : stopping.signal.aborted ? 130 : 0;
} catch (error) {
  // A server that was stopped while it started has nothing to tell.
  if (!stopping.signal.aborted) throw error;
  process.exitCode = 130;
} finally {
  await rm(dataDir, { recursive: true });
}

function tableOf({ findings, ...figures }: ChaosResult): string[] {
  const names: Readonly<Record<keyof typeof figures, string>> = {
    serverKills: 'server killed, times',
    databaseKills: 'database killed, times',
    acknowledged: 'publishes acknowledged',
    survived: 'publishes under way at a kill, and done',
    undone: 'publishes under way at a kill, and undone',
    repeats: 'sends repeated',
    releases: 'releases at the last look',
  };
  const lines = Object.entries(names).map(([figure, name]) => `${name.padEnd(42)} ${figures[figure as keyof typeof figures]}`);
  return ['', ...lines, findings.length === 0 ? 'Every promise held.' : `${findings.length} broken promises:`, ...findings];
}
