import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isErrorCode } from '../../system-error.ts';
import { isRunning } from './running-process.ts';

/**
 * Makes a folder that is either absent or whole: it is filled under another name and gets its own at the end. Interrupted attempts
 * leave nothing that counts, and the next one removes it. When two make the same folder at a time, the first to end wins.
 */
export async function makeWholeFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  await removeLeftOvers(target);
  const part = `${target}${mark}${process.pid}-${randomBytes(4).toString('hex')}`;
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

const mark = '.part-';

async function removeLeftOvers(target: string): Promise<void> {
  const start = basename(target) + mark;
  for (const entry of await readdir(dirname(target))) {
    if (!entry.startsWith(start)) continue;
    const pid = Number.parseInt(entry.slice(start.length), 10);
    if (!isRunning(pid)) await rm(join(dirname(target), entry), { recursive: true, force: true });
  }
}
