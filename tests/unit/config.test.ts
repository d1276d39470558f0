import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';

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
