import { closeSync, createReadStream, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlannedPut } from '../../../server/editorial/batched-publish.ts';
import { invariant } from '../../../server/errors.ts';

/**
 * Planned records in files of a temporary folder, so that memory does not grow with what is imported. A record that is added again takes
 * the place of the one before.
 */
export class Spool {
  readonly #folder = mkdtempSync(join(tmpdir(), 'aetia-import-'));
  readonly #nodes = new SpoolFile(join(this.#folder, 'nodes.jsonl'));
  readonly #claims = new SpoolFile(join(this.#folder, 'claims.jsonl'));

  add(put: PlannedPut): void {
    (put.record.subject === undefined ? this.#nodes : this.#claims).add(put);
  }

  get(id: string): PlannedPut | undefined {
    return this.#nodes.get(id) ?? this.#claims.get(id);
  }

  has(id: string): boolean {
    return this.#nodes.has(id) || this.#claims.has(id);
  }

  get count(): number {
    return this.#nodes.count + this.#claims.count;
  }

  /** Nodes first, then claims, each in the order in which they were added last. */
  async *batches(size: number): AsyncGenerator<readonly PlannedPut[]> {
    let batch: PlannedPut[] = [];
    for (const file of [this.#nodes, this.#claims]) {
      for await (const put of file.puts()) {
        batch.push(put);
        if (batch.length < size) continue;
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }

  remove(): void {
    this.#nodes.close();
    this.#claims.close();
    rmSync(this.#folder, { recursive: true });
  }
}

class SpoolFile {
  readonly #path: string;
  readonly #file: number;
  /** Where each record's line starts. */
  readonly #offsets = new Map<string, number>();
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #written = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'w+');
  }

  get count(): number {
    return this.#offsets.size;
  }

  has(id: string): boolean {
    return this.#offsets.has(id);
  }

  add(put: PlannedPut): void {
    const line = Buffer.from(`${JSON.stringify(put)}\n`);
    this.#offsets.set(put.record.id, this.#written + this.#pendingBytes);
    this.#pending.push(line);
    this.#pendingBytes += line.length;
    if (this.#pendingBytes > 4 * 1024 * 1024) this.#flush();
  }

  get(id: string): PlannedPut | undefined {
    const offset = this.#offsets.get(id);
    if (offset === undefined) return undefined;
    if (offset >= this.#written) this.#flush();
    for (let size = 16 * 1024; ; size *= 8) {
      const bytes = Buffer.alloc(size);
      const read = readSync(this.#file, bytes, 0, size, offset);
      const end = bytes.indexOf(newline);
      if (end >= 0) return JSON.parse(bytes.toString('utf8', 0, end)) as PlannedPut;
      invariant(read === size, `The spool ends within the record ${id}.`);
    }
  }

  async *puts(): AsyncGenerator<PlannedPut> {
    this.#flush();
    let rest: Buffer = Buffer.alloc(0);
    let start = 0;
    for await (const chunk of createReadStream(this.#path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      let from = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
        const put = JSON.parse(bytes.toString('utf8', from, end)) as PlannedPut;
        if (this.#offsets.get(put.record.id) === start + from) yield put;
        from = end + 1;
      }
      rest = bytes.subarray(from);
      start += from;
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #flush(): void {
    for (const line of this.#pending.length > 0 ? [Buffer.concat(this.#pending)] : [])
      for (let done = 0; done < line.length;) done += writeSync(this.#file, line, done, line.length - done, this.#written + done);
    this.#written += this.#pendingBytes;
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

const newline = 0x0a;
