import type { NodeRecord, NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord, Texts } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import type { agent, certainty, codeMatch, guidance, knowledgeLevel, stance, synonymKind } from '../../schema/language/vocabularies.ts';
import { source } from '../../schema/nodes/source.ts';
import { idFor } from '../../server/record-id.ts';
import type { InputFile } from './readers/input-file.ts';

/** Something that fills the graph from files of one shape: a folder of its own, and a line in the registry. */
export interface Importer {
  /** What follows `npm run import --`. */
  readonly name: string;
  /** What it brings, as the release says it. */
  readonly title: string;
  /** Whether the files hold a graph of ours as a whole, so that nothing else may be in it before. */
  readonly isWholeGraph?: boolean;
  readonly files: Readonly<Record<string, FileNeed>>;
  readonly options: Readonly<Record<string, OptionNeed>>;
  open(files: OpenFiles, options: Readonly<Record<string, string>>): Promise<Opened>;
}

/** A file that an importer takes. A given file is known by its name, `.gz` left out; an importer of one file takes any name. */
export interface FileNeed {
  /** Such as `hp.obo`. */
  readonly example: string;
  readonly pattern: RegExp;
  readonly isOptional?: boolean;
  /** How often the importer reads through it, for the progress shown; once when nothing is said. */
  readonly readings?: number;
}

/** A word such as `--title` that an importer needs besides its files. */
export interface OptionNeed {
  readonly description: string;
  readonly isOptional?: boolean;
}

type OpenFiles<F extends Readonly<Record<string, FileNeed>> = Readonly<Record<string, FileNeed>>> = {
  readonly [K in keyof F]: F[K] extends { readonly isOptional: true } ? InputFile | undefined : InputFile;
};

/** Declares an importer; what `open` gets follows from the files and options it names. */
export const importer = <const F extends Readonly<Record<string, FileNeed>>>(
  declared: Omit<Importer, 'files' | 'options' | 'open'> & {
    readonly files: F;
    readonly options?: Importer['options'];
    /** Looks at the heads of the files; BAD_USER_INPUT when one is not what it should be. */
    open(files: OpenFiles<F>, options: Readonly<Record<string, string>>): Promise<Opened>;
  },
): Importer => ({ options: {}, ...declared, open: (files, options) => declared.open(files as OpenFiles<F>, options) });

/** Files whose heads are as they should be. */
export interface Opened {
  /** Cited by every item that names no other. */
  readonly source: SourceRecord;
  /** Version of the data, as the release says it. */
  readonly version: string | undefined;
  /**
   * Everything the files say. What a claim joins comes before the claim, or is in the graph already; so most importers read a file
   * twice, for concepts and then for claims. Throw `badLine` for what the file cannot say; yield a skip for what we do not take.
   */
  items(): AsyncIterable<Item>;
}

export type Item = ConceptItem | ClaimItem | SourceItem | RecordItem | SkipItem | RemarkItem;

/** A concept as a source describes it. It is brought together with the concept that the graph has of it. */
export interface ConceptItem {
  readonly what: 'CONCEPT';
  readonly kind: NodeType;
  /** Its code in the source's own vocabulary, such as `SYMP:0000093`: names the record for good. Stored as an exact code. */
  readonly code: string;
  /** Whether the code is of another vocabulary: then the item only adds to a concept that somebody else described. */
  readonly isForeign?: boolean;
  /** Codes in the same vocabulary that lead to it as well: alternative ids, ids of obsolete terms it replaces. */
  readonly formerCodes?: readonly string[];
  /** Codes of other vocabularies that mean the same. A concept that has one of them is this concept. Stored as exact codes. */
  readonly sameAs?: readonly string[];
  /** Those of all these codes that people found to mean the same: other concepts that have them already are reported as this one. */
  readonly reviewedCodes?: readonly string[];
  /** Codes of other vocabularies that only come near; stored, never used to bring concepts together. */
  readonly related?: readonly { readonly code: string; readonly match: CodeMatch }[];
  /** Absent where the item only adds to a concept that another source made. */
  readonly name?: Texts;
  readonly plainName?: Texts | undefined;
  readonly summary?: Texts | undefined;
  readonly synonyms?: readonly Synonym[];
  /** Values of the kind's own fields, such as causeKind. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Whether to make the concept when the graph does not have it; otherwise the item is skipped. True unless said. */
  readonly mayCreate?: boolean;
  /** Whether a concept of the same kind and name counts as this one. True unless said. */
  readonly mayMatchByName?: boolean;
  /**
   * Whether the source has no code for it, so that ours is only made of its name: then also the one concept of the kind counts as this one
   * that has the name as an exact synonym.
   */
  readonly isNameOnly?: boolean;
  readonly at: string;
}

type CodeMatch = keyof (typeof codeMatch)['values'];
export interface Synonym {
  readonly text: string;
  readonly kind: keyof (typeof synonymKind)['values'];
  readonly locale: 'en' | 'zh';
}

/** A concept that is spoken of: by codes, tried in their order, and then by a name that one concept of these kinds has. */
export interface Ref {
  readonly kinds: readonly NodeType[];
  readonly codes: readonly string[];
  readonly name?: string | undefined;
  /** Whether an exact synonym is as good as a name. */
  readonly maySynonym?: boolean;
}

/** A claim as a source states it. The same claim of two items is one claim with the citations of both. */
export interface ClaimItem {
  readonly what: 'CLAIM';
  readonly predicate: RelationType;
  readonly subject: Ref;
  readonly object: Ref;
  readonly negated?: boolean;
  /** Values of the predicate's own fields, and `population` and `note`. */
  readonly qualifiers?: Readonly<Record<string, unknown>>;
  /** What tells it from other claims with the same ends, besides negation and population: such as the sex it holds for. */
  readonly variant?: string | undefined;
  /** UNGRADED unless said. */
  readonly certainty?: keyof (typeof certainty)['values'];
  /** ASSERTION unless said. */
  readonly knowledgeLevel?: keyof (typeof knowledgeLevel)['values'];
  /** AUTOMATED unless said; HUMAN is for what people wrote into the graph. */
  readonly agent?: keyof (typeof agent)['values'];
  readonly citations: readonly Citation[];
  /** How many rows of the files say it, where the importer brings several together; one unless said. */
  readonly rows?: number;
  readonly at: string;
}

export interface Citation {
  /** The importer's source unless said. */
  readonly source?: SourceRecord;
  /** Where in the source, such as a code, a row or a PubMed id. */
  readonly locator?: string | undefined;
  /** Must be an exact part of the source's stored text. */
  readonly quote?: string | undefined;
  /** SUPPORTS unless said. */
  readonly stance?: keyof (typeof stance)['values'];
}

/** A source that some citations name. It comes before them. */
export interface SourceItem {
  readonly what: 'SOURCE';
  readonly source: SourceRecord;
  readonly at: string;
}

/** A whole record with the id it has: what an export of ours holds. Nothing is brought together. */
export interface RecordItem {
  readonly what: 'RECORD';
  readonly record: AnyRecord;
  readonly at: string;
}

/** Something the files hold and the graph does not take; the summary counts them by reason. */
interface SkipItem {
  readonly what: 'SKIP';
  /** Name of the kind or predicate it would have been. */
  readonly type: string;
  readonly reason: string;
  /** How many rows it stands for; one unless said. */
  readonly rows?: number;
  readonly at: string;
}

/** Something of the files that a person should look at, though it is taken; the summary counts them by text. */
interface RemarkItem {
  readonly what: 'REMARK';
  /** Name of the kind or predicate it is about. */
  readonly type: string;
  readonly text: string;
  readonly at: string;
}

export type SourceRecord = NodeRecord<typeof source>;

/** A source with an id of its own; the key must stay the same for good, whatever the edition. */
export const sourceRecord = (key: string, fields: Omit<SourceRecord, 'type' | 'id'>): SourceRecord => ({
  type: source.name,
  id: idFor(source, `import/${key}`),
  ...fields,
});

/** A paper in PubMed, of which the files tell no more than its number. */
export const pubmedSource = (pmid: string): SourceRecord => ({
  type: source.name,
  id: idFor(source, `pmid/${pmid}`),
  kind: 'ARTICLE',
  title: `PubMed ${pmid}`,
  pmid,
  url: `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`,
  standing: 'CURRENT',
});

/** Qualifiers of a claim whose source tells what clinicians prescribe or do against a disease: how to use it is for one of them to say. */
export const byClinicians = { guidance: 'UNDER_MEDICAL_GUIDANCE' } as const satisfies {
  readonly guidance: keyof (typeof guidance)['values'];
};

/** A concept of this kind by one of these codes. */
export const byCode = (kind: NodeType, ...codes: readonly string[]): Ref => ({ kinds: [kind], codes });
