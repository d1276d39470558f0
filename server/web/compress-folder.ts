import { createReadStream, createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** Endings of files that become much smaller. */
const compressible = ['.html', '.js', '.css', '.svg', '.md', '.ttf', '.json'];

/** Puts a gzip copy, named `….gz`, beside each file of a folder that is worth it. */
export async function compressFolder(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressible.includes(extname(entry.name))) continue;
    const file = join(entry.parentPath, entry.name);
    await pipeline(createReadStream(file), createGzip({ level: 9 }), createWriteStream(`${file}.gz`));
  }
}
