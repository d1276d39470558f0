import { Box, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Field, NumberField } from '../../../schema/language/field.ts';
import type { FieldChange } from '../../change-sets/change-set-documents.ts';
import { fieldAt } from '../../derived/field-at.ts';
import { useFieldLabel } from '../../derived/field-label.ts';
import { useNumberText } from '../../derived/number-text.ts';
import { useRecordNames } from '../../derived/record-names.ts';
import { typeOfId } from '../../derived/record-types.ts';
import { type ModelWords, useModelWords } from '../../derived/words.ts';
import { wordDiff } from './word-diff.ts';

/** The changes of a record, field by field; texts word by word. */
export const FieldDiff = ({ recordId, changes }: { readonly recordId: string; readonly changes: readonly FieldChange[] }) => {
  const labelOf = useFieldLabel();
  const show = useShownValue(recordId);
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '12rem 1fr' }, columnGap: 2, rowGap: 0.75 }}>
      {changes.map((change, i) => (
        <Box key={`${change.path} ${i}`} sx={{ display: 'contents' }}>
          <Typography component="dt" variant="body2" color="text.secondary">
            {labelOf(change.path)}
          </Typography>
          <Box component="dd" sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            <WordDiff before={show(change.path, change.before)} after={show(change.path, change.after)} />
          </Box>
        </Box>
      ))}
    </Box>
  );
};

/** Two texts in one, with what went and what came marked; nothing tells them apart by colour alone. */
export const WordDiff = ({ before, after }: { readonly before: string; readonly after: string }) => {
  const translate = useTranslate();
  if (before === after) return <span>{after || translate('editing.set.nothing')}</span>;
  return wordDiff(before, after).map(({ kind, text }, i) => {
    const key = `${i} ${kind}`;
    if (kind === 'SAME') return <span key={key}>{text}</span>;
    return (
      <Box
        key={key}
        component={kind === 'GONE' ? 'del' : 'ins'}
        sx={{
          textDecoration: kind === 'GONE' ? 'line-through' : 'none',
          color: kind === 'GONE' ? 'error.main' : 'success.main',
          fontWeight: kind === 'GONE' ? 400 : 600,
          mr: kind === 'GONE' ? 0.5 : 0,
        }}
      >
        {text}
      </Box>
    );
  });
};

/** A value of a record in words: vocabularies by their labels, ids by names, shares as percentages, groups part by part. */
export function useShownValue(recordId: string): (path: string, value: unknown) => string {
  const words = useModelWords();
  const nameOf = useRecordNames();
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
      .join(', ');
  }
  if (typeof value === 'boolean') return translate(value ? 'ra.boolean.true' : 'ra.boolean.false');
  if (field?.kind === 'number' && typeof value === 'number') return numberText(field, value);
  const text = String(value as string | number);
  if (field?.kind === 'choice') return words.choice(field.name, text);
  return field?.kind === 'reference' ? nameOf(text) : text;
}
