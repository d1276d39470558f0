import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Model } from '../../schema/language/define-model.ts';
import { badUserInput, KnowledgeError } from '../errors.ts';
import { namedParts, newestMigration, unknownParts } from '../neo4j/migrations.ts';
import { isErrorCode } from '../system-error.ts';
import type { DumpedNode, DumpHead } from './dump.ts';
import { Tally } from './tally.ts';

/** Goes up when a reader of the one before would misread it. */
export const backupVersion = 1;

/** The first line of a backup. */
export interface BackupHead extends DumpHead {
  readonly format: 'aetia-backup';
  readonly formatVersion: number;
  readonly createdAt: string;
}

/** The last line of a backup: how many nodes of each label lie between, and the sum of the hashes of their lines. */
export interface BackupEnd {
  readonly counts: Readonly<Record<string, number>>;
  readonly hash: string;
}

/** What a whole backup says about itself. */
export interface BackupFacts {
  readonly head: BackupHead;
  readonly end: BackupEnd;
}

/** Collects what the last line of a backup says. */
export class BackupTally {
  readonly #tally = new Tally();
  readonly #counts = new Map<string, number>();

  add(line: string, { labels }: DumpedNode): void {
    this.#tally.add(line);
    const label = labels.join(':');
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
  }

  end(): BackupEnd {
    return { counts: Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1))), hash: this.#tally.digest() };
  }
}

/**
 * Reads a backup to its end and answers what it says, once everything fits. BAD_USER_INPUT when it is damaged, cut off, no backup, or
 * from a newer version. Told after each part how many bytes of the file that was.
 */
export async function verifyBackup(
  model: Model,
  path: string,
  advance: (bytes: number) => void,
  signal: AbortSignal,
): Promise<BackupFacts> {
  const tally = new BackupTally();
  let facts: BackupFacts | undefined;
  for await (const item of readBackup(path, advance, signal)) {
    if ('node' in item) {
      refuseUnknown(model, item.node);
      tally.add(item.line, item.node);
    } else facts = item;
  }
  if (!facts) throw damaged(path, 'it is cut off');
  if (JSON.stringify(facts.end) !== JSON.stringify(tally.end())) throw damaged(path, 'what it holds is not what its last line says');
  return facts;
}

/** The nodes of a backup, and what it says about itself at the end. Checks no more than that lines can be read. */
export async function* readBackup(
  path: string,
  advance: (bytes: number) => void,
  signal: AbortSignal,
): AsyncGenerator<{ readonly line: string; readonly node: DumpedNode } | BackupFacts> {
  let head: BackupHead | undefined;
  let end: BackupEnd | undefined;
  for await (const line of linesOf(path, advance, signal)) {
    const value = parsed(path, line);
    if (!head) {
      head = headOf(path, value);
    } else if (end) {
      throw damaged(path, 'something follows its last line');
    } else if (isEnd(value)) {
      end = value;
    } else if (isNode(value)) {
      yield { line, node: value };
    } else {
      throw damaged(path, 'a line is no node');
    }
  }
  if (!head) throw noBackup(path);
  if (!end) throw damaged(path, 'it is cut off');
  yield { head, end };
}

const isNode = (value: unknown): value is DumpedNode =>
  typeof value === 'object' && value !== null && 'labels' in value && Array.isArray(value.labels) && 'properties' in value;
const isEnd = (value: unknown): value is BackupEnd => typeof value === 'object' && value !== null && 'counts' in value && 'hash' in value;

function headOf(path: string, value: unknown): BackupHead {
  const head = value as Partial<BackupHead> | null;
  if (typeof head !== 'object' || head?.format !== 'aetia-backup' || typeof head.formatVersion !== 'number') throw noBackup(path);
  if (head.formatVersion > backupVersion || Number(head.migration) > newestMigration()) throw newer(path);
  const parts = unknownParts(head.shape);
  if (parts.length > 0)
    throw badUserInput(
      `${path} was made by a newer Aetia, whose model has ${namedParts(parts)}. Nothing was changed; update Aetia, then restore.`,
    );
  return head as BackupHead;
}

/** A kind of record that this version does not have would be lost. */
function refuseUnknown(model: Model, { labels, properties }: DumpedNode): void {
  const type = properties['recordType'];
  if (labels[0] === 'Revision' && typeof type === 'string' && !model.nodeByName.has(type) && !model.relationByName.has(type))
    throw badUserInput(
      `This backup holds records of the type ${type}, which this version of Aetia does not know. Update Aetia, then restore.`,
    );
}

/** The lines of a compressed file. A line ends with a line break only; a text in it may hold any other separator. */
async function* linesOf(path: string, advance: (bytes: number) => void, signal: AbortSignal): AsyncGenerator<string> {
  const gunzip = createGunzip();
  const file = createReadStream(path, { signal });
  file.on('data', (chunk) => advance(chunk.length));
  // Its failure is met where the lines are read.
  const piping = pipeline(file, gunzip).catch((error: unknown) => void gunzip.destroy(error instanceof Error ? error : undefined));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  try {
    for await (const chunk of gunzip) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') throw damaged(path, 'it is cut off');
  } catch (error) {
    throw readingError(path, error);
  } finally {
    gunzip.destroy();
    await piping;
  }
}

function readingError(path: string, error: unknown): unknown {
  if (error instanceof KnowledgeError) return error;
  if (isErrorCode(error, 'ENOENT')) return badUserInput(`${path} does not exist.`);
  if (isErrorCode(error, 'EACCES', 'EPERM', 'EISDIR')) return badUserInput(`${path} cannot be read.`);
  if (isErrorCode(error, 'Z_BUF_ERROR')) return damaged(path, 'it is cut off');
  if (isErrorCode(error, 'Z_DATA_ERROR', 'Z_STREAM_ERROR', 'ERR_ENCODING_INVALID_ENCODED_DATA'))
    return damaged(path, 'its bytes are not what was written');
  return error;
}

function parsed(path: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged(path, 'a line is no JSON');
    throw error;
  }
}

const damaged = (path: string, how: string): KnowledgeError =>
  badUserInput(`${path} is damaged: ${how}. Nothing was changed; restore another backup.`);
const noBackup = (path: string): KnowledgeError => badUserInput(`${path} is no backup of Aetia.`);
const newer = (path: string): KnowledgeError =>
  badUserInput(`${path} was made by a newer Aetia. Nothing was changed; update Aetia, then restore.`);
