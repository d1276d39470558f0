import { randomUUID } from 'node:crypto';
import type { Model } from '../../schema/language/define-model.ts';
import type { Reading } from '../knowledge/select/select.ts';
import type { Runner } from '../neo4j/statement.ts';

/** What resolvers get with each request. */
export interface RequestContext extends Reading {
  /** Content releases that the statements of this request read; more than one when a publish came in between. */
  readonly releases: Set<number>;
  /** Names the request in errors and logs. */
  readonly requestId: string;
}

/** A fresh context for one request. */
export function requestContext(model: Model, runner: Runner): RequestContext {
  const releases = new Set<number>();
  return { requestId: randomUUID(), model, runner, releases, sawRelease: (release) => void releases.add(release) };
}
