import { useTranslate } from 'react-admin';
import { locales } from '../../schema/language/field.ts';
import { useModelWords } from './words.ts';

/** What to call a place of a record: `citations.0.source` is the source of the first citation. */
export function useFieldLabel(): (path: string) => string {
  const words = useModelWords();
  const translate = useTranslate();
  return (path) =>
    path
      .split('.')
      .filter((part) => part !== '+' && part !== '-')
      .map((part) => {
        if (/^\d+$/.test(part)) return `${Number(part) + 1}`;
        if (locales.some((locale) => locale === part)) return words.choice('Locale', part);
        return part === 'subject' || part === 'object' || part === 'negated' || part === 'type'
          ? translate(`editing.part.${part}`)
          : words.label(part);
      })
      .join(' › ');
}
