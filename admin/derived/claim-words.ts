import { useTranslate } from 'react-admin';
import type { Field } from '../../schema/language/field.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { claimFields, type RelationType } from '../../schema/language/relation-type.ts';
import { useNumberText } from './number-text.ts';
import type { Population } from '../../schema/validation/populations-overlap.ts';
import { usePopulationWords } from './population-words.ts';
import { useSentence } from './predicate-words.ts';
import { useRecordNames } from './record-names.ts';
import { useModelWords } from './words.ts';

/** Qualifiers that a predicate has besides what every claim has. */
export const ownFields = (type: RelationType): [string, Field][] =>
  Object.entries(type.fields).filter(([name]) => !Object.hasOwn(claimFields, name));

/** The sources that a claim cites; two places of one source are one source. */
export function sourcesOf(claim: AnyRecord): readonly string[] {
  const citations = Array.isArray(claim['citations']) ? (claim['citations'] as readonly { readonly source?: string }[]) : [];
  return [...new Set(citations.flatMap(({ source }) => source || []))];
}

/** What a claim says besides its ends and predicate, in a few words: its qualifiers, its certainty, how many sources it has. */
export function useClaimWords(): (type: RelationType, claim: AnyRecord) => readonly string[] {
  const translate = useTranslate();
  const words = useModelWords();
  const numberText = useNumberText();
  return (type, claim) => {
    const qualifiers = ownFields(type).flatMap(([name, field]) => {
      const value = claim[name];
      if (value === undefined || value === null || value === '') return [];
      if (field.kind === 'choice') return [words.choice(field.name, value as string)];
      if (field.kind === 'number' && typeof value === 'number') return [`${words.label(name)} ${numberText(field, value, 3)}`];
      return field.kind === 'text' && field.perLocale !== true && typeof value === 'string' ? [`“${value}”`] : [];
    });
    const certainty = claim['certainty'];
    return [
      ...qualifiers,
      ...(typeof certainty === 'string' ? [translate('editing.certainty_of', { certainty: words.choice('Certainty', certainty) })] : []),
      translate('editing.sources_count', { smart_count: sourcesOf(claim).length }),
    ];
  };
}

/** All that the sentence of a claim says, as plain text to search in. */
export function useClaimText(): (type: RelationType, claim: AnyRecord) => string {
  const nameOf = useRecordNames();
  const sentenceOf = useSentence();
  const populationOf = usePopulationWords();
  const wordsOf = useClaimWords();
  return (type, claim) => {
    const [subject = '', object = ''] = [claim.subject, claim.object].map((end) => (end ? nameOf(end) : ''));
    const sentence = sentenceOf(type.name, claim.negated === true, subject, object);
    return [`${sentence}${populationOf(claim['population'] as Population | undefined)}`, ...wordsOf(type, claim)].join(' ');
  };
}
