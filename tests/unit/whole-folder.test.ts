import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeWholeFile } from '../../server/whole-file.ts';
import { makeWholeFolder } from '../../server/whole-folder.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'aetia-folder-'));
});
afterEach(() => rm(parent, { recursive: true }));

const fillWith =
  (...names: string[]) =>
  async (folder: string): Promise<void> => {
    for (const name of names) await writeFile(join(folder, name), name);
  };

it('gives the folder its name only when it is whole', async () => {
  const target = join(parent, 'jars');
  await makeWholeFolder(target, async (folder) => {
    await fillWith('a', 'b')(folder);
    expect(await readdir(parent)).not.toContain('jars');
  });
  expect(await readdir(target)).toEqual(['a', 'b']);
  expect(await readdir(parent)).toEqual(['jars']);
});

it('makes the folders above it that are missing, and says at once when it cannot', async () => {
  const target = join(parent, 'a', 'b', 'jars');
  await makeWholeFolder(target, fillWith('a'));
  expect(await readdir(target)).toEqual(['a']);
  await writeFile(join(parent, 'a-file'), '');
  await expect(makeWholeFolder(join(parent, 'a-file', 'jars'), fillWith())).rejects.toMatchObject({ code: 'EEXIST' });
});

it.runIf(process.platform === 'linux')('is not tried for ever where the system makes no folder', async () => {
  await expect(makeWholeFolder('/proc/none/jars', fillWith())).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(makeWholeFile('/proc/none/further/file', async () => {})).rejects.toMatchObject({ code: 'ENOENT' });
});

it('leaves nothing when filling fails, and can be tried again', async () => {
  const target = join(parent, 'jars');
  const failing = makeWholeFolder(target, async (folder) => {
    await fillWith('a')(folder);
    throw new Error('network gone');
  });
  await expect(failing).rejects.toThrow('network gone');
  expect(await readdir(parent)).toEqual([]);
  await makeWholeFolder(target, fillWith('a', 'b'));
  expect(await readdir(target)).toEqual(['a', 'b']);
});

it('removes what a killed attempt left, but not what a running one is filling', async () => {
  // No process has this id: it is above the highest that Linux and macOS give out.
  await mkdir(join(parent, 'jars.part-999999999-abcd'));
  await mkdir(join(parent, 'older-jars.part-999999999-abcd'));
  await mkdir(join(parent, `jars.part-${process.pid}-abcd`));
  await makeWholeFolder(join(parent, 'jars'), fillWith('a'));
  expect(await readdir(parent)).toEqual(['jars', `jars.part-${process.pid}-abcd`]);
});

it('two at a time end with one whole folder', async () => {
  const target = join(parent, 'jars');
  let waiting = 0;
  let open = (): void => {};
  const bothAreFilling = new Promise<void>((done) => (open = done));
  const attempt = (text: string): Promise<void> =>
    makeWholeFolder(target, async (folder) => {
      if (++waiting === 2) open();
      await bothAreFilling;
      await writeFile(join(folder, 'a'), text);
      await writeFile(join(folder, 'b'), text);
    });
  await Promise.all([attempt('first'), attempt('second')]);
  expect(await readdir(parent)).toEqual(['jars']);
  expect(await readFile(join(target, 'a'), 'utf8')).toBe(await readFile(join(target, 'b'), 'utf8'));
});
