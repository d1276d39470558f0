import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Bundle } from '../../server/web/bundles.ts';
import { prepareBundle } from '../../server/web/prepare-bundle.ts';
import { isUnfinished } from '../../server/whole-folder.ts';
import { until } from '../support/until.ts';

let folder: string;
let bundle: Bundle;
const lines: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aetia-bundle-'));
  const source = join(folder, 'source');
  await mkdir(source);
  await writeFile(join(source, 'vite.config.ts'), 'export default { root: import.meta.dirname };');
  await writeFile(join(source, 'index.html'), '<script type="module" src="./main.ts"></script>');
  await writeFile(join(source, 'main.ts'), 'document.title = "first" as string;');
  await writeFile(join(folder, 'lock'), '1');
  bundle = { name: 'sample', path: '/sample', source, alsoReads: [join(folder, 'lock')] };
  lines.length = 0;
});
afterEach(() => rm(folder, { recursive: true }));

const buildsDir = (): string => join(folder, 'builds');
const prepare = (signal?: AbortSignal): Promise<string> =>
  prepareBundle(bundle, { buildsDir: buildsDir(), signal, report: (line) => lines.push(line) }).then((built) => built.folder);
const write = (text: string): Promise<void> => writeFile(join(bundle.source, 'main.ts'), text);

it('builds what is not built yet, says so in one line, and never builds it again', async () => {
  const built = await prepare();
  expect(lines).toEqual(['Building the sample; this happens once for each version.']);
  expect(await readFile(join(built, 'index.html'), 'utf8')).toMatch(/src="\/sample\/assets\/index-.*\.js"/);
  expect(await prepare()).toBe(built);
  expect(lines).toHaveLength(1);
});

it('builds anew when a source or a library changes, and keeps the build before it for a server that still runs', async () => {
  const first = await prepare();
  await write('document.title = "second" as string;');
  const second = await prepare();
  await writeFile(join(folder, 'lock'), '2');
  const third = await prepare();
  expect(new Set([first, second, third]).size).toBe(3);
  expect((await readdir(join(buildsDir(), 'sample'))).map((name) => join(buildsDir(), 'sample', name)).sort()).toEqual(
    [second, third].sort(),
  );
});

it('says in one line that a build failed and where the reason is, leaves nothing of it, and can be tried again', async () => {
  await write('import "./missing.ts";');
  const logFile = join(buildsDir(), 'sample.log');
  await expect(prepare()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: `The sample could not be built (exit code 1); ${logFile} has the details.`,
  });
  expect(await readFile(logFile, 'utf8')).toContain('missing.ts');
  expect(await readdir(join(buildsDir(), 'sample'))).toEqual([]);
  await write('document.title = "mended" as string;');
  expect(await readdir(await prepare())).toContain('index.html');
});

it('leaves no half build when it is interrupted', async () => {
  const stopping = new AbortController();
  const preparing = prepare(stopping.signal);
  const isRefused = expect(preparing).rejects.toMatchObject({ name: 'AbortError' });
  await until(async () => (await readdir(folder, { recursive: true })).some(isUnfinished));
  stopping.abort();
  await isRefused;
  expect(await readdir(join(buildsDir(), 'sample'))).toEqual([]);
});
