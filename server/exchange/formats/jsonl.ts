import { invariant } from '../../errors.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import { canonicalLine } from '../canonical.ts';
import type { ExportFormat } from './export-format.ts';

/** Whole records, one canonical line each: what an import makes the same content of. */
export const jsonl: ExportFormat = {
  version: 1,
  async open({ model, create }) {
    const files = {
      sources: await create('sources.jsonl'),
      concepts: await create('concepts.jsonl'),
      claims: await create('claims.jsonl'),
    };
    return {
      async write(records) {
        for (const record of records) {
          const type = typeOfId(model, record.id);
          invariant(type, `${record.id} belongs to no type of the model.`);
          const file = type.shape === 'relation' ? files.claims : type.isConcept ? files.concepts : files.sources;
          await file.write(canonicalLine(record));
        }
      },
    };
  },
};
