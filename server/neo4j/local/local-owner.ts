import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../../running-process.ts';
import { isErrorCode } from '../../system-error.ts';

/** The server and database processes that use a data folder now. */
export interface LocalOwner {
  readonly serverPid: number;
  readonly databasePid: number;
  /** 0 until the database answers. */
  readonly boltPort: number;
}

/** Who uses a data folder's database, as its launcher wrote it down; undefined when nobody does any more. */
export async function localOwner(dataDir: string): Promise<LocalOwner | undefined> {
  let text: string;
  try {
    text = await readFile(join(dataDir, 'owner'), 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
  const [serverPid = 0, databasePid = 0, boltPort = 0] = text.split(' ').map(Number);
  return databasePid !== 0 && isRunning(databasePid) ? { serverPid, databasePid, boltPort } : undefined;
}
