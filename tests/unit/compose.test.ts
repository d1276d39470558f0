import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { settings } from '../../server/config.ts';
import { neo4jVersion } from '../../server/neo4j/local/local-jars.ts';

const root = resolve(import.meta.dirname, '../..');
const compose = await readFile(resolve(root, 'compose.yaml'), 'utf8');

it('runs the Neo4j that starts by itself elsewhere', async () => {
  expect(/image: neo4j:(\S+)-community$/m.exec(compose)?.[1]).toBe(neo4jVersion);
  const pom = await readFile(resolve(root, 'server/neo4j/local/pom.xml'), 'utf8');
  expect(/<neo4j\.version>(.+)<\/neo4j\.version>/.exec(pom)?.[1]).toBe(neo4jVersion);
});

/** What the image and this file have settled, and what is of the database that starts by itself. */
const settled = ['HOST', 'PORT', 'AETIA_DATA', 'NEO4J_URI', 'NEO4J_USER', 'NEO4J_PASSWORD', 'NEO4J_DATABASE'];
const ofLocalDatabase = ['NEO4J_HEAP_MB', 'NEO4J_PAGE_CACHE_MB', 'NEO4J_BOLT_PORT', 'JAVA_HOME'];

it('passes every other setting through', () => {
  const passed = [...compose.matchAll(/^      (\w+): \$\{\1:-\}$/gm)].map(([, name = '']) => name);
  expect(passed.toSorted()).toEqual(settings.filter((name) => ![...settled, ...ofLocalDatabase].includes(name)).toSorted());
});
