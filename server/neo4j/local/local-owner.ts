import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, startOf } from '../../running-process.ts';
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
 * Who uses a data folder's database, as its launcher wrote it down; undefined when nobody does any more, also when its process id belongs
 * to another process by now. UNAVAILABLE when the folder is another user's.
 */
export async function localOwner(dataDir: string): Promise<LocalOwner | undefined> {
  let text: string;
  try {
    text = await readFile(ownerFileOf(dataDir), 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw await forOthersOnly(ownerFileOf(dataDir), error);
  }
  const [server = '', database = '', port = '', start] = text.trim().split(' ');
  const [serverPid, databasePid, boltPort] = [Number(server), Number(database), Number(port)];
  if (!(serverPid > 0 && databasePid > 0 && isRunning(serverPid) && isRunning(databasePid))) return undefined;
  // A system that does not tell starts leaves the id to go by.
  return start === undefined || start === (await startOf(serverPid)) ? { serverPid, databasePid, boltPort } : undefined;
}

/** What an owner file says of this process behind the ids and the port; empty where the system does not tell. */
export const startOfServer = async (): Promise<string> => (await startOf(process.pid)) ?? '';

const addressFileOf = (dataDir: string): string => join(dataDir, 'listening');

/** Writes down where the server of a data folder answers, for `addressOf`. */
export const tellAddress = async (dataDir: string, url: string): Promise<void> =>
  writeFile(addressFileOf(dataDir), `${process.pid} ${url}\n`);

/** Where the owner of a data folder answers; undefined while it does not, and when it is no server. */
export async function addressOf(dataDir: string, { serverPid }: LocalOwner): Promise<string | undefined> {
  try {
    const [pid, url] = (await readFile(addressFileOf(dataDir), 'utf8')).trim().split(' ');
    return Number(pid) === serverPid ? url : undefined;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return undefined;
    throw await forOthersOnly(addressFileOf(dataDir), error);
  }
}

/** Takes back what `tellAddress` wrote. */
export const forgetAddress = (dataDir: string): Promise<void> => rm(addressFileOf(dataDir), { force: true });

/** Writes down that this process brings the database back, so that nobody else starts it until its launcher has written itself down. */
export const claimOwnership = async (dataDir: string): Promise<void> =>
  writeFile(ownerFileOf(dataDir), `${process.pid} ${process.pid} 0 ${await startOfServer()}\n`);
