import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { RemoteNeo4j } from '../../server/config.ts';
import { startArguments } from '../support/start-command.ts';
import type { Contestant } from './questions.ts';

/** A contestant that answers, in a process of its own. */
export interface ContestantProcess {
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
}

const programs: Readonly<Record<Contestant, readonly string[]>> = {
  ours: startArguments,
  peer: ['--import', 'tsx', resolve(import.meta.dirname, 'peer.ts')],
  bare: ['--import', 'tsx', resolve(import.meta.dirname, 'bare.ts')],
};

/** Starts a contestant on this database; resolves when it has printed its address. */
export async function startContestant(contestant: Contestant, { uri, user, password }: RemoteNeo4j): Promise<ContestantProcess> {
  const child = spawn(process.execPath, programs[contestant], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      NEO4J_URI: uri,
      NEO4J_USER: user,
      NEO4J_PASSWORD: password,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Whatever ends this process, nothing of it stays behind.
  process.once('exit', () => child.kill('SIGTERM'));
  const exited = new Promise<void>((done) => void child.once('close', () => done()));
  const url = await new Promise<string>((found, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /^API\s+(\S+)/.exec(line)?.[1];
      if (address !== undefined) found(address);
    });
    void exited.then(() => fail(new Error(`${contestant} ended before it answered.`)));
  });
  return {
    pid: child.pid ?? 0,
    url,
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
