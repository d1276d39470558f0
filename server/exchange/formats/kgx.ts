import type { Fields } from '../../../schema/language/field.ts';
import { categoryOf, type NodeType } from '../../../schema/language/node-type.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { invariant } from '../../errors.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import type { LineFile } from '../line-file.ts';
import { cellsOf, columnsOf } from '../../../schema/tables/columns.ts';
import type { ExportContext, ExportFormat } from './export-format.ts';

/** A node or edge of KGX: properties of the Biolink model where it has one, and our own fields under a prefix, so that no two meet. */
type Row = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The prefix of our ids; other vocabularies' codes stand in `equivalent_identifiers` and `xref`. */
export const prefix = 'AETIA';
/** The prefix of the columns that are our own. */
export const ownPrefix = 'aetia_';
const prefixes = { [prefix]: 'urn:aetia:' };

/** KGX as two files of JSON lines. */
export const kgxJsonl: ExportFormat = {
  version: 1,
  prefixes,
  open: async (context) => {
    const write = (file: LineFile, row: Row): Promise<void> => file.write(JSON.stringify(row));
    return writerOf(context, await context.create('nodes.jsonl'), await context.create('edges.jsonl'), write, write);
  },
};

/** KGX as two tables; a bar stands between the items of a list. */
export const kgxTsv: ExportFormat = {
  version: 1,
  prefixes,
  open: async (context) => {
    const { model } = context;
    const nodes = tableOf(nodeColumns, model.nodes);
    const edges = tableOf(edgeColumns, model.relations);
    const [nodeFile, edgeFile] = [await context.create('nodes.tsv'), await context.create('edges.tsv')];
    await nodeFile.writeHeading(nodes.columns.join('\t'));
    await edgeFile.writeHeading(edges.columns.join('\t'));
    const write = (file: LineFile, row: Row): Promise<void> => file.write((file === nodeFile ? nodes : edges).lineOf(row));
    return writerOf(context, nodeFile, edgeFile, write, write);
  },
};

const nodeColumns = [
  'id',
  'category',
  'name',
  'description',
  'synonym',
  'equivalent_identifiers',
  'xref',
  'authors',
  'provided_by',
] as const;
const edgeColumns = [
  'id',
  'subject',
  'predicate',
  'object',
  'category',
  'negated',
  'knowledge_level',
  'agent_type',
  'primary_knowledge_source',
  'publications',
  'original_predicate',
  'has_quotient',
  'has_count',
  'has_total',
] as const;

/** Columns whose whole content the properties of Biolink tell. */
const toldOtherwise = new Set([
  'name_en',
  'summary_en',
  'title',
  'author',
  'knowledgeLevel',
  'agent',
  'frequency',
  'frequencyCount',
  'frequencyTotal',
]);

const infores = 'infores:aetia';
const knowledgeLevels: Readonly<Record<string, string>> = {
  ASSERTION: 'knowledge_assertion',
  STATISTICAL: 'statistical_association',
  PREDICTION: 'prediction',
};
const agentTypes: Readonly<Record<string, string>> = { HUMAN: 'manual_agent', AUTOMATED: 'automated_agent' };

type Write = (file: LineFile, row: Row) => Promise<void>;

function writerOf({ model, sourcesOf }: ExportContext, nodes: LineFile, edges: LineFile, writeNode: Write, writeEdge: Write) {
  return {
    async write(records: readonly AnyRecord[]): Promise<void> {
      const sources = await sourcesOf(records.filter(({ subject }) => subject !== undefined));
      for (const record of records) {
        const type = typeOfId(model, record.id);
        invariant(type, `${record.id} belongs to no type of the model.`);
        if (type.shape === 'node') await writeNode(nodes, nodeOf(type, record));
        else await writeEdge(edges, edgeOf(type, record, sources));
      }
    },
  };
}

const curie = (id: string): string => `${prefix}:${id}`;

function nodeOf(type: NodeType, record: AnyRecord): Row {
  const codes = (record['codes'] ?? []) as readonly { system: string; code: string; match: string }[];
  const [same, other] = [true, false].map((isExact) =>
    codes.filter(({ match }) => (match === 'EXACT') === isExact).map(({ system, code }) => `${system}:${code}`),
  );
  const synonyms = ((record['synonyms'] ?? []) as readonly { text: string }[]).map(({ text }) => text);
  const { name, summary, title, author } = record as {
    readonly name?: Wording;
    readonly summary?: Wording;
    readonly title?: string;
    readonly author?: string;
  };
  return compact({
    id: curie(record.id),
    category: [categoryOf(type, record)],
    name: name?.en ?? title,
    description: summary?.en,
    synonym: synonyms,
    equivalent_identifiers: type.isConcept ? same : publicationIds(record),
    xref: other,
    authors: author === undefined ? [] : [author],
    provided_by: [infores],
    ...ownCells(type.fields, record),
  });
}

interface Wording {
  readonly en: string;
}

function edgeOf(type: RelationType, record: AnyRecord, sources: ReadonlyMap<string, AnyRecord>): Row {
  const citations = (record['citations'] ?? []) as readonly { source: string; stance: string }[];
  const { frequency, frequencyCount, frequencyTotal } = record as Readonly<Record<string, number | undefined>>;
  return compact({
    id: curie(record.id),
    subject: curie(record.subject ?? ''),
    predicate: type.biolink,
    object: curie(record.object ?? ''),
    category: ['biolink:Association'],
    negated: record.negated === true,
    knowledge_level: knowledgeLevels[String(record['knowledgeLevel'])],
    agent_type: agentTypes[String(record['agent'])],
    primary_knowledge_source: infores,
    // What refutes a claim is no publication for it; all citations stand in a column of our own.
    publications: [...new Set(citations.flatMap(({ source, stance }) => (stance === 'SUPPORTS' ? [publicationOf(source, sources)] : [])))],
    original_predicate: `${prefix}:${type.name}`,
    has_quotient: frequency,
    has_count: frequencyCount,
    has_total: frequencyTotal,
    ...ownCells(type.fields, record),
  });
}

/** What everybody knows a source by, or our own id of it. */
const publicationOf = (id: string, sources: ReadonlyMap<string, AnyRecord>): string => {
  const source = sources.get(id);
  return (source && publicationIds(source)[0]) ?? curie(id);
};

const publicationIds = ({ pmid, doi }: AnyRecord): string[] => [
  ...(typeof pmid === 'string' ? [`PMID:${pmid}`] : []),
  ...(typeof doi === 'string' ? [`doi:${doi}`] : []),
];

const ownCells = (fields: Fields, record: AnyRecord): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(cellsOf(fields, record)).flatMap(([column, cell]) => (toldOtherwise.has(column) ? [] : [[ownPrefix + column, cell]])),
  );

const compact = (row: Readonly<Record<string, Row[string] | undefined>>): Row =>
  Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as Row;

function tableOf(own: readonly string[], types: readonly (NodeType | RelationType)[]) {
  const others = types.flatMap(({ fields }) => columnsOf(fields)).filter((column) => !toldOtherwise.has(column));
  const columns = [...own, ...new Set(others.map((column) => ownPrefix + column))];
  // KGX reads any text in this column as yes, so a no is an empty cell.
  const lineOf = (row: Row): string =>
    columns.map((column) => (column === 'negated' && row[column] !== true ? '' : cellOf(row[column]))).join('\t');
  return { columns, lineOf };
}

function cellOf(value: Row[string] | undefined): string {
  if (value === undefined) return '';
  const texts = Array.isArray(value)
    ? value.map((item) => String(item).replaceAll('|', '/'))
    : [String(value as string | number | boolean)];
  return texts.join('|').replaceAll(/[\t\r\n]+/g, ' ');
}
