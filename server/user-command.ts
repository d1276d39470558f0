import { parseArgs } from 'node:util';
import { model } from '../schema/model.ts';
import type { Actor } from './audit/audit.ts';
import { badUserInput } from './errors.ts';
import { changeAccounts } from './identity/identity.ts';
import { hashPassword } from './identity/password.ts';
import { type Role, roles } from './identity/roles.ts';
import { newOneTimePassword } from './identity/secrets.ts';
import type { User } from './identity/user.ts';
import {
  activateUser,
  createUser,
  listUsers,
  readNewUser,
  resetPassword,
  resetTotp,
  setRoles,
  suspendUser,
  userByEmail,
} from './identity/users.ts';
import type { Database } from './neo4j/database.ts';
import { graphStatements } from './neo4j/graph-statements.ts';
import { migrate } from './neo4j/migrations.ts';
import type { Runner } from './neo4j/statement.ts';
import { readFromDatabase, runOnDatabase } from './shell-command.ts';

/** How it is used, for whoever asks and for whoever gave words it does not know. */
export const usage = `npm run user -- list
npm run user -- add EMAIL --name NAME --roles ROLE,ROLE
npm run user -- roles EMAIL ROLE,ROLE
npm run user -- suspend EMAIL
npm run user -- activate EMAIL
npm run user -- reset-password EMAIL
npm run user -- reset-totp EMAIL
Roles: ${Object.keys(roles.values).join(', ')}.`;

/** `npm run user`: manages accounts from the shell; exit code 1 with one reason when it could not, 2 for a command that is none. */
export async function userCommand(args: readonly string[]): Promise<void> {
  const command = readCommand(args);
  if (!command) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  if (command === list) return readFromDatabase((database) => printed(command, database));
  await runOnDatabase(async (database) => {
    // The server may never have been started.
    await migrate(database, graphStatements(model));
    return printed(command, database);
  });
}

async function printed(command: Command, database: Database): Promise<number> {
  for (const line of await command(database)) console.log(line);
  return 0;
}

/** Does the work and answers the lines to print. */
type Command = (database: Database) => Promise<string[]>;

function readCommand([verb = '', email, ...rest]: readonly string[]): Command | undefined {
  if (verb === 'list') return email === undefined ? list : undefined;
  if (email === undefined) return undefined;
  if (verb === 'add') return readAdd(email, rest);
  if (verb === 'roles') {
    const [wanted, ...more] = rest;
    if (wanted === undefined || more.length > 0) return undefined;
    return change(email, (transaction, id) => setRoles(transaction, id, readRoles(wanted), shell(), new Date()));
  }
  if (rest.length > 0) return undefined;
  if (verb === 'reset-password') return givePassword(email);
  const simple = simpleChanges[verb];
  return simple && change(email, (transaction, id) => simple(transaction, id, shell(), new Date()));
}

const simpleChanges: Readonly<Record<string, (transaction: Runner, id: string, actor: Actor, at: Date) => Promise<User>>> = {
  suspend: suspendUser,
  activate: activateUser,
  'reset-totp': resetTotp,
};

const list: Command = async (database) => {
  const lines: string[] = [];
  for (let after = '', page: User[]; (page = await listUsers(database, {}, after, pageSize)).length > 0; after = page.at(-1)?.email ?? '')
    lines.push(...page.map(lineOf));
  return lines;
};
const pageSize = 500;

function readAdd(email: string, rest: readonly string[]): Command | undefined {
  const parsed = parseArgs({
    args: [...rest],
    options: { name: { type: 'string' }, roles: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const { name, roles: wanted, ...others } = parsed.values;
  if (typeof name !== 'string' || typeof wanted !== 'string' || Object.keys(others).length > 0 || parsed.positionals.length > 0)
    return undefined;
  return async (database) => {
    const user = readNewUser({ email, name, roles: readRoles(wanted) });
    const password = newOneTimePassword();
    const account = { ...user, passwordHash: await hashPassword(password), mustChangePassword: true };
    const made = await changeAccounts(database, (transaction) => createUser(transaction, account, shell(), new Date()));
    return [lineOf(made.user), `One-time password ${password}`];
  };
}

const givePassword =
  (email: string): Command =>
  async (database) => {
    const password = newOneTimePassword();
    const passwordHash = await hashPassword(password);
    const [line = ''] = await change(email, (transaction, id) => resetPassword(transaction, id, passwordHash, shell(), new Date()))(
      database,
    );
    return [line, `One-time password ${password}`];
  };

const change =
  (email: string, work: (transaction: Runner, id: string) => Promise<User>): Command =>
  (database) =>
    changeAccounts(database, async (transaction) => {
      const { id } = await userByEmail(transaction, email);
      return [lineOf(await work(transaction, id))];
    });

function readRoles(text: string): Role[] {
  return text.split(',').map((word) => {
    const role = (Object.keys(roles.values) as Role[]).find((one) => one === word.trim().toUpperCase());
    if (!role) throw badUserInput(`"${word}" is no role. The roles are ${Object.keys(roles.values).join(', ')}.`);
    return role;
  });
}

const lineOf = ({ email, name, roles: has, state, hasTotp, mustChangePassword }: User): string =>
  [email, name, has.join(','), state, ...(hasTotp ? ['second factor'] : []), ...(mustChangePassword ? ['one-time password'] : [])].join(
    '  ',
  );

const shell = (): Actor => ({ id: 'shell', client: `shell, user ${process.getuid?.() ?? 'unknown'}` });
