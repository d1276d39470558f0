import { readFileSync } from 'node:fs';
import { cpuTimeMs } from './cpu-time.ts';

/** What some work cost, in seconds and megabytes. */
export interface Cost {
  readonly seconds: number;
  /** Processor time of this process, of the database, and of everything else on the machine. */
  readonly own: number;
  readonly database: number;
  readonly others: number;
  /** The most memory that this process had meanwhile. */
  readonly memoryMb: number;
}

/** Does some work and says what it cost. */
export async function costOf(databasePid: number, work: () => Promise<void>): Promise<Cost> {
  const before = taken(databasePid);
  let most = 0;
  const look = (): void => void (most = Math.max(most, process.memoryUsage.rss()));
  const timer = setInterval(look, 50);
  try {
    await work();
  } finally {
    clearInterval(timer);
    look();
  }
  const after = taken(databasePid);
  const [own, database] = [after.own - before.own, after.database - before.database];
  return {
    seconds: after.at - before.at,
    own,
    database,
    others: Math.max(0, after.machine - before.machine - own - database),
    memoryMb: most / 2 ** 20,
  };
}

function taken(databasePid: number) {
  const { user, system } = process.cpuUsage();
  return {
    at: performance.now() / 1000,
    own: (user + system) / 1e6,
    database: (cpuTimeMs(databasePid) ?? 0) / 1000,
    machine: machineSeconds(),
  };
}

/** Processor time of everything on the machine; 0 where the system does not tell it in /proc. */
function machineSeconds(): number {
  const [, user = 0, nice = 0, system = 0] = /^cpu +(\d+) (\d+) (\d+)/.exec(readFileSync('/proc/stat', 'utf8'))?.map(Number) ?? [];
  return (user + nice + system) / 100;
}
