import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useFieldLabel } from './field-label.ts';
import { idsIn, useNamesAround } from './RecordName.tsx';
import { useShownValue } from './shown-value.ts';

/** A difference between two states of a record, as the API tells it. */
export interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Ids that must be named to tell of changes. */
export const idsInChanges = (changes: readonly FieldChange[]): readonly string[] => idsIn(JSON.stringify(changes));

/** What changed in a record, field by field: before and after side by side, in words; `RecordNames` around names other records. */
export const FieldChanges = ({ recordId, changes }: { readonly recordId: string; readonly changes: readonly FieldChange[] }) => {
  const translate = useTranslate();
  const labelOf = useFieldLabel();
  const show = useShownValue(recordId, useNamesAround());
  return (
    <Table size="small" aria-label={translate('screens.changes.table')}>
      <TableHead>
        <TableRow>
          <TableCell sx={{ width: '22%' }}>{translate('screens.changes.field')}</TableCell>
          <TableCell sx={{ width: '39%' }}>{translate('screens.changes.before')}</TableCell>
          <TableCell>{translate('screens.changes.after')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {changes.map(({ path, before, after }, i) => (
          <TableRow key={`${path} ${i}`}>
            <TableCell component="th" scope="row">
              {labelOf(path)}
            </TableCell>
            <TableCell>
              {before !== null && (
                <Box component="del" sx={{ color: 'error.main', whiteSpace: 'pre-wrap', wordBreak: 'break-word' }}>
                  {show(path, before)}
                </Box>
              )}
            </TableCell>
            <TableCell>
              {after !== null && (
                <Box
                  component="ins"
                  sx={{ color: 'success.main', textDecoration: 'none', whiteSpace: 'pre-wrap', wordBreak: 'break-word' }}
                >
                  {show(path, after)}
                </Box>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};
