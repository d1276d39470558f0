import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorCode } from '../../system-error.ts';

/** Where the password of a data folder's database is kept. */
export const passwordFileOf = (dataDir: string): string => join(dataDir, 'neo4j-password');

/** The local database's password, generated once and readable by the owner only. Delete the file and the next start makes a new one. */
export async function localPassword(dataDir: string): Promise<string> {
  const file = passwordFileOf(dataDir);
  try {
    const stored = (await readFile(file, 'utf8')).trim();
    if (stored !== '') {
      await chmod(file, 0o600);
      return stored;
    }
  } catch (error) {
    if (!isErrorCode(error, 'ENOENT')) throw error;
  }
  const password = randomBytes(24).toString('base64url');
  const part = `${file}.part-${process.pid}`;
  await writeFile(part, password + '\n', { mode: 0o600 });
  await rename(part, file);
  return password;
}
