import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { model } from '../../../schema/model.ts';
import { badUserInput } from '../../../server/errors.ts';
import { parseCode } from '../codes.ts';
import { type Citation, type ConceptItem, importer, type Item, pubmedSource } from '../importer.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { readJsonLines } from '../readers/json.ts';
import { sourceOfOptions, sourceOptions } from '../readers/source-options.ts';
import { readTable } from '../readers/table.ts';
import { meaningOf, ownColumns, ownRow } from './meaning.ts';

/** Nodes and edges in the KGX format (https://github.com/biolink/kgx), as tables or JSON lines, with the categories and predicates of Biolink. */
export const kgx = importer({
  name: 'kgx',
  title: 'KGX graph',
  files: {
    nodes: { example: 'graph_nodes.tsv', pattern: /nodes(?:\.kgx)?\.(?:tsv|jsonl)$/, isOptional: true, readings: 2 },
    edges: { example: 'graph_edges.tsv', pattern: /edges(?:\.kgx)?\.(?:tsv|jsonl)$/, isOptional: true },
  },
  options: sourceOptions,
  async open({ nodes, edges }, options) {
    if (!nodes && !edges) throw badUserInput('kgx needs a file of nodes, a file of edges, or both.');
    return { source: sourceOfOptions('kgx', options), version: options['edition'], items: () => itemsOf(nodes, edges) };
  },
});

type Values = Readonly<Record<string, unknown>>;
interface Row {
  readonly values: Values;
  readonly at: string;
  readonly line: number;
}

async function* rowsOf(file: InputFile, columns: readonly string[], optional: readonly string[]): AsyncGenerator<Row> {
  if (!/\.jsonl(?:\.gz)?$/.test(file.name)) {
    for await (const row of readTable(file, { columns, optional, delimiter: '\t', isQuoted: false, mayEndEarly: true }))
      yield { values: row, at: row.at, line: row.line };
    return;
  }
  for await (const { value, at, line } of readJsonLines(file)) {
    if (typeof value !== 'object' || value === null) throw badLine(file, line, 'expected an object.');
    const missing = columns.filter((column) => (value as Values)[column] === undefined);
    if (missing.length > 0) throw badLine(file, line, `${missing.join(', ')} is missing.`);
    yield { values: value as Values, at, line };
  }
}

/** A list, as tables write it with bars between its items. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  return typeof value === 'string' && value !== '' ? value.split('|') : [];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

async function* itemsOf(nodes: InputFile | undefined, edges: InputFile | undefined): AsyncGenerator<Item> {
  const kindOf = new Map<string, NodeType>();
  if (nodes) {
    for await (const row of rowsOf(nodes, ['id', 'category'], ['name', 'description', 'synonym', 'xref', 'same_as', ...ownColumns.nodes])) {
      const item = conceptOf(nodes, row);
      if (item.what === 'CONCEPT') kindOf.set(item.code, item.kind);
      yield item;
    }
  }
  if (!edges) return;
  const told = new Set<string>();
  for await (const row of rowsOf(
    edges,
    ['subject', 'predicate', 'object'],
    ['id', 'publications', 'negated', 'primary_knowledge_source', ...ownColumns.edges],
  )) {
    for (const pmid of pmidsOf(row.values)) {
      if (told.has(pmid)) continue;
      told.add(pmid);
      yield { what: 'SOURCE', source: pubmedSource(pmid), at: row.at };
    }
    yield claimOf(edges, row, kindOf);
  }
}

/** What a row of our own exports says in columns of ours. */
function readOwn(file: InputFile, { values, line }: Row): ReturnType<typeof ownRow> {
  const own = ownRow(textOf(values['id']), values);
  if (own && own.issues.length > 0) throw badLine(file, line, own.issues.map(({ path, message }) => `${path}: ${message}`).join(' '));
  return own;
}

function conceptOf(file: InputFile, row: Row): ConceptItem | Item {
  const { values, at } = row;
  const own = readOwn(file, row);
  const found =
    own?.type.shape === 'node' && own.type.isConcept
      ? { kind: own.type, fields: own.fields }
      : meaningOf(listOf(values['category']).map((category) => category.replace(/^biolink:/, '')));
  if ('reason' in found) return { what: 'SKIP', type: 'Concept', reason: found.reason, at };
  const { kind, fields } = found;
  const name = textOf(values['name']);
  if (!parseCode(textOf(values['id']))) return { what: 'SKIP', type: kind.name, reason: 'its id is no code of a vocabulary', at };
  if (name === '') return { what: 'SKIP', type: kind.name, reason: 'a node without a name', at };
  return {
    what: 'CONCEPT',
    kind,
    code: textOf(values['id']),
    sameAs: listOf(values['same_as']),
    related: listOf(values['xref']).map((code) => ({ code, match: 'CLOSE' as const })),
    name: { en: name },
    summary: { en: textOf(values['description']) },
    synonyms: listOf(values['synonym']).map((text) => ({ text, kind: 'EXACT' as const, locale: 'en' as const })),
    fields,
    at,
  };
}

const pmidsOf = (values: Values): string[] =>
  listOf(values['publications']).flatMap((publication) => /^PMID:(\d{1,9})$/.exec(publication)?.[1] ?? []);

function claimOf(file: InputFile, row: Row, kindOf: ReadonlyMap<string, NodeType>): Item {
  const { values, at } = row;
  const own = readOwn(file, row);
  const [subject, object] = [textOf(values['subject']), textOf(values['object'])];
  const biolink = `biolink:${textOf(values['predicate']).replace(/^biolink:/, '')}`;
  const [from, to] = [kindOf.get(subject), kindOf.get(object)];
  const fits = model.relations.flatMap((predicate) => {
    if (own?.type.shape === 'relation' ? predicate !== own.type : predicate.biolink !== biolink) return [];
    const ends = model.endsOf(predicate).filter((pair) => (!from || pair.from === from) && (!to || pair.to === to));
    return ends.length > 0 ? [{ predicate, ends }] : [];
  });
  const [only, ...others] = fits;
  const skip = (reason: string): Item => ({ what: 'SKIP', type: 'Claim', reason, at });
  if (!only) return skip(`no predicate for ${biolink}${from && to ? ` from ${from.name} to ${to.name}` : ''}`);
  if (others.length > 0)
    return skip(`${biolink} is ${fits.map(({ predicate }) => predicate.name).join(' or ')}, and the kinds of its ends are not known`);
  return {
    what: 'CLAIM',
    predicate: only.predicate as RelationType,
    subject: { kinds: distinct(only.ends.map((pair) => pair.from)), codes: [subject] },
    object: { kinds: distinct(only.ends.map((pair) => pair.to)), codes: [object] },
    ...(own && { qualifiers: own.fields }),
    ...((values['negated'] === true || values['negated'] === 'true') && { negated: true }),
    citations: citationsOf(values, `${subject} ${biolink} ${object}`),
    at,
  };
}

const distinct = (types: readonly NodeType[]): NodeType[] => [...new Set(types)];

/** The edge itself, with whom it says it is from, and the papers it names. */
function citationsOf(values: Values, edge: string): Citation[] {
  const from = textOf(values['primary_knowledge_source']);
  return [{ locator: from === '' ? edge : `${edge} (${from})` }, ...pmidsOf(values).map((pmid) => ({ source: pubmedSource(pmid) }))];
}
