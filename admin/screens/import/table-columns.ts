import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { columnsOf } from '../../../schema/tables/columns.ts';

/** The columns that a table of a type may have, as an export names them. */
export const columnsOfType = (type: NodeType | RelationType): readonly string[] => [
  'id',
  ...(type.shape === 'relation' ? ['subject', 'object', 'negated'] : []),
  ...columnsOf(type.fields),
];

/** Which column of the type each column of a file means, by name or by what people are shown; '' for none. */
export function guessMapping(
  type: NodeType | RelationType,
  columns: readonly string[],
  labelOf: (column: string) => string,
): Record<string, string> {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{Letter}\p{Number}]/gu, '');
  const known = new Map(
    columnsOfType(type).flatMap((column) => [[plain(labelOf(column)), column] as const, [plain(column), column] as const]),
  );
  // Who writes one language only writes English.
  for (const column of columnsOfType(type)) if (column.endsWith('_en')) known.set(plain(column.slice(0, -3)), column);
  const taken = new Set<string>();
  return Object.fromEntries(
    columns.map((column) => {
      const found = known.get(plain(column)) ?? '';
      if (found === '' || taken.has(found)) return [column, ''];
      taken.add(found);
      return [column, found];
    }),
  );
}

/** A table with nothing but the header, to be filled in. */
export const templateOf = (type: NodeType | RelationType): string => `\ufeff${columnsOfType(type).join(',')}\r\n`;
