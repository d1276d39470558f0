import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder, partName, removeLeftOvers } from './whole-folder.ts';

/** Makes a file that is either absent or whole, as `makeWholeFolder` makes a folder. A missing parent is made for its owner alone. */
export async function makeWholeFile(target: string, fill: (file: string) => Promise<void>): Promise<void> {
  const parent = dirname(target);
  await makeFolder(parent, 0o700);
  await removeLeftOvers(parent);
  const part = partName(target);
  try {
    await fill(part);
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
