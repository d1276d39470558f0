import { createHash, randomBytes } from 'node:crypto';

/** What names a type's ids. */
interface Prefixed {
  readonly idPrefix: string;
}

/** A new id for a record of this type: its prefix and 80 random bits. Ids are never reused. */
export const newId = (type: Prefixed): string => `${type.idPrefix}_${base32(randomBytes(10))}`;

/** The id that the same key always gets: content and importers name their records by it, so that a second run finds the first. */
export const idFor = (type: Prefixed, key: string): string =>
  `${type.idPrefix}_${base32(createHash('sha256').update(`${type.idPrefix}\n${key}`).digest().subarray(0, 10))}`;

/** Crockford's alphabet in lower case: no letter that reads like a digit. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

function base32(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < (bytes.length * 8) / 5; i++, bits >>= 5n) text = (alphabet[Number(bits & 31n)] ?? '') + text;
  return text;
}
