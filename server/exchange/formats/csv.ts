import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { invariant } from '../../errors.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import type { LineFile } from '../line-file.ts';
import { cellsOf, columnsOf } from '../../../schema/tables/columns.ts';
import type { ExportFormat } from './export-format.ts';

/** One table per kind and per predicate, as RFC 4180 writes them but for line breaks, which are single. */
export const csv: ExportFormat = {
  version: 1,
  async open({ model, create }) {
    const tables = new Map<NodeType | RelationType, { readonly file: LineFile; readonly columns: readonly string[] }>();
    for (const type of [...model.nodes, ...model.relations]) {
      const ends = type.shape === 'relation' ? ['subject', 'object', 'negated'] : [];
      const columns = ['id', ...ends, ...columnsOf(type.fields)];
      const file = await create(`${type.name}.csv`);
      await file.writeHeading(columns.join());
      tables.set(type, { file, columns });
    }
    return {
      async write(records) {
        for (const record of records) {
          const type = typeOfId(model, record.id);
          const table = type && tables.get(type);
          invariant(table, `${record.id} belongs to no type of the model.`);
          const { id, subject, object, negated } = record;
          const cells: Readonly<Record<string, Cell>> = { ...cellsOf(type.fields, record), id, subject, object, negated: negated === true };
          await table.file.write(table.columns.map((column) => cellOf(cells[column])).join());
        }
      },
    };
  },
};

type Cell = string | number | boolean | undefined;

function cellOf(value: Cell): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
