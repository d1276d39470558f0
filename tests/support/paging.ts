import { expect } from 'vitest';
import type { Api } from './api.ts';

/** A page of ids. */
interface IdPage {
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly edges: readonly { readonly cursor: string; readonly id: { readonly id: string } }[];
}

/** A list to page through: how to write its field, and where the field is in the answer. */
export interface PagedList {
  /** The whole query around the field, which it gets with its arguments and selection, such as `symptoms(first: $first) { … }`. */
  readonly around: (field: string) => string;
  readonly name: string;
  /** What names an item: its node, or the claim that leads there. */
  readonly item: 'node' | 'claim';
  /** More arguments, such as `orderBy: [{ name: DESC }]`. */
  readonly more?: string;
}

type Window = { readonly first: number; readonly after?: string | null } | { readonly last: number; readonly before?: string | null };

/** One page. */
export async function pageOf(api: Api, { around, name, item, more = '' }: PagedList, window: Window): Promise<IdPage> {
  const names = Object.keys(window);
  const declared = names.map((one) => `$${one}: ${one === 'first' || one === 'last' ? 'Int' : 'String'}`).join(', ');
  const given = [...names.map((one) => `${one}: $${one}`), more].filter(Boolean).join(', ');
  const field = `page: ${name}(${given}) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor id: ${item} { id } } }`;
  const data = await api.data<Record<string, unknown>>(`query (${declared}) { ${around(field)} }`, { ...window });
  return (data['page'] ?? (Object.values(data)[0] as Record<string, unknown>)['page']) as IdPage;
}

const idsOf = ({ edges }: IdPage): string[] => edges.map(({ id }) => id.id);

/** All ids in one page. */
export const wholeList = async (api: Api, list: PagedList): Promise<string[]> => idsOf(await pageOf(api, list, { first: 200 }));

/** Walks a list from one end to the other and expects each page to be the next part of the whole, and its page info to be right. */
export async function expectPagesToCover(
  api: Api,
  list: PagedList,
  whole: readonly string[],
  size: number,
  direction: 'FORWARD' | 'BACKWARD',
): Promise<void> {
  const isForward = direction === 'FORWARD';
  const about = `${list.name} ${list.more ?? ''} ${direction} by ${size}`;
  let done = 0;
  let cursor: string | null = null;
  do {
    const page = await pageOf(api, list, isForward ? { first: size, after: cursor } : { last: size, before: cursor });
    const from = isForward ? done : Math.max(0, whole.length - done - size);
    const to = isForward ? Math.min(whole.length, done + size) : whole.length - done;
    expect(idsOf(page), about).toEqual(whole.slice(from, to));
    expect(page.pageInfo, about).toEqual({
      hasNextPage: isForward ? to < whole.length : done > 0,
      hasPreviousPage: isForward ? done > 0 : from > 0,
      startCursor: page.edges[0]?.cursor ?? null,
      endCursor: page.edges.at(-1)?.cursor ?? null,
    });
    done += page.edges.length;
    cursor = isForward ? page.pageInfo.endCursor : page.pageInfo.startCursor;
    if (page.edges.length === 0) break;
  } while (done < whole.length);
  expect(done, about).toBe(whole.length);
}
