import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
let child: ChildProcess | undefined;

afterEach(() => {
  child?.kill('SIGTERM');
});

describe('npm run bench', () => {
  // A database, three servers and their warming up: minutes on a busy machine.
  it('finds that all contestants answer the same, and says how fast', { timeout: 600_000 }, async () => {
    const bench = spawn(process.execPath, ['--import', 'tsx', resolve(root, 'tests/bench/bench.ts'), '--quick'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = bench;
    const exited = new Promise((done) => void bench.once('exit', done));
    const [output, errors, code] = await Promise.all([text(bench.stdout), text(bench.stderr), exited]);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toContain('Answers   agree');
    for (const title of ['strongest causes', 'page at the start', 'page at the end'])
      expect(output).toMatch(new RegExp(`${title}: ours/peer \\d+\\.\\d\\d .*, ours/bare \\d+\\.\\d\\d `));
  });
});
