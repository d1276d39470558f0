import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { inject } from 'vitest';

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command as `npm run` does, on the test run's database and with none of this process's settings. */
export const runCommand = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> => beginCommand(args, env).ended;

/** Starts a command as `runCommand` does, for those who want to do something to it. */
export const beginCommand = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Running =>
  start([resolve(import.meta.dirname, '../../server/start.js'), ...args], env);

/** A program that runs, and how it will have ended. */
interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts a program of this folder like a command, for those who want to do something to it. */
export const startProgram = (file: string, args: readonly string[]): Running =>
  start(['--import', 'tsx', resolve(import.meta.dirname, file), ...args]);

function start(words: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const { uri, password } = inject('neo4j');
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NEO4J_URI: uri, NEO4J_PASSWORD: password, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.errors += chunk.toString()));
  const ended = new Promise<Ended>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, ...said }));
  });
  return { child, ended };
}
