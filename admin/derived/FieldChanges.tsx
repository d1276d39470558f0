import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useModelWords } from './words.ts';

/** A difference between two states of a record, as the API tells it. */
export interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What changed in a record, field by field: before and after side by side. */
export const FieldChanges = ({ changes }: { readonly changes: readonly FieldChange[] }) => {
  const translate = useTranslate();
  const pathText = usePathText();
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
              {pathText(path)}
            </TableCell>
            <TableCell>
              {before !== null && (
                <Box component="del" sx={{ color: 'error.main', whiteSpace: 'pre-wrap', wordBreak: 'break-word' }}>
                  <ValueText value={before} />
                </Box>
              )}
            </TableCell>
            <TableCell>
              {after !== null && (
                <Box
                  component="ins"
                  sx={{ color: 'success.main', textDecoration: 'none', whiteSpace: 'pre-wrap', wordBreak: 'break-word' }}
                >
                  <ValueText value={after} />
                </Box>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};

/** A field's path in words, such as `name.en`: the label of each part, languages by name. */
function usePathText(): (path: string) => string {
  const words = useModelWords();
  const translate = useTranslate();
  return (path) =>
    path
      .split('.')
      .flatMap((part) => {
        if (part === '+' || part === '-') return [];
        if (part === 'en' || part === 'zh') return [translate(`screens.changes.language_${part}`)];
        if (part === 'subject' || part === 'object' || part === 'negated') return [translate(`screens.changes.${part}`)];
        return [words.label(part)];
      })
      .join(' · ');
}

const ValueText = ({ value }: { readonly value: unknown }): string => (Array.isArray(value) ? value.map(textOf).join('\n') : textOf(value));

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.values(value)
        .filter((part) => part !== null && part !== '')
        .join(' · ')
    : String(value);
