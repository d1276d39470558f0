import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig, unknownSettings } from '../../server/config.ts';

it('needs nothing', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 4000,
    dataDir: resolve('data'),
    neo4j: { kind: 'local', dataDir: resolve('data'), javaHome: undefined, heapMb: undefined, pageCacheMb: undefined, boltPort: 0 },
    requiresApiKey: false,
    requiresTotp: false,
    publicOrigin: undefined,
    trustedProxies: 0,
    session: { absoluteMinutes: 720, idleMinutes: 120 },
    rates: { anonymous: undefined, standard: undefined, high: undefined },
    firstAdmin: { email: 'admin@localhost', password: undefined },
  });
});

it('takes a Neo4j from elsewhere, with its own user and database', () => {
  const env = { NEO4J_URI: 'neo4j+s://host:7687', NEO4J_USER: 'reader', NEO4J_PASSWORD: 'secret', NEO4J_DATABASE: 'aetia' };
  expect(readConfig(env).neo4j).toEqual({ kind: 'remote', uri: env.NEO4J_URI, user: 'reader', password: 'secret', database: 'aetia' });
});

it('treats an empty variable as absent', () => {
  expect(readConfig({ PORT: '', NEO4J_URI: '', NEO4J_PASSWORD: '' })).toEqual(readConfig({}));
});

it('accepts port 0 and the highest one', () => {
  expect([readConfig({ PORT: '0' }).port, readConfig({ PORT: '65535' }).port]).toEqual([0, 65535]);
});

it('names every bad value at once, and no secret', () => {
  const env = { PORT: '-1', NEO4J_HEAP_MB: '1e3', AETIA_REQUIRE_API_KEY: 'yes', NEO4J_PASSWORD: 'secret' };
  expect(() => readConfig(env)).toThrow(
    expect.objectContaining({
      code: 'BAD_USER_INPUT',
      message: [
        'PORT is "-1", but must be a whole number from 0 to 65535.',
        'NEO4J_PASSWORD is set, but NEO4J_URI is not. Set both, or neither for the local database.',
        'NEO4J_HEAP_MB is "1e3", but must be a whole number from 256 to 1048576.',
        'AETIA_REQUIRE_API_KEY is "yes", but must be one of true, false.',
      ].join('\n'),
    }),
  );
});

it.each([
  ['AETIA_REQUIRE_TOPT', 'true', 'AETIA_REQUIRE_TOTP'],
  ['AETIA_REQUIRE_APIKEY', 'true', 'AETIA_REQUIRE_API_KEY'],
  ['AETIA_SESION_MINUTES', '5', 'AETIA_SESSION_MINUTES'],
  ['AETIA_PORT', '80', 'PORT'],
  ['NEO4J_URL', 'bolt://host', 'NEO4J_URI'],
  ['NEO4J_USERNAME', 'reader', 'NEO4J_USER'],
  ['NEO4J_PAGECACHE_MB', '512', 'NEO4J_PAGE_CACHE_MB'],
])('refuses %s, and says which setting was meant', (name, value, meant) => {
  expect(() => readConfig({ [name]: value })).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', message: `${name} is no setting. Was ${meant} meant?` }),
  );
});

it('refuses a name of ours that is like no setting', () => {
  expect(() => readConfig({ AETIA_X: '1' })).toThrow('AETIA_X is no setting. README.md lists those that there are.');
});

it('lets be what other programs read, and names it where Neo4j’s do not', () => {
  const ofOthers = {
    NEO4J_HOME: '/neo4j',
    NEO4J_CONF: '/neo4j',
    NEO4J_PORT: 'tcp://10.0.0.1:7687',
    NEO4J_SERVICE_HOST: '10.0.0.1',
    AETIA_PORT: 'tcp://10.0.0.1:4000',
    AETIA_PORT_4000_TCP_ADDR: '10.0.0.1',
    AETIA_SERVICE_PORT: '4000',
    AETIA_SERVER: 'http://127.0.0.1:4000',
  };
  const strange = { NEO4J_AUTH: 'neo4j/secret', NEO4J_PLUGINS: '[]' };
  expect(readConfig({ ...ofOthers, ...strange, AETIA_TYPO: '' })).toEqual(readConfig({}));
  expect(unknownSettings({ ...ofOthers, ...strange })).toEqual({
    refused: [],
    ignored: ['NEO4J_AUTH', 'NEO4J_PLUGINS'].map((name) => `${name} says nothing to Aetia. README.md lists the settings that there are.`),
  });
});

it('refuses one port for the server and its database', () => {
  expect(() => readConfig({ PORT: '4600', NEO4J_BOLT_PORT: '4600' })).toThrow(
    'PORT and NEO4J_BOLT_PORT are both 4600. Set one of them to another number.',
  );
  expect(readConfig({ PORT: '0', NEO4J_BOLT_PORT: '0' }).port).toBe(0);
});

it.each([
  ['host:7687', 'NEO4J_URI must look like'],
  ['https://host', 'NEO4J_URI must look like'],
  ['bolt://neo4j:secret@host', 'NEO4J_URI must not hold a user or password'],
])('refuses %s as the address of a database', (uri, message) => {
  expect(() => readConfig({ NEO4J_URI: uri, NEO4J_PASSWORD: 'secret' })).toThrow(message);
  expect(() => readConfig({ NEO4J_URI: uri, NEO4J_PASSWORD: 'secret' })).not.toThrow('secret');
});

it('wants a password for a Neo4j from elsewhere', () => {
  expect(() => readConfig({ NEO4J_URI: 'bolt://host' })).toThrow('NEO4J_PASSWORD is missing; a NEO4J_URI needs it.');
});

it('takes the address that browsers use without its last slash', () => {
  expect(readConfig({ PUBLIC_URL: 'https://aetia.example.org:8443/' }).publicOrigin).toBe('https://aetia.example.org:8443');
});

it.each(['aetia.example.org', 'ftp://aetia.example.org', 'https://aetia.example.org/admin', 'https://user:word@aetia.example.org'])(
  'refuses %s as the address that browsers use',
  (address) => {
    expect(() => readConfig({ PUBLIC_URL: address })).toThrow('PUBLIC_URL is');
  },
);
