import { useTranslate } from 'react-admin';
import type { Field, Fields } from '../../schema/language/field.ts';
import { typeOfId } from './record-types.ts';
import { type ModelWords, useModelWords } from './words.ts';

/** A value of a record in words: vocabularies by their labels, ids by the names given for them, groups part by part. */
export function useShownValue(recordId: string, nameOf: (id: string) => string): (path: string, value: unknown) => string {
  const words = useModelWords();
  const translate = useTranslate();
  const fields = typeOfId(recordId)?.fields ?? {};
  return (path, value) => {
    if (path === 'subject' || path === 'object') return typeof value === 'string' ? nameOf(value) : '';
    if (path === 'negated') return translate(value === true ? 'editing.is_denied' : 'editing.stated');
    return inWords(fieldAt(fields, path), value, words, nameOf, translate);
  };
}

/** The field that a path leads to; places of a list and locales are passed over. */
function fieldAt(fields: Fields, path: string): Field | undefined {
  let inside = fields;
  let found: Field | undefined;
  for (const name of path.split('.')) {
    const next = inside[name];
    if (!next) continue;
    found = next;
    inside = next.kind === 'group' ? next.fields : {};
  }
  return found;
}

function inWords(
  field: Field | undefined,
  value: unknown,
  words: ModelWords,
  nameOf: (id: string) => string,
  translate: (key: string) => string,
): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => inWords(field, item, words, nameOf, translate)).join('\n');
  if (typeof value === 'object') {
    const parts = field?.kind === 'group' ? field.fields : {};
    return Object.entries(value)
      .map(([name, part]) => inWords(parts[name], part, words, nameOf, translate))
      .filter(Boolean)
      .join(', ');
  }
  if (typeof value === 'boolean') return translate(value ? 'ra.boolean.true' : 'ra.boolean.false');
  const text = String(value as string | number);
  if (field?.kind === 'choice') return words.choice(field.name, text);
  return field?.kind === 'reference' ? nameOf(text) : text;
}
