import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isErrorCode } from './system-error.ts';
import { isRunning } from './running-process.ts';

/**
 * Makes a folder that is either absent or whole: it is filled under another name and gets its own at the end. Interrupted attempts
 * leave nothing that counts, and the next one in the same parent removes it. When two make the same folder at a time, the first to end wins.
 */
export async function makeWholeFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const parent = dirname(target);
  await makeFolder(parent);
  await removeLeftOvers(parent);
  const part = partName(target);
  await mkdir(part);
  try {
    await fill(part);
    await rename(part, target);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    // Another one was quicker: its folder is as good as ours.
    if (!isErrorCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
}

/** Makes a folder and those above it that are missing. Node's own way tries for ever where the system makes none, as below /proc. */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (isErrorCode(error, 'EEXIST') && (await stat(path)).isDirectory()) return;
    if (!isErrorCode(error, 'ENOENT') || (await isThere(dirname(path)))) throw error;
    await makeFolder(dirname(path), mode);
    await makeFolder(path, mode);
  }
}

/** Whether anything is at a path. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Whether a name in the parent folder is that of a folder which is not whole yet, or never became so. */
export const isUnfinished = (name: string): boolean => name.includes(mark);

const mark = '.part-';

/** Another name for what is being made: it names this process, so that its left-overs can be told. */
export const partName = (target: string): string => `${target}${mark}${process.pid}-${randomBytes(4).toString('hex')}`;

/** Removes what interrupted attempts left in a folder. */
export async function removeLeftOvers(parent: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    if (!isUnfinished(entry)) continue;
    const pid = Number.parseInt(entry.slice(entry.lastIndexOf(mark) + mark.length), 10);
    // What the killed attempt had started may live a little longer than itself, and write.
    if (!isRunning(pid)) await rm(join(parent, entry), { recursive: true, force: true, maxRetries: 5 });
  }
}
