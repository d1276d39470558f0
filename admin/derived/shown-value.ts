import { useTranslate } from 'react-admin';
import type { Field, NumberField } from '../../schema/language/field.ts';
import { fieldAt } from './field-at.ts';
import { useNumberText } from './number-text.ts';
import { typeOfId } from './record-types.ts';
import { type ModelWords, useModelWords } from './words.ts';

/** A value of a record in words: vocabularies by their labels, ids by the names given for them, shares as percentages, groups part by part. */
export function useShownValue(recordId: string, nameOf: (id: string) => string): (path: string, value: unknown) => string {
  const words = useModelWords();
  const translate = useTranslate();
  const numberText = useNumberText();
  const fields = typeOfId(recordId)?.fields ?? {};
  return (path, value) => {
    if (path === 'subject' || path === 'object') return typeof value === 'string' ? nameOf(value) : '';
    if (path === 'negated') return translate(value === true ? 'editing.is_denied' : 'editing.stated');
    return inWords(fieldAt(fields, path), value, { words, nameOf, numberText, translate });
  };
}

interface Writer {
  readonly words: ModelWords;
  readonly nameOf: (id: string) => string;
  readonly numberText: (field: NumberField, value: number) => string;
  readonly translate: (key: string) => string;
}

function inWords(field: Field | undefined, value: unknown, writer: Writer): string {
  const { words, nameOf, numberText, translate } = writer;
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => inWords(field, item, writer)).join('\n');
  if (typeof value === 'object') {
    const parts = field?.kind === 'group' ? field.fields : {};
    return Object.entries(value)
      .map(([name, part]) => inWords(parts[name], part, writer))
      .filter(Boolean)
      .join(translate('editing.comma'));
  }
  if (typeof value === 'boolean') return translate(value ? 'ra.boolean.true' : 'ra.boolean.false');
  if (field?.kind === 'number' && typeof value === 'number') return numberText(field, value);
  const text = String(value as string | number);
  if (field?.kind === 'choice') return words.choice(field.name, text);
  return field?.kind === 'reference' ? nameOf(text) : text;
}
