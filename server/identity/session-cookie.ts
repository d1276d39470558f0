import type { SessionLengths } from '../config.ts';
import { tokenPattern } from './secrets.ts';

/** Browsers keep a `__Host-` cookie to this host, the whole path and TLS; without TLS they would refuse it. */
const nameOf = (isSecure: boolean): string => (isSecure ? '__Host-aetia' : 'aetia');

/** The session token in a Cookie header; undefined when there is none that could be ours. */
export function tokenIn(header: string | undefined, isSecure: boolean): string | undefined {
  const start = `${nameOf(isSecure)}=`;
  const value = header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(start))
    ?.slice(start.length);
  return value !== undefined && tokenPattern.test(value) ? value : undefined;
}

/** The Set-Cookie header that hands over a session token, or takes it back when it is null. */
export function sessionCookie(token: string | null, isSecure: boolean, { absoluteMinutes }: SessionLengths): string {
  const maxAge = token === null ? 0 : absoluteMinutes * 60;
  return `${nameOf(isSecure)}=${token ?? ''}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}
