import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { openDataFolder, selectOpenContent } from './select.ts';

// `npm run seed:select -- FOLDER`: makes the files of the starter content anew from a folder with the whole data sets.
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('npm run seed:select -- FOLDER: the folder that holds the whole data sets.');
  process.exitCode = 2;
} else {
  await mkdir(openDataFolder, { recursive: true });
  for (const [name, bytes] of await selectOpenContent(resolve(folder))) {
    await writeFile(join(openDataFolder, name), bytes);
    console.log(`${name} ${bytes.length.toLocaleString('en')} bytes`);
  }
}
