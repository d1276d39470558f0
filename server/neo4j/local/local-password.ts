import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unavailable } from '../../errors.ts';
import { isErrorCode } from '../../system-error.ts';

/** Where the password of a data folder's database is kept. */
export const passwordFileOf = (dataDir: string): string => join(dataDir, 'neo4j-password');

/**
 * The local database's password, generated once and readable by the owner only. Delete the file and the next start makes a new one.
 * UNAVAILABLE when the file holds none that the database takes.
 */
export async function localPassword(dataDir: string): Promise<string> {
  const file = passwordFileOf(dataDir);
  const stored = await storedPassword(file);
  if (stored !== undefined) {
    await chmod(file, 0o600);
    return stored;
  }
  const password = randomBytes(24).toString('base64url');
  const part = `${file}.part-${process.pid}`;
  await writeFile(part, password + '\n', { mode: 0o600 });
  await rename(part, file);
  return password;
}

/** The password a file holds; undefined when there is no such file, or nothing in it. UNAVAILABLE when it is none that the database takes. */
export async function storedPassword(file: string): Promise<string | undefined> {
  try {
    const stored = (await readFile(file, 'utf8')).trim();
    if (stored === '') return undefined;
    if (usable.test(stored)) return stored;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return undefined;
    if (!isErrorCode(error, 'EISDIR')) throw error;
  }
  throw unavailable(
    `${file} is damaged: it must hold one word of 8 characters or more. Stop the server, move the file away, and the next start makes a new password.`,
  );
}

/** Neo4j takes no shorter one. */
const usable = /^[!-~]{8,}$/;
