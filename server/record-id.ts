import { createHash, randomBytes } from 'node:crypto';
import { base32 } from './base32.ts';

/** What names a type's ids. */
interface Prefixed {
  readonly idPrefix: string;
}

/** A new id for a record of this type: its prefix and 80 random bits. Ids are never reused. */
export const newId = (type: Prefixed): string => `${type.idPrefix}_${base32(randomBytes(10))}`;

/** The id that the same key always gets: content and importers name their records by it, so that a second run finds the first. */
export const idFor = (type: Prefixed, key: string): string =>
  `${type.idPrefix}_${base32(createHash('sha256').update(`${type.idPrefix}\n${key}`).digest().subarray(0, 10))}`;
