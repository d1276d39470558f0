import { describe, expect, it } from 'vitest';
import { auditOf, type Client, type House, useHouses, wholeDatabase } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
const open = await useHouses(database);

const admin = async (house: House): Promise<Client> => house.signedIn(await house.user('ada', ['ADMIN']));

interface Created {
  readonly createApiKey: { readonly apiKey: Key; readonly secret: string | null };
}
interface Key {
  readonly id: string;
  readonly prefix: string;
  readonly lastUsedAt: string | null;
}
const create = `mutation ($name: String!, $scopes: [ApiKeyScope!]!, $rate: RateClass, $once: String) {
  createApiKey(name: $name, scopes: $scopes, rateClass: $rate, clientMutationId: $once) {
    apiKey { id name prefix scopes rateClass createdBy lastUsedAt revokedAt } secret } }`;

const newKey = async (boss: Client, variables: object = {}): Promise<{ key: Key; secret: string }> => {
  const { createApiKey } = await boss.get<Created>(create, { name: 'An app', scopes: ['READ'], ...variables });
  return { key: createApiKey.apiKey, secret: createApiKey.secret ?? '' };
};

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const read = '{ contentRelease { number } }';

describe('an API key', () => {
  it('is shown once, kept as a hash, and recognised by its prefix', async () => {
    const house = await open();
    const boss = await admin(house);
    const answer = await boss.ask(create, { name: ' An app ', scopes: ['READ', 'REPORT', 'READ'] });
    const { createApiKey } = answer.data as unknown as Created;
    const { apiKey, secret } = createApiKey;
    expect(secret).toMatch(/^aetia_[0-9a-z]{8}_[\w-]{43}$/);
    expect(secret?.startsWith(`${apiKey.prefix}_`)).toBe(true);
    expect(apiKey).toMatchObject({ name: 'An app', scopes: ['READ', 'REPORT'], rateClass: 'STANDARD', lastUsedAt: null, revokedAt: null });
    await house.client(bearer(secret ?? '')).get(read);
    const random = secret?.slice(-43) ?? '';
    expect(await wholeDatabase(database)).not.toContain(random);
    expect((await boss.ask('{ apiKeys { id name prefix } auditLog { edges { node { details subject } } } }')).text).not.toContain(random);
    expect((await auditOf(database)).at(-1)?.slice(2)).toEqual([
      apiKey.id,
      `{"prefix":"${apiKey.prefix}","rateClass":"STANDARD","scopes":["READ","REPORT","READ"]}`,
    ]);
  });

  it('says who calls, and needs no cookie and no origin', async () => {
    const house = await open();
    const { secret, key } = await newKey(await admin(house));
    const client = house.client({ ...bearer(secret), origin: 'https://an-app.example', 'sec-fetch-site': 'cross-site' });
    expect(await client.get('{ viewer { user { id } apiKey { id } roles can } }')).toEqual({
      viewer: { user: null, apiKey: { id: key.id }, roles: [], can: ['READ_PUBLISHED', 'SIGN_IN', 'SIGN_OUT', 'READ_VIEWER'] },
    });
  });

  it('gets answers that it alone may keep; what a person is told is kept by nobody', async () => {
    const house = await open();
    const boss = await admin(house);
    const { secret } = await newKey(boss);
    const kept = async (client: Client, headers = {}) => {
      const answer = await client.askByGet('{ contentRelease { number } viewer { roles } }', headers);
      return [answer.status, answer.headers.get('cache-control'), answer.headers.get('etag')];
    };
    expect(await kept(house.client())).toEqual([200, 'no-cache', '"0"']);
    expect(await kept(house.client(bearer(secret)))).toEqual([200, 'private, no-cache', '"0"']);
    expect(await kept(boss, { 'if-none-match': '"0"' })).toEqual([200, 'no-store', null]);
  });

  it('outweighs a session in the same request', async () => {
    const house = await open();
    const boss = await admin(house);
    const { secret } = await newKey(boss);
    expect((await boss.ask('{ users { totalCount } }', {}, bearer(secret))).code).toBe('FORBIDDEN');
  });

  it('is dead from the next request on after it was revoked', async () => {
    const house = await open();
    const boss = await admin(house);
    const { secret, key } = await newKey(boss);
    const client = house.client(bearer(secret));
    await client.get(read);
    await boss.get('mutation ($id: ID!) { revokeApiKey(id: $id) { revokedAt } }', { id: key.id });
    const answer = await client.ask(read);
    expect([answer.status, answer.code, answer.data]).toEqual([401, 'UNAUTHENTICATED', null]);
    expect(await boss.get('{ apiKeys { revokedAt } }')).toEqual({ apiKeys: [{ revokedAt: '2026-03-01T12:00:00.000Z' }] });
    expect((await auditOf(database)).at(-1)?.slice(0, 1)).toEqual(['API_KEY_REVOKED']);
  });

  it('notes its last use to the minute, and writes it at most once a minute', async () => {
    const house = await open();
    const boss = await admin(house);
    const { secret } = await newKey(boss);
    const client = house.client(bearer(secret));
    const writes: string[] = [];
    const stop = database.onStatement(({ text }) => void (text.includes('lastUsedAt = ') && writes.push(text)));
    await client.get(read);
    house.pass({ seconds: 59 });
    await client.get(read);
    expect(writes).toHaveLength(1);
    house.pass({ seconds: 31 });
    await client.get(read);
    stop();
    expect(writes).toHaveLength(2);
    expect(await boss.get('{ apiKeys { lastUsedAt } }')).toEqual({ apiKeys: [{ lastUsedAt: '2026-03-01T12:01:00.000Z' }] });
  });

  it('is made once by calls with one clientMutationId, and shown once', async () => {
    const house = await open();
    const boss = await admin(house);
    const calls = Array.from({ length: 5 }, () => boss.get<Created>(create, { name: 'An app', scopes: ['READ'], once: 'form-1' }));
    const answers = await Promise.all(calls);
    expect(new Set(answers.map(({ createApiKey }) => createApiKey.apiKey.id)).size).toBe(1);
    expect(answers.filter(({ createApiKey }) => createApiKey.secret !== null)).toHaveLength(1);
  });

  it.each([
    ['no name', { name: '' }, 'VALIDATION_FAILED'],
    ['a name with NUL', { name: 'a\0b' }, 'VALIDATION_FAILED'],
    ['no scope', { scopes: [] }, 'VALIDATION_FAILED'],
    ['a scope that is none', { scopes: ['WRITE'] }, 'BAD_USER_INPUT'],
    ['a clientMutationId of 100,000 characters', { once: 'x'.repeat(100_000) }, 'BAD_USER_INPUT'],
  ])('is refused with %s', async (_what, variables, code) => {
    const house = await open();
    const boss = await admin(house);
    expect((await boss.ask(create, { name: 'An app', scopes: ['READ'], ...variables })).code).toBe(code);
    expect(await boss.get('{ apiKeys { id } }')).toEqual({ apiKeys: [] });
  });

  it.each(['', 'x', 'aetia_', `aetia_00000000_${'A'.repeat(43)}`, 'A'.repeat(8000), 'aetia_%00', '\u00ff', 'a b c'])(
    'that is none is refused, not taken for nobody: %j',
    async (secret) => {
      const house = await open();
      const answer = await house.client(bearer(secret)).ask(read);
      expect([answer.status, answer.code]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answer.errors[0]?.extensions['requestId']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('is not what another scheme of authorization means', async () => {
    const house = await open();
    expect((await house.client({ authorization: 'Basic YTpi' }).ask(read)).code).toBeUndefined();
  });
});

describe('a server that requires API keys', () => {
  it('turns nameless readers away, and serves keys that may read and people who are signed in', async () => {
    const house = await open({ AETIA_REQUIRE_API_KEY: 'true' });
    const boss = await admin(house);
    const [reader, reporter] = [await newKey(boss), await newKey(boss, { scopes: ['REPORT'] })];
    const codeOf = async (client: Client): Promise<unknown> => (await client.ask(read)).code;
    expect(await codeOf(house.client())).toBe('UNAUTHENTICATED');
    expect(await codeOf(house.client(bearer(reader.secret)))).toBeUndefined();
    expect(await codeOf(house.client(bearer(reporter.secret)))).toBe('FORBIDDEN');
    expect(await codeOf(boss)).toBeUndefined();
    expect(await codeOf(await house.signedIn(await house.user('rolf', ['READER'])))).toBeUndefined();
  });

  it('says what would help', async () => {
    const house = await open({ AETIA_REQUIRE_API_KEY: 'true' });
    expect((await house.client().ask(read)).errors[0]?.message).toBe(
      'READ_PUBLISHED (read what is published) needs an account or an API key with the scope READ. Sign in or send the key.',
    );
  });
});

describe('a rate', () => {
  const rates = { AETIA_RATE_ANONYMOUS: '2', AETIA_RATE_STANDARD: '3', AETIA_RATE_HIGH: '4', TRUST_PROXY: '1' };
  const letThrough = async (client: Client): Promise<number> => {
    for (let count = 0; ; count++) if ((await client.ask(read)).code === 'RATE_LIMITED') return count;
  };

  it('holds for each network address and each key by its class, and says how long to wait', async () => {
    const house = await open(rates);
    const boss = await admin(house);
    const [standard, high] = [await newKey(boss), await newKey(boss, { rate: 'HIGH' })];
    expect(await letThrough(house.client({ 'x-forwarded-for': '203.0.113.1' }))).toBe(2);
    expect(await letThrough(house.client({ 'x-forwarded-for': '203.0.113.2' }))).toBe(2);
    expect(await letThrough(house.client(bearer(standard.secret)))).toBe(3);
    expect(await letThrough(house.client(bearer(high.secret)))).toBe(4);
    const answer = await house.client({ 'x-forwarded-for': '203.0.113.1' }).ask(read);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(answer.errors[0]).toMatchObject({
      message: 'More than 2 requests a minute are too many here. Try again in 30 seconds.',
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 30 },
    });
    house.pass({ seconds: 30 });
    expect(await letThrough(house.client({ 'x-forwarded-for': '203.0.113.1' }))).toBe(1);
  });

  it('holds neither for people who are signed in nor for keys without limit', async () => {
    const house = await open(rates);
    const boss = await admin(house);
    const { secret } = await newKey(boss, { rate: 'UNLIMITED' });
    for (let i = 0; i < 10; i++)
      for (const client of [boss, house.client(bearer(secret))]) expect((await client.ask(read)).code).toBeUndefined();
  });

  it('is none unless it is set', async () => {
    const house = await open();
    const client = house.client();
    for (let i = 0; i < 50; i++) expect((await client.ask(read)).code).toBeUndefined();
  });
});
