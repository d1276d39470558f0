import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { badUserInput, KnowledgeError } from '../../../server/errors.ts';
import { isErrorCode } from '../../../server/system-error.ts';

/** A file of an import. Reading it twice gives the same twice; a gzip file is unpacked, by its content and not by its name. */
export interface InputFile {
  readonly path: string;
  /** As people call it, without its folder. */
  readonly name: string;
  /** Size on disk. */
  readonly sizeBytes: number;
  /** How much was read from the disk so far, over all readings. */
  readonly readBytes: number;
  /** The unpacked content. BAD_USER_INPUT when the file is cut off or broken. */
  bytes(): AsyncGenerator<Uint8Array>;
}

/** One line without its end; lines count from 1. */
export interface Line {
  readonly text: string;
  readonly number: number;
  /** Whether a line end follows: without one the file may have been cut off. */
  readonly isWhole: boolean;
}

/** Opens a file. BAD_USER_INPUT when it is not there, cannot be read, or is empty. */
export async function inputFile(path: string): Promise<InputFile> {
  const name = basename(path);
  const { sizeBytes, isGzip } = await headOf(path);
  let readBytes = 0;
  return {
    path,
    name,
    sizeBytes,
    get readBytes() {
      return readBytes;
    },
    async *bytes() {
      const raw = createReadStream(path, { highWaterMark: 256 * 1024 });
      raw.on('data', (chunk) => (readBytes += chunk.length));
      const unpacked = isGzip ? raw.pipe(createGunzip({ chunkSize: 256 * 1024 })) : raw;
      if (isGzip) raw.on('error', (error) => unpacked.destroy(error));
      try {
        yield* unpacked as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw brokenFile(name, error);
      } finally {
        raw.destroy();
      }
    },
  };
}

async function headOf(path: string): Promise<{ readonly sizeBytes: number; readonly isGzip: boolean }> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      const { size } = await file.stat();
      if (size === 0) throw badUserInput(`${path} is empty.`);
      return { sizeBytes: size, isGzip: bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof KnowledgeError) throw error;
    throw badUserInput(
      isErrorCode(error, 'ENOENT') ? `There is no file ${path}.` : `${path} cannot be read: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

function brokenFile(name: string, error: unknown): unknown {
  if (isErrorCode(error, 'Z_BUF_ERROR'))
    return badUserInput(`${name} is cut off: the gzip data ends before its end. Fetch the file again.`);
  if (isErrorCode(error, 'Z_DATA_ERROR')) return badUserInput(`${name} is damaged: its gzip data does not fit. Fetch the file again.`);
  return error;
}

/** The content as text, in pieces. BAD_USER_INPUT with the line when it is not UTF-8. */
export async function* textOf(file: InputFile): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for await (const bytes of file.bytes()) {
    const text = decode(bytes);
    line += count(text, '\n');
    if (text !== '') yield text;
  }
  decode();

  function decode(bytes?: Uint8Array): string {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      // What the decoder says is only that it failed; where is more use.
      throw badUserInput(`${at(file, line + (bytes ? lineOfBadByte(bytes) : 0))}: the file is not UTF-8. Convert it first.`);
    }
  }
}

function count(text: string, character: string): number {
  let found = 0;
  for (let i = text.indexOf(character); i >= 0; i = text.indexOf(character, i + 1)) found++;
  return found;
}

/** How many lines of a piece come before its first byte that is no UTF-8. */
function lineOfBadByte(bytes: Uint8Array): number {
  let lines = 0;
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    // The first line of a piece may start within a character.
    if (start > 0 && !isUtf8(bytes.subarray(start, end))) return lines;
    lines++;
    start = end;
  }
  return 0;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The lines of a text file, without an empty last one. */
export async function* linesOf(file: InputFile): AsyncGenerator<Line> {
  let rest = '';
  let number = 0;
  for await (const text of textOf(file)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield { text: line.endsWith('\r') ? line.slice(0, -1) : line, number: ++number, isWhole: true };
  }
  if (rest !== '') yield { text: rest, number: ++number, isWhole: false };
}

/** Where something stands: file and line. */
export const at = ({ name }: Pick<InputFile, 'name'>, line: number): string => `${name}:${line}`;

/** A line that cannot be what it should; nothing is written when it is thrown while reading. */
export const badLine = (file: Pick<InputFile, 'name'>, line: number, message: string): KnowledgeError =>
  badUserInput(`${at(file, line)}: ${message}`);
