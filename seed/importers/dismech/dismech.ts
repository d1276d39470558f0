import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { careMeasure } from '../../../schema/nodes/care-measure.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { mechanism } from '../../../schema/nodes/mechanism.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { actsThrough } from '../../../schema/relations/acts-through.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { hasSideEffect } from '../../../schema/relations/has-side-effect.ts';
import { leadsTo } from '../../../schema/relations/leads-to.ts';
import { palliates } from '../../../schema/relations/palliates.ts';
import { prevents } from '../../../schema/relations/prevents.ts';
import { produces } from '../../../schema/relations/produces.ts';
import { treats } from '../../../schema/relations/treats.ts';
import { triggers } from '../../../schema/relations/triggers.ts';
import { worsens } from '../../../schema/relations/worsens.ts';
import {
  byClinicians,
  type Citation,
  type ClaimItem,
  type ConceptItem,
  importer,
  type Item,
  sourceRecord,
  type SourceRecord,
} from '../importer.ts';
import { readIndra } from '../readers/indra.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { type JsonItem, readJsonLines } from '../readers/json.ts';
import type { Disorder } from './disorder.ts';
import { type Finding, publicationOf } from './evidence.ts';
import { type DisorderReading, type Mention, type NamesOf, readDisorder, type Statement } from './read-disorder.ts';
import { readReviewed, type Reviewed } from './reviewed.ts';
import { plainWords } from './treatments.ts';

/** Disorders with their findings, mechanisms, risks and treatments, each statement with the words of the papers it was checked against. */
export const disMech = importer({
  name: 'dismech',
  title: 'Disorder Mechanisms Knowledge Base (dismech)',
  files: {
    disorders: { example: 'dismech_disorders.jsonl', pattern: /^dismech.*\.jsonl$/, readings: 2 },
    /** Tells by which other names a disorder is a disease of Mondo. */
    mondo: { example: 'mondo.json', pattern: /^mondo[^/]*\.json$/, isOptional: true },
  },
  async open({ disorders, mondo }) {
    const reviewed = await readReviewed();
    for await (const line of readJsonLines(disorders)) {
      readingOf(disorders, line, () => [], reviewed);
      break;
    }
    return { source, version: '2026-02-06', items: () => itemsOf(disorders, mondo, reviewed) };
  },
});

const source: SourceRecord = sourceRecord('dismech', {
  kind: 'DATASET',
  title: 'Disorder Mechanisms Knowledge Base (dismech)',
  publisher: 'Monarch Initiative',
  published: '2026-02-06',
  edition: '2026-02-06',
  url: 'https://github.com/monarch-initiative/dismech',
  licence: 'BSD-3-Clause',
  attribution: 'dismech, Monarch Initiative, under the BSD 3-Clause licence; in part curated with the help of AI upstream.',
  standing: 'CURRENT',
});

/** Reads the file twice: the words that each paper is quoted with and what each concept is called, then what the disorders say. */
async function* itemsOf(file: InputFile, mondo: InputFile | undefined, reviewed: Reviewed): AsyncGenerator<Item> {
  const names = new Map<string, readonly string[]>();
  if (mondo) for await (const { id, synonyms, name } of readIndra(mondo, 'MONDO')) names.set(id, [name, ...synonyms]);
  const namesOf: NamesOf = (id) => names.get(id) ?? [];
  const quotes = new Map<string, Set<string>>();
  const concepts = new Map<string, Mention>();
  for await (const line of readJsonLines(file)) {
    for (const { subject, object, findings } of readingOf(file, line, namesOf, reviewed).statements) {
      for (const mention of [subject, object]) concepts.set(codeOf(mention), joined(concepts.get(codeOf(mention)), mention));
      for (const { reference, quote } of findings) {
        const known = quotes.get(reference) ?? new Set();
        quotes.set(reference, known);
        if (quote !== undefined) known.add(quote);
      }
    }
  }
  const publications = new Map([...quotes].map(([reference, words]) => [reference, withWords(publicationOf(reference), words)]));
  for (const publication of publications.values()) yield { what: 'SOURCE', source: publication, at: file.name };
  const given = new Set<string>();
  const frequencies = new Map<string, string | undefined>();
  for await (const line of readJsonLines(file)) {
    const { statements, leftOut, unreviewed } = readingOf(file, line, namesOf, reviewed);
    for (const { kind, place, text } of unreviewed) yield { what: 'REMARK', type: kind, text, at: `${line.at}, ${place}` };
    for (const { predicate = 'Claim', place, reason, rows = 1 } of leftOut)
      yield { what: 'SKIP', type: predicate, reason, rows, at: `${line.at}, ${place}` };
    for (const statement of statements) {
      for (const mention of [statement.subject, statement.object]) {
        const code = codeOf(mention);
        if (given.has(code)) continue;
        given.add(code);
        yield conceptOf(concepts.get(code) ?? mention, line.at);
      }
      const key = [statement.predicate, statement.isNegated, codeOf(statement.subject), codeOf(statement.object)].join(' ');
      if (!frequencies.has(key)) frequencies.set(key, statement.frequencyAsStated);
      if (frequencies.get(key) === statement.frequencyAsStated) yield claimOf(statement, publications, `${line.at}, ${statement.place}`);
      else
        yield {
          what: 'SKIP',
          type: statement.predicate,
          reason: 'the same finding comes with another frequency before',
          at: `${line.at}, ${statement.place}`,
        };
    }
  }
}

/** The words are all that is kept of a paper: the passages that this data set quotes from it. */
const withWords = (publication: SourceRecord, words: ReadonlySet<string>): SourceRecord =>
  words.size === 0 ? publication : { ...publication, storedText: [...words].join('\n') };

const kinds: Readonly<Record<Mention['kind'], NodeType>> = {
  Cause: cause,
  Symptom: symptom,
  Mechanism: mechanism,
  Medication: medication,
  CareMeasure: careMeasure,
};

const predicates: Readonly<Record<Statement['predicate'], RelationType>> = {
  CAUSES: causes,
  ACTS_THROUGH: actsThrough,
  LEADS_TO: leadsTo,
  PRODUCES: produces,
  TREATS: treats,
  PALLIATES: palliates,
  PREVENTS: prevents,
  TRIGGERS: triggers,
  WORSENS: worsens,
  HAS_SIDE_EFFECT: hasSideEffect,
};

/** What names a concept: the code that means it, otherwise its words in this data set. */
function codeOf({ kind, name, codes }: Mention): string {
  // A mechanism is named by its words: the data set gives one process of the Gene Ontology to many mechanisms.
  const exact = kind === 'Mechanism' ? undefined : codes.find(({ match }) => match === 'EXACT')?.curie;
  return exact ?? `DISMECH:${kind}/${plainWords(name).replaceAll(' ', '-').slice(0, 80)}`;
}

const joined = (known: Mention | undefined, mention: Mention): Mention =>
  known === undefined
    ? mention
    : {
        ...mention,
        ...known,
        codes: [...new Map([...known.codes, ...mention.codes].map((code) => [code.curie, code])).values()],
        synonyms: [...new Set([...(known.synonyms ?? []), ...(mention.synonyms ?? [])])],
      };

function conceptOf(mention: Mention, at: string): ConceptItem {
  const { kind, name, summary, synonyms = [], codes, causeKind, medicationKind } = mention;
  const code = codeOf(mention);
  const isOwn = code.startsWith('DISMECH:');
  const sameAs = codes.filter(({ curie, match }) => match === 'EXACT' && curie !== code).map(({ curie }) => curie);
  return {
    what: 'CONCEPT',
    kind: kinds[kind],
    code,
    isForeign: !isOwn,
    isNameOnly: isOwn && sameAs.length === 0,
    sameAs,
    related: codes.flatMap(({ curie, match }) => (match === 'EXACT' ? [] : [{ code: curie, match }])),
    name: { en: name },
    ...(summary === undefined || summary === '' ? {} : { summary: { en: summary } }),
    synonyms: synonyms.filter((text) => text.trim() !== '').map((text) => ({ text, kind: 'EXACT', locale: 'en' })),
    ...(causeKind === undefined ? {} : { fields: { causeKind } }),
    ...(medicationKind === undefined ? {} : { fields: { medicationKind } }),
    at,
  };
}

function claimOf(statement: Statement, publications: ReadonlyMap<string, SourceRecord>, at: string): ClaimItem {
  const { predicate, isNegated, subject, object, frequency, frequencyAsStated, isByClinicians, place, findings } = statement;
  const qualifiers = {
    ...(frequency === undefined ? {} : { frequency }),
    ...(frequencyAsStated === undefined ? {} : { frequencyAsStated }),
    ...(isByClinicians === true ? byClinicians : {}),
  };
  return {
    what: 'CLAIM',
    predicate: predicates[predicate],
    subject: { kinds: [kinds[subject.kind]], codes: [codeOf(subject)] },
    object: { kinds: [kinds[object.kind]], codes: [codeOf(object)] },
    ...(isNegated ? { negated: true } : {}),
    ...(Object.keys(qualifiers).length === 0 ? {} : { qualifiers }),
    citations: [{ locator: place }, ...distinct(findings.map((finding) => citationOf(finding, publications)))],
    at,
  };
}

function citationOf({ reference, stance, isPartial, quote }: Finding, publications: ReadonlyMap<string, SourceRecord>): Citation {
  const publication = publications.get(reference);
  return {
    ...(publication === undefined ? {} : { source: publication }),
    ...(isPartial ? { locator: 'supports it in part' } : {}),
    ...(quote === undefined ? {} : { quote }),
    stance,
  };
}

const distinct = (citations: readonly Citation[]): Citation[] => [
  ...new Map(
    citations.map((citation) => [JSON.stringify([citation.source?.id, citation.locator, citation.quote, citation.stance]), citation]),
  ).values(),
];

function readingOf(file: InputFile, { value, line }: JsonItem, namesOf: NamesOf, reviewed: Reviewed): DisorderReading {
  if (!isDisorder(value)) throw badLine(file, line, 'this is no disorder of dismech: a name is wanted, and lists of entries with a name.');
  try {
    return readDisorder(value, namesOf, reviewed);
  } catch (error) {
    throw badLine(file, line, error instanceof Error ? error.message : String(error));
  }
}

function isDisorder(value: unknown): value is Disorder {
  const sections = ['phenotypes', 'pathophysiology', 'environmental', 'treatments'] as const;
  const hasName = (entry: unknown): boolean =>
    typeof entry === 'object' &&
    entry !== null &&
    typeof (entry as { name?: unknown }).name === 'string' &&
    (entry as { name: string }).name.trim() !== '';
  return (
    hasName(value) &&
    sections.every((section) => {
      const entries = (value as Record<string, unknown>)[section];
      return entries === undefined || entries === null || (Array.isArray(entries) && entries.every(hasName));
    })
  );
}
