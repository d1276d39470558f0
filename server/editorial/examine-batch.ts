import type { Model } from '../../schema/language/define-model.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { type RecordIssue, type SourceFacts, validateClaim } from '../../schema/validation/validate-set.ts';
import { typeOfId } from '../neo4j/mapping.ts';
import type { Runner } from '../neo4j/statement.ts';
import { claimsBetween } from './current-records.ts';

/** A record as it shall become, and as it is published now. */
export interface BatchPut {
  readonly record: AnyRecord;
  readonly before: AnyRecord | undefined;
}

/** A tombstone. */
export interface Tombstone {
  readonly version: number;
  readonly isRestorable: boolean;
}

/**
 * Examines a release in batches, with the rules of `publish`. It holds what the rules need of the graph in memory: ids of concepts,
 * values that must be unique, sources, tombstones, the hierarchy; and adds what each batch brings.
 */
export class BatchExaminer {
  readonly tombstones: ReadonlyMap<string, Tombstone>;
  readonly #model: Model;
  readonly #runner: Runner;
  readonly #concepts: Set<string>;
  readonly #sources: Map<string, SourceFacts>;
  /** Holder of each value of a unique field, by `Type.field value`. */
  readonly #holders: Map<string, string>;
  readonly #parents: Map<string, string[]>;
  /** Positive claims of this release between two ends, of predicates that exclude each other. */
  readonly #exclusive = new Map<string, AnyRecord[]>();
  readonly #exclusivePredicates: ReadonlySet<string>;

  private constructor(
    model: Model,
    runner: Runner,
    facts: {
      readonly concepts: Set<string>;
      readonly sources: Map<string, SourceFacts>;
      readonly holders: Map<string, string>;
      readonly parents: Map<string, string[]>;
      readonly tombstones: Map<string, Tombstone>;
    },
  ) {
    this.#model = model;
    this.#runner = runner;
    this.#concepts = facts.concepts;
    this.#sources = facts.sources;
    this.#holders = facts.holders;
    this.#parents = facts.parents;
    this.tombstones = facts.tombstones;
    this.#exclusivePredicates = new Set(
      model.relations.filter(({ excludes }) => excludes.length > 0).flatMap(({ name, excludes }) => [name, ...excludes]),
    );
  }

  static async of(model: Model, runner: Runner): Promise<BatchExaminer> {
    const concepts = new Set<string>();
    const holders = new Map<string, string>();
    for (const type of model.nodes) {
      const unique = uniqueFields(type);
      if (!type.isConcept && unique.length === 0) continue;
      for await (const [id, ...values] of pages(runner, type, unique)) {
        if (type.isConcept) concepts.add(id as string);
        for (const [i, name] of unique.entries()) holders.set(holderKey(type.name, name, values[i]), id as string);
      }
    }
    const sources = new Map<string, SourceFacts>();
    for (const type of model.nodes.filter(({ isConcept }) => !isConcept))
      for await (const [id, standing, storedText] of pages(runner, type, ['standing', 'storedText']))
        sources.set(id as string, { standing: standing as string, storedText: (storedText as string | null) ?? undefined });
    const retired = await runner.run({ text: 'MATCH (t:Retired) RETURN t.id, t.version, t.restorable', params: {} });
    const subtypes = await runner.run({ text: 'MATCH (a:Concept)-[:SUBTYPE_OF]->(b:Concept) RETURN a.id, b.id', params: {} });
    const parents = new Map<string, string[]>();
    for (const [below, above] of subtypes as [string, string][]) addTo(parents, below, above);
    return new BatchExaminer(model, runner, {
      concepts,
      holders,
      sources,
      parents,
      tombstones: new Map(
        retired.map(([id, version, isRestorable]) => [id as string, { version: version as number, isRestorable: isRestorable as boolean }]),
      ),
    });
  }

  hasConcept(id: string): boolean {
    return this.#concepts.has(id);
  }

  /** Who has this value of a unique field. */
  holderOf(typeName: string, field: string, value: string): string | undefined {
    return this.#holders.get(holderKey(typeName, field, value));
  }

  /** Whether the first concept is the second, or lies above it. */
  isAbove(id: string, below: string): boolean {
    const seen = new Set([below]);
    for (const one of seen) {
      if (one === id) return true;
      for (const parent of this.#parents.get(one) ?? []) seen.add(parent);
    }
    return false;
  }

  /**
   * What is wrong with each record of a batch; those without an issue count as published from here on. `keepsCitations` is for claims
   * that are not new: they may cite what no longer stands.
   */
  async examine(puts: readonly BatchPut[], keepsCitations = false): Promise<RecordIssue[]> {
    const issues: RecordIssue[] = [];
    const nodes = puts.filter(({ record }) => typeOfId(this.#model, record.id)?.shape !== 'relation');
    const claims = puts.filter(({ record }) => typeOfId(this.#model, record.id)?.shape === 'relation');
    for (const put of nodes) {
      const own = this.#nodeIssues(put);
      if (own.length > 0) issues.push(...own);
      else this.#accept(put.record);
    }
    const published = await this.#exclusiveClaims(claims);
    for (const put of claims) {
      const own = this.#claimIssues(put, published, keepsCitations);
      if (own.length > 0) issues.push(...own);
      else this.#accept(put.record);
    }
    return issues;
  }

  #nodeIssues({ record }: BatchPut): RecordIssue[] {
    const type = this.#model.nodeByName.get(record.type);
    const issues: RecordIssue[] = validateRecord(this.#model, record).map((issue) => ({ ...issue, recordId: record.id }));
    for (const name of type ? uniqueFields(type) : []) {
      const holder = this.#holders.get(holderKey(record.type, name, record[name]));
      if (holder !== undefined && holder !== record.id)
        issues.push({
          recordId: record.id,
          path: name,
          code: 'DUPLICATE',
          message: `${holder} has the ${name} "${String(record[name])}" already.`,
        });
    }
    return [...issues, ...this.#retiredIssues(record)];
  }

  #claimIssues({ record, before }: BatchPut, published: ReadonlyMap<string, readonly AnyRecord[]>, keepsCitations: boolean): RecordIssue[] {
    const type = this.#model.relationByName.get(record.type);
    const issues: RecordIssue[] = validateRecord(this.#model, record).map((issue) => ({ ...issue, recordId: record.id }));
    if (!type || issues.length > 0) return issues;
    const pair = pairKey(record);
    issues.push(
      ...validateClaim(this.#model, type, record, {
        hasConcept: (id) => this.#concepts.has(id),
        source: (id) => this.#sources.get(id),
        citedBefore: (_, sourceId) => keepsCitations || citedBy(before).includes(sourceId),
        claimsBetween: () => [...(this.#exclusive.get(pair) ?? []), ...(published.get(pair) ?? [])],
      }),
    );
    if (isHierarchy(record) && this.isAbove(record.subject ?? '', record.object ?? ''))
      issues.push({
        recordId: record.id,
        path: 'object',
        code: 'CYCLE',
        message: 'The concept would become a subtype of itself by way of others.',
      });
    return [...issues, ...this.#retiredIssues(record)];
  }

  #retiredIssues({ id }: AnyRecord): RecordIssue[] {
    const tombstone = this.tombstones.get(id);
    return tombstone && !tombstone.isRestorable
      ? [{ recordId: id, path: 'id', code: 'DUPLICATE', message: `${id} was merged into another record; its id is never used again.` }]
      : [];
  }

  #accept(record: AnyRecord): void {
    const type = typeOfId(this.#model, record.id);
    if (!type) return;
    if (type.shape === 'relation') this.#acceptClaim(type, record);
    else {
      if (type.isConcept) this.#concepts.add(record.id);
      else this.#sources.set(record.id, record as unknown as SourceFacts);
      for (const name of uniqueFields(type)) this.#holders.set(holderKey(type.name, name, record[name]), record.id);
    }
  }

  #acceptClaim({ name }: RelationType, record: AnyRecord): void {
    if (isHierarchy(record)) addTo(this.#parents, record.subject ?? '', record.object ?? '');
    if (record.negated !== true && this.#exclusivePredicates.has(name)) addTo(this.#exclusive, pairKey(record), record);
  }

  async #exclusiveClaims(puts: readonly BatchPut[]): Promise<ReadonlyMap<string, readonly AnyRecord[]>> {
    const found = new Map<string, AnyRecord[]>();
    const pairs = new Map(
      puts
        .filter(({ record }) => record.negated !== true && this.#exclusivePredicates.has(record.type))
        .map(({ record }) => [pairKey(record), [record.subject ?? '', record.object ?? ''] as const]),
    );
    if (pairs.size > 0)
      for (const claim of await claimsBetween(this.#model, this.#runner, [...pairs.values()])) addTo(found, pairKey(claim), claim);
    return found;
  }
}

const uniqueFields = ({ fields }: Pick<RelationType, 'fields'>): string[] =>
  Object.entries(fields).flatMap(([name, field]) => (field.kind === 'text' && field.unique === true ? [name] : []));

const holderKey = (typeName: string, field: string, value: unknown): string => `${typeName}.${field} ${String(value)}`;
const pairKey = ({ subject, object }: AnyRecord): string => `${subject} ${object}`;
const isHierarchy = ({ type, negated }: AnyRecord): boolean => type === 'SUBTYPE_OF' && negated !== true;

const citedBy = (record: AnyRecord | undefined): string[] =>
  ((record?.['citations'] ?? []) as readonly { readonly source: string }[]).map(({ source }) => source);

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

const pageSize = 20_000;

/** Id and properties of every node of a type, read in pages in the order of ids. */
export async function* pages(
  runner: Runner,
  { name, idPrefix, isConcept }: NodeType,
  properties: readonly string[],
): AsyncGenerator<readonly unknown[]> {
  // The prefix keeps to one part of the index that all concepts share.
  for (let after = `${idPrefix}_`; ;) {
    const rows = await runner.run({
      text: `MATCH (n:${isConcept ? 'Concept' : name}) WHERE n.id > $after AND n.id < $end RETURN ${['n.id', ...properties.map((property) => `n.${property}`)].join(', ')} ORDER BY n.id LIMIT ${pageSize}`,
      params: { after, end: `${idPrefix}_~` },
    });
    yield* rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)?.[0] as string;
  }
}
