import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Database } from '../../server/neo4j/database.ts';
import { read } from '../../server/neo4j/statement.ts';
import { Chance } from './graph.ts';
import type { Asked } from './questions.ts';

const symptomCount = 100;

/** The page of the explorer, for the symptoms that have the most causes and for as many by chance. */
export async function symptomPages(database: Database): Promise<Asked[]> {
  const file = await readFile(resolve(import.meta.dirname, '../../server/explorer/leg-cramp.graphql'), 'utf8');
  const query = file.replace('query LegCramp', 'query Page($slug: String!)').replace('"leg-cramp"', '$slug');
  const largest = await read(database, {
    text: 'MATCH (s:Symptom) RETURN s.slug ORDER BY COUNT { (s)<-[:CAUSES]-() } DESC, s.slug LIMIT $count',
    params: { count: BigInt(symptomCount) },
  });
  const all = await read(database, { text: 'MATCH (s:Symptom)<-[:CAUSES]-() RETURN DISTINCT s.slug ORDER BY s.slug', params: {} });
  const chance = new Chance(1);
  const others = all.length === 0 ? [] : Array.from({ length: symptomCount }, () => all[chance.below(all.length)]);
  return [...largest, ...others].map((row) => ({ query, variables: { slug: row?.[0] } }));
}

const searchQuery = `query ($text: String!) {
  search(text: $text, first: 20) { edges { node { __typename id name } highlights } facets { kind count } totalCount } }`;

/** Searches for names of concepts by chance: whole, their first words, and with a slip of the pen. */
export async function searches(database: Database): Promise<Asked[]> {
  const names = await read(database, { text: 'MATCH (c:Concept) RETURN c.name_en ORDER BY c.id', params: {} });
  const chance = new Chance(2);
  const chosen = names.length === 0 ? [] : Array.from({ length: 100 }, () => names[chance.below(names.length)]?.[0] as string);
  return chosen
    .flatMap((name) => {
      const [first = '', ...rest] = name.split(' ');
      const middle = Math.floor(name.length / 2);
      return [name, first, [first, ...rest].slice(0, 2).join(' '), `${name.slice(0, middle)}${name.slice(middle + 1)}`];
    })
    .map((text) => ({ query: searchQuery, variables: { text: text.slice(0, 300) } }));
}
