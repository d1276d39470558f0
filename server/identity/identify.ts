import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config.ts';
import { rateLimited, unauthenticated } from '../errors.ts';
import { type Runner, write } from '../neo4j/statement.ts';
import { apiKeyOf, touchApiKey, wantsTouch } from './api-keys.ts';
import { anonymous, type Caller, callerOf } from './caller.ts';
import type { Identity } from './identity.ts';
import { networkOf } from './network.ts';
import { tokenIn } from './session-cookie.ts';
import { sessionOf, touchSession } from './sessions.ts';

/** What of a request says who sent it. */
export interface IncomingRequest {
  readonly headers: IncomingHttpHeaders;
  /** Network address of the client, by trusted proxies when there are some. */
  readonly address: string;
  /** Whether it came over TLS. */
  readonly isSecure: boolean;
}

/** Who sent a request, and how. */
export interface Requester {
  readonly caller: Caller;
  /** The part of the network address that one household or machine shares. */
  readonly network: string;
  /** How the audit log names the way in. */
  readonly client: string;
  readonly isSecure: boolean;
  /** Whether a page of another site made the browser send it. */
  readonly isForeign: boolean;
}

/**
 * Finds out who sends a request: an API key in `Authorization: Bearer`, else a session by its cookie, else nobody. The database is
 * asked each time, so that what changes there counts at once. Throws UNAUTHENTICATED for a key that is none and RATE_LIMITED.
 */
export async function identify(identity: Identity, request: IncomingRequest): Promise<Requester> {
  const { config, buckets, now } = identity;
  const isForeign = isForeignRequest(request, config);
  const caller = await callerOfRequest(identity, request, isForeign);
  const network = networkOf(request.address);
  const [bucket, perMinute] = rateOf(caller, network, config);
  const seconds = perMinute === undefined ? 0 : buckets.take(bucket, perMinute, now());
  if (seconds > 0) throw rateLimited(`More than ${perMinute} requests a minute are too many here.`, seconds);
  return { caller, network, client: `web ${request.address}`, isSecure: isSecureRequest(request, config), isForeign };
}

/** Whether cookies can be kept to TLS. */
const isSecureRequest = ({ isSecure }: IncomingRequest, { publicOrigin }: Config): boolean =>
  isSecure || publicOrigin?.startsWith('https:') === true;

async function callerOfRequest({ database, config, now }: Identity, request: IncomingRequest, isForeign: boolean): Promise<Caller> {
  const at = now();
  const writer: Runner = { run: (statement) => write(database, statement) };
  const bearer = /^Bearer\b *(.*)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const key = await apiKeyOf(database, bearer);
    if (!key) throw unauthenticated('This API key is unknown or was revoked. Send one that an admin gave you, or none.');
    if (wantsTouch(key, at)) await touchApiKey(writer, key.id, at);
    return { kind: 'API_KEY', key };
  }
  const token = isForeign ? undefined : tokenIn(request.headers.cookie, isSecureRequest(request, config));
  const session = token === undefined ? undefined : await sessionOf(database, token, config.session, at);
  if (!session) return anonymous;
  if (session.wantsTouch) await touchSession(writer, session.id, at);
  return callerOf(session, config);
}

/** The bucket a request counts in, and how many a minute it holds; people who are signed in are not counted. */
function rateOf(caller: Caller, network: string, { rates }: Config): [string, number | undefined] {
  if (caller.kind === 'USER') return ['', undefined];
  if (caller.kind === 'ANONYMOUS') return [`network ${network}`, rates.anonymous];
  const { id, rateClass } = caller.key;
  return [id, rateClass === 'UNLIMITED' ? undefined : rateClass === 'HIGH' ? rates.high : rates.standard];
}

/** Browsers say where a request comes from and pages cannot change it; other programs say nothing, and are nobody's page. */
function isForeignRequest({ headers }: IncomingRequest, { publicOrigin }: Config): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin, host } = headers;
  if (origin === undefined || origin === publicOrigin) return false;
  return publicOrigin !== undefined || !URL.canParse(origin) || new URL(origin).host !== host;
}
