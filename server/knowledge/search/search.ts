import type { GraphQLResolveInfo } from 'graphql';
import type { Locale } from '../../../schema/language/field.ts';
import { kindName, type NodeType } from '../../../schema/language/node-type.ts';
import { finishPage, type OrderKey, orderText, type PageArguments, pageOf, startText } from '../select/page.ts';
import { Projector } from '../select/projection.ts';
import { contextOf, pageSelection, type Reading, readColumns } from '../select/select.ts';
import { highlighter } from './highlights.ts';
import { hitsText, nameListText, termParameter } from './hits.ts';
import { searchTerms } from './search-terms.ts';

/** The best hits that a search looks at; what lies behind them is found by more or other words. */
export const mostHits = 1000;

export interface SearchArguments extends PageArguments {
  readonly text: string;
  readonly kinds: readonly NodeType[] | undefined;
  /** Whose names come first among the highlights. */
  readonly locale: Locale | undefined;
}

/** A page of the concepts that a text finds, best first, with how many there are of each kind. */
export async function search(
  reading: Reading,
  info: GraphQLResolveInfo,
  { text, kinds, locale, ...args }: SearchArguments,
): Promise<unknown> {
  const terms = searchTerms(text, 'text');
  const highlight = highlighter(terms);
  const projector = new Projector(reading.model, contextOf(info));
  const { concepts } = reading.model;
  const page = pageOf(args, 'search', keys.length);
  const wanted = pageSelection(info, projector, kinds ?? concepts);
  const kind = kinds && `(${kinds.map(({ name }) => `n:${name}`).join(' OR ') || 'false'})`;
  const columns: string[] = [];
  if (wanted.needsRows) {
    const conditions = [kind, startText(keys, page, projector.bind)].filter((part) => part !== undefined);
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
    const items = [...wanted.projections.map((projection) => projection.text), nameListText('n', locale), '[score, n.sortName]'];
    columns.push(
      `COLLECT { UNWIND hits AS hit WITH hit[0] AS n, hit[1] AS score${where} WITH n, score ORDER BY ${orderText(keys, page)} LIMIT ${projector.bind(BigInt(page.size + 1))} RETURN [score, ${items.join(', ')}] }`,
    );
  }
  if (wanted.needsCount) columns.push(`COUNT { UNWIND hits AS hit WITH hit[0] AS n${kind ? ` WHERE ${kind}` : ''} RETURN n }`);
  if (wanted.fields.some(({ name }) => name === 'facets'))
    columns.push(`[${concepts.map(({ name }) => `COUNT { UNWIND hits AS hit WITH hit[0] AS n WHERE n:${name} RETURN n }`).join(', ')}]`);
  const term = projector.bind(termParameter(terms));
  const hits = `CALL () { ${hitsText(term, projector.bind(BigInt(mostHits)))} } WITH collect([n, score]) AS hits`;
  const values = await readColumns(reading, columns, projector.params, hits);
  const rows = wanted.needsRows ? (values.shift() as unknown[][]) : [];
  const cursorOf = (row: unknown[]) => row.at(-1) as (string | number)[];
  const finished = finishPage(rows, page, cursorOf);
  return {
    pageInfo: finished.info,
    totalCount: wanted.needsCount ? values.shift() : undefined,
    facets: facetsOf(concepts, values[0]),
    edges: finished.rows.map((row) => ({
      score: row[0],
      // Worked out where they are asked for only.
      get highlights() {
        return highlight(row.at(-2) as string[]);
      },
      cursorValues: cursorOf(row),
      order: page.order,
      ...Object.fromEntries(wanted.projections.map(({ key, decode }, i) => [key, decode(row[i + 1])])),
    })),
  };
}

const keys: readonly OrderKey[] = [
  { text: 'score', descending: true },
  { text: 'n.sortName', descending: false },
];

const facetsOf = (concepts: readonly NodeType[], counts: unknown) =>
  Array.isArray(counts)
    ? concepts.map((type, i) => ({ kind: kindName(type), count: counts[i] as number })).filter(({ count }) => count > 0)
    : undefined;
