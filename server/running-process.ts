import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { isErrorCode } from './system-error.ts';

/** Whether a process with this id exists, whoever it belongs to. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrorCode(error, 'EPERM');
  }
}

/**
 * When a process began, in a form of the system's own and without spaces: together with its id it names the process for ever, while the
 * id alone is given to another one later. Undefined when there is no such process, or the system does not say.
 */
export async function startOf(pid: number): Promise<string | undefined> {
  try {
    if (process.platform !== 'linux') {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], {
        env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      });
      return stdout.trim().replaceAll(/\s+/g, '-') || undefined;
    }
    const [boot, status] = await Promise.all([readFile('/proc/sys/kernel/random/boot_id', 'utf8'), readFile(`/proc/${pid}/stat`, 'utf8')]);
    // The name of the program, in brackets, may hold anything; the start is the 20th word behind it (proc_pid_stat(5), field 22).
    return `${boot.trim()}-${status.slice(status.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    // No such process, or no such program or file on this system.
    return undefined;
  }
}
