import { Box, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { FieldChange } from '../../change-sets/change-set-documents.ts';
import { useFieldLabel } from '../../derived/field-label.ts';
import { useRecordNames } from '../../derived/record-names.ts';
import { useShownValue } from '../../derived/shown-value.ts';
import { wordDiff } from './word-diff.ts';

/** The changes of a record, field by field; texts word by word. */
export const FieldDiff = ({ recordId, changes }: { readonly recordId: string; readonly changes: readonly FieldChange[] }) => {
  const labelOf = useFieldLabel();
  const show = useShownValue(recordId, useRecordNames());
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
const WordDiff = ({ before, after }: { readonly before: string; readonly after: string }) => {
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
