import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { inject } from 'vitest';

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command as `npm run` does, on the test run's database and with none of this process's settings. */
export function runCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { uri, password } = inject('neo4j');
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../server/start.js'), ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NEO4J_URI: uri, NEO4J_PASSWORD: password, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.errors += chunk.toString()));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, ...said }));
  });
}
