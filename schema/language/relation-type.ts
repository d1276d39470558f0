import { choice, date, type Fields, listOf, number, type RecordOf, reference, text } from './field.ts';
import { type NodeType, population, standardReviewMonths, type Title } from './node-type.ts';
import { agent, certainty, efficacy, guidance, knowledgeLevel, stance } from './vocabularies.ts';

/** One pair of kinds a predicate may join, and the name of the connection on each side. */
export interface Ends {
  readonly from: NodeType;
  readonly to: NodeType;
  /** Fields on `from` that lead to `to`. A field's name may serve several predicates; then it holds them all. */
  readonly forward: readonly string[];
  /** Fields on `to` that lead back to `from`. */
  readonly backward: readonly string[];
}

/** Qualifiers that several predicates share under one GraphQL interface. */
export interface QualifierSet<F extends Fields = Fields> {
  readonly name: string;
  readonly description: string;
  readonly fields: F;
}

/**
 * What reasoning takes a claim for. Each of its questions finds its predicates by their roles and by the kinds they join, so that a new
 * predicate is read wherever one like it is.
 */
export type ReasoningRole =
  /** The subject makes the object come or get worse: harm, and a reason for what is there. */
  | 'BRINGS_ON'
  /** The two must not come together: harm, and a conflict unless it is mild. */
  | 'FORBIDS'
  /** The subject is good for a cause or a finding that is there. */
  | 'HELPS'
  /** The subject keeps the object from coming: help with a cause, but not with a finding that is there already. */
  | 'WARDS_OFF'
  /** A step on the way from a cause through mechanisms to a finding. */
  | 'WORKS_BY'
  /** It makes the hierarchy or a rule, which the code knows by the name of the predicate. */
  | 'BY_NAME'
  /** No conclusion is drawn from it; it is only shown, and part of paths. */
  | 'NOT_READ';

/** A predicate: the kinds it joins and the qualifiers its claims may carry. In Neo4j it is a relationship type. */
export interface RelationType<F extends Fields = Fields> {
  readonly shape: 'relation';
  /** Verb in capitals, read from subject to object. */
  readonly name: string;
  /** Name of the GraphQL type of its claims. */
  readonly claimName: string;
  readonly idPrefix: string;
  readonly title: Title;
  readonly description: string;
  /** Predicate in the Biolink model, for exchange with other graphs. */
  readonly biolink: string;
  /** `SAME_KIND` joins every concept kind with itself, by `broader` and `narrower`. */
  readonly ends: readonly Ends[] | 'SAME_KIND';
  /** Stored once, read from both ends. */
  readonly isSymmetric: boolean;
  readonly reasoning: ReasoningRole;
  /** Predicates that may not join the same two ends for the same population. */
  readonly excludes: readonly string[];
  /** Predicates that seldom join the same two ends for some of the same people; both at once are worth a warning. */
  readonly contrasts: readonly string[];
  readonly qualifiers: QualifierSet | undefined;
  /** How long after a review the next one is due. */
  readonly reviewEveryMonths: number;
  /** Qualifiers that only mean something together, such as an amount and its unit: nobody may take one from here and one from there. */
  readonly together: readonly (readonly string[])[];
  readonly fields: F;
}

/** What every claim has besides its ends and its own qualifiers. */
export const claimFields = {
  certainty: choice('How sure the evidence makes us.', certainty, { required: true }),
  knowledgeLevel: choice('Which kind of knowledge it is.', knowledgeLevel, { required: true }),
  agent: choice('Who made the claim.', agent, { required: true }),
  population,
  note: text('What a reader must know to understand the claim.', { maxLength: 2000, perLocale: true, multiline: true }),
  citations: listOf(
    'Citation',
    'Where it is written; at least one citation supports the claim.',
    {
      source: reference('The source.', { to: 'Source', required: true }),
      locator: text('Where in the source: section, page, row or paragraph.', { maxLength: 300 }),
      quote: text('The words of the source, exactly as in its stored text.', { maxLength: 2000 }),
      stance: choice('Whether the source supports or refutes the claim.', stance, { required: true }),
    },
    { required: true },
  ),
  lastReviewed: date('When an editor last confirmed this claim, as a day in UTC.', {}),
  nextReview: date('When this claim is due for the next look; after that day, in UTC, it counts as stale.', { notBelow: 'lastReviewed' }),
} as const;

export type ClaimFields = typeof claimFields;

/** Qualifiers of every predicate that says something helps. */
export const benefitQualifiers = {
  name: 'BenefitClaim',
  description: 'A claim that something helps, with how well and how to use it.',
  fields: {
    efficacy: choice('How well it is known to work.', efficacy, {}),
    guidance: choice('Whom to ask before using it.', guidance, {}),
    durationMinSeconds: number('Shortest duration of one use, in seconds.', { min: 0, max: 86_400_000, unit: 's' }),
    durationMaxSeconds: number('Longest duration of one use, in seconds.', {
      min: 0,
      max: 86_400_000,
      unit: 's',
      notBelow: 'durationMinSeconds',
    }),
    temperatureCelsius: number('Temperature to use it at, in degrees Celsius.', { min: -50, max: 150, unit: '°C' }),
    instruction: text('How and when to use it.', { maxLength: 1000, perLocale: true }),
  },
} as const;

type RelationTypeOptions<F extends Fields, R extends ReasoningRole = ReasoningRole> = Pick<
  RelationType,
  'name' | 'idPrefix' | 'title' | 'description' | 'biolink'
> & {
  readonly reasoning: R;
  readonly ends: readonly EndsOptions[] | 'SAME_KIND';
  readonly isSymmetric?: boolean;
  readonly reviewEveryMonths?: number;
  readonly excludes?: readonly string[];
  readonly contrasts?: readonly string[];
  readonly together?: readonly (readonly (keyof F & string)[])[];
  readonly fields: F;
};

type BenefitRole = 'HELPS' | 'WARDS_OFF';

interface EndsOptions {
  readonly from: NodeType;
  readonly forward: string | readonly string[];
  readonly to: NodeType;
  readonly backward: string | readonly string[];
}

/** Declares a predicate; the fields that all claims have come along. */
export const relationType = <const F extends Fields>(
  options: RelationTypeOptions<F, Exclude<ReasoningRole, BenefitRole>>,
): RelationType<ClaimFields & F> => build(options, undefined);

/** Declares a predicate that says something helps; it carries the benefit qualifiers. */
export const benefitType = <const F extends Fields>(
  options: RelationTypeOptions<F, BenefitRole>,
): RelationType<ClaimFields & (typeof benefitQualifiers)['fields'] & F> =>
  build(
    {
      ...options,
      together: [['durationMinSeconds', 'durationMaxSeconds'], ...(options.together ?? [])],
      fields: { ...benefitQualifiers.fields, ...options.fields },
    },
    benefitQualifiers,
  );

function build<F extends Fields>(options: RelationTypeOptions<F>, qualifiers: QualifierSet | undefined): RelationType<ClaimFields & F> {
  return {
    isSymmetric: false,
    reviewEveryMonths: standardReviewMonths,
    excludes: [],
    contrasts: [],
    together: [],
    ...options,
    shape: 'relation',
    claimName: `${pascal(options.name)}Claim`,
    ends: options.ends === 'SAME_KIND' ? options.ends : options.ends.map(namesAsLists),
    qualifiers,
    fields: { ...claimFields, ...options.fields },
  };
}

const asList = (names: string | readonly string[]): readonly string[] => (typeof names === 'string' ? [names] : names);
const namesAsLists = (ends: EndsOptions): Ends => ({ ...ends, forward: asList(ends.forward), backward: asList(ends.backward) });
const pascal = (verb: string): string =>
  verb
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');

/** A whole claim, as editors, importers and the write path hand it around. `negated` turns it into its opposite. */
export type ClaimRecord<T extends RelationType> = {
  readonly type: T['name'];
  readonly id: string;
  readonly negated?: boolean | undefined;
  readonly subject: string;
  readonly object: string;
} & RecordOf<T['fields']>;
