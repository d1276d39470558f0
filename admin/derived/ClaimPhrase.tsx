import type { ReactNode } from 'react';
import type { Population } from '../../schema/validation/populations-overlap.ts';
import { usePopulationWords } from './population-words.ts';
import { usePredicateWords } from './predicate-words.ts';

interface ClaimPhraseProps {
  readonly predicate: string;
  readonly isNegated: boolean;
  readonly subject: ReactNode;
  readonly object: ReactNode;
  readonly population: Population | null | undefined;
}

/** A claim as a sentence: its ends, its predicate around the object, and for whom it holds. */
export const ClaimPhrase = ({ predicate, isNegated, subject, object, population }: ClaimPhraseProps) => {
  const [before, after] = usePredicateWords()(predicate, isNegated);
  const populationOf = usePopulationWords();
  return (
    <>
      {subject} <em>{before}</em> {object}
      {after !== '' && (
        <>
          {' '}
          <em>{after}</em>
        </>
      )}
      {populationOf(population)}
    </>
  );
};
