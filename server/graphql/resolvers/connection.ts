import { Int } from 'type-graphql';
import { type CursorValue, encodeCursor } from '../../knowledge/select/cursor.ts';
import { finishPage, type PageInfo, pageOf } from '../../knowledge/select/page.ts';
import { declareObject } from '../derived/declare.ts';

type TypeClass = new () => object;

/** Declares the Relay connection of a type whose list a hand-written field reads. */
export function declareConnection(name: string, what: string, node: TypeClass, pageInfo: TypeClass): TypeClass {
  const edge = declareObject(`${name}Edge`, `One item of a list of ${what}.`, {
    node: { type: () => node, description: 'The item.' },
    cursor: { type: () => String, description: 'Where the item lies in its list; give it as `after`.' },
  });
  return declareObject(`${name}Connection`, `A page of ${what}.`, {
    edges: { type: () => edge, list: true, description: 'The items of the page.' },
    pageInfo: { type: () => pageInfo, description: 'Where the page lies in the list.' },
    totalCount: { type: () => Int, description: 'How many items the whole list has; counted only when asked for.' },
  });
}

/** What a connection's fields are read from. */
export interface Connection<T> {
  readonly edges: readonly { readonly node: T; readonly cursor: string }[];
  readonly pageInfo: PageInfo;
  readonly totalCount: () => Promise<number>;
}

/** A list that is read forward, ordered by one key that no two items share. */
export interface KeyedList<T, Key extends CursorValue> {
  /** Names list and order, so that a cursor of another list is refused. */
  readonly order: string;
  readonly keyOf: (item: T) => Key;
  /** At most `count` items behind the key; from the start when it is undefined. */
  readonly read: (after: Key | undefined, count: number) => Promise<T[]>;
  readonly count: () => Promise<number>;
}

/** Reads a page of a list; BAD_USER_INPUT for a page that is too large and a cursor that is not its own. */
export async function readConnection<T, Key extends CursorValue>(
  { order, keyOf, read, count }: KeyedList<T, Key>,
  first: number | null | undefined,
  after: string | null | undefined,
): Promise<Connection<T>> {
  const page = pageOf({ first, after }, order, 1);
  const { rows, info } = finishPage(await read(page.start?.[0] as Key | undefined, page.size + 1), page, (item) => [keyOf(item)]);
  return {
    edges: rows.map((node) => ({ node, cursor: encodeCursor(order, [keyOf(node)]) })),
    pageInfo: info,
    totalCount: count,
  };
}
