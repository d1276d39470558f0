import { Agent, request } from 'node:http';
import type { Asked } from './questions.ts';

/** What came of one round: how long it took and how long each answer did, in milliseconds. */
export interface Round {
  readonly ms: number;
  readonly latenciesMs: readonly number[];
}

/** Sends requests over this many connections, each waiting for its answer before the next, until the time is over. */
export async function loadFor(url: string, asked: readonly Asked[], connections: number, seconds: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const bodies = asked.map((one) => JSON.stringify(one));
  const latenciesMs: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  let next = 0;
  const connection = async (): Promise<void> => {
    while (performance.now() < end) {
      const sent = performance.now();
      const answer = await post(agent, url, bodies[next++ % bodies.length] ?? '');
      latenciesMs.push(performance.now() - sent);
      if (answer.includes('"errors"')) throw new Error(`${url} answered with errors: ${answer.slice(0, 2000)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
  } finally {
    agent.destroy();
  }
  return { ms: performance.now() - start, latenciesMs };
}

/** One answer, as it is compared. */
export async function ask(url: string, asked: Asked): Promise<unknown> {
  return JSON.parse(await post(undefined, url, JSON.stringify(asked)));
}

function post(agent: Agent | undefined, url: string, body: string): Promise<string> {
  return new Promise((done, fail) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', headers, ...(agent && { agent }) }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', fail);
      response.on('end', () => {
        if (response.statusCode === 200) done(text);
        else fail(new Error(`${url} answered with status ${response.statusCode}: ${text.slice(0, 2000)}`));
      });
    });
    sent.on('error', fail);
    sent.end(body);
  });
}
