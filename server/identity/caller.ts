import type { ApiKey } from './api-keys.ts';
import type { Role } from './roles.ts';
import type { Session } from './sessions.ts';
import type { User } from './user.ts';

/** What the owner of an account must do before anything else. */
export type SetupStep = 'NEW_PASSWORD' | 'TOTP_ENROLMENT';

/** Who sent a request, as the database knew them when it came in. */
export type Caller =
  | { readonly kind: 'ANONYMOUS' }
  | { readonly kind: 'USER'; readonly user: User; readonly sessionId: string; readonly setup: SetupStep | null }
  | { readonly kind: 'API_KEY'; readonly key: ApiKey };

export type UserCaller = Extract<Caller, { kind: 'USER' }>;

export const anonymous: Caller = { kind: 'ANONYMOUS' };

/** The caller that a session belongs to. */
export function callerOf({ id, user }: Pick<Session, 'id' | 'user'>, { requiresTotp }: { readonly requiresTotp: boolean }): UserCaller {
  const mustEnrol = requiresTotp && !user.hasTotp && user.roles.some((role) => rolesWithTotp.includes(role));
  return { kind: 'USER', user, sessionId: id, setup: user.mustChangePassword ? 'NEW_PASSWORD' : mustEnrol ? 'TOTP_ENROLMENT' : null };
}

/** The roles that need a second factor where the server asks for it. */
const rolesWithTotp: readonly Role[] = ['REVIEWER', 'PUBLISHER', 'ADMIN'];
