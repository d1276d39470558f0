import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { read } from '../../server/neo4j/statement.ts';
import { auditOf, type Client, goodPassword, signIn, useHouses, wholeDatabase } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
const open = await useHouses(database);

const who = async (client: Client): Promise<string | undefined> =>
  (await client.get<{ viewer: { user: { name: string } | null } }>('{ viewer { user { name } } }')).viewer.user?.name;

describe('signing in', () => {
  it('answers who one is, whatever the case of the address, and starts a session', async () => {
    const house = await open();
    const user = await house.user('edith', ['EDITOR', 'REVIEWER']);
    const client = house.client();
    expect(await client.get(signIn, { email: ' Edith@Example.ORG', password: goodPassword })).toEqual({
      signIn: { needs: null, viewer: { user: { email: 'edith@example.org' }, roles: ['EDITOR', 'REVIEWER'], needs: null } },
    });
    expect(await who(client)).toBe('edith');
    expect((await auditOf(database)).slice(1)).toEqual([['SIGNED_IN', user.id, user.id, '{"secondFactor":null}']]);
  });

  it('keeps neither password nor token in the clear', async () => {
    const house = await open();
    await house.user('edith', ['EDITOR']);
    const client = house.client();
    await client.get(signIn, { email: 'edith@example.org', password: goodPassword });
    const everything = await wholeDatabase(database);
    expect(client.token).toMatch(/^[\w-]{43}$/);
    expect(everything).not.toContain(client.token);
    expect(everything).not.toContain(goodPassword);
    expect(everything).toContain('$argon2id$');
  });

  it('gives unknown accounts, suspended ones and wrong passwords one answer, and records each with its reason', async () => {
    const house = await open();
    const [admin, edith, simon] = [
      await house.user('ada', ['ADMIN']),
      await house.user('edith', ['EDITOR']),
      await house.user('simon', ['EDITOR']),
    ];
    const boss = await house.signedIn(admin);
    await boss.get('mutation ($id: ID!) { suspendUser(id: $id) { state } }', { id: simon.id });
    const answers = [
      await house.client().ask(signIn, { email: 'nobody@example.org', password: goodPassword }),
      await house.client().ask(signIn, { email: 'edith@example.org', password: 'a wrong password' }),
      await house.client().ask(signIn, { email: 'simon@example.org', password: goodPassword }),
    ];
    for (const { data, errors, headers } of answers) {
      expect(data).toBeNull();
      expect(errors.map(({ message, extensions }) => [message, extensions['code']])).toEqual([
        ['The email address or the password is wrong.', 'UNAUTHENTICATED'],
      ]);
      expect(headers.getSetCookie()).toEqual([]);
    }
    expect((await auditOf(database)).slice(-3)).toEqual([
      ['SIGN_IN_FAILED', null, null, '{"reason":"UNKNOWN_ACCOUNT"}'],
      ['SIGN_IN_FAILED', edith.id, edith.id, '{"reason":"WRONG_PASSWORD"}'],
      ['SIGN_IN_FAILED', simon.id, simon.id, '{"reason":"SUSPENDED"}'],
    ]);
  });

  it('does the same work for an unknown account as for a wrong password', async () => {
    const house = await open();
    await house.user('edith', ['EDITOR']);
    const statementsOf = async (email: string): Promise<string[]> => {
      const texts: string[] = [];
      const stop = database.onStatement(({ text }) => texts.push(text));
      await house.client().ask(signIn, { email, password: 'a wrong password' });
      stop();
      return texts;
    };
    expect(await statementsOf('nobody@example.org')).toEqual(await statementsOf('edith@example.org'));
  });

  it('ends the session that the browser had before', async () => {
    const house = await open();
    await house.user('edith', ['EDITOR']);
    const client = house.client();
    await client.get(signIn, { email: 'edith@example.org', password: goodPassword });
    const before = client.token;
    await client.get(signIn, { email: 'edith@example.org', password: goodPassword });
    expect(await who(client)).toBe('edith');
    client.cookies.set('aetia', before);
    expect(await who(client)).toBeUndefined();
  });

  it('is taken by POST only', async () => {
    const house = await open();
    const query = new URLSearchParams({ query: 'mutation { signOut }' });
    const response = await fetch(`${house.url}?${query.toString()}`, { headers: { 'apollo-require-preflight': '1' } });
    expect(response.status).toBe(405);
  });
});

describe('a session', () => {
  it('ends at sign-out, for whoever copied its token too', async () => {
    const house = await open();
    const user = await house.user('edith', ['EDITOR']);
    const [client, copy] = [await house.signedIn(user), house.client()];
    copy.cookies.set('aetia', client.token);
    expect(await who(copy)).toBe('edith');
    const answer = await client.ask('mutation { signOut }');
    expect(answer.data).toEqual({ signOut: true });
    expect(answer.headers.getSetCookie()).toEqual(['aetia=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict']);
    expect(await who(copy)).toBeUndefined();
    expect((await auditOf(database)).at(-1)).toEqual(['SIGNED_OUT', user.id, user.id, '{}']);
    expect(await copy.get('mutation { signOut }')).toEqual({ signOut: false });
  });

  it('ends after two idle hours', async () => {
    const house = await open();
    const client = await house.signedIn(await house.user('edith', ['EDITOR']));
    house.pass({ minutes: 119 });
    expect(await who(client)).toBe('edith');
    house.pass({ minutes: 119 });
    expect(await who(client)).toBe('edith');
    house.pass({ minutes: 120 });
    expect(await who(client)).toBeUndefined();
  });

  it('ends after twelve hours, however busy it was', async () => {
    const house = await open();
    const client = await house.signedIn(await house.user('edith', ['EDITOR']));
    for (let hour = 1; hour < 12; hour++) {
      house.pass({ hours: 1 });
      expect(await who(client)).toBe('edith');
    }
    house.pass({ hours: 1 });
    expect(await who(client)).toBeUndefined();
  });

  it('lasts as long as the settings say', async () => {
    const house = await open({ AETIA_SESSION_MINUTES: '10', AETIA_SESSION_IDLE_MINUTES: '3' });
    const user = await house.user('edith', ['EDITOR']);
    const client = await house.signedIn(user);
    house.pass({ minutes: 3 });
    expect(await who(client)).toBeUndefined();
    const answer = await client.ask(signIn, { email: user.email, password: goodPassword });
    expect(answer.headers.getSetCookie()[0]).toContain('; Max-Age=600;');
  });

  it('is cleared away some time after it ended', async () => {
    const house = await open();
    const user = await house.user('edith', ['EDITOR']);
    await house.signedIn(user);
    house.pass({ hours: 13 });
    await house.signedIn(user);
    expect(await read(database, { text: 'MATCH (s:Session) RETURN count(s)', params: {} })).toEqual([[1]]);
  });

  it('is looked up together with its account in one statement, and written at most once a minute', async () => {
    const house = await open();
    const client = await house.signedIn(await house.user('edith', ['EDITOR']));
    const statements: string[] = [];
    const stop = database.onStatement(({ text }) => statements.push(text));
    await who(client);
    expect(statements).toHaveLength(1);
    house.pass({ seconds: 60 });
    await who(client);
    await who(client);
    stop();
    expect(statements).toHaveLength(4);
    expect(statements.filter((text) => text.includes(' SET '))).toHaveLength(1);
  });
});

describe('the session’s cookie', () => {
  const cookieFrom = async (env: NodeJS.ProcessEnv, headers: Record<string, string> = {}): Promise<string> => {
    const house = await open(env);
    await house.user('edith', ['EDITOR']);
    const answer = await house.client(headers).ask(signIn, { email: 'edith@example.org', password: goodPassword });
    expect(answer.errors).toEqual([]);
    return answer.headers
      .getSetCookie()
      .join('\n')
      .replace(/=[\w-]{43};/, '=…;');
  };
  const plain = 'aetia=…; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict';
  const secure = '__Host-aetia=…; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure';

  it('has no prefix and is not Secure without TLS, where browsers would refuse it', async () => {
    expect(await cookieFrom({})).toBe(plain);
  });

  it('is bound to host and TLS when PUBLIC_URL is https', async () => {
    expect(await cookieFrom({ PUBLIC_URL: 'https://aetia.example.org' })).toBe(secure);
  });

  it('is bound to host and TLS when a trusted proxy says so', async () => {
    expect(await cookieFrom({ TRUST_PROXY: '1' }, { 'x-forwarded-proto': 'https' })).toBe(secure);
  });

  it('is not, when somebody says so whom nobody trusts', async () => {
    expect(await cookieFrom({}, { 'x-forwarded-proto': 'https' })).toBe(plain);
  });

  it('is read under its own name only', async () => {
    const house = await open({ PUBLIC_URL: 'https://aetia.example.org' });
    const client = await house.signedIn(await house.user('edith', ['EDITOR']));
    expect(await who(client)).toBe('edith');
    const [token] = client.cookies.values();
    client.cookies.clear();
    client.cookies.set('aetia', token ?? '');
    expect(await who(client)).toBeUndefined();
  });

  it.each(['', 'x', '%00', '"', 'aetia', `${'A'.repeat(42)}=`, 'A'.repeat(43), 'A'.repeat(8000), '../../etc', '\u00ff'])(
    'is nobody’s when it holds %j',
    async (value) => {
      const house = await open();
      const client = house.client({ cookie: `other=1; aetia=${value}; aetia; =; ;` });
      expect(await who(client)).toBeUndefined();
    },
  );
});

describe('a request that a page of another site sends', () => {
  const foreign: Record<string, string>[] = [
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: 'not an origin' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];

  it.each(foreign)('changes nothing and is nobody’s: %o', async (headers) => {
    const house = await open();
    const user = await house.user('edith', ['EDITOR']);
    const client = await house.signedIn(user, headers);
    expect(await who(client)).toBeUndefined();
    for (const mutation of ['{ signOut }', `{ signIn(email: "${user.email}", password: "${goodPassword}") { needs } }`]) {
      const answer = await client.ask(`mutation ${mutation}`);
      expect(answer.code).toBe('FORBIDDEN');
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await auditOf(database)).toHaveLength(1);
  });

  it('is told from one of our own pages', async () => {
    const house = await open();
    const { origin } = new URL(house.url);
    const client = await house.signedIn(await house.user('edith', ['EDITOR']), { origin, 'sec-fetch-site': 'same-origin' });
    expect(await client.get('mutation { signOut }')).toEqual({ signOut: true });
  });

  it('is told by PUBLIC_URL where that is set', async () => {
    const house = await open({ PUBLIC_URL: 'http://aetia.example.org' });
    const user = await house.user('edith', ['EDITOR']);
    const own = await house.signedIn(user, { origin: 'http://aetia.example.org' });
    const other = await house.signedIn(user, { origin: new URL(house.url).origin });
    expect(await who(other)).toBeUndefined();
    expect((await other.ask('mutation { signOut }')).code).toBe('FORBIDDEN');
    expect(await own.get('mutation { signOut }')).toEqual({ signOut: true });
  });

  it('does not reach GraphQL as a form', async () => {
    const house = await open();
    const response = await fetch(house.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ query: 'mutation { signOut }' }),
    });
    expect(response.status).toBe(400);
  });
});

describe('guessing passwords', () => {
  const wrong = { email: 'edith@example.org', password: 'a wrong password' };

  it('of one account has to wait longer and longer after five failures, while others sign in', async () => {
    const house = await open();
    await house.user('edith', ['EDITOR']);
    await house.user('simon', ['EDITOR']);
    const codeOf = async (variables: object): Promise<unknown> => {
      const answer = await house.client().ask(signIn, variables);
      const { retryAfterSeconds } = answer.errors[0]?.extensions ?? {};
      if (retryAfterSeconds !== undefined) expect(answer.headers.get('retry-after')).toBe(`${retryAfterSeconds as number}`);
      return retryAfterSeconds ?? answer.code;
    };
    for (let i = 0; i < 6; i++) expect(await codeOf(wrong)).toBe('UNAUTHENTICATED');
    expect(await codeOf(wrong)).toBe(1);
    expect(await codeOf({ ...wrong, password: goodPassword })).toBe(1);
    expect(await codeOf({ email: 'simon@example.org', password: goodPassword })).toBeUndefined();
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]) {
      expect(await codeOf(wrong)).toBe(seconds);
      house.pass({ seconds: seconds - 1 });
      expect(await codeOf(wrong)).toBe(1);
      house.pass({ seconds: 1 });
      expect(await codeOf(wrong)).toBe('UNAUTHENTICATED');
    }
    expect(await codeOf(wrong)).toBe(900);
    house.pass({ seconds: 900 });
    expect(await codeOf({ ...wrong, password: goodPassword })).toBeUndefined();
    for (let i = 0; i < 6; i++) expect(await codeOf(wrong)).toBe('UNAUTHENTICATED');
  });

  it('says how long to wait', async () => {
    const house = await open();
    for (let i = 0; i < 7; i++) await house.client().ask(signIn, wrong);
    house.pass({ seconds: 1 });
    await house.client().ask(signIn, wrong);
    const { errors } = await house.client().ask(signIn, wrong);
    expect(errors[0]?.message).toBe('Too many attempts failed. Try again in 2 seconds.');
  });

  it('is counted for accounts that do not exist alike', async () => {
    const house = await open();
    const codes: unknown[] = [];
    for (let i = 0; i < 7; i++) codes.push((await house.client().ask(signIn, { ...wrong, email: 'nobody@example.org' })).code);
    expect(codes).toEqual([...Array<string>(6).fill('UNAUTHENTICATED'), 'RATE_LIMITED']);
  });

  it('is forgotten an hour after the last failure', async () => {
    const house = await open();
    for (let i = 0; i < 7; i++) await house.client().ask(signIn, wrong);
    house.pass({ hours: 1 });
    for (let i = 0; i < 6; i++) expect((await house.client().ask(signIn, wrong)).code).toBe('UNAUTHENTICATED');
  });

  it('gains nothing by sending many at once', async () => {
    const house = await open();
    await house.user('edith', ['EDITOR']);
    const answers = await Promise.all(Array.from({ length: 30 }, () => house.client().ask(signIn, wrong)));
    const count = (code: string): number => answers.filter((answer) => answer.code === code).length;
    expect([count('UNAUTHENTICATED'), count('RATE_LIMITED')]).toEqual([6, 24]);
  });

  it('of many accounts from one address has to wait too, and not from another', async () => {
    const house = await open({ TRUST_PROXY: '1' });
    const attempt = (i: number, address: string): Promise<unknown> =>
      house
        .client({ 'x-forwarded-for': address })
        .ask(signIn, { email: `nobody${i}@example.org`, password: 'a wrong password' })
        .then(({ code }) => code);
    for (let i = 0; i < 101; i++) expect(await attempt(i, '2001:db8:1:2::1')).toBe('UNAUTHENTICATED');
    expect(await attempt(102, '2001:db8:1:2::1')).toBe('RATE_LIMITED');
    expect(await attempt(103, '2001:db8:1:2:ffff::1')).toBe('RATE_LIMITED');
    expect(await attempt(104, '2001:db8:1:3::1')).toBe('UNAUTHENTICATED');
  });

  it('is counted in the database, so that every process knows', async () => {
    const [one, two] = [await open(), await open({ AETIA_SESSION_IDLE_MINUTES: '120' })];
    for (let i = 0; i < 6; i++) await one.client().ask(signIn, wrong);
    expect((await two.client().ask(signIn, wrong)).code).toBe('RATE_LIMITED');
  });

  it('leaves no address behind that somebody typed', async () => {
    const house = await open();
    await house.client().ask(signIn, { email: 'my-password@instead.of.my.address', password: 'a wrong password' });
    expect(await wholeDatabase(database)).not.toContain('instead.of');
  });

  it('works for forty people who sign in from one place at once', async () => {
    const house = await open();
    const names = Array.from({ length: 40 }, (_, i) => `person${i}`);
    for (const name of names) await house.user(name, ['EDITOR']);
    const answers = await Promise.all(
      names.map((name) => house.client().ask(signIn, { email: `${name}@example.org`, password: goodPassword })),
    );
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  });
});

describe('changing the own password', () => {
  const change =
    'mutation ($old: String!, $new: String!) { changePassword(currentPassword: $old, newPassword: $new) { user { name } needs } }';
  const next = 'a lantern beside the tide pools';

  it('ends the other sessions and keeps this one', async () => {
    const house = await open();
    const user = await house.user('edith', ['EDITOR']);
    const [here, there] = [await house.signedIn(user), await house.signedIn(user)];
    expect(await here.get(change, { old: goodPassword, new: next })).toEqual({ changePassword: { user: { name: 'edith' }, needs: null } });
    expect(await who(here)).toBe('edith');
    expect(await who(there)).toBeUndefined();
    expect((await there.ask(signIn, { email: user.email, password: goodPassword })).code).toBe('UNAUTHENTICATED');
    expect((await there.ask(signIn, { email: user.email, password: next })).code).toBeUndefined();
    expect((await auditOf(database)).slice(1, 2)).toEqual([['PASSWORD_CHANGED', user.id, user.id, '{}']]);
    expect(await wholeDatabase(database)).not.toContain(next);
  });

  it('is all that an account with a handed-out password may do', async () => {
    const house = await open();
    const user = await house.user('edith', ['EDITOR'], { mustChangePassword: true });
    const client = house.client();
    expect(await client.get(signIn, { email: user.email, password: goodPassword })).toMatchObject({ signIn: { needs: 'NEW_PASSWORD' } });
    const refused = await client.ask('mutation { enrolTotp { secret } }');
    expect([refused.code, refused.errors[0]?.message]).toEqual([
      'FORBIDDEN',
      'Your password was given to you. Change it before anything else.',
    ]);
    expect(await client.get(change, { old: goodPassword, new: next })).toMatchObject({ changePassword: { needs: null } });
    expect((await client.ask('mutation { enrolTotp { secret } }')).code).toBeUndefined();
  });

  it.each([
    ['the current one is wrong', 'a wrong password', next, [['currentPassword', 'NO_MATCH']]],
    ['the new one is short', goodPassword, 'short', [['newPassword', 'TOO_SHORT']]],
    ['the new one is common', goodPassword, 'password1234', [['newPassword', 'TOO_COMMON']]],
    ['the new one is the old one', goodPassword, goodPassword, [['newPassword', 'DUPLICATE']]],
  ])('is refused when %s, with the path in the form', async (_what, old, wanted, issues) => {
    const house = await open();
    const user = await house.user('edith', ['EDITOR']);
    const client = await house.signedIn(user);
    const answer = await client.ask(change, { old, new: wanted });
    expect(answer.code).toBe('VALIDATION_FAILED');
    const given = answer.errors[0]?.extensions['issues'] as { path: string; code: string }[];
    expect(given.map(({ path, code }) => [path, code])).toEqual(issues);
    expect(answer.text).not.toContain(goodPassword);
    expect(await auditOf(database)).toHaveLength(1);
  });

  it('counts wrong current passwords like failed sign-ins', async () => {
    const house = await open();
    const client = await house.signedIn(await house.user('edith', ['EDITOR']));
    const codes: unknown[] = [];
    for (let i = 0; i < 7; i++) codes.push((await client.ask(change, { old: 'a wrong password', new: next })).code);
    expect(codes).toEqual([...Array<string>(6).fill('VALIDATION_FAILED'), 'RATE_LIMITED']);
  });
});

describe('bad input', () => {
  it.each([
    ['an address of 10,000 characters', { email: `${'a'.repeat(10_000)}@example.org`, password: goodPassword }],
    ['an address without a host', { email: 'edith', password: goodPassword }],
    ['an empty address', { email: '', password: goodPassword }],
    ['an address with NUL', { email: 'edith\0@example.org', password: goodPassword }],
    ['an address with half a character', { email: 'edith\ud83e@example.org', password: goodPassword }],
    ['a password of 100,000 characters', { email: 'edith@example.org', password: 'x'.repeat(100_000) }],
    ['a password with NUL', { email: 'edith@example.org', password: 'seven\0herons over' }],
    ['a password with half a character', { email: 'edith@example.org', password: 'seven \ud83e herons' }],
  ])('is named and refused before it costs anything: %s', async (_what, variables) => {
    const house = await open();
    const statements: string[] = [];
    const stop = database.onStatement(({ text }) => statements.push(text));
    const answer = await house.client().ask(signIn, variables);
    stop();
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toMatch(/^(email|password): /);
    expect(answer.text.length).toBeLessThan(500);
    expect(statements).toEqual([]);
  });

  it('never makes a password part of an error', async () => {
    const house = await open();
    await house.user('edith', ['EDITOR']);
    const secret = 'do-not-repeat-me';
    const texts: string[] = [];
    for (const variables of [
      { email: 'edith@example.org', password: secret },
      { email: 'edith@example.org', password: `${secret}\0` },
      { email: secret, password: secret },
      { password: secret },
    ])
      texts.push((await house.client().ask(signIn, variables)).text);
    expect(texts.join('\n')).not.toContain(secret);
  });

  it('of a token that is cut off mid-request leaves the server as it was', async () => {
    const house = await open();
    const { port, hostname } = new URL(house.url);
    await new Promise<void>((done) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nCookie: aetia=\xff\xfe\r\nContent-Length: 100\r\n\r\n{"query"');
        socket.destroy();
      });
      socket.on('close', () => done());
    });
    expect(await who(house.client())).toBeUndefined();
  });
});
