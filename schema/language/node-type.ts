import { choice, date, type Fields, flag, group, listOf, number, type RecordOf, text } from './field.ts';
import { codeMatch, localeChoice, sex, synonymKind } from './vocabularies.ts';

/** A title for people, per locale of the panel. */
export interface Title {
  readonly en: string;
  readonly zh: string;
}

/** A kind of record that is stored as a node. */
export interface NodeType<F extends Fields = Fields> {
  readonly shape: 'node';
  /** GraphQL type and Neo4j label. */
  readonly name: string;
  /** Name of the list query, such as `symptoms`. */
  readonly plural: string;
  /** Three small letters; every id of this type starts with them and an underscore. */
  readonly idPrefix: string;
  readonly title: Title;
  readonly description: string;
  /** Concepts have names, synonyms and codes, and claims join them; a source does not. */
  readonly isConcept: boolean;
  /** How long after a review the next one is due. */
  readonly reviewEveryMonths: number;
  /** Category in the Biolink model, for exchange with other graphs. */
  readonly biolink: string;
  /** Other categories, by the value of a field. */
  readonly biolinkBy?: BiolinkBy;
  readonly fields: F;
}

/** Categories of the Biolink model that depend on a field of the record. */
interface BiolinkBy {
  readonly field: string;
  readonly categories: Readonly<Record<string, string>>;
}

const reviewFields = {
  lastReviewed: date('When an editor last confirmed this record, as a day in UTC.', {}),
  nextReview: date('When this record is due for the next look; after that day, in UTC, it counts as stale.', { notBelow: 'lastReviewed' }),
};

/** What every concept has besides its own fields. */
export const conceptFields = {
  slug: text('Readable address, unique within the kind; may change when the name does.', {
    required: true,
    unique: true,
    maxLength: 160,
    format: 'slug',
  }),
  name: text('Preferred clinical term.', { required: true, maxLength: 300, perLocale: true }),
  plainName: text('What to call it when talking to a person who is not a clinician.', { maxLength: 300, perLocale: true }),
  summary: text('What it is, in one or two sentences.', { maxLength: 4000, perLocale: true, multiline: true }),
  synonyms: listOf(
    'Synonym',
    'Other words for the concept; search finds it by each of them.',
    {
      text: text('The other word.', { required: true, maxLength: 500 }),
      kind: choice('How close it is to the name.', synonymKind, { required: true }),
      locale: choice('Which language it is in.', localeChoice, { required: true }),
    },
    {},
  ),
  codes: listOf(
    'Code',
    'The same concept in other vocabularies.',
    {
      system: text('Short name of the vocabulary, such as SYMP, HP, DOID, MESH, ICD10CM.', {
        required: true,
        maxLength: 40,
        format: 'code-system',
      }),
      code: text('The code there, without the name of the vocabulary.', { required: true, maxLength: 100 }),
      match: choice('How well it fits.', codeMatch, { required: true }),
    },
    {},
  ),
  ...reviewFields,
} as const;

/** For whom a claim or a rule holds; nothing said means for everybody. */
export const population = group('Population', 'For whom this holds; nothing said means for everybody.', {
  ageFrom: number('Youngest age, in years.', { min: 0, max: 130, unit: 'years' }),
  ageTo: number('Oldest age, in years.', { min: 0, max: 130, unit: 'years', notBelow: 'ageFrom' }),
  sex: choice('Only for this sex.', sex, {}),
  pregnancy: flag('Yes: only in pregnancy. No: only outside it.'),
});

export type ConceptFields = typeof conceptFields;

type ConceptTypeOptions<F extends Fields> = Omit<NodeType<F>, 'shape' | 'isConcept' | 'reviewEveryMonths'> &
  Partial<Pick<NodeType, 'reviewEveryMonths'>>;

/** How often a record is looked at again when its type says nothing else. */
export const standardReviewMonths = 24;

/** Declares a kind of concept; the fields that all concepts have come along. */
export const nodeType = <const F extends Fields>(options: ConceptTypeOptions<F>): NodeType<ConceptFields & F> => ({
  reviewEveryMonths: standardReviewMonths,
  ...options,
  shape: 'node',
  isConcept: true,
  fields: { ...conceptFields, ...options.fields },
});

/** Declares a kind of record that is no concept, such as a source. */
export const recordType = <const F extends Fields>(options: ConceptTypeOptions<F>): NodeType<F & typeof reviewFields> => ({
  reviewEveryMonths: standardReviewMonths,
  ...options,
  shape: 'node',
  isConcept: false,
  fields: { ...options.fields, ...reviewFields },
});

/** The name of a kind in closed lists of kinds, such as CARE_MEASURE. */
export const kindName = (type: NodeType): string => type.name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();

/** The category of a record in the Biolink model. */
export const categoryOf = ({ biolink, biolinkBy }: NodeType, record: { readonly [field: string]: unknown }): string =>
  (biolinkBy && biolinkBy.categories[String(record[biolinkBy.field])]) ?? biolink;

/** A whole record of a node type, as editors, importers and the write path hand it around. */
export type NodeRecord<T extends NodeType> = { readonly type: T['name']; readonly id: string } & RecordOf<T['fields']>;
