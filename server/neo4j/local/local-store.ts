import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorCode } from '../../system-error.ts';
import { forOthersOnly } from './for-others-only.ts';

/** Whether a data folder holds a database that was started at least once. UNAVAILABLE where this user may not look. */
export async function hasStore(dataDir: string): Promise<boolean> {
  const folder = join(dataDir, 'neo4j', 'databases', 'neo4j');
  try {
    await stat(folder);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw await forOthersOnly(folder, error);
  }
}
