import { badUserInput } from '../../errors.ts';

/** Where a page starts: the values its list is ordered by. */
export type CursorValue = string | number;

/** An opaque text for a place in a list; `order` names the order, so that a cursor of another order is refused. */
export const encodeCursor = (order: string, values: readonly CursorValue[]): string =>
  Buffer.from(JSON.stringify([order, ...values])).toString('base64url');

/** The values of a cursor that `encodeCursor` made for the same order; BAD_USER_INPUT otherwise. */
export function decodeCursor(order: string, count: number, cursor: string, argument: string): CursorValue[] {
  const [madeFor, ...values] = parse(cursor);
  const isOurs =
    madeFor === order && values.length === count && values.every((value) => typeof value === 'string' || typeof value === 'number');
  if (!isOurs)
    throw badUserInput(
      `${argument}: this cursor was not made by this list in this order. Use a cursor from an answer to the same question, or leave it out.`,
    );
  return values as CursorValue[];
}

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    // Not ours; the caller says so.
    return [];
  }
}
