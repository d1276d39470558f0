import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { startArguments } from './start-command.ts';

/** A server under test: the real `npm start`, as a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves with the API's address once the server has printed it; rejects when it ended before. */
  readonly api: Promise<string>;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Everything printed so far, by either stream. */
  output(): string;
  errors(): string;
  kill(signal: NodeJS.Signals): void;
}

const running = new Set<ChildProcess>();

/** Starts the server on a free port with these variables and none of this process's database settings. */
export function startServer(env: NodeJS.ProcessEnv): ServerProcess {
  const child = spawn(process.execPath, startArguments, {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: '0',
      NEO4J_HEAP_MB: '384',
      NEO4J_PAGE_CACHE_MB: '32',
      JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let errors = '';
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) => {
    child.on('close', (code, signal) => {
      running.delete(child);
      done({ code, signal });
    });
  });
  const api = new Promise<string>((found, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`;
      const url = /^API\s+(\S+)/.exec(line)?.[1];
      if (url) found(url);
    });
    void exited.then(() => fail(new Error(`The server ended before it answered:\n${output}${errors}`)));
  });
  // A test that expects the start to fail does not look at it.
  api.catch(() => {});
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return {
    pid: child.pid ?? 0,
    api,
    exited,
    output: () => output + errors,
    errors: () => errors,
    kill: (signal) => void child.kill(signal),
  };
}

/** Ends what a failed test left running. */
export function endServers(): void {
  for (const child of running) child.kill('SIGKILL');
}
