import { createHash, type Hash } from 'node:crypto';
import type { AnyRecord } from '../../schema/language/record.ts';

/**
 * The one line that equal records always share: JSON without spaces, `id` and `type` first and all other names in order, at every
 * level. Lines sorted by their bytes are therefore sorted by id.
 */
export function canonicalLine({ id, type, ...fields }: AnyRecord): string {
  const rest = membersOf(fields);
  return `{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)}${rest === '' ? '' : `,${rest}`}}`;
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  return typeof value === 'object' && value !== null ? `{${membersOf(value)}}` : JSON.stringify(value);
}

const membersOf = (value: object): string =>
  Object.entries(value)
    .filter(([, member]) => member !== undefined && member !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`)
    .join();

/**
 * The canonical hash of content: SHA-256 over the canonical lines of all its records in the order of ids, each with a line break.
 * Versions, releases and history are no part of it, so equal content has equal hashes in any installation.
 */
export class ContentHash {
  readonly #hash: Hash = createHash('sha256');

  add(line: string): void {
    this.#hash.update(`${line}\n`);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
