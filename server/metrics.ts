import type { onResponseHookHandler, RouteHandlerMethod } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type ErrorCode, errorCodes } from '../schema/error-codes.ts';
import { unfinishedWork } from './editorial/unfinished-work.ts';
import { KnowledgeError } from './errors.ts';
import type { Database } from './neo4j/database.ts';

/** What a process counts about itself, for Prometheus. Never a text, an id, an address or an account. */
export interface Metrics {
  /** Counts an answer that was sent, by the door the request came to. */
  readonly measure: onResponseHookHandler;
  /** Answers everything that was counted, and asks the database for its state. */
  readonly answer: RouteHandlerMethod;
  readonly countError: (code: ErrorCode) => void;
}

/** Paths that are told apart; everything else is one, so that nobody can make us count names of their own. */
const doors = ['graphql', 'graphiql', 'admin', 'livez', 'readyz', 'metrics'];

/** Counts for one service, apart from those of others in the same process. */
export function createMetrics(database: Database): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'aetia_http_request_duration_seconds',
    help: 'How long answers took, by door and status.',
    labelNames: ['door', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const errors = new Counter({ name: 'aetia_errors_total', help: 'Errors that were answered, by code.', labelNames: ['code'], registers });
  for (const code of Object.keys(errorCodes)) errors.inc({ code }, 0);
  const up = new Gauge({ name: 'aetia_database_up', help: 'Whether the database answered just now.', registers });
  const release = new Gauge({
    name: 'aetia_content_release',
    help: 'The content release, as the database last told it; absent before it did.',
    registers,
  });

  const readable = new Gauge({
    name: 'aetia_content_readable',
    help: 'Whether content can be read: 0 while an import publishes in parts or was interrupted in it, and while a backup is restored.',
    registers,
  });

  // Until the database has told it there is none.
  release.remove();

  const look = async (): Promise<void> => {
    try {
      const [number, unfinished] = await database.look(async (runner) => {
        const [row] = await runner.run({ text: `MATCH (c:ContentRelease {key: 'current'}) RETURN c.number`, params: {} });
        return [row?.[0], await unfinishedWork(runner)] as const;
      });
      up.set(1);
      release.set(typeof number === 'number' ? number : 0);
      readable.set(unfinished === undefined ? 1 : 0);
    } catch (error) {
      if (!(error instanceof KnowledgeError)) throw error;
      up.set(0);
      readable.set(0);
    }
  };

  return {
    measure({ url }, reply, done) {
      const [, first = ''] = url.split(/[/?]/, 2);
      const door = doors.includes(first) ? first : 'other';
      durations.observe({ door, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
      done();
    },
    async answer(_request, reply) {
      await look();
      return reply.headers({ 'content-type': registry.contentType, 'cache-control': 'no-store' }).send(await registry.metrics());
    },
    countError: (code) => errors.inc({ code }),
  };
}
