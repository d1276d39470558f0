import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { unavailable } from './errors.ts';
import { isErrorCode } from './system-error.ts';

export interface RunOptions {
  /** Ends the program; the run then rejects. */
  readonly signal?: AbortSignal | undefined;
  readonly env?: NodeJS.ProcessEnv;
  /** Told each line of either stream. */
  readonly onLine: (line: string) => void;
}

/** Runs a program to its end and answers its exit code; 1 when a signal ended it. UNAVAILABLE when it is not installed. */
export function runProgram(command: string, args: readonly string[], { signal, env, onLine }: RunOptions): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(signal && { signal }), ...(env && { env }) });
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
    let failure: unknown;
    child.on('error', (error) => {
      failure = isErrorCode(error, 'ENOENT')
        ? unavailable(`${command} is not installed. \`npm run doctor\` says how to install it.`, error)
        : error;
    });
    // Only now is it certain that the program writes no more.
    child.on('close', (code) => (failure === undefined ? done(code ?? 1) : fail(failure)));
  });
}
