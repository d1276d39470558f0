import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unavailable } from '../../errors.ts';
import { isErrorCode } from '../../system-error.ts';

/** Says in one line whose a file of a data folder is, when this user may not have it, and what to do; other errors stay. */
export async function forOthersOnly(path: string, error: unknown): Promise<unknown> {
  if (!isErrorCode(error, 'EACCES', 'EPERM')) return error;
  const owner = await ownerOf(path);
  const user = process.geteuid?.();
  return unavailable(
    owner === user
      ? `${path} belongs to this user, but its mode forbids to read it. Give it back what it had: chmod u+rwX.`
      : `User id ${user} may not read ${path}, which is there for user id ${owner} only. Run the command as that user: sudo -u '#${owner}' npm run …`,
    error,
  );
}

/** The user a file belongs to; where it cannot even be looked for, whom the nearest folder belongs to. */
async function ownerOf(path: string): Promise<number> {
  try {
    return (await stat(path)).uid;
  } catch (error) {
    if (isErrorCode(error, 'EACCES') && dirname(path) !== path) return ownerOf(dirname(path));
    throw error;
  }
}
