import type { FileFacts } from './line-file.ts';

/** The name of the file that says what an export holds. */
export const manifestName = 'manifest.json';

/** What an export holds: enough to know whether it is whole, and whether another holds the same. */
export interface Manifest {
  readonly format: string;
  readonly formatVersion: number;
  readonly release: number;
  readonly title: string;
  readonly publishedAt: string;
  /** SHA-256 of all canonical lines in the order of ids. */
  readonly contentHash: string;
  /** How many records of each type there are. */
  readonly records: Readonly<Record<string, number>>;
  readonly prefixes?: Readonly<Record<string, string>>;
  readonly files: readonly FileFacts[];
}
