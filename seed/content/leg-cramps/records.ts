import type { ConceptFields, NodeRecord, NodeType } from '../../../schema/language/node-type.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { ClaimRecord, RelationType } from '../../../schema/language/relation-type.ts';
import type { certainty, codeMatch, synonymKind } from '../../../schema/language/vocabularies.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { source } from '../../../schema/nodes/source.ts';
import { idFor } from '../../../server/record-id.ts';

/** Names the content among all that has fixed ids; with the slug it makes a record's id, so neither may ever change. */
const contentKey = 'leg-cramps';

const lastReviewed = '2026-11-23';
const inHalfAYear = '2027-05-23';
const inAYear = '2027-11-23';

/** What is known about medications changes faster than the rest. */
const nextReviewOf = (type: string): string => (type === medication.name ? inHalfAYear : inAYear);

/** A concept of the content, for claims to join. */
export interface Concept extends AnyRecord {
  readonly slug: string;
}

type Managed = 'type' | 'id' | 'lastReviewed' | 'nextReview';

/** A concept of this kind; its id and review days come from here. */
export function concept<T extends NodeType<ConceptFields>>(
  type: T,
  fields: Omit<NodeRecord<T>, Managed> & { readonly slug: string },
): Concept {
  const id = idFor(type, `${contentKey}/${fields.slug}`);
  return { type: type.name, id, ...fields, lastReviewed, nextReview: nextReviewOf(type.name) };
}

/** A source; the key makes its id. */
export function sourceRecord(key: string, fields: Omit<NodeRecord<typeof source>, Managed>): AnyRecord {
  return { type: source.name, id: idFor(source, `${contentKey}/${key}`), ...fields, lastReviewed, nextReview: inAYear };
}

type Certainty = keyof (typeof certainty)['values'];

/** What a claim of the content says for itself; the rest comes from its source. */
type ClaimContent<T extends RelationType> = Omit<
  ClaimRecord<T>,
  Managed | 'subject' | 'object' | 'negated' | 'citations' | 'certainty' | 'knowledgeLevel' | 'agent'
> & {
  /** Where in the source; one citation for each. */
  readonly locators: readonly string[];
  /** Where it differs from what the source usually deserves. */
  readonly certainty?: Certainty;
};

/** Makes a function that turns "subject predicate object" into a claim that this source supports. */
export const claimsOf =
  (cited: AnyRecord, usualCertainty: Certainty) =>
  <T extends RelationType>(type: T, subject: Concept, object: Concept, content: ClaimContent<T>): AnyRecord => {
    const { locators, certainty: own = usualCertainty, ...qualifiers } = content;
    return {
      type: type.name,
      id: idFor(type, `${contentKey}/${type.name}/${subject.id}/${object.id}`),
      subject: subject.id,
      object: object.id,
      certainty: own,
      knowledgeLevel: 'ASSERTION',
      agent: 'HUMAN',
      ...qualifiers,
      citations: locators.map((locator) => ({ source: cited.id, locator, stance: 'SUPPORTS' })),
      lastReviewed,
      nextReview: nextReviewOf(subject.type),
    };
  };

type SynonymKind = keyof (typeof synonymKind)['values'];
type WordsByKind = { readonly [kind in SynonymKind]?: readonly string[] };
interface Synonym {
  readonly text: string;
  readonly kind: SynonymKind;
  readonly locale: 'en' | 'zh';
}

const synonymKinds = ['EXACT', 'NARROW', 'BROAD', 'LAY'] as const satisfies readonly SynonymKind[];
const inLocale = (locale: Synonym['locale'], words: WordsByKind): Synonym[] =>
  synonymKinds.flatMap((kind) => (words[kind] ?? []).map((text) => ({ text, kind, locale })));

/** The other words for a concept, English and Chinese. */
export const synonyms = ({ en = {}, zh = {} }: { readonly en?: WordsByKind; readonly zh?: WordsByKind }): Synonym[] => [
  ...inLocale('en', en),
  ...inLocale('zh', zh),
];

interface Code {
  readonly system: string;
  readonly code: string;
  readonly match: keyof (typeof codeMatch)['values'];
}

/** The code means the concept. */
export const exact = (system: string, code: string): Code => ({ system, code, match: 'EXACT' });
/** The code means nearly the concept. */
export const close = (system: string, code: string): Code => ({ system, code, match: 'CLOSE' });
/** The code means more than the concept. */
export const broad = (system: string, code: string): Code => ({ system, code, match: 'BROAD' });
/** The code means a part of the concept. */
export const narrow = (system: string, code: string): Code => ({ system, code, match: 'NARROW' });
