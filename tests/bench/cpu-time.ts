import { readFileSync } from 'node:fs';
import { isErrorCode } from '../../server/system-error.ts';

/** Processor time that a process has taken so far, in milliseconds; undefined where the system does not tell it in /proc. */
export function cpuTimeMs(pid: number): number | undefined {
  try {
    // The name in brackets may hold blanks; the fields after it do not.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * msPerTick;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Linux counts in hundredths of a second wherever Node runs. */
const msPerTick = 10;
