import type { Model } from '../../../schema/language/define-model.ts';
import { groupBy } from '../../../schema/language/group-by.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { claimKey } from '../../../schema/validation/claim-key.ts';
import { validateRecord } from '../../../schema/validation/validate-record.ts';
import type { RecordIssue } from '../../../schema/validation/validate-set.ts';
import { type Published, publishedRecords } from '../../../server/editorial/current-records.ts';
import { BatchExaminer } from '../../../server/editorial/examine-batch.ts';
import { idFor } from '../../../server/record-id.ts';
import { isSameRecord, typeOfId } from '../../../server/neo4j/mapping.ts';
import type { Runner } from '../../../server/neo4j/statement.ts';
import { nameLikeness } from '../../../server/knowledge/search/name-likeness.ts';
import { codeKey, parseCode } from '../codes.ts';
import type { ClaimItem, ConceptItem, Item, RecordItem, Ref, SourceItem, SourceRecord } from '../importer.ts';
import { ConceptIndex, plainName } from './concept-index.ts';
import { type HumanEdits, humanEdits } from './human-edits.ts';
import { cleaned, contradicts, mergeClaim, mergeConcept, type Merged, mergeSource, type ProposedValue } from './merge-records.ts';
import { slugFor } from './slug.ts';
import type { Spool } from './spool.ts';
import type { Summary } from './summary.ts';

/** Two concepts that may be one; only a person can say. */
export interface PossibleDuplicate {
  readonly id: string;
  readonly otherId: string;
  readonly why: string;
}

/** A claim of harm that the graph speaks against; only a person can say which of the two is right. */
export interface OpposedHarm {
  readonly claim: ClaimEnds;
  /** Which claim speaks against it. */
  readonly why: string;
  /** Where the source says it. */
  readonly at: string;
}

/** A record whose code means one concept and whose name another; only a person can say which of the two it is about. */
export interface Contradiction {
  /** What its code means. */
  readonly id: string;
  /** What has its name. */
  readonly otherId: string;
  readonly code: string;
  readonly name: string;
  /** What became of it. */
  readonly outcome: 'LEFT_OUT' | 'APART' | 'TAKEN_BY_CODE';
  /** Where the source says it. */
  readonly at: string;
}

interface ClaimEnds {
  readonly type: string;
  readonly id: string;
  readonly subject: string;
  readonly object: string;
}

export interface PlannerOptions {
  readonly model: Model;
  readonly runner: Runner;
  /** Cited where an item names no other. */
  readonly source: SourceRecord;
  readonly spool: Spool;
  readonly summary: Summary;
  /** Whether the items are a graph of ours with its own sources, all of which was published before. */
  readonly isWholeGraph?: boolean | undefined;
}

/** What an item says of one record. */
type Contribution = { readonly id: string } & (
  | { readonly item: ConceptItem; readonly ownId: string }
  | { readonly item: ClaimItem; readonly subject: string; readonly object: string }
  | { readonly item: SourceItem }
  | { readonly item: RecordItem }
);

/** A concept as an item names it. */
type Named = Pick<ConceptItem, 'kind' | 'code' | 'name' | 'at'>;

/** A concept that an item is about. */
interface Found {
  readonly id: string;
  /** Whether by a code, not by its name. */
  readonly isByCode: boolean;
}

const batchSize = 5_000;

/** Turns items into the records of a release: finds what they speak of, merges it with what is published, and examines the result. */
export class Planner {
  readonly duplicates = new Map<string, PossibleDuplicate>();
  /** By claim: what the source says harms, left out because the graph says that it helps. */
  readonly harms = new Map<string, OpposedHarm>();
  /** By code: records that contradict themselves. */
  readonly contradictions = new Map<string, Contradiction>();
  /** By record: what the source says where people wrote something else. */
  readonly proposals = new Map<string, readonly ProposedValue[]>();
  readonly #model: Model;
  readonly #runner: Runner;
  readonly #index: ConceptIndex;
  readonly #examiner: BatchExaminer;
  readonly #human: HumanEdits;
  readonly #source: SourceRecord;
  readonly #spool: Spool;
  readonly #summary: Summary;
  readonly #isWholeGraph: boolean;
  readonly #named: { readonly item: Pick<ConceptItem, 'kind' | 'name' | 'synonyms'>; readonly id: string; readonly vocabulary: string }[] =
    [];
  /** Found by a code, under a name that nobody has so far. */
  readonly #unknownNames: { readonly item: Named; readonly id: string }[] = [];
  /** Kind and code of what was left out because it contradicts itself. */
  readonly #contradicting = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #leftOut = new Set<string>();
  /** Which code each concept of this run was found or made for, by id and vocabulary. */
  readonly #codeOf = new Map<string, string>();
  /** Who has each former code that this run speaks of. */
  readonly #formerly = new Map<string, string>();
  readonly #slugs = new Map<string, string>();

  private constructor(
    { model, runner, source, spool, summary, isWholeGraph }: PlannerOptions,
    facts: { readonly index: ConceptIndex; readonly examiner: BatchExaminer; readonly human: HumanEdits },
  ) {
    this.#model = model;
    this.#runner = runner;
    this.#source = source;
    this.#spool = spool;
    this.#summary = summary;
    this.#isWholeGraph = isWholeGraph === true;
    this.#index = facts.index;
    this.#examiner = facts.examiner;
    this.#human = facts.human;
  }

  static async of(options: PlannerOptions): Promise<Planner> {
    const { model, runner } = options;
    return new Planner(options, {
      index: await ConceptIndex.of(model, runner),
      examiner: await BatchExaminer.of(model, runner),
      human: await humanEdits(model, runner),
    });
  }

  /** Plans everything the items say, in their order; what is published is read ahead of its use. */
  async plan(items: AsyncIterable<Item>, signal?: AbortSignal): Promise<void> {
    let reading: { readonly batch: readonly Contribution[]; readonly published: Promise<Map<string, Published>> } | undefined;
    for await (const batch of this.#contributions(items)) {
      signal?.throwIfAborted();
      const published = this.#read(batch);
      // It is awaited one batch later; a failure must not count as unhandled until then.
      published.catch(() => {});
      if (reading) await this.#take(reading.batch, await reading.published);
      reading = { batch, published };
    }
    if (reading) await this.#take(reading.batch, await reading.published);
    // Only now is every name known, so that the order of a file does not matter.
    for (const { item, id, vocabulary } of this.#named) this.#noteLikeNames(item, id, vocabulary);
    for (const { item, id } of this.#unknownNames) {
      const other = this.#unrelatedOf(item, id);
      if (other !== undefined && !this.#isLikeNameOf(item, id)) this.#noteContradiction(item, id, other, 'TAKEN_BY_CODE');
    }
  }

  async *#contributions(items: AsyncIterable<Item>): AsyncGenerator<readonly Contribution[]> {
    const own: SourceItem = { what: 'SOURCE', source: this.#source, at: '' };
    let batch: Contribution[] = this.#isWholeGraph ? [] : [{ id: own.source.id, item: own }];
    for await (const item of items) {
      const contribution = this.#contributionOf(item);
      if (contribution) batch.push(contribution);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }

  /** What is spooled already is not read: the spool has it as it will be. */
  #read(batch: readonly Contribution[]): Promise<Map<string, Published>> {
    return publishedRecords(
      this.#model,
      this.#runner,
      batch.map(({ id }) => id).filter((id) => !this.#spool.has(id)),
    );
  }

  #contributionOf(item: Item): Contribution | undefined {
    switch (item.what) {
      case 'SKIP':
        this.#summary.skipByRule(item.type, item.reason, item.at, item.rows);
        return undefined;
      case 'REMARK':
        this.#summary.remark(item.type, item.text, item.at);
        return undefined;
      case 'SOURCE':
        return { id: item.source.id, item };
      case 'RECORD':
        return this.#recordContribution(item);
      case 'CONCEPT':
        return this.#conceptContribution(item);
      case 'CLAIM':
        return this.#claimContribution(item);
    }
  }

  #recordContribution(item: RecordItem): Contribution {
    const { record } = item;
    const type = this.#model.nodeByName.get(record.type);
    if (type?.isConcept === true) {
      const codes = (record['codes'] ?? []) as readonly { system: string; code: string; match: string }[];
      this.#index.add(type, record.id, {
        name: (record['name'] as { en?: string } | undefined)?.en,
        synonyms: [],
        codes: codes.filter(({ match }) => match === 'EXACT').map(codeKey),
      });
    }
    return { id: record.id, item };
  }

  #conceptContribution(item: ConceptItem): Contribution | undefined {
    const { kind } = item;
    const own = parseCode(item.code);
    if (!own) {
      this.#summary.refuse(item.at, `"${item.code}" is no code: it should look like SYMP:0000093.`);
      return undefined;
    }
    const ownId = idFor(kind, codeKey(own));
    const keys = (codes: readonly string[] = []): string[] =>
      codes.flatMap((text) => {
        const code = parseCode(text);
        return code ? [codeKey(code)] : [];
      });
    const ownKeys = [codeKey(own), ...keys(item.formerCodes)];
    const sameKeys = keys(item.sameAs);
    const found = this.#find(item, own.system, ownKeys, sameKeys);
    const read = found ? this.#agreeing(item, found, ownId) : { item, id: ownId };
    if (read === undefined) {
      this.#contradicting.add(`${kind.name} ${codeKey(own)}`);
      this.#summary.skip(kind.name, 'its code means one concept and its name another', item.at);
      return undefined;
    }
    const { id } = read;
    if (!found && (item.mayCreate === false || !item.name)) {
      this.#summary.skip(kind.name, `no ${kind.name} has this ${own.system} code`, item.at);
      return undefined;
    }
    if (this.#examiner.tombstones.has(id)) {
      this.#summary.skip(kind.name, 'people retired it', item.at);
      return undefined;
    }
    if (item.isForeign !== true) {
      this.#codeOf.set(`${id} ${own.system}`, codeKey(own));
      for (const key of ownKeys.slice(1)) this.#formerly.set(key, id);
    }
    if (id === ownId && item.name && item.isForeign !== true) {
      const { name, synonyms } = item;
      this.#named.push({ item: { kind, name, ...(synonyms && { synonyms }) }, id, vocabulary: own.system });
    }
    this.#index.add(kind, id, {
      name: id === ownId ? item.name?.en : undefined,
      synonyms: exactTexts(item.synonyms),
      codes: [...ownKeys, ...sameKeys],
    });
    return { id, item: read.item, ownId };
  }

  /**
   * The item as the concept that was found for it; undefined where it contradicts itself: a code leads to one concept, and its name is that
   * of another. A term that its own vocabulary describes is then a concept of its own. Where one of the two lies above the other, the code
   * says it more or less exactly than the name, and the name is no word for the concept. Codes that people reviewed are not doubted.
   */
  #agreeing(item: ConceptItem, { id, isByCode }: Found, ownId: string): { readonly item: ConceptItem; readonly id: string } | undefined {
    const isOwnTerm = item.isForeign !== true;
    if (!isByCode || (isOwnTerm && id === ownId) || (item.reviewedCodes ?? []).length > 0 || this.#isNameOf(item, id)) return { item, id };
    if (this.#othersOfName(item, id).length === 0) {
      const { kind, code, name, at } = item;
      if (name?.en !== undefined) this.#unknownNames.push({ item: { kind, code, name, at }, id });
      return { item, id };
    }
    if (this.#isLikeNameOf(item, id)) return { item, id };
    const unrelated = this.#unrelatedOf(item, id);
    if (unrelated === undefined) {
      const { name: _, ...nameless } = item;
      return { item: nameless, id };
    }
    const isApart = isOwnTerm && item.mayCreate !== false;
    this.#noteContradiction(item, id, unrelated, isApart ? 'APART' : 'LEFT_OUT');
    return isApart ? { item, id: ownId } : undefined;
  }

  /** Whether one of the item's names is a name of the concept. */
  #isNameOf({ kind, name, synonyms }: ConceptItem, id: string): boolean {
    return [...(name?.en === undefined ? [] : [name.en]), ...exactTexts(synonyms)].some((text) => this.#withName(kind, text).includes(id));
  }

  /** Whether the item's name has the words of one of the concept's names, in whatever order and spelling. */
  #isLikeNameOf({ kind, name }: Named, id: string): boolean {
    const text = plainName(name?.en ?? '');
    // By now this very name may be one of the concept's, from this item.
    for (const known of this.#index.namesOf(kind, id)) if (known !== text && nameLikeness(known, text, 1) === 1) return true;
    return false;
  }

  #othersOfName({ kind, name }: Named, id: string): string[] {
    return name?.en === undefined ? [] : this.#withName(kind, name.en).filter((other) => other !== id);
  }

  /** Another concept with the item's name, where none of those lies above or below the one that its code means. */
  #unrelatedOf(item: Named, id: string): string | undefined {
    const others = this.#othersOfName(item, id);
    return others.some((other) => this.#examiner.isAbove(other, id) || this.#examiner.isAbove(id, other)) ? undefined : others[0];
  }

  /**
   * By its own codes; by codes that mean the same; by its name. A concept with another code of the same vocabulary is another one, unless
   * the codes are made of names.
   */
  #find(
    { kind, name, mayMatchByName, isNameOnly, isForeign, reviewedCodes = [] }: ConceptItem,
    vocabulary: string,
    ownKeys: readonly string[],
    sameKeys: readonly string[],
  ): Found | undefined {
    const [ownKey = '', ...formerKeys] = ownKeys;
    const own = this.#index.byCode(kind, ownKey);
    // Two terms of a file stay two, even where one has the other's id among its former ones.
    if (own !== undefined && (isForeign === true || this.#formerly.get(ownKey) !== own)) {
      for (const key of reviewedCodes) {
        const other = this.#index.byCode(kind, key);
        if (other !== undefined && other !== own) this.#noteDuplicate(own, other, `people found that ${ownKey} and ${key} mean the same`);
      }
      return { id: own, isByCode: true };
    }
    for (const key of formerKeys) {
      const id = this.#index.byCode(kind, key);
      if (id !== undefined && (this.#codeOf.get(`${id} ${vocabulary}`) ?? ownKey) === ownKey) return { id, isByCode: true };
    }
    const isFree = (id: string): boolean => !this.#index.isIn(id, vocabulary);
    const same = [...new Set(sameKeys.flatMap((key) => this.#index.byCode(kind, key) ?? []))].filter(isFree);
    const [first] = same;
    if (first !== undefined) {
      for (const other of same.slice(1)) this.#noteDuplicate(first, other, `both have codes that ${vocabulary} gives to one term`);
      return { id: first, isByCode: true };
    }
    if (mayMatchByName === false || name?.en === undefined) return undefined;
    const named = this.#index.byName(kind, name.en).filter((id) => isNameOnly === true || isFree(id));
    const [id, ...others] = named.length === 0 && isNameOnly === true ? this.#index.bySynonym(kind, name.en) : named;
    return id === undefined || others.length > 0 ? undefined : { id, isByCode: false };
  }

  /** The concepts that have it as name or exact synonym. */
  #withName(kind: NodeType, text: string): readonly string[] {
    return [...this.#index.byName(kind, text), ...this.#index.bySynonym(kind, text)];
  }

  #noteContradiction({ code, name, at }: Named, id: string, otherId: string, outcome: Contradiction['outcome']): void {
    this.contradictions.set(code, { id, otherId, code, name: name?.en ?? '', outcome, at });
  }

  /** A name that is another's synonym, or that several have, is a question for a person. */
  #noteLikeNames({ kind, name, synonyms = [] }: Pick<ConceptItem, 'kind' | 'name' | 'synonyms'>, id: string, vocabulary: string): void {
    const text = name?.en ?? '';
    const alike = [
      ...this.#index.byName(kind, text).map((other) => [other, `both are named "${text}"`] as const),
      ...this.#index.bySynonym(kind, text).map((other) => [other, `"${text}" is a synonym of the other`] as const),
      ...exactTexts(synonyms).flatMap((synonym) =>
        this.#index.byName(kind, synonym).map((other) => [other, `the other is named "${synonym}", which is a synonym here`] as const),
      ),
    ];
    for (const [other, why] of alike) if (other !== id && !this.#index.isIn(other, vocabulary)) this.#noteDuplicate(id, other, why);
  }

  #noteDuplicate(id: string, otherId: string, why: string): void {
    const key = [id, otherId].sort().join(' ');
    if (!this.duplicates.has(key)) this.duplicates.set(key, { id, otherId, why });
  }

  #claimContribution(item: ClaimItem): Contribution | undefined {
    const { predicate } = item;
    const ends = [this.#resolve(item.subject), this.#resolve(item.object)] as const;
    for (const end of ends) {
      if (end.id !== undefined) continue;
      this.#summary.skip(predicate.name, end.reason, item.at, item.rows);
      return undefined;
    }
    let [subject, object] = [ends[0].id ?? '', ends[1].id ?? ''];
    if (predicate.isSymmetric && typeOfId(this.#model, subject) === typeOfId(this.#model, object) && object < subject)
      [subject, object] = [object, subject];
    if (subject === object) {
      this.#summary.skip(predicate.name, 'both ends are one concept here', item.at, item.rows);
      return undefined;
    }
    const qualifiers = item.qualifiers ?? {};
    const key = claimKey({
      type: predicate.name,
      subject,
      object,
      negated: item.negated,
      population: qualifiers['population'],
      sex: qualifiers['sex'],
    });
    const id = this.#human.claims.get(key) ?? idFor(predicate, item.variant === undefined ? key : `${key} ${item.variant}`);
    if (this.#examiner.tombstones.has(id)) {
      this.#summary.skip(predicate.name, 'people retired it', item.at, item.rows);
      return undefined;
    }
    return { id, item, subject, object };
  }

  #resolve({ kinds, codes, name, maySynonym }: Ref): { readonly id: string } | { readonly id?: undefined; readonly reason: string } {
    for (const text of codes) {
      const code = parseCode(text);
      if (!code) continue;
      for (const kind of kinds) {
        if (this.#contradicting.has(`${kind.name} ${codeKey(code)}`))
          return { reason: `the ${kind.name} it speaks of was left out: its code means one concept and its name another` };
        const id = this.#index.byCode(kind, codeKey(code));
        if (id !== undefined) return { id };
      }
    }
    if (name !== undefined) {
      const named = kinds.flatMap((kind) => this.#index.byName(kind, name));
      const found = named.length === 0 && maySynonym === true ? kinds.flatMap((kind) => this.#index.bySynonym(kind, name)) : named;
      const [only, ...others] = new Set(found);
      if (only !== undefined && others.length === 0) return { id: only };
      if (only !== undefined) return { reason: `several concepts of ${kindNames(kinds)} have the name` };
    }
    const systems = [...new Set(codes.map((text) => parseCode(text)?.system ?? '?'))].join(' or ');
    return { reason: systems === '' ? `no ${kindNames(kinds)} has the name` : `no ${kindNames(kinds)} has this ${systems} code` };
  }

  /** Merges a batch, compares it with what is published, and spools what changes and may be published. */
  async #take(batch: readonly Contribution[], published: Map<string, Published>): Promise<void> {
    const changed = new Map<string, Changed>();
    let left = batch;
    for (let isApart = false; left.length > 0; isApart = true) {
      const torn: Contribution[] = [];
      for (const contribution of left) {
        const { id } = contribution;
        // What was spooled while the batch was read is newer than what was read.
        const base = changed.get(id)?.record ?? this.#spool.get(id)?.record ?? published.get(id)?.record;
        if (!isApart && base && this.#isTorn(contribution, base)) torn.push(this.#apart(contribution));
        else this.#merge(contribution, base, changed);
      }
      if (torn.length > 0) for (const [id, one] of await this.#read(torn)) published.set(id, one);
      left = torn;
    }
    await this.#examine(changed, published);
  }

  /** Another source says something else of the same ends: that becomes a claim of its own. */
  #isTorn({ item }: Contribution, base: AnyRecord): boolean {
    return item.what === 'CLAIM' && firstSource(base) !== this.#sourceIdOf(item) && contradicts(item.predicate, base, item);
  }

  #apart(contribution: Contribution): Contribution {
    const { item, id } = contribution;
    return item.what === 'CLAIM' ? { ...contribution, id: idFor(item.predicate, `${id} ${this.#sourceIdOf(item)}`) } : contribution;
  }

  #sourceIdOf({ citations: [first] }: ClaimItem): string {
    return (first?.source ?? this.#source).id;
  }

  #merge(contribution: Contribution, base: AnyRecord | undefined, changed: Map<string, Changed>): void {
    const { id, item } = contribution;
    const { record, proposed } = this.#merged(contribution, base);
    // Within one run the first to say something counts, so that a second run says the same.
    const rows = item.what === 'CLAIM' ? (item.rows ?? 1) : 1;
    this.#summary.see(record.type, rows, !this.#seen.has(id));
    this.#seen.add(id);
    if (proposed.length > 0) this.proposals.set(id, [...(this.proposals.get(id) ?? []), ...proposed]);
    const type = typeOfId(this.#model, id);
    const isSame =
      base && type && (item.what !== 'RECORD' || validateRecord(this.#model, record).length === 0) && isSameRecord(type, base, record);
    if (isSame !== true) changed.set(id, { record, at: item.at, rows: rows + (changed.get(id)?.rows ?? 0) });
  }

  #merged(contribution: Contribution, base: AnyRecord | undefined): Merged {
    const { id, item } = contribution;
    const human = this.#human.byRecord.get(id);
    const isFirst = !this.#seen.has(id);
    if ('ownId' in contribution) {
      const { kind } = contribution.item;
      const slug = typeof base?.['slug'] === 'string' ? base['slug'] : this.#slug(contribution.item, id);
      const isOwner = !base || (id === contribution.ownId && isFirst && contribution.item.isForeign !== true);
      return mergeConcept(
        kind,
        id,
        base,
        contribution.item,
        { isOwner, human },
        {
          slug,
          isForeign: (key) => (this.#index.byCode(kind, key) ?? id) !== id && !this.#isOwnCode(id, key),
        },
      );
    }
    if ('subject' in contribution) {
      const { subject, object } = contribution;
      const isOwner = !base || (firstSource(base) === this.#sourceIdOf(contribution.item) && isFirst);
      return mergeClaim(contribution.item.predicate, id, { subject, object }, base, contribution.item, this.#source, { isOwner, human });
    }
    if (item.what === 'SOURCE') return { record: mergeSource(base, item.source, id === this.#source.id), proposed: [] };
    const { record } = item as RecordItem;
    if (!base || !human) return { record, proposed: [] };
    return { record: base, proposed: Object.entries(record).map(([name, value]) => ({ path: [name], value })) };
  }

  #isOwnCode(id: string, key: string): boolean {
    return this.#codeOf.get(`${id} ${key.slice(0, key.indexOf(':'))}`) === key;
  }

  #slug({ kind, name, code }: ConceptItem, id: string): string {
    const slug = slugFor(cleaned(kind.fields['name'], name?.en) ?? '', code, (wanted) => {
      const holder = this.#slugs.get(`${kind.name} ${wanted}`) ?? this.#examiner.holderOf(kind.name, 'slug', wanted);
      return holder !== undefined && holder !== id;
    });
    this.#slugs.set(`${kind.name} ${slug}`, id);
    return slug;
  }

  async #examine(changed: ReadonlyMap<string, Changed>, published: ReadonlyMap<string, Published>): Promise<void> {
    const puts = [...changed].map(([id, { record }]) => ({ record, before: published.get(id)?.record }));
    const issues = await this.#examiner.examine(puts, this.#isWholeGraph);
    const byRecord = groupBy(issues, ({ recordId }) => recordId);
    for (const [id, { record, at, rows }] of changed) {
      const own = byRecord.get(id);
      if (own) {
        this.#summary.unsee(record.type, rows, !this.#spool.has(id) && !this.#leftOut.has(id));
        this.#leftOut.add(id);
        this.#refuse(record.type, own, at, rows);
        const opposed = own.find(({ code }) => code === 'BENEFIT_AND_HARM');
        if (opposed && this.#model.relationByName.get(record.type)?.excludes.length === 0)
          this.harms.set(id, { claim: record as AnyRecord & ClaimEnds, why: opposed.message, at });
        continue;
      }
      const spooled = this.#spool.get(id);
      const version = spooled?.version ?? (published.get(id)?.version ?? this.#examiner.tombstones.get(id)?.version ?? 0) + 1;
      const isNew = spooled?.isNew ?? !published.has(id);
      if (!spooled) this.#summary.plan(record.type, isNew);
      this.#spool.add({ record, version, isNew });
    }
  }

  /** What only contradicts the graph is left out and counted; what is no record at all ends the import. */
  #refuse(type: string, issues: readonly RecordIssue[], at: string, rows: number): void {
    const [first] = issues;
    const contradiction = issues.find(({ code }) => Object.hasOwn(contradictions, code));
    if (issues.every(({ code }) => Object.hasOwn(contradictions, code)) && contradiction)
      this.#summary.skip(type, contradictions[contradiction.code] ?? contradiction.message, at, rows);
    else this.#summary.refuse(at, `${type}: ${first?.path}: ${first?.message}`);
  }
}

interface Changed {
  readonly record: AnyRecord;
  readonly at: string;
  /** How many rows of the files say it. */
  readonly rows: number;
}

/** Issues that say that a record does not go together with what the graph holds, and how the summary puts it. */
const contradictions: Readonly<Record<string, string>> = {
  BENEFIT_AND_HARM: 'the graph says the opposite of the same two ends',
  CYCLE: 'a concept would become a subtype of itself',
  MISSING_END: 'a concept that it joins was left out',
  WRONG_END: 'its predicate does not join these kinds',
  SOURCE_NOT_CURRENT: 'its source takes no new claims',
};

const firstSource = (claim: AnyRecord): string | undefined =>
  (claim['citations'] as readonly { readonly source: string }[] | undefined)?.[0]?.source;

/** English words that mean exactly the same. */
const exactTexts = (synonyms: ConceptItem['synonyms'] = []): string[] =>
  synonyms.filter(({ kind, locale }) => kind === 'EXACT' && locale === 'en').map(({ text }) => text);

const kindNames = (kinds: readonly NodeType[]): string => kinds.map(({ name }) => name).join(' or ');
