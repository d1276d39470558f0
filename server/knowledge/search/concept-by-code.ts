import type { GraphQLResolveInfo } from 'graphql';
import { codeMatch } from '../../../schema/language/vocabularies.ts';
import { Projector, type Shaped } from '../select/projection.ts';
import { contextOf, type Reading, readColumns } from '../select/select.ts';
import { codesFound } from './hits.ts';
import { quoted } from './search-terms.ts';

/** The concept that a code of another vocabulary fits best; null when none has it. The vocabulary's name is read without regard to case. */
export async function conceptByCode(reading: Reading, info: GraphQLResolveInfo, system: string, code: string): Promise<Shaped | null> {
  const projector = new Projector(reading.model, contextOf(info));
  const projection = projector.node(reading.model.concepts, 'n', info.fieldNodes);
  const [query, wanted, vocabulary] = [quoted(code), code, system.toUpperCase()].map(projector.bind);
  const fits = `[i IN range(0, size(n.codes_code) - 1) WHERE n.codes_code[i] = ${wanted} AND toUpper(n.codes_system[i]) = ${vocabulary} | n.codes_match[i]]`;
  const [rows] = await readColumns(
    reading,
    [
      `COLLECT { ${codesFound(query ?? '')} WITH node AS n WITH n, ${fits} AS fits WHERE fits <> [] ORDER BY ${bestFit}, n.sortName LIMIT 1 RETURN ${projection.text} }`,
    ],
    projector.params,
  );
  return (projection.decode((rows as unknown[])[0]) as Shaped | null) ?? null;
}

const bestFit = `CASE ${Object.keys(codeMatch.values)
  .map((match, i) => `WHEN '${match}' IN fits THEN ${i}`)
  .join(' ')} END`;
