import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';

/** What a finished file holds. */
export interface FileFacts {
  readonly name: string;
  readonly bytes: number;
  /** Lines but for a heading. */
  readonly records: number;
  readonly sha256: string;
}

/** Characters that wait for being written together. */
const bufferSize = 1 << 18;

/** A new file that grows by lines in UTF-8. */
export class LineFile {
  readonly #name: string;
  readonly #handle: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #waiting: string[] = [];
  #waitingLength = 0;
  #bytes = 0;
  #records = 0;

  private constructor(name: string, handle: FileHandle) {
    this.#name = name;
    this.#handle = handle;
  }

  /** Fails when there is a file of this name. */
  static async create(path: string): Promise<LineFile> {
    return new LineFile(basename(path), await open(path, 'wx'));
  }

  /** A line that is no record, such as the names of columns. */
  async writeHeading(line: string): Promise<void> {
    this.#records -= 1;
    await this.write(line);
  }

  async write(line: string): Promise<void> {
    this.#records += 1;
    this.#waiting.push(line, '\n');
    this.#waitingLength += line.length;
    if (this.#waitingLength >= bufferSize) await this.#flush();
  }

  /** Resolves when every byte is on the disk. */
  async finish(): Promise<FileFacts> {
    await this.#flush();
    await this.#handle.sync();
    await this.close();
    return { name: this.#name, bytes: this.#bytes, records: this.#records, sha256: this.#hash.digest('hex') };
  }

  /** Lets go of the file as it is. */
  close(): Promise<void> {
    return this.#handle.close();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting.join(''));
    this.#waiting = [];
    this.#waitingLength = 0;
    this.#bytes += bytes.length;
    this.#hash.update(bytes);
    await this.#handle.appendFile(bytes);
  }
}
