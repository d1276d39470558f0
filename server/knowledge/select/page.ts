import { badUserInput } from '../../errors.ts';
import { type CursorValue, decodeCursor, encodeCursor } from './cursor.ts';

/** Page size when nobody says, and the most. */
export const pageSizes = { standard: 25, most: 200 } as const;

/** Relay's paging arguments, as they come. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** One expression a list is ordered by; never null. */
export interface OrderKey {
  readonly text: string;
  readonly descending: boolean;
}

/** A page of an ordered list: from where, in which direction, how many. */
export interface Page {
  readonly size: number;
  readonly isBackward: boolean;
  /** Values of the order keys; the page lies strictly behind them. */
  readonly start: readonly CursorValue[] | undefined;
  readonly order: string;
}

/** Reads paging arguments; BAD_USER_INPUT names the one that does not fit. */
export function pageOf(args: PageArguments, order: string, keyCount: number): Page {
  const { first, after, last, before } = args;
  if (first != null && last != null) throw badUserInput('first and last: give one of them. `first` reads forward, `last` backward.');
  const isBackward = last != null;
  if (isBackward ? after != null : before != null)
    throw badUserInput(isBackward ? 'after: goes with first; use before with last.' : 'before: goes with last; use after with first.');
  const size = last ?? first ?? pageSizes.standard;
  if (size < 0 || size > pageSizes.most)
    throw badUserInput(`${isBackward ? 'last' : 'first'}: ${size} is out of range. Ask for 0 to ${pageSizes.most}, and for more in pages.`);
  const cursor = isBackward ? before : after;
  return {
    size,
    isBackward,
    order,
    start: cursor == null ? undefined : decodeCursor(order, keyCount, cursor, isBackward ? 'before' : 'after'),
  };
}

/** `ORDER BY` of a page; backward pages are read in reverse and turned round afterwards. */
export const orderText = (keys: readonly OrderKey[], { isBackward }: Page): string =>
  keys.map(({ text, descending }) => (descending === isBackward ? text : `${text} DESC`)).join(', ');

/** Cypher condition for "strictly behind the start", by all keys in turn; `parameter` names the i-th start value. */
export function startText(keys: readonly OrderKey[], page: Page, parameter: (value: CursorValue) => string): string | undefined {
  if (!page.start) return undefined;
  const parameters = page.start.map(parameter);
  const behind = (i: number): string => {
    const [key, value] = [keys[i], parameters[i]];
    if (!key || value === undefined) return 'false';
    const sign = key.descending === page.isBackward ? '>' : '<';
    const beyond = `${key.text} ${sign} ${value}`;
    return i === keys.length - 1 ? beyond : `(${beyond} OR (${key.text} = ${value} AND ${behind(i + 1)}))`;
  };
  return behind(0);
}

/** How many rows to read for a page: one more where it is asked whether there is more. */
export const rowsOf = ({ size }: Page, needsInfo: boolean): bigint => BigInt(needsInfo ? size + 1 : size);

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** Cuts the one item too many that tells whether there is more, if it was read, and puts a backward page in reading order. */
export function finishPage<T>(rows: readonly T[], page: Page, cursorOf: CursorOf<T>): { rows: readonly T[]; info: PageInfo } {
  const cut = cutPage(rows, page);
  return { rows: cut, info: infoOf(rows.length, cut, page, cursorOf) };
}

/** Values of the order keys of a row. */
type CursorOf<T> = (row: T) => readonly CursorValue[];

/** The rows of a page, in reading order. */
export function cutPage<T>(rows: readonly T[], { size, isBackward }: Page): readonly T[] {
  const cut = rows.length > size ? rows.slice(0, size) : rows;
  return isBackward ? cut.toReversed() : cut;
}

/** What there is before and behind a page, of which this many rows were read. */
export function infoOf<T>(read: number, cut: readonly T[], page: Page, cursorOf: CursorOf<T>): PageInfo {
  const isMore = read > page.size;
  const cursor = (row: T | undefined): string | null => (row === undefined ? null : encodeCursor(page.order, cursorOf(row)));
  return {
    hasNextPage: page.isBackward ? page.start !== undefined : isMore,
    hasPreviousPage: page.isBackward ? isMore : page.start !== undefined,
    startCursor: cursor(cut[0]),
    endCursor: cursor(cut.at(-1)),
  };
}
