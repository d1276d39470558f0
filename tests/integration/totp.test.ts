import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import type { User } from '../../server/identity/user.ts';
import { auditOf, type Client, goodPassword, type House, signIn, useHouses, wholeDatabase } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
const open = await useHouses(database);

const codeFor = (secret: string, house: House): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: house.now().getTime() });

interface Enrolled {
  readonly user: User;
  readonly client: Client;
  readonly secret: string;
  readonly codes: string[];
}

/** An account with a second factor, and the next time step begun. */
async function enrolled(house: House): Promise<Enrolled> {
  const user = await house.user('rita', ['REVIEWER']);
  const client = await house.signedIn(user);
  const { enrolTotp } = await client.get<{ enrolTotp: { secret: string } }>('mutation { enrolTotp { secret } }');
  const { confirmTotp } = await client.get<{ confirmTotp: { codes: string[] } }>(
    'mutation ($code: String!) { confirmTotp(code: $code) { codes } }',
    {
      code: codeFor(enrolTotp.secret, house),
    },
  );
  house.pass({ seconds: 30 });
  return { user, client, secret: enrolTotp.secret, codes: confirmTotp.codes };
}

describe('a second factor', () => {
  it('is a secret for an authenticator app, and counts from its first code on', async () => {
    const house = await open();
    const user = await house.user('rita', ['REVIEWER']);
    const client = await house.signedIn(user);
    const { enrolTotp } = await client.get<{ enrolTotp: { secret: string; uri: string } }>('mutation { enrolTotp { secret uri } }');
    expect(enrolTotp.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(enrolTotp.uri).toBe(
      `otpauth://totp/Aetia:rita%40example.org?issuer=Aetia&secret=${enrolTotp.secret}&algorithm=SHA1&digits=6&period=30`,
    );
    expect((await house.client().ask(signIn, { email: user.email, password: goodPassword })).data).toMatchObject({
      signIn: { needs: null },
    });

    expect((await client.ask('mutation { confirmTotp(code: "000000") { codes } }')).code).toBe('VALIDATION_FAILED');
    const { confirmTotp } = await client.get<{ confirmTotp: { codes: string[]; viewer: object } }>(
      'mutation ($code: String!) { confirmTotp(code: $code) { codes viewer { user { hasTotp } } } }',
      { code: codeFor(enrolTotp.secret, house) },
    );
    expect(confirmTotp.viewer).toEqual({ user: { hasTotp: true } });
    expect(new Set(confirmTotp.codes).size).toBe(10);
    for (const code of confirmTotp.codes) expect(code).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    expect((await house.client().ask(signIn, { email: user.email, password: goodPassword })).data).toMatchObject({
      signIn: { needs: 'TOTP_CODE' },
    });
    expect((await auditOf(database)).filter(([action]) => action === 'TOTP_ENABLED')).toEqual([['TOTP_ENABLED', user.id, user.id, '{}']]);
    const everything = await wholeDatabase(database);
    for (const code of confirmTotp.codes) expect(everything).not.toContain(code.replaceAll('-', ''));
  });

  it('is asked for only once the password was right, and starts no session by itself', async () => {
    const house = await open();
    const { user } = await enrolled(house);
    const client = house.client();
    const answer = await client.ask(signIn, { email: user.email, password: goodPassword });
    expect(answer.data).toEqual({ signIn: { needs: 'TOTP_CODE', viewer: { user: null, roles: [], needs: null } } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await client.ask(signIn, { email: user.email, password: 'a wrong password' })).code).toBe('UNAUTHENTICATED');
  });

  it('takes each code once, and none of a step before it', async () => {
    const house = await open();
    const { user, secret } = await enrolled(house);
    const attempt = async (code: string): Promise<unknown> =>
      (await house.client().ask(signIn, { email: user.email, password: goodPassword, code })).code;
    house.pass({ seconds: 60 });
    const code = codeFor(secret, house);
    expect(await attempt(code)).toBeUndefined();
    expect(await attempt(code)).toBe('UNAUTHENTICATED');
    house.pass({ seconds: -30 });
    expect(await attempt(codeFor(secret, house))).toBe('UNAUTHENTICATED');
    house.pass({ seconds: 60 });
    const next = codeFor(secret, house);
    expect(await attempt(`${next.slice(0, 3)} ${next.slice(3)}`)).toBeUndefined();
  });

  it('takes a code of one step early or late, and of no other', async () => {
    const house = await open();
    const { user, secret } = await enrolled(house);
    const attempt = async (code: string): Promise<unknown> =>
      (await house.client().ask(signIn, { email: user.email, password: goodPassword, code })).code;
    house.pass({ minutes: 10 });
    const code = codeFor(secret, house);
    house.pass({ seconds: 60 });
    expect(await attempt(code)).toBe('UNAUTHENTICATED');
    house.pass({ seconds: -120 });
    expect(await attempt(code)).toBe('UNAUTHENTICATED');
    house.pass({ seconds: 30 });
    expect(await attempt(code)).toBeUndefined();
  });

  it('lets one of many who send the same code at once in', async () => {
    const house = await open();
    const { user, secret } = await enrolled(house);
    const code = codeFor(secret, house);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => house.client().ask(signIn, { email: user.email, password: goodPassword, code })),
    );
    expect(answers.filter(({ data }) => data !== null)).toHaveLength(1);
  });

  it('has recovery codes that work once each, however they are typed', async () => {
    const house = await open();
    const { user, codes } = await enrolled(house);
    const [first = '', second = ''] = codes;
    const attempt = async (code: string): Promise<unknown> =>
      (await house.client().ask(signIn, { email: user.email, password: goodPassword, code })).code;
    expect(await attempt(first)).toBeUndefined();
    expect(await attempt(first)).toBe('UNAUTHENTICATED');
    expect(await attempt(` ${second.toUpperCase().replaceAll('-', ' ')} `)).toBeUndefined();
    expect((await auditOf(database)).at(-1)).toEqual(['SIGNED_IN', user.id, user.id, '{"secondFactor":"RECOVERY_CODE"}']);
  });

  it('makes guessing codes wait like guessing passwords, even with the password asked for in between', async () => {
    const house = await open();
    const { user } = await enrolled(house);
    const codes: unknown[] = [];
    for (let i = 0; i < 4; i++)
      for (const code of [undefined, '000000'])
        codes.push((await house.client().ask(signIn, { email: user.email, password: goodPassword, code })).code);
    expect(codes).toEqual([
      undefined,
      'UNAUTHENTICATED',
      undefined,
      'UNAUTHENTICATED',
      undefined,
      'UNAUTHENTICATED',
      'RATE_LIMITED',
      'RATE_LIMITED',
    ]);
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '\0', '\ud83e', '9'.repeat(100_000)])('refuses the code %j', async (code) => {
    const house = await open();
    const { user, client } = await enrolled(house);
    expect((await house.client().ask(signIn, { email: user.email, password: goodPassword, code })).code).toBe('UNAUTHENTICATED');
    for (const verb of [
      'confirmTotp(code: $code) { codes }',
      'disableTotp(code: $code) { needs }',
      'newRecoveryCodes(code: $code) { codes }',
    ])
      expect((await client.ask(`mutation ($code: String!) { ${verb} }`, { code })).code).toMatch(/^(VALIDATION_FAILED|BAD_USER_INPUT)$/);
  });

  it('is replaced only after it was removed', async () => {
    const house = await open();
    const { user, client, secret } = await enrolled(house);
    expect((await client.ask('mutation { enrolTotp { secret } }')).code).toBe('BAD_USER_INPUT');
    const disable = 'mutation ($code: String!) { disableTotp(code: $code) { user { hasTotp } } }';
    expect(await client.get(disable, { code: codeFor(secret, house) })).toEqual({ disableTotp: { user: { hasTotp: false } } });
    expect((await house.client().ask(signIn, { email: user.email, password: goodPassword })).data).toMatchObject({
      signIn: { needs: null },
    });
    expect((await client.ask('mutation { enrolTotp { secret } }')).code).toBeUndefined();
    expect((await auditOf(database)).map(([action]) => action)).toContain('TOTP_DISABLED');
  });

  it('gets new recovery codes, and the old ones are worth nothing', async () => {
    const house = await open();
    const { user, client, secret, codes } = await enrolled(house);
    const renew = 'mutation ($code: String!) { newRecoveryCodes(code: $code) { codes } }';
    const { newRecoveryCodes } = await client.get<{ newRecoveryCodes: { codes: string[] } }>(renew, { code: codeFor(secret, house) });
    expect(newRecoveryCodes.codes).toHaveLength(10);
    const attempt = async (code: string | undefined): Promise<unknown> =>
      (await house.client().ask(signIn, { email: user.email, password: goodPassword, code })).code;
    expect(await attempt(codes[0])).toBe('UNAUTHENTICATED');
    expect(await attempt(newRecoveryCodes.codes[0])).toBeUndefined();
  });

  it('can be taken off by an admin for somebody who lost it', async () => {
    const house = await open();
    const { user, client } = await enrolled(house);
    const boss = await house.signedIn(await house.user('ada', ['ADMIN']));
    expect(await boss.get('mutation ($id: ID!) { resetTotp(id: $id) { hasTotp } }', { id: user.id })).toEqual({
      resetTotp: { hasTotp: false },
    });
    expect(await client.get('{ viewer { user { id } } }')).toEqual({ viewer: { user: null } });
    expect((await house.client().ask(signIn, { email: user.email, password: goodPassword })).data).toMatchObject({
      signIn: { needs: null },
    });
  });
});

describe('a server that requires second factors', () => {
  it('lets those who need one do nothing but add it', async () => {
    const house = await open({ AETIA_REQUIRE_TOTP: 'true' });
    const user = await house.user('rita', ['REVIEWER']);
    const client = house.client();
    expect(await client.get(signIn, { email: user.email, password: goodPassword })).toMatchObject({ signIn: { needs: 'TOTP_ENROLMENT' } });
    expect(await client.get('{ viewer { can needs } }')).toEqual({
      viewer: { can: ['READ_PUBLISHED', 'SIGN_IN', 'SIGN_OUT', 'READ_VIEWER', 'ENROL_TOTP'], needs: 'TOTP_ENROLMENT' },
    });
    const { enrolTotp } = await client.get<{ enrolTotp: { secret: string } }>('mutation { enrolTotp { secret } }');
    const confirmed = await client.get<{ confirmTotp: { viewer: { can: string[] } } }>(
      'mutation ($code: String!) { confirmTotp(code: $code) { viewer { can } } }',
      { code: codeFor(enrolTotp.secret, house) },
    );
    expect(confirmed.confirmTotp.viewer.can).toContain('REVIEW_CHANGE_SETS');
  });

  it.each([
    ['EDITOR', null],
    ['READER', null],
    ['REVIEWER', 'TOTP_ENROLMENT'],
    ['PUBLISHER', 'TOTP_ENROLMENT'],
    ['ADMIN', 'TOTP_ENROLMENT'],
  ] as const)('asks the role %s for %s', async (role, needs) => {
    const house = await open({ AETIA_REQUIRE_TOTP: 'true' });
    const client = await house.signedIn(await house.user('somebody', [role]));
    expect(await client.get('{ viewer { needs } }')).toEqual({ viewer: { needs } });
  });
});
