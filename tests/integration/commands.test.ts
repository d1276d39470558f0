import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { createFirstAdmin } from '../../server/identity/first-admin.ts';
import { verifyAudit } from '../../server/audit/verify-audit.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { write } from '../../server/neo4j/statement.ts';
import { auditOf, goodPassword, signIn, useHouses, wholeDatabase } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';
import { runCommand } from '../support/shell.ts';

const database = await useDatabase();
const open = await useHouses(database);

const user = (...args: string[]) => runCommand(['user', ...args]);

describe('npm run user', () => {
  it('manages an account from beginning to end', async () => {
    const house = await open();
    await house.user('ada', ['ADMIN']);
    const added = await user('add', 'Edith@Example.org', '--name', 'Edith Green', '--roles', 'editor,REVIEWER');
    const [, password = ''] = /^One-time password ([0-9a-z-]{23})$/m.exec(added.output) ?? [];
    expect(added).toEqual({
      code: 0,
      output: `edith@example.org  Edith Green  EDITOR,REVIEWER  ACTIVE  one-time password\nOne-time password ${password}\n`,
      errors: '',
    });
    const client = house.client();
    expect(await client.get(signIn, { email: 'edith@example.org', password })).toMatchObject({ signIn: { needs: 'NEW_PASSWORD' } });

    expect((await user('roles', 'edith@example.org', 'READER')).output).toBe(
      'edith@example.org  Edith Green  READER  ACTIVE  one-time password\n',
    );
    expect(await client.get('{ viewer { roles } }')).toEqual({ viewer: { roles: ['READER'] } });
    expect((await user('suspend', 'edith@example.org')).output).toContain('SUSPENDED');
    expect(await client.get('{ viewer { roles } }')).toEqual({ viewer: { roles: [] } });
    expect((await user('activate', 'edith@example.org')).output).toContain('ACTIVE');
    const reset = await user('reset-password', 'edith@example.org');
    expect(/One-time password (\S+)/.exec(reset.output)?.[1]).not.toBe(password);
    expect((await user('reset-totp', 'edith@example.org')).code).toBe(0);

    expect((await user('list')).output).toBe(
      'ada@example.org  ada  ADMIN  ACTIVE\nedith@example.org  Edith Green  READER  ACTIVE  one-time password\n',
    );
    expect((await auditOf(database)).map(([action, actor]) => [action, actor])).toEqual([
      ['USER_CREATED', 'test'],
      ['USER_CREATED', 'shell'],
      ['SIGNED_IN', expect.stringMatching(/^usr_/)],
      ['ROLES_SET', 'shell'],
      ['USER_SUSPENDED', 'shell'],
      ['USER_ACTIVATED', 'shell'],
      ['PASSWORD_RESET', 'shell'],
      ['TOTP_RESET', 'shell'],
    ]);
    expect(await wholeDatabase(database)).not.toContain(password);
  });

  it.each(['reset-password', 'activate'])('%s ends the wait that others caused by failed sign-ins', async (verb) => {
    const house = await open();
    await house.user('ada', ['ADMIN']);
    const email = 'ada@example.org';
    for (let i = 0; i < 6; i++) await house.client().ask(signIn, { email, password: 'a wrong password' });
    expect((await house.client().ask(signIn, { email, password: goodPassword })).code).toBe('RATE_LIMITED');
    const { output } = await user(verb, email);
    const password = /One-time password (\S+)/.exec(output)?.[1] ?? goodPassword;
    expect(await house.client().get(signIn, { email, password })).toMatchObject({ signIn: { viewer: { user: { email } } } });
  });

  it.each([
    ['an address that is none', ['add', 'edith', '--name', 'Edith', '--roles', 'EDITOR'], /^email: An email address looks like/],
    [
      'a role that is none',
      ['add', 'e@example.org', '--name', 'Edith', '--roles', 'EDITOR,BOSS'],
      /^"BOSS" is no role\. The roles are READER,/,
    ],
    [
      'an account that is there already',
      ['add', 'ADA@example.org', '--name', 'Ada', '--roles', 'ADMIN'],
      /^email: ada@example\.org has an account already\.$/m,
    ],
    ['an account that is not there', ['suspend', 'nobody@example.org'], /^The account "nobody@example\.org" does not exist\.$/m],
    ['the last admin', ['suspend', 'ada@example.org'], /^ada@example\.org is the last active admin\./],
  ])('refuses %s in one line', async (_what, args, reason) => {
    const house = await open();
    await house.user('ada', ['ADMIN']);
    const { code, output, errors } = await user(...args);
    expect([code, output]).toEqual([1, '']);
    expect(errors).toMatch(reason);
    expect(errors.trimEnd()).not.toContain('\n');
    expect(await auditOf(database)).toHaveLength(1);
  });

  it.each([
    [[]],
    [['list', 'more']],
    [['add', 'e@example.org']],
    [['add', 'e@example.org', '--name', 'E', '--roles', 'READER', '--admin']],
    [['roles', 'e@example.org']],
    [['delete', 'e@example.org']],
  ])('says how it is used when it is called with %j', async (args) => {
    const { code, output, errors } = await user(...args);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(/^npm run user -- list\n/);
  });

  it('says in one line that the database does not answer', async () => {
    const { code, errors } = await runCommand(['user', 'list'], { NEO4J_URI: 'bolt://127.0.0.1:1' });
    expect([code, errors]).toEqual([1, 'bolt://127.0.0.1:1 cannot be reached. Is the database running, and is NEO4J_URI right?\n']);
  });
});

describe('npm run audit:verify', () => {
  it('says how many entries are whole, and ends with 0', async () => {
    const house = await open();
    await house.user('ada', ['ADMIN']);
    await house.user('edith', ['EDITOR']);
    const finding = await verifyAudit(database);
    expect(await runCommand(['audit:verify'])).toEqual({
      code: 0,
      output: `The audit log is whole: 2 entries, the last one's hash is ${finding.isWhole ? finding.head.hash : ''}.\n`,
      errors: '',
    });
  });

  it('names the first bad entry, and ends with 1', async () => {
    const house = await open();
    for (const name of ['ada', 'bert', 'cleo']) await house.user(name, ['ADMIN']);
    await write(database, { text: 'MATCH (a:AuditEntry {number: 2}) DELETE a', params: {} });
    expect(await runCommand(['audit:verify'])).toEqual({
      code: 1,
      output: '',
      errors: 'The audit log is broken: entry 2 is missing; the next one is 3.\n',
    });
  });
});

it('a command that only looks makes no database where there is none, and says where it looked', async () => {
  for (const words of [['backup'], ['export'], ['graph:check'], ['audit:verify'], ['user', 'list']])
    expect(await runCommand(words, { NEO4J_URI: '', NEO4J_PASSWORD: '', AETIA_DATA: 'no/such/folder' }), words.join(' ')).toEqual({
      code: 1,
      output: '',
      errors: `There is no database in ${resolve('no/such/folder')}. Set AETIA_DATA to the whole path of the folder that holds it, or NEO4J_URI for a Neo4j elsewhere.\n`,
    });
  expect(existsSync(resolve('no'))).toBe(false);
});

it('a graph that a newer version has changed is refused by every command', async () => {
  await write(database, { text: `CREATE (:Migration {number: 99999, name: 'split names'})`, params: {} });
  const errors = 'This graph was changed by a newer Aetia (migration 99999, "split names"); this version knows 0. Update Aetia.\n';
  for (const words of [
    ['backup'],
    ['export'],
    ['graph:check'],
    ['audit:verify'],
    ['user', 'list'],
    ['import', '--take-back'],
    ['seed', 'open'],
  ])
    expect(await runCommand(words, { AETIA_DATA: '/proc/nowhere' }), words.join(' ')).toEqual({ code: 1, output: '', errors });
});

it('the first content is published once when a server and commands start at once', async () => {
  await migrate(database, graphStatements(model));
  const published = await Promise.all([1, 2, 3].map(() => publishFirstContent(model, database, firstContent)));
  expect(published.map(({ release }) => release)).toEqual([1, 1, 1]);
  expect(await database.run({ text: 'MATCH (r:Release) RETURN count(r)', params: {} })).toEqual([[1]]);
});

const allCommands = 'start, build, doctor, user, audit:verify, import, seed, graph:check, export, backup, restore, contract';
/** Neither a database nor a folder: whoever gets to them fails. */
const nothing = { NEO4J_URI: 'bolt://127.0.0.1:1' };

it.each(allCommands.split(', ').filter((command) => command !== 'start'))(
  '%s says how it is used when asked, and does nothing',
  async (command) => {
    const { code, output, errors } = await runCommand([command, '--help'], nothing);
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(new RegExp(`^npm run ${command}\\b`));
    expect(await runCommand([command, '-h'], nothing)).toEqual({ code, output, errors });
  },
);

it('the start says how it is used when asked, with its name or without', async () => {
  for (const words of [['start', '--help'], ['--help'], ['-h']])
    expect(await runCommand(words, nothing)).toEqual({ code: 0, output: expect.stringMatching(/^npm start\n/), errors: '' });
});

it.each([
  [['doctor', 'now'], /^npm run doctor\n.*\nIt takes no words, but got: now\n$/],
  [['--port', '80'], /^npm start\n.*\nIt takes no words, but got: --port 80\n$/],
  [['graph:check', '--quick'], /^npm run graph:check\n/],
  [['contract', '--chek'], /^npm run contract -- /],
  [['seed', 'closed'], /^npm run seed -- open/],
  [['import', 'nothing'], /^There is no source "nothing"\./],
])('words that nobody knows, such as %j, end with 2', async (words, errors) => {
  expect(await runCommand(words, nothing)).toEqual({ code: 2, output: '', errors: expect.stringMatching(errors) });
});

it('a word that is no command is named', async () => {
  expect(await runCommand(['users', 'list'])).toEqual({
    code: 2,
    output: '',
    errors: `"users" is no command. Commands: ${allCommands}.\n`,
  });
});

describe('the first admin', () => {
  const at = new Date('2026-03-01T12:00:00Z');
  const email = 'admin@localhost';

  it('gets every role and a one-time password that is told once', async () => {
    const made = await createFirstAdmin(database, { email, password: undefined }, at);
    expect(made).toEqual({ email, oneTimePassword: expect.stringMatching(/^[0-9a-z]{5}(-[0-9a-z]{5}){3}$/) });
    expect(await createFirstAdmin(database, { email, password: undefined }, at)).toBeUndefined();
    const house = await open();
    const client = house.client();
    expect(await client.get(signIn, { email, password: made?.oneTimePassword })).toEqual({
      signIn: {
        needs: 'NEW_PASSWORD',
        viewer: { user: { email }, roles: ['READER', 'EDITOR', 'REVIEWER', 'PUBLISHER', 'ADMIN'], needs: 'NEW_PASSWORD' },
      },
    });
    expect((await auditOf(database))[0]?.slice(0, 2)).toEqual(['USER_CREATED', 'server']);
  });

  it('is one when two servers start at once', async () => {
    const made = await Promise.all([1, 2, 3].map(() => createFirstAdmin(database, { email, password: undefined }, at)));
    expect(made.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await auditOf(database)).toHaveLength(1);
  });

  it('has the address and password that the settings say, and needs no other', async () => {
    expect(await createFirstAdmin(database, { email: 'Chief@Example.org', password: goodPassword }, at)).toBeUndefined();
    const house = await open();
    expect(await house.client().get(signIn, { email: 'chief@example.org', password: goodPassword })).toMatchObject({
      signIn: { needs: null },
    });
  });

  it.each([
    [{ email: 'chief', password: goodPassword }, 'ADMIN_EMAIL is "chief", but must look like name@example.org.'],
    [{ email, password: 'short' }, 'ADMIN_PASSWORD: A password has at least 12 characters.'],
    [{ email, password: 'password1234' }, 'ADMIN_PASSWORD: This password is among the first that anybody would try. Choose another.'],
  ])('is refused with bad settings, without their secret', async (settings, message) => {
    await expect(createFirstAdmin(database, settings, at)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message });
    expect(await auditOf(database)).toEqual([]);
  });

  it('is not made where somebody has an account', async () => {
    const house = await open();
    await house.user('edith', ['EDITOR']);
    expect(await createFirstAdmin(database, { email, password: 'short' }, at)).toBeUndefined();
  });
});
