import type { FirstAdmin } from '../config.ts';
import { badUserInput } from '../errors.ts';
import type { Database } from '../neo4j/database.ts';
import { changeAccounts } from './identity.ts';
import { hashPassword, passwordIssues } from './password.ts';
import { type Role, roles } from './roles.ts';
import { newOneTimePassword } from './secrets.ts';
import { readEmail } from './user.ts';
import { countUsers, createUser } from './users.ts';

const name = 'admin';

/** The address of the account; BAD_USER_INPUT when none could be made with these settings. */
export function checkedAdminEmail({ email: given, password }: FirstAdmin): string {
  const email = readEmail(given);
  if (email === undefined) throw badUserInput(`ADMIN_EMAIL is "${given}", but must look like name@example.org.`);
  const [issue] = password === undefined ? [] : passwordIssues(password, 'ADMIN_PASSWORD', { email, name });
  if (issue) throw badUserInput(`ADMIN_PASSWORD: ${issue.message}`);
  return email;
}

/**
 * Makes the account `admin` when there is none at all, with every role, so that one person can try the whole house; approving one's
 * own changes stays impossible. Answers the one-time password to print, or undefined when nothing was made or the password was set.
 */
export async function createFirstAdmin(
  database: Database,
  settings: FirstAdmin,
  at: Date,
): Promise<{ email: string; oneTimePassword: string } | undefined> {
  if ((await countUsers(database, {})) > 0) return undefined;
  const email = checkedAdminEmail(settings);
  const password = settings.password ?? newOneTimePassword();
  const mustChangePassword = settings.password === undefined;
  const user = { email, name, roles: Object.keys(roles.values) as Role[], passwordHash: await hashPassword(password), mustChangePassword };
  const isMade = await changeAccounts(database, async (transaction) => {
    // Another server may have started at the same moment.
    if ((await countUsers(transaction, {})) > 0) return false;
    await createUser(transaction, user, { id: 'server', client: 'start' }, at);
    return true;
  });
  return isMade && mustChangePassword ? { email, oneTimePassword: password } : undefined;
}
