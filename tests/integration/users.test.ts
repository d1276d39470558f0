import { describe, expect, it } from 'vitest';
import { auditOf, type Client, goodPassword, type House, signIn, useHouses, wholeDatabase } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
const open = await useHouses(database);

const admin = async (house: House): Promise<Client> => house.signedIn(await house.user('ada', ['ADMIN']));

const create = `mutation ($email: String!, $name: String!, $roles: [Role!]!, $once: String) {
  createUser(email: $email, name: $name, roles: $roles, clientMutationId: $once) { user { id email name roles state mustChangePassword } oneTimePassword } }`;
interface Created {
  readonly createUser: { readonly user: { readonly id: string }; readonly oneTimePassword: string | null };
}
const edith = { email: ' Edith@Example.org', name: ' Edith ', roles: ['EDITOR', 'EDITOR'] };

describe('an account', () => {
  it('is made with a one-time password that is shown once and must be changed', async () => {
    const house = await open();
    const boss = await admin(house);
    const { createUser } = await boss.get<Created>(create, edith);
    const { oneTimePassword, user } = createUser;
    expect(user).toEqual({
      id: expect.stringMatching(/^usr_[0-9a-z]{16}$/),
      email: 'edith@example.org',
      name: 'Edith',
      roles: ['EDITOR'],
      state: 'ACTIVE',
      mustChangePassword: true,
    });
    expect(oneTimePassword).toMatch(/^[0-9a-z]{5}(-[0-9a-z]{5}){3}$/);
    expect(await wholeDatabase(database)).not.toContain(oneTimePassword);
    expect((await boss.ask('{ users { edges { node { id } } } auditLog { edges { node { details } } } }')).text).not.toContain(
      oneTimePassword,
    );
    expect(await house.client().get(signIn, { email: 'edith@example.org', password: oneTimePassword })).toMatchObject({
      signIn: { needs: 'NEW_PASSWORD' },
    });
    const [[, bossId] = []] = (await auditOf(database)).slice(1, 2);
    expect((await auditOf(database))[1]).toEqual(['USER_CREATED', bossId, user.id, '{"roles":["EDITOR"]}']);
  });

  it('is made once by calls with one clientMutationId, and the password shown once', async () => {
    const house = await open();
    const boss = await admin(house);
    const answers = await Promise.all(Array.from({ length: 5 }, () => boss.get<Created>(create, { ...edith, once: 'form-1' })));
    expect(new Set(answers.map(({ createUser }) => createUser.user.id)).size).toBe(1);
    expect(answers.filter(({ createUser }) => createUser.oneTimePassword !== null)).toHaveLength(1);
  });

  it.each([
    ['no address', { email: 'edith' }, [['email', 'BAD_FORMAT']]],
    ['an address of 10,000 characters', { email: `${'e'.repeat(10_000)}@example.org` }, [['email', 'BAD_FORMAT']]],
    ['an address with NUL', { email: 'e\0@example.org' }, [['email', 'BAD_FORMAT']]],
    ['an empty name', { name: ' ' }, [['name', 'REQUIRED']]],
    ['a long name', { name: 'e'.repeat(121) }, [['name', 'TOO_LONG']]],
    ['a name with half a character', { name: 'E\ud83e' }, [['name', 'BAD_FORMAT']]],
    ['no role', { roles: [] }, [['roles', 'REQUIRED']]],
    ['an address that is taken, in other letters', { email: 'ADA@example.org' }, [['email', 'DUPLICATE']]],
    [
      'everything at once',
      { email: '', name: '', roles: [] },
      [
        ['email', 'BAD_FORMAT'],
        ['name', 'REQUIRED'],
        ['roles', 'REQUIRED'],
      ],
    ],
  ])('is refused with %s', async (_what, change, issues) => {
    const house = await open();
    const answer = await (await admin(house)).ask(create, { ...edith, ...change });
    expect(answer.code).toBe('VALIDATION_FAILED');
    const given = answer.errors[0]?.extensions['issues'] as { path: string; code: string }[];
    expect(given.map(({ path, code }) => [path, code])).toEqual(issues);
    expect(await auditOf(database)).toHaveLength(1);
  });

  it('is found by its id, and NOT_FOUND otherwise', async () => {
    const house = await open();
    const boss = await admin(house);
    const user = await house.user('edith', ['EDITOR']);
    expect(await boss.get('query ($id: ID!) { user(id: $id) { email } }', { id: user.id })).toEqual({
      user: { email: 'edith@example.org' },
    });
    for (const id of ['usr_0000000000000000', '', '\0', '\ud83e', 'x'.repeat(100_000)])
      for (const verb of ['setRoles(id: $id, roles: [READER])', 'suspendUser(id: $id)', 'activateUser(id: $id)', 'resetTotp(id: $id)'])
        expect((await boss.ask(`mutation ($id: ID!) { ${verb} { id } }`, { id })).code).toBe('NOT_FOUND');
  });

  it('is listed in pages by address, with filters and a count', async () => {
    const house = await open();
    const boss = await admin(house);
    for (const name of ['carla', 'bert', 'edith', 'dora']) await house.user(name, name === 'dora' ? ['EDITOR', 'REVIEWER'] : ['EDITOR']);
    interface Page {
      readonly users: {
        edges: { node: { name: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
        totalCount: number;
      };
    }
    const list = `query ($after: String, $text: String, $role: Role) { users(first: 2, after: $after, text: $text, role: $role) {
      edges { node { name } } pageInfo { hasNextPage endCursor } totalCount } }`;
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { users }: Page = await boss.get<Page>(list, { after });
      expect(users.totalCount).toBe(5);
      names.push(...users.edges.map(({ node }) => node.name));
      after = users.pageInfo.hasNextPage ? users.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names).toEqual(['ada', 'bert', 'carla', 'dora', 'edith']);
    expect((await boss.get<Page>(list, { text: 'CARL' })).users).toMatchObject({ edges: [{ node: { name: 'carla' } }], totalCount: 1 });
    expect((await boss.get<Page>(list, { role: 'REVIEWER' })).users).toMatchObject({ edges: [{ node: { name: 'dora' } }], totalCount: 1 });
    expect((await boss.ask(list, { after: 'nonsense' })).code).toBe('BAD_USER_INPUT');
    expect((await boss.ask('{ users(first: 201) { totalCount } }')).code).toBe('BAD_USER_INPUT');
  });
});

describe('the very next request', () => {
  const can = '{ viewer { roles can } }';

  it('is refused to a suspended person, who can sign in again after activation', async () => {
    const house = await open();
    const boss = await admin(house);
    const user = await house.user('edith', ['EDITOR']);
    const client = await house.signedIn(user);
    expect((await client.ask('mutation { enrolTotp { secret } }')).code).toBeUndefined();
    await boss.get('mutation ($id: ID!) { suspendUser(id: $id) { state } }', { id: user.id });
    expect((await client.ask('mutation { enrolTotp { secret } }')).code).toBe('UNAUTHENTICATED');
    expect((await client.ask(signIn, { email: user.email, password: goodPassword })).code).toBe('UNAUTHENTICATED');
    expect(await boss.get('mutation ($id: ID!) { activateUser(id: $id) { state } }', { id: user.id })).toEqual({
      activateUser: { state: 'ACTIVE' },
    });
    expect((await client.ask('mutation { enrolTotp { secret } }')).code).toBe('UNAUTHENTICATED');
    expect((await client.ask(signIn, { email: user.email, password: goodPassword })).code).toBeUndefined();
    expect((await auditOf(database)).map(([action]) => action)).toEqual([
      'USER_CREATED',
      'USER_CREATED',
      'USER_SUSPENDED',
      'SIGN_IN_FAILED',
      'USER_ACTIVATED',
      'SIGNED_IN',
    ]);
  });

  it('is answered by the roles of now', async () => {
    const house = await open();
    const boss = await admin(house);
    const user = await house.user('edith', ['EDITOR']);
    const client = await house.signedIn(user);
    await boss.get('mutation ($id: ID!) { setRoles(id: $id, roles: [READER]) { id } }', { id: user.id });
    expect(await client.get(can)).toEqual({
      viewer: {
        roles: ['READER'],
        can: [
          'READ_PUBLISHED',
          'REPORT_PROBLEM',
          'SIGN_IN',
          'SIGN_OUT',
          'READ_VIEWER',
          'CHANGE_OWN_PASSWORD',
          'ENROL_TOTP',
          'CHANGE_OWN_ACCOUNT',
        ],
      },
    });
    expect((await auditOf(database)).at(-1)?.slice(2)).toEqual([user.id, '{"after":["READER"],"before":["EDITOR"]}']);
  });

  it('is refused after the password was reset, and so is the old password', async () => {
    const house = await open();
    const boss = await admin(house);
    const user = await house.user('edith', ['EDITOR']);
    const client = await house.signedIn(user);
    const { resetPassword } = await boss.get<{ resetPassword: { oneTimePassword: string } }>(
      'mutation ($id: ID!) { resetPassword(id: $id) { oneTimePassword } }',
      { id: user.id },
    );
    expect(await client.get(can)).toMatchObject({ viewer: { roles: [] } });
    expect((await client.ask(signIn, { email: user.email, password: goodPassword })).code).toBe('UNAUTHENTICATED');
    expect(await client.get(signIn, { email: user.email, password: resetPassword.oneTimePassword })).toMatchObject({
      signIn: { needs: 'NEW_PASSWORD' },
    });
    expect(await wholeDatabase(database)).not.toContain(resetPassword.oneTimePassword);
  });

  it('of an admin who is one no longer is refused', async () => {
    const house = await open();
    const boss = await admin(house);
    const other = await house.user('bert', ['ADMIN']);
    const second = await house.signedIn(other);
    await boss.get('mutation ($id: ID!) { setRoles(id: $id, roles: [READER]) { id } }', { id: other.id });
    expect((await second.ask('{ users { totalCount } }')).code).toBe('FORBIDDEN');
  });
});

describe('the last active admin', () => {
  it('can neither be suspended nor lose the role', async () => {
    const house = await open();
    const user = await house.user('ada', ['ADMIN']);
    const boss = await house.signedIn(user);
    const sleeping = await house.user('bert', ['ADMIN']);
    await boss.get('mutation ($id: ID!) { suspendUser(id: $id) { id } }', { id: sleeping.id });
    for (const verb of ['suspendUser(id: $id)', 'setRoles(id: $id, roles: [EDITOR])']) {
      const { code, errors } = await boss.ask(`mutation ($id: ID!) { ${verb} { id } }`, { id: user.id });
      expect([code, errors[0]?.message]).toEqual([
        'BAD_USER_INPUT',
        'ada@example.org is the last active admin. Make another account an admin first.',
      ]);
    }
    expect(await boss.get('{ viewer { roles } }')).toEqual({ viewer: { roles: ['ADMIN'] } });
  });

  it('remains when all admins try to remove each other at once', async () => {
    const house = await open();
    const users = await Promise.all(['ada', 'bert', 'cleo', 'dora'].map((name) => house.user(name, ['ADMIN'])));
    const clients = await Promise.all(users.map((user) => house.signedIn(user)));
    await Promise.all(
      users.flatMap(({ id }) =>
        clients.map((client) => client.ask('mutation ($id: ID!) { setRoles(id: $id, roles: [READER]) { id } }', { id })),
      ),
    );
    const rows = await database.run({ text: `MATCH (u:User) WHERE 'ADMIN' IN u.roles RETURN count(u)`, params: {} });
    expect(rows).toEqual([[1]]);
  });
});
