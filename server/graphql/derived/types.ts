import { Float, ID, Int } from 'type-graphql';
import type { Connection, Model } from '../../../schema/language/define-model.ts';
import { type Field, type Fields, vocabulary } from '../../../schema/language/field.ts';
import { conceptFields, kindName, type NodeType } from '../../../schema/language/node-type.ts';
import { claimFields, type QualifierSet, type RelationType } from '../../../schema/language/relation-type.ts';
import { localeChoice } from '../../../schema/language/vocabularies.ts';
import { comparisonsOf, isOrderable } from '../../knowledge/select/conditions.ts';
import { claimScope, sharedFields } from '../../knowledge/select/projection.ts';
import {
  type ArgumentDeclaration,
  declareEnum,
  declareInput,
  declareInterface,
  declareObject,
  type FieldDeclaration,
  type FieldDeclarations,
  type TypeReference,
} from './declare.ts';

type TypeClass = new () => object;

/** Every type that the model gives rise to, by its GraphQL name. */
export interface DerivedTypes {
  readonly node: TypeClass;
  readonly concept: TypeClass;
  readonly claim: TypeClass;
  readonly pageInfo: TypeClass;
  readonly conceptKind: object;
  readonly locale: object;
  /** Object types of records, by the name of their node type or claim. */
  readonly records: ReadonlyMap<string, TypeClass>;
  /** List connection, filter and order of each node type. */
  readonly lists: ReadonlyMap<string, { readonly connection: TypeClass; readonly filter: TypeClass; readonly order: TypeClass }>;
  readonly enumOf: (name: string) => object;
  /** Everything, so that the schema holds this model's types and no other's. */
  readonly all: readonly TypeClass[];
}

/** Declares the GraphQL types of a model. */
export function deriveTypes(model: Model): DerivedTypes {
  return new Derivation(model).run();
}

/** One run of the derivation: types refer to each other, so they share what has been declared. */
class Derivation {
  private readonly model: Model;
  private readonly enums = new Map<string, object>();
  private readonly groups = new Map<string, TypeClass>();
  private readonly records = new Map<string, TypeClass>();
  private readonly inputs = new Map<string, TypeClass>();
  private readonly sets = new Map<QualifierSet, TypeClass>();
  private readonly all: TypeClass[] = [];
  private readonly conceptKind: object;
  private readonly predicate: object;
  private readonly locale: object;
  private readonly direction: object;
  private readonly node: TypeClass;
  private readonly pageInfo: TypeClass;

  constructor(model: Model) {
    this.model = model;
    this.conceptKind = this.enum(
      vocabulary(
        'ConceptKind',
        'The kinds of concepts.',
        Object.fromEntries(model.concepts.map((kind) => [kindName(kind), kind.description])),
      ),
    );
    this.predicate = this.enum(
      vocabulary(
        'Predicate',
        'What a claim says, read from subject to object.',
        Object.fromEntries(model.relations.map((one) => [one.name, one.description])),
      ),
    );
    this.locale = this.enum(localeChoice);
    this.direction = this.enum(
      vocabulary('OrderDirection', 'Which end of a list comes first.', { ASC: 'Smallest first.', DESC: 'Largest first.' }),
    );
    this.node = this.keep(declareInterface('Node', 'Anything with an id.', { id: idField }));
    this.pageInfo = this.keep(
      declareObject('PageInfo', 'Where a page lies in its list.', {
        hasNextPage: { type: () => Boolean, description: 'Whether more items follow.' },
        hasPreviousPage: { type: () => Boolean, description: 'Whether items lie before.' },
        startCursor: { type: () => String, nullable: true, description: 'Cursor of the first item; null on an empty page.' },
        endCursor: { type: () => String, nullable: true, description: 'Cursor of the last item; null on an empty page.' },
      }),
    );
  }

  run(): DerivedTypes {
    const { model } = this;
    const concept = this.conceptInterface();
    const claim = this.claimInterface(concept);
    for (const relation of model.relations) this.qualifierInterface(relation.qualifiers, claim);
    for (const relation of model.relations) this.claimType(relation, claim, concept);
    for (const type of model.nodes) this.nodeType(type, concept, claim);
    this.keep(declareObject('Retired', 'What is left of a record that is no longer published.', retiredFields(concept), [this.node]));
    const lists = new Map(model.nodes.map((type) => [type.name, this.list(type)]));
    return {
      node: this.node,
      concept,
      claim,
      pageInfo: this.pageInfo,
      conceptKind: this.conceptKind,
      locale: this.locale,
      records: this.records,
      lists,
      enumOf: (name) => this.enums.get(name) ?? {},
      all: this.all,
    };
  }

  private keep(type: TypeClass): TypeClass {
    this.all.push(type);
    return type;
  }

  private enum(words: Parameters<typeof declareEnum>[0]): object {
    const known = this.enums.get(words.name) ?? declareEnum(words);
    this.enums.set(words.name, known);
    return known;
  }

  /** The GraphQL fields of a record's fields; a text per locale says which locale it answers in. */
  private fields(fields: Fields): FieldDeclarations {
    return Object.fromEntries(
      Object.entries(fields).flatMap(([name, field]): [string, FieldDeclaration][] => {
        const nullable = field.required !== true;
        if (field.kind === 'text' && field.perLocale === true) {
          const inLocale = { locale: { type: () => this.locale, description: 'Language wanted; English stands in where it is missing.' } };
          return [
            [name, { type: () => String, description: field.description, nullable, arguments: inLocale }],
            [
              `${name}Locale`,
              {
                type: () => this.locale,
                description: `The language that \`${name}\` answers in, for the language wanted; null when there is no text.`,
                nullable: true,
                arguments: inLocale,
              },
            ],
          ];
        }
        const list = field.kind === 'group' && field.many;
        const inLocale =
          list && field.fields['locale']
            ? { arguments: { locale: { type: () => this.locale, description: 'Only those in this language.' } } }
            : {};
        return [[name, { type: this.scalar(field), description: field.description, nullable: nullable && !list, list, ...inLocale }]];
      }),
    );
  }

  private scalar(field: Field): () => TypeReference {
    switch (field.kind) {
      case 'text':
      case 'date':
        return () => String;
      case 'number':
        return () => (field.isInteger === true ? Int : Float);
      case 'flag':
        return () => Boolean;
      case 'choice': {
        const type = this.enum({ name: field.name, description: field.meaning, values: field.values });
        return () => type;
      }
      case 'reference':
        return () => this.records.get(field.to) ?? String;
      case 'group':
        return this.group(field);
    }
  }

  private group(field: Field & { kind: 'group' }): () => TypeReference {
    const known = this.groups.get(field.name) ?? this.keep(declareObject(field.name, field.description, this.fields(field.fields)));
    this.groups.set(field.name, known);
    return () => known;
  }

  private get conceptOwn(): FieldDeclarations {
    return {
      id: idField,
      ...this.fields(conceptFields),
      kind: { type: () => this.conceptKind, description: 'Which kind of concept it is.' },
      stale: staleField,
      version: versionField,
    };
  }

  private conceptInterface(): TypeClass {
    return this.keep(declareInterface('Concept', 'Anything claims can speak of.', this.conceptOwn, [this.node]));
  }

  private claimOwn(concept: TypeClass): FieldDeclarations {
    return {
      id: idField,
      predicate: { type: () => this.predicate, description: 'What the claim says.' },
      negated: { type: () => Boolean, description: 'Yes: the claim says that this is not so.' },
      ...this.fields(claimFields),
      subject: { type: () => concept, description: 'What the claim speaks of.' },
      object: { type: () => concept, description: 'What the claim relates it to.' },
      stale: staleField,
      version: versionField,
    };
  }

  private claimInterface(concept: TypeClass): TypeClass {
    return this.keep(declareInterface('Claim', 'One sourced statement: subject, predicate, object.', this.claimOwn(concept), [this.node]));
  }

  private qualifierInterface(set: QualifierSet | undefined, claim: TypeClass): void {
    if (!set || this.sets.has(set)) return;
    this.sets.set(set, this.keep(declareInterface(set.name, set.description, this.fields(set.fields), [this.node, claim])));
  }

  private claimType(relation: RelationType, claim: TypeClass, concept: TypeClass): void {
    const set = relation.qualifiers && this.sets.get(relation.qualifiers);
    const description = `A claim that ${relation.name}: ${relation.description}`;
    this.records.set(
      relation.claimName,
      this.keep(
        declareObject(relation.claimName, description, { ...this.claimOwn(concept), ...this.fields(relation.fields) }, [
          this.node,
          claim,
          ...(set ? [set] : []),
        ]),
      ),
    );
  }

  private nodeType(type: NodeType, concept: TypeClass, claim: TypeClass): void {
    const own = type.isConcept
      ? { ...this.conceptOwn, ...this.fields(type.fields) }
      : { id: idField, ...this.fields(type.fields), stale: staleField, version: versionField };
    const connections = (this.model.connections.get(type.name) ?? []).map(
      (one) => [one.name, this.connection(type, one, concept, claim)] as const,
    );
    const extra = type.isConcept
      ? {
          negatedClaims: this.claimConnection(
            type,
            'NegatedClaims',
            'Claims that deny something of the concept, such as a treatment known not to work. They are on no other connection.',
            concept,
            claim,
            {},
          ),
        }
      : type.name === 'Source'
        ? {
            claims: this.claimConnection(type, 'Claims', 'Published claims that cite the source.', concept, claim, {
              negated: { type: () => Boolean, description: 'Yes: the claims that deny something; otherwise the others.' },
            }),
          }
        : {};
    const interfaces = type.isConcept ? [this.node, concept] : [this.node];
    this.records.set(
      type.name,
      this.keep(declareObject(type.name, type.description, { ...own, ...Object.fromEntries(connections), ...extra }, interfaces)),
    );
  }

  private connection(type: NodeType, { name, parts }: Connection, concept: TypeClass, claim: TypeClass) {
    const relations = [...new Set(parts.map(({ relation }) => relation))];
    const others = [...new Set(parts.map(({ other }) => other))];
    const [relation] = relations;
    const [other] = others;
    const set = relations.every(({ qualifiers }) => qualifiers === relation?.qualifiers) ? relation?.qualifiers : undefined;
    const node = (): TypeClass => (others.length === 1 ? this.records.get(other?.name ?? '') : undefined) ?? concept;
    const claimType = (): TypeClass =>
      (relations.length === 1 ? this.records.get(relation?.claimName ?? '') : set && this.sets.get(set)) ?? claim;
    const claimName = relations.length === 1 ? (relation?.claimName ?? 'Claim') : (set?.name ?? 'Claim');
    const fields = relations.length === 1 ? (relation?.fields ?? claimFields) : sharedFields(relations);
    const sentence = parts.map(
      (part) => `${part.relation.name} ${part.direction === 'IN' ? 'from' : part.direction === 'OUT' ? 'to' : 'with'} ${part.other.name}`,
    );
    const scopes = this.enum(claimScope);
    const scope = { type: () => scopes, description: 'Whose claims: those of the concept itself unless told.' };
    const more = relations.some(({ ends }) => ends === 'SAME_KIND') ? {} : { scope };
    return this.edges(type.name + capital(name), `${[...new Set(sentence)].join('; ')}.`, node, claimType, claimName, fields, more);
  }

  private claimConnection(
    type: NodeType,
    suffix: string,
    description: string,
    concept: TypeClass,
    claim: TypeClass,
    more: { readonly [name: string]: ArgumentDeclaration },
  ) {
    return this.edges(
      type.name + suffix,
      description,
      () => concept,
      () => claim,
      'Claim',
      claimFields,
      more,
    );
  }

  private edges(
    name: string,
    description: string,
    node: () => TypeClass,
    claim: () => TypeClass,
    claimName: string,
    fields: Fields,
    more: { readonly [name: string]: ArgumentDeclaration },
  ) {
    const edge = this.keep(
      declareObject(`${name}Edge`, `One of: ${description}`, {
        node: { type: node, description: 'The concept at the other end.' },
        claim: { type: claim, description: 'The claim that leads there, with its qualifiers and citations.' },
        cursor: cursorField,
      }),
    );
    const connection = this.connectionType(name, description, edge);
    const filter = this.filter(claimName, 'claims', fields);
    const order = this.order(claimName, 'claims', { ...fields, name: conceptFields.name });
    return {
      type: () => connection,
      description,
      arguments: { ...pageArguments, ...filterArguments(filter, order), ...more },
    };
  }

  private connectionType(name: string, description: string, edge: TypeClass): TypeClass {
    return this.keep(
      declareObject(`${name}Connection`, `A page of: ${description}`, {
        edges: { type: () => edge, list: true, description: 'The items of the page.' },
        pageInfo: { type: () => this.pageInfo, description: 'Where the page lies in the list.' },
        totalCount: { type: () => Int, description: 'How many items the whole list has; counted only when asked for.' },
      }),
    );
  }

  private list(type: NodeType) {
    const node = (): TypeClass => this.records.get(type.name) ?? this.node;
    const edge = this.keep(
      declareObject(`${type.name}Edge`, `One item of a list of ${type.plural}.`, {
        node: { type: node, description: 'The record.' },
        cursor: cursorField,
      }),
    );
    return {
      connection: this.connectionType(type.name, `Published ${type.plural}.`, edge),
      filter: this.filter(type.name, type.plural, { ...type.fields }),
      order: this.order(
        type.name,
        type.plural,
        type.isConcept ? type.fields : Object.fromEntries(Object.entries(type.fields).filter(([name]) => name !== 'name')),
      ),
    };
  }

  private filter(name: string, what: string, fields: Fields): TypeClass {
    const known = this.inputs.get(`${name}Filter`);
    if (known) return known;
    const idComparison = this.comparison('Id', ID, ['eq', 'in']);
    const type: TypeClass = declareInput(`${name}Filter`, `Which ${what} to keep; all that is given must hold.`, {
      id: { type: () => idComparison, nullable: true, description: 'By id.' },
      ...Object.fromEntries(
        Object.entries(fields).flatMap(([field, declared]) => {
          const comparisons = comparisonsOf(declared);
          if (comparisons.length === 0) return [];
          const [label, scalar] = comparisonType(declared, this.scalarForInput(declared));
          const comparison = this.comparison(label, scalar, comparisons);
          return [[field, { type: () => comparison, nullable: true, description: `By: ${declared.description}` }]];
        }),
      ),
      and: { type: () => type, list: true, nullable: true, description: 'All of these must hold.' },
      or: { type: () => type, list: true, nullable: true, description: 'One of these must hold.' },
      not: { type: () => type, nullable: true, description: 'This must not hold.' },
    });
    this.inputs.set(`${name}Filter`, type);
    return type;
  }

  private scalarForInput(field: Field): TypeReference {
    return field.kind === 'reference' ? ID : this.scalar(field)();
  }

  private comparison(label: string, scalar: TypeReference, comparisons: readonly string[]): TypeClass {
    const name = `${label}Comparison`;
    const known = this.inputs.get(name);
    if (known) return known;
    const type = declareInput(
      name,
      `How to compare a ${label} value.`,
      Object.fromEntries(
        comparisons.map((one) => [
          one,
          { type: () => this.operand(one, scalar), list: one === 'in', nullable: true, description: comparisonTexts[one] ?? one },
        ]),
      ),
    );
    this.inputs.set(name, type);
    return type;
  }

  private operand(comparison: string, scalar: TypeReference): TypeReference {
    if (comparison === 'isGiven') return Boolean;
    return comparison === 'writtenIn' ? this.locale : scalar;
  }

  private order(name: string, what: string, fields: Fields): TypeClass {
    const known = this.inputs.get(`${name}Order`);
    if (known) return known;
    const orderable = Object.entries(fields).filter(([field, declared]) => field === 'name' || isOrderable(declared));
    const type = declareInput(
      `${name}Order`,
      `By what to order ${what}; give one field each, the most important first.`,
      Object.fromEntries(
        orderable.map(([field, declared]) => [
          field,
          { type: () => this.direction, nullable: true, description: `By: ${declared.description}` },
        ]),
      ),
    );
    this.inputs.set(`${name}Order`, type);
    return type;
  }
}

const retiredFields = (concept: TypeClass): FieldDeclarations => ({
  id: { type: () => ID, description: 'Id the record had; it is never used again.' },
  reason: { type: () => String, description: 'Why it was retired.' },
  retiredAt: { type: () => String, description: 'When it was retired, ISO 8601 in UTC.' },
  replacedBy: { type: () => concept, nullable: true, description: 'The concept that stands in its place; null when there is none.' },
  replacedById: { type: () => ID, nullable: true, description: 'Id of the record that stands in its place, whatever its type.' },
  release: { type: () => Int, description: 'The release that retired it.' },
});

const idField = { type: () => ID, description: 'Opaque and stable; never reused.' };
const staleField = { type: () => Boolean, description: 'Whether the day of the next review has passed.' };
const versionField = { type: () => Int, description: 'How many times the record has been published.' };
const cursorField = { type: () => String, description: 'Where the item lies in its list; give it as `after` or `before`.' };

export const pageArguments = {
  first: { type: () => Int, description: 'How many items from the start; 25 unless told, at most 200.' },
  after: { type: () => String, description: 'Cursor of the item before the page; goes with `first`.' },
  last: { type: () => Int, description: 'How many items from the end, at most 200; instead of `first`.' },
  before: { type: () => String, description: 'Cursor of the item after the page; goes with `last`.' },
};

export const filterArguments = (filter: TypeClass, order: TypeClass) => ({
  filter: { type: () => filter, description: 'Which items to keep.' },
  orderBy: { type: () => order, list: true, description: 'In which order.' },
});

const comparisonTexts: Readonly<Record<string, string>> = {
  eq: 'Exactly this.',
  in: 'One of these.',
  gte: 'This or more.',
  lte: 'This or less.',
  contains: 'Holds this text, whatever the case.',
  startsWith: 'Starts with this text, whatever the case.',
  isGiven: 'Whether the record has a value here at all.',
  writtenIn: 'Written in this language, so that English need not stand in; inside `not`, what still has to be translated.',
};

/** Name of the comparison input of a field, and what it compares. */
function comparisonType(field: Field, scalar: TypeReference): [string, TypeReference] {
  if (field.kind === 'choice') return [field.name, scalar];
  if (field.kind === 'number') return [field.isInteger === true ? 'Int' : 'Float', scalar];
  if (field.kind === 'flag') return ['Boolean', scalar];
  if (field.kind === 'date') return ['Date', scalar];
  if (field.kind === 'reference') return ['Reference', scalar];
  return [field.kind === 'text' && field.perLocale === true ? 'TranslatedText' : 'Text', scalar];
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
