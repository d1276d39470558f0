import { type KnowledgeError, unavailable } from '../errors.ts';
import { isErrorCode } from '../system-error.ts';
import { isThere } from '../whole-folder.ts';

/** Turns what the operating system says about files that are written or read into one line that says what to do; other errors stay. */
export function cannotKeep(path: string, error: unknown): unknown {
  if (isErrorCode(error, 'ENOSPC', 'EDQUOT', 'EFBIG')) return full(path, error);
  if (isErrorCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ENOENT', 'ENAMETOOLONG'))
    return unavailable(
      `${path} cannot be written (${String((error as NodeJS.ErrnoException).code)}). Choose another place with --out.`,
      error,
    );
  return error;
}

const full = (path: string, error: unknown): KnowledgeError =>
  unavailable(`The disk that should hold ${path} is full. Nothing was kept; free some space, or choose another place with --out.`, error);

/** Whether something is there already where something is to be kept. */
export async function isTaken(path: string): Promise<boolean> {
  try {
    return await isThere(path);
  } catch (error) {
    throw cannotKeep(path, error);
  }
}
