import type { NodeType } from '../../../schema/language/node-type.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { palliates } from '../../../schema/relations/palliates.ts';
import { subtypeOf } from '../../../schema/relations/subtype-of.ts';
import { treats } from '../../../schema/relations/treats.ts';
import { byClinicians, byCode, type ClaimItem, importer, type Item, type Ref, sourceRecord, type SourceRecord } from '../importer.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { readTable } from '../readers/table.ts';

/** Common diseases with the symptoms that papers name beside them, and the drugs that treat or ease them: the open kinds of Hetionet. */
export const hetionet = importer({
  name: 'hetionet',
  title: 'Hetionet',
  files: {
    nodes: { example: 'nodes.tsv', pattern: /^(?:hetionet.*)?nodes\.tsv$/ },
    edges: { example: 'edges.tsv', pattern: /^(?:hetionet.*)?edges\.tsv$/ },
  },
  async open({ nodes, edges }) {
    for await (const { id, kind, line } of nodesOf(nodes)) {
      readKind(nodes, id, kind, line);
      break;
    }
    for await (const { metaedge, line } of edgesOf(edges)) {
      readMetaedge(edges, metaedge, line);
      break;
    }
    return { source, version: '1.0', items: () => itemsOf(nodes, edges) };
  },
});

const source: SourceRecord = sourceRecord('hetionet', {
  kind: 'DATASET',
  title: 'Hetionet',
  author: 'Daniel Himmelstein and others',
  edition: '1.0',
  url: 'https://het.io/',
  doi: '10.7554/eLife.26726',
  licence: 'CC0 1.0; classes of drugs CC BY 4.0 (DrugCentral); names of diseases CC BY 3.0 (Disease Ontology)',
  attribution: 'Hetionet 1.0, Himmelstein and others, CC0 1.0; pharmacologic classes from DrugCentral, CC BY 4.0.',
  standing: 'CURRENT',
});

const nodesOf = (file: InputFile) => readTable(file, { columns: ['id', 'name', 'kind'], delimiter: '\t', isQuoted: false });
const edgesOf = (file: InputFile) => readTable(file, { columns: ['source', 'metaedge', 'target'], delimiter: '\t', isQuoted: false });

async function* itemsOf(nodes: InputFile, edges: InputFile): AsyncGenerator<Item> {
  const refs = new Map<string, Ref>();
  for await (const { id, name, kind, line, at } of nodesOf(nodes)) {
    const read = readKind(nodes, id, kind, line);
    if (read === undefined) {
      yield { what: 'SKIP', type: kind, reason: 'the model has no place in the body', at };
      continue;
    }
    refs.set(id, byCode(read.type, read.code));
    yield {
      what: 'CONCEPT',
      kind: read.type,
      code: read.code,
      isForeign: true,
      name: { en: name },
      fields: read.fields,
      // A class named like a substance is not the substance.
      mayMatchByName: kind !== 'Pharmacologic Class',
      at,
    };
  }
  for await (const { source: from, metaedge, target, line, at } of edgesOf(edges)) {
    const read = readMetaedge(edges, metaedge, line);
    if (typeof read === 'string') {
      yield { what: 'SKIP', type: 'Claim', reason: read, at };
      continue;
    }
    const [first, second] = [refs.get(from), refs.get(target)];
    if (!first || !second) throw badLine(edges, line, `${first ? target : from} is not among the nodes.`);
    const { isReversed, ...claim } = read;
    yield {
      what: 'CLAIM',
      ...claim,
      subject: isReversed ? second : first,
      object: isReversed ? first : second,
      citations: [{ locator: `${from} ${metaedge} ${target}` }],
      at,
    };
  }
}

interface NodeReading {
  readonly type: NodeType;
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a node is; undefined for a part of the body. */
function readKind(file: InputFile, id: string, kind: string, line: number): NodeReading | undefined {
  const code = id.slice(id.indexOf('::') + 2);
  if (!id.startsWith(`${kind}::`) || code === '') throw badLine(file, line, `"${id}" is no id of the kind "${kind}".`);
  switch (kind) {
    case 'Disease':
      return { type: cause, code, fields: { causeKind: 'DISEASE' } };
    case 'Symptom':
      return { type: symptom, code: `MESH:${code}`, fields: {} };
    case 'Compound':
      return { type: medication, code: `DRUGBANK:${code}`, fields: { medicationKind: 'SUBSTANCE' } };
    case 'Pharmacologic Class':
      return { type: medication, code: `NDFRT:${code}`, fields: { medicationKind: 'CLASS' } };
    case 'Anatomy':
      return undefined;
    default:
      throw badLine(file, line, `"${kind}" is no kind of node that this importer knows.`);
  }
}

type EdgeReading = Pick<ClaimItem, 'predicate' | 'knowledgeLevel' | 'qualifiers'> & { readonly isReversed: boolean };

/** What an edge says, or why the model has no place for it. */
function readMetaedge(file: InputFile, metaedge: string, line: number): EdgeReading | string {
  switch (metaedge) {
    case 'DpS':
      return { predicate: causes, knowledgeLevel: 'STATISTICAL', qualifiers: { note: cooccurrence }, isReversed: false };
    case 'CtD':
      return { predicate: treats, qualifiers: byClinicians, isReversed: false };
    case 'CpD':
      return { predicate: palliates, qualifiers: byClinicians, isReversed: false };
    case 'PCiC':
      return { predicate: subtypeOf, isReversed: true };
    case 'DlA':
      return 'the model has no place in the body';
    case 'DrD':
      return 'that two diseases are alike is no claim of the model';
    default:
      throw badLine(file, line, `"${metaedge}" is no kind of edge that this importer knows.`);
  }
}

/** What the edges between diseases and symptoms are made from. */
const cooccurrence = { en: 'Papers about the disease name the symptom more often than chance would have it.' };
