import { invariant } from '../../errors.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import { canonicalLine } from '../canonical.ts';
import type { LineFile } from '../line-file.ts';
import type { ExportFormat } from './export-format.ts';

/** Whole records, one canonical line each: what an import makes the same content of. There is no file without a record. */
export const jsonl: ExportFormat = {
  version: 1,
  open({ model, create }) {
    const files = new Map<string, Promise<LineFile>>();
    const fileOf = (name: string): Promise<LineFile> => {
      const file = files.get(name) ?? create(name);
      files.set(name, file);
      return file;
    };
    return Promise.resolve({
      async write(records) {
        for (const record of records) {
          const type = typeOfId(model, record.id);
          invariant(type, `${record.id} belongs to no type of the model.`);
          const name = type.shape === 'relation' ? 'claims' : type.isConcept ? 'concepts' : 'sources';
          const file = await fileOf(`${name}.jsonl`);
          await file.write(canonicalLine(record));
        }
      },
    });
  },
};
