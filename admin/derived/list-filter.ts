import type { NodeType } from '../../schema/language/node-type.ts';

/** Where a record can stand besides being published. */
export const recordStates = ['MINE', 'IN_REVIEW', 'STALE'] as const;
export type RecordState = (typeof recordStates)[number];

/** What a person typed or chose above a list. `q` are words to search for; the rest is by field. */
export interface ListFilter {
  readonly q?: string;
  readonly state?: RecordState;
  readonly [field: string]: unknown;
}

/** The API's filter for what was chosen, `today` being the day that stale is measured by; undefined when nothing was. */
export function apiFilter(type: NodeType, filter: ListFilter, today: string): object | undefined {
  const parts = Object.entries(filter).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === '') return [];
    if (name === 'q') return typeof value === 'string' ? [textFilter(type, value)] : [];
    if (name === 'state') return value === 'STALE' ? [{ nextReview: { lte: dayBefore(today) } }] : [];
    if (name === 'ids') return [{ id: { in: value } }];
    const field = type.fields[name];
    if (field?.kind === 'choice') return [{ [name]: { eq: value } }];
    return field?.kind === 'text' ? [{ [name]: { contains: value } }] : [];
  });
  return parts.length > 0 ? { and: parts } : undefined;
}

/** Words anywhere in the short texts of a record. */
function textFilter(type: NodeType, words: string): object {
  const names = Object.entries(type.fields)
    .filter(([, field]) => field.kind === 'text' && field.multiline !== true && field.format === undefined)
    .map(([name]) => name);
  return { or: names.map((name) => ({ [name]: { contains: words } })) };
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
