import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { neo4jVersion } from '../../server/neo4j/local/local-jars.ts';

const root = resolve(import.meta.dirname, '../..');
const compose = await readFile(resolve(root, 'compose.yaml'), 'utf8');

it('runs the Neo4j that starts by itself elsewhere', async () => {
  expect(/image: neo4j:(\S+)-community$/m.exec(compose)?.[1]).toBe(neo4jVersion);
  const pom = await readFile(resolve(root, 'server/neo4j/local/pom.xml'), 'utf8');
  expect(/<neo4j\.version>(.+)<\/neo4j\.version>/.exec(pom)?.[1]).toBe(neo4jVersion);
});

it.each(['PUBLIC_URL', 'TRUST_PROXY', 'AETIA_RATE_ANONYMOUS', 'AETIA_RATE_STANDARD', 'AETIA_RATE_HIGH'])('passes %s through', (name) => {
  expect(compose).toContain(`\n      ${name}: \${${name}:-}\n`);
});
