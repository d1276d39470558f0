import type { Row } from '../neo4j/statement.ts';
import type { Role } from './roles.ts';

/** An account as others may see it; what proves the owner stays in the database. */
export interface User {
  readonly id: string;
  /** Lower case; two accounts never share one. */
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly state: UserState;
  /** Whether a second factor is asked for at sign-in. */
  readonly hasTotp: boolean;
  /** Whether the password was handed out and must be changed before anything else. */
  readonly mustChangePassword: boolean;
  readonly createdAt: string;
}

export type UserState = 'ACTIVE' | 'SUSPENDED';

/** The columns that `userFrom` reads. */
export const userColumns = 'u.id, u.email, u.name, u.roles, u.state, u.totpSecret IS NOT NULL, u.mustChangePassword, u.createdAt';

/** A user of the first values of a row of `userColumns`. */
export function userFrom(row: Row): User {
  const [id, email, name, roles, state, hasTotp, mustChangePassword, createdAt] = row;
  return { id, email, name, roles, state, hasTotp, mustChangePassword, createdAt } as User;
}

/** Characters that nobody can type on purpose: control characters and halves of characters. */
export const unwritable = /[\p{Cc}\p{Cs}]/u;

/** An email address as it is stored and compared; undefined when it cannot be one. */
export function readEmail(text: string): string | undefined {
  if (text.length > 254 || unwritable.test(text)) return undefined;
  const email = text.trim().normalize('NFKC').toLowerCase();
  return email.length <= 254 && /^[^\s@]+@[^\s@]+$/u.test(email) ? email : undefined;
}
