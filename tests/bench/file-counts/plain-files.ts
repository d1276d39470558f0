import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { type Entry, fromBuffer } from 'yauzl';

/** The files of one source, each known by how its name starts. Read whole and by plain means, apart from how the importers read. */
export class PlainFiles {
  readonly #paths: readonly string[];

  constructor(paths: readonly string[]) {
    this.#paths = paths;
  }

  async bytes(start: string): Promise<Buffer> {
    const path = this.#paths.find((one) => basename(one).startsWith(start));
    if (path === undefined) throw new Error(`There is no file ${start}… among ${this.#paths.map((one) => basename(one)).join(', ')}.`);
    const bytes = await readFile(path);
    return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  }

  /** The lines that hold something. */
  async lines(start: string): Promise<string[]> {
    return (await this.bytes(start)).toString('utf8').split(/\r?\n/).filter(Boolean);
  }

  /** The rows of a table without quotes, after any lines that start with `#`. */
  async rows(start: string): Promise<PlainRow[]> {
    const [head = '', ...rows] = (await this.lines(start)).filter((line) => !line.startsWith('#'));
    const names = head.split('\t');
    return rows.map((row) => {
      const values = row.split('\t');
      return (name) => values[names.indexOf(name)] ?? '';
    });
  }

  async quotedRows(start: string): Promise<PlainRow[]> {
    return rowsOfCsv(await this.bytes(start), '\t');
  }

  async json(start: string): Promise<unknown> {
    return JSON.parse((await this.bytes(start)).toString('utf8'));
  }

  /** The values of a file with one JSON value in each line. */
  async jsonLines(start: string): Promise<unknown[]> {
    return (await this.lines(start)).map((line) => JSON.parse(line) as unknown);
  }

  /** The CSV tables of an archive, by their names without the folder. */
  async archive(start: string, names: readonly string[]): Promise<ReadonlyMap<string, PlainRow[]>> {
    const bytes = await this.bytes(start);
    return new Promise((resolve, reject) => {
      const tables = new Map<string, PlainRow[]>();
      fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
        if (error) return reject(error);
        zip.on('error', reject).on('end', () => resolve(tables));
        zip.on('entry', (entry: Entry) => {
          const name = basename(entry.fileName);
          if (!names.includes(name)) return zip.readEntry();
          zip.openReadStream(entry, (problem, stream) => {
            if (problem) return reject(problem);
            const chunks: Buffer[] = [];
            stream.on('error', reject).on('data', (chunk: Buffer) => chunks.push(chunk));
            stream.on('end', () => {
              tables.set(name, rowsOfCsv(Buffer.concat(chunks), ','));
              zip.readEntry();
            });
          });
        });
        zip.readEntry();
      });
    });
  }
}

/** A row of a table: the value of a column, '' where there is none. */
type PlainRow = (column: string) => string;

const rowsOfCsv = (bytes: Buffer, delimiter: string): PlainRow[] =>
  (parse(bytes, { delimiter, columns: true, skip_empty_lines: true }) as Record<string, string>[]).map((row) => (name) => row[name] ?? '');
