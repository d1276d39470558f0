import type { Issue } from '../../../schema/error-codes.ts';
import type { Field } from '../../../schema/language/field.ts';
import { groupBy } from '../../../schema/language/group-by.ts';
import { kindName, type NodeType } from '../../../schema/language/node-type.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { slugOf } from '../../../schema/language/slug.ts';
import { model } from '../../../schema/model.ts';
import { fieldOfColumn } from '../../../schema/tables/columns.ts';
import { columnOfPath, recordOfCells } from '../../../schema/tables/record-of-cells.ts';
import { newId } from '../../derived/new-id.ts';
import { idPattern, typeOfId } from '../../derived/record-types.ts';
import { askServer } from '../../providers/ask-server.ts';
import {
  type CheckIssue,
  checkRecordsDocument,
  type Resolution,
  resolveTermsDocument,
  titledSourcesDocument,
  versionsDocument,
} from './import-documents.ts';
import type { ReadTable } from './read-table.ts';

/** Something wrong with a cell, or with a row as a whole where there is no column. */
export interface CellIssue {
  readonly line: number;
  readonly column: string;
  readonly field: Field | undefined;
  readonly code: Issue['code'];
  readonly message: string;
  /** Another record that has to do with it, and where in the same file it stands when it does. */
  readonly relatedId: string | null;
  readonly relatedLine?: number | undefined;
  readonly isError: boolean;
}

export interface ImportPlan {
  readonly edits: readonly { readonly record: AnyRecord; readonly expectedVersion: number }[];
  readonly issues: readonly CellIssue[];
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

interface PlannedRow {
  readonly line: number;
  readonly record: AnyRecord;
  readonly issues: readonly Issue[];
}

/** What importing a table would do, and everything that speaks against it, cell by cell. Writes nothing. */
export async function planImport(
  type: NodeType | RelationType,
  table: ReadTable,
  mapping: Readonly<Record<string, string>>,
): Promise<ImportPlan> {
  const read = table.rows.map(({ line, cells }): PlannedRow => {
    const mapped = Object.fromEntries(
      Object.entries(cells).flatMap(([column, value]) => (mapping[column] ? [[mapping[column], value]] : [])),
    );
    const { record, issues } = recordOfCells(type, mapped['id']?.trim() || newId(type), mapped);
    return { line, record: withDefaults(type, record), issues };
  });
  const rows = type.shape === 'relation' ? await withSources(await withEnds(type, read)) : read;
  const records = rows.map(({ record }) => record);
  const [checks, versions] = [await checkInParts(records), await versionsOf(records)];
  const lineOf = new Map(rows.map(({ line, record }) => [record.id, line]));
  const sumOf = (what: 'created' | 'changed' | 'unchanged'): number => checks.reduce((sum, check) => sum + check[what], 0);
  const unread = new Set(rows.flatMap(({ line, issues }) => issues.map(({ path }) => `${line} ${path}`)));
  return {
    edits: records.map((record) => ({ record, expectedVersion: versions.get(record.id) ?? 0 })),
    issues: [
      ...rows.flatMap(({ line, issues }) =>
        issues.map(({ path, code, message }) => ({
          line,
          column: path,
          field: fieldOfColumn(type.fields, path),
          code,
          message,
          relatedId: null,
          isError: true,
        })),
      ),
      ...duplicates(rows),
      // What could not be read is told once.
      ...checks
        .flatMap(({ issues }) => issues.map((issue) => cellIssue(type, lineOf, issue)))
        .filter(({ line, column }) => !unread.has(`${line} ${column}`)),
    ].toSorted((a, b) => a.line - b.line),
    created: sumOf('created'),
    changed: sumOf('changed'),
    unchanged: sumOf('unchanged'),
  };
}

const cellIssue = (
  type: NodeType | RelationType,
  lineOf: ReadonlyMap<string, number>,
  { recordId, path, code, message, relatedId, severity }: CheckIssue,
): CellIssue => {
  const column = columnOfPath(type, path);
  return {
    line: lineOf.get(recordId) ?? 0,
    column,
    field: fieldOfColumn(type.fields, column),
    code,
    message: withLines(message, lineOf),
    relatedId,
    relatedLine: lineOf.get(relatedId ?? ''),
    isError: severity === 'ERROR',
  };
};

/** A message with the lines of the file in place of the ids of its rows, which nobody has seen. */
const withLines = (message: string, lineOf: ReadonlyMap<string, number>): string =>
  message.replaceAll(idPattern, (id) => (lineOf.has(id) ? `Line ${lineOf.get(id)}` : id));

/** What a table need not say: the address name follows from the name, and a claim that says nothing of its evidence is ungraded. */
function withDefaults(type: NodeType | RelationType, record: AnyRecord): AnyRecord {
  if (type.shape === 'relation') return { agent: 'HUMAN', knowledgeLevel: 'ASSERTION', certainty: 'UNGRADED', ...record };
  if (!type.isConcept || record['slug'] !== undefined) return record;
  const { en = '' } = (record['name'] ?? {}) as { readonly en?: string };
  const slug = slugOf(en);
  return slug === '' ? record : { ...record, slug };
}

/** The server looks at as many records at once as fit into one question. */
const mostAtOnce = 400;

async function checkInParts(records: readonly AnyRecord[]) {
  const parts = Array.from({ length: Math.ceil(records.length / mostAtOnce) }, (_, i) =>
    records.slice(i * mostAtOnce, (i + 1) * mostAtOnce),
  );
  const checks = [];
  for (const part of parts) checks.push((await askServer(checkRecordsDocument, { records: part })).checkRecords);
  return checks;
}

async function versionsOf(records: readonly AnyRecord[]): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (let i = 0; i < records.length; i += 200) {
    const { nodes } = await askServer(versionsDocument, { ids: records.slice(i, i + 200).map(({ id }) => id) });
    for (const node of nodes) if (node?.version !== undefined) versions.set(node.id, node.version);
  }
  return versions;
}

/** Addresses that rows of different parts of a long table give, which the server is not shown together; those within a part it tells itself. */
export function duplicates(rows: readonly { readonly line: number; readonly record: AnyRecord }[]): CellIssue[] {
  const seen = new Map<string, { readonly firstLine: number; readonly lastPart: number }>();
  return rows.flatMap(({ line, record }, i) => {
    const { slug } = record as { readonly slug?: string };
    if (slug === undefined) return [];
    const part = Math.floor(i / mostAtOnce);
    const before = seen.get(slug);
    seen.set(slug, { firstLine: before?.firstLine ?? line, lastPart: part });
    if (!before || before.lastPart === part) return [];
    return [
      {
        line,
        column: 'slug',
        field: undefined,
        code: 'DUPLICATE' as const,
        message: `Line ${before.firstLine} has the slug "${slug}" already.`,
        relatedId: null,
        relatedLine: before.firstLine,
        isError: true,
      },
    ];
  });
}

/** Kinds that one end of a predicate may have; undefined when there is more than one. */
function onlyKind(type: RelationType, end: 'from' | 'to'): string | undefined {
  const kinds = new Set(model.endsOf(type).map((pair) => kindName(pair[end])));
  const [only] = kinds;
  return kinds.size === 1 && !type.isSymmetric ? only : undefined;
}

/** Ends by name, synonym or code become ids. What means nothing, or several things, is an issue of its cell. */
async function withEnds(type: RelationType, rows: readonly PlannedRow[]): Promise<PlannedRow[]> {
  let named = [...rows];
  for (const [end, side] of [
    ['subject', 'from'],
    ['object', 'to'],
  ] as const) {
    const isTerm = (text: string | undefined): text is string => text !== undefined && typeOfId(text) === undefined;
    const meanings = await resolve([...new Set(named.map(({ record }) => record[end]).filter(isTerm))], onlyKind(type, side));
    named = named.map((row) => {
      const text = row.record[end];
      if (!isTerm(text)) return row;
      const found = meaningOf(meanings.get(text));
      if ('id' in found) return { ...row, record: { ...row.record, [end]: found.id } };
      const { [end]: _unknown, ...record } = row.record;
      return {
        ...row,
        record: record as AnyRecord,
        issues: [...row.issues, { path: end, code: found.code, message: found.message(text) }],
      };
    });
  }
  return named;
}

/** The citations of a record as its row gives them, whatever they are. */
function citationsOf({ citations }: Partial<AnyRecord>): readonly ({ readonly source?: unknown } | null)[] {
  return Array.isArray(citations) ? (citations as readonly ({ readonly source?: unknown } | null)[]) : [];
}

/** Sources cited by their title become ids. A title that nothing has, or several sources have, is an issue of its cell. */
async function withSources(rows: readonly PlannedRow[]): Promise<PlannedRow[]> {
  const isTitle = (source: unknown): source is string => typeof source === 'string' && typeOfId(source) === undefined;
  const titles = new Set(rows.flatMap(({ record }) => citationsOf(record).map((citation) => citation?.source)).filter(isTitle));
  const titled = await sourcesTitled([...titles]);
  return rows.map((row) => {
    const issues = [...row.issues];
    const citations = citationsOf(row.record).map((citation) => {
      const source = citation?.source;
      if (!isTitle(source)) return citation;
      const [only, ...others] = titled.get(source) ?? [];
      if (only !== undefined && others.length === 0) return { ...citation, source: only };
      issues.push(
        only === undefined
          ? { path: 'citations', code: 'MISSING_SOURCE', message: `No published source has the title or id "${source}".` }
          : { path: 'citations', code: 'DUPLICATE', message: `Several sources have the title "${source}". Write the id of the one meant.` },
      );
      return citation;
    });
    return citations.length === 0 ? row : { ...row, record: { ...row.record, citations }, issues };
  });
}

/** Ids of published sources by their title. */
async function sourcesTitled(titles: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found: { readonly id: string; readonly title: string }[] = [];
  for (let i = 0; i < titles.length; i += 100) {
    const { sources } = await askServer(titledSourcesDocument, { titles: titles.slice(i, i + 100) });
    found.push(...sources.edges.map(({ node }) => node));
  }
  return new Map([...groupBy(found, ({ title }) => title)].map(([title, nodes]) => [title, nodes.map(({ id }) => id)]));
}

async function resolve(texts: readonly string[], kind: string | undefined): Promise<Map<string, Resolution>> {
  const found = new Map<string, Resolution>();
  for (let i = 0; i < texts.length; i += 100) {
    const { resolveTerms } = await askServer(resolveTermsDocument, { texts: texts.slice(i, i + 100), kind });
    for (const one of resolveTerms) found.set(one.text, one);
  }
  return found;
}

/** How a term may lead to a concept without a doubt, the surest first. */
const certainMatches = ['CODE', 'NAME', 'PLAIN_NAME', 'EXACT_SYNONYM', 'LAY_SYNONYM'];

function meaningOf(
  resolution: Resolution | undefined,
): { readonly id: string } | { readonly code: Issue['code']; readonly message: (text: string) => string } {
  const matches = resolution?.matches ?? [];
  const best = certainMatches.find((kind) => matches.some(({ match }) => match === kind));
  const hits = matches.filter(({ match }) => match === best);
  const [only, other] = hits;
  if (best !== undefined && only && !other) return { id: only.concept.id };
  if (only && other)
    return {
      code: 'DUPLICATE',
      message: (text) => `"${text}" means ${hits.map(({ concept }) => `${concept.name} (${concept.id})`).join(' or ')}. Write the id.`,
    };
  const near = matches.slice(0, 3).map(({ concept }) => concept.name);
  return {
    code: 'MISSING_END',
    message: (text) => `No published concept is called "${text}".${near.length > 0 ? ` Near it: ${near.join(', ')}.` : ''}`,
  };
}
