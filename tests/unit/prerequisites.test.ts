import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { listPrerequisites } from '../../server/prerequisites.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aetia-programs-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('tells the version of a program without the colours it prints', async () => {
  await writeFile(join(folder, 'mvn'), "#!/bin/sh\nprintf '\\033[1mApache Maven 3.8.7\\033[m\\nMaven home: /usr/share/maven\\n'\n", {
    mode: 0o755,
  });
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
  const found = await listPrerequisites(readConfig({}), join(folder, 'no-jars'));
  vi.unstubAllEnvs();
  expect(found.find(({ name }) => name === 'Maven')?.found).toBe('Apache Maven 3.8.7');
});
