import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../../running-process.ts';
import { isErrorCode } from '../../system-error.ts';
import { forOthersOnly } from './for-others-only.ts';

/** The server and database processes that use a data folder now. */
export interface LocalOwner {
  readonly serverPid: number;
  readonly databasePid: number;
  /** 0 until the database answers. */
  readonly boltPort: number;
}

const ownerFileOf = (dataDir: string): string => join(dataDir, 'owner');

/**
 * Who uses a data folder's database, as its launcher wrote it down; undefined when nobody does any more. UNAVAILABLE when the folder
 * is another user's.
 */
export async function localOwner(dataDir: string): Promise<LocalOwner | undefined> {
  let text: string;
  try {
    text = await readFile(ownerFileOf(dataDir), 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw await forOthersOnly(ownerFileOf(dataDir), error);
  }
  const [serverPid = 0, databasePid = 0, boltPort = 0] = text.split(' ').map(Number);
  return databasePid !== 0 && isRunning(databasePid) ? { serverPid, databasePid, boltPort } : undefined;
}

/** Writes down that this process brings the database back, so that nobody else starts it until its launcher has written itself down. */
export const claimOwnership = (dataDir: string): Promise<void> => writeFile(ownerFileOf(dataDir), `${process.pid} ${process.pid} 0\n`);
