import { type Locale, locales } from '../../../schema/language/field.ts';
import { indexNames } from '../../neo4j/model-statements.ts';
import { quoted, type SearchTerms } from './search-terms.ts';

/** What `hitsText` reads of a term. */
export const termParameter = ({ text, all, any, codes }: SearchTerms) => ({ text, all, any, codes: codes.map(quoted).join(' ') });

/**
 * Cypher that yields `n` and `score` of each concept that a term finds, once; `term` is a map of `termParameter`. Every word must be
 * found; only when no concept holds them all, any of them will do. A name that is the text comes before all others, a code before that;
 * of the others, those called by what begins with the text come forward, and those of which more is known.
 */
export const hitsText = (term: string, limit: string): string =>
  // What holds every word is looked for once and kept: slips of the pen make it the costly part.
  `CALL (*) { ${namesFound(`${term}.all`, limit)} RETURN collect([node, score]) AS found } ` +
  `CALL (*) { CALL (*) { UNWIND found AS one RETURN one[0] AS node, one[1] AS score UNION ALL WITH * WHERE size(found) = 0 ${namesFound(`${term}.any`, limit)} RETURN node, score } ` +
  `WITH node, score, [name IN ${nameListText('node')} | toLower(name)] AS names ` +
  `RETURN node AS n, round(score + CASE WHEN any(name IN names WHERE name = ${term}.text) THEN 1000.0 WHEN any(name IN [${locales.map((locale) => `node.name_${locale}`).join(', ')}] WHERE toLower(name) STARTS WITH ${term}.text) THEN 60.0 WHEN any(name IN names WHERE name STARTS WITH ${term}.text) THEN 30.0 ELSE 0.0 END + 2.0 * log10(1 + count { (node)--() }), 4) AS score ` +
  `UNION ALL ${codesFound(`${term}.codes`)} RETURN node AS n, 2000.0 AS score } ` +
  `RETURN n, max(score) AS score`;

const namesFound = (query: string, limit: string): string =>
  `CALL db.index.fulltext.queryNodes('${indexNames.names}', ${query}, {limit: ${limit}}) YIELD node, score`;

/** Cypher that yields the `node`s that have one of the codes of a query. */
export const codesFound = (query: string): string =>
  `CALL db.index.fulltext.queryNodes('${indexNames.codes}', ${query}, {limit: 50}) YIELD node`;

/** Cypher for all names of a concept as one list, those of one language first. */
export const nameListText = (v: string, first: Locale = 'en'): string => {
  const properties = [first, ...locales.filter((locale) => locale !== first)].flatMap((locale) => [
    `name_${locale}`,
    `plainName_${locale}`,
  ]);
  return `([name IN [${properties.map((property) => `${v}.${property}`).join(', ')}] WHERE name IS NOT NULL] + coalesce(${v}.synonyms_text, []))`;
};
