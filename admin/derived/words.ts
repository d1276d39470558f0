import { useLocaleState, useTranslate } from 'react-admin';
import type { Locale } from '../../schema/language/field.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';

/** The language of the panel. */
export const usePanelLocale = (): Locale => (useLocaleState()[0] === 'zh' ? 'zh' : 'en');

/** What to call a type of record by itself in the language of the panel: a predicate without the particle that only follows a subject. */
export function useTypeTitle(): (type: NodeType | RelationType) => string {
  const locale = usePanelLocale();
  return (type) => type.title[locale].replace(/^的/, '');
}

/** The words of the model in the language of the panel: titles of lists, labels of fields, values of vocabularies, help. A word without one stays as it is. */
export interface ModelWords {
  list(type: NodeType): string;
  label(field: string): string;
  choice(vocabulary: string, value: string): string;
  unit(unit: string): string;
  help(description: string): string;
}

export function useModelWords(): ModelWords {
  const translate = useTranslate();
  return {
    list: (type) => translate(`model.lists.${type.name}`),
    label: (field) => translate(`model.fields.${field}`, { _: field }),
    choice: (vocabulary, value) => translate(`model.choices.${vocabulary}.${value}`, { _: value }),
    unit: (unit) => translate(`model.units.${unit}`, { _: unit }),
    help: (description) => translate(`model.descriptions.${description}`, { _: description }),
  };
}
