import { useTranslate } from 'react-admin';
import { aroundObject } from '../../schema/language/around-object.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { model } from '../../schema/model.ts';
import { usePanelLocale, useTypeTitle } from './words.ts';

/** The words of a predicate around its object, as a sentence has them; a predicate that the panel does not know is called by its name. */
export function usePredicateWords(): (predicate: string, isNegated: boolean) => readonly [before: string, after: string] {
  const translate = useTranslate();
  const locale = usePanelLocale();
  return (predicate, isNegated) => {
    const [before, after] = aroundObject(model.relationByName.get(predicate)?.title[locale] ?? predicate);
    return [isNegated ? translate('editing.denied', { predicate: before }) : before, after];
  };
}

/** A claim as plain text. */
export function useSentence(): (predicate: string, isNegated: boolean, subject: string, object: string) => string {
  const predicateWords = usePredicateWords();
  return (predicate, isNegated, subject, object) => {
    const [before, after] = predicateWords(predicate, isNegated);
    return [subject, before, object, after].filter(Boolean).join(' ');
  };
}

/** What the claims of a predicate are called on the page of one of their ends, with a gap where the other end stands. */
export function useClaimsTitle(): (type: RelationType, end: 'subject' | 'object') => string {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const titleOf = useTypeTitle();
  return (type, end) => {
    const title = type.title[locale];
    if (end === 'subject') return title.includes('…') ? title : translate('editing.outgoing', { predicate: titleOf(type) });
    const [before, after] = aroundObject(title);
    return translate('editing.incoming', { before, after }).trimEnd();
  };
}
