import type { Model } from '../../../schema/language/define-model.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { LineFile } from '../line-file.ts';

/** What a format needs to write a release down. */
export interface ExportContext {
  readonly model: Model;
  /** A new file in the folder of the export. */
  readonly create: (name: string) => Promise<LineFile>;
  /** The sources that these claims cite, as the release left them, by id. */
  readonly sourcesOf: (claims: readonly AnyRecord[]) => Promise<ReadonlyMap<string, AnyRecord>>;
}

/** Takes the records of a release in the order of ids, some at a time. */
interface ExportWriter {
  write(records: readonly AnyRecord[]): Promise<void>;
}

/** One way to write a release down. */
export interface ExportFormat {
  /** Goes up when a reader of the one before would misread it. */
  readonly version: number;
  /** Prefixes of the ids in its files, with what they stand for. */
  readonly prefixes?: Readonly<Record<string, string>>;
  open(context: ExportContext): Promise<ExportWriter>;
}
