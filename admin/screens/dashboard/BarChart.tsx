import { Box, Link as MuiLink, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { usePanelLocale } from '../../derived/words.ts';

interface Bar {
  readonly label: string;
  readonly value: number;
  /** The bar is full at this value; at the largest of all without it. */
  readonly of?: number;
  readonly color?: string;
  /** Where what is counted is listed. */
  readonly to?: string;
}

interface BarChartProps {
  readonly title: string;
  readonly bars: readonly Bar[];
}

/** Numbers as bars. It is a table with the numbers in it, so a screen reader reads what others see. */
export const BarChart = ({ title, bars }: BarChartProps) => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const written = (value: number): string => value.toLocaleString(locale);
  const largest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <Table size="small" aria-label={title} sx={{ '& td, & th': { border: 0, py: 0.4, px: 0.5 } }}>
      <TableHead sx={{ position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' }}>
        <TableRow>
          <TableCell>{translate('screens.dashboard.what')}</TableCell>
          <TableCell>{translate('screens.dashboard.count')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {bars.map(({ label, value, of, to, color = 'primary.main' }) => (
          <TableRow key={label}>
            <TableCell component="th" scope="row" sx={{ width: '34%', fontWeight: 400 }}>
              {to === undefined ? (
                label
              ) : (
                <MuiLink component={Link} to={to} color="inherit">
                  {label}
                </MuiLink>
              )}
            </TableCell>
            <TableCell>
              <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                <Box aria-hidden sx={{ flex: 1, height: 10, borderRadius: 1, bgcolor: 'action.hover', overflow: 'hidden' }}>
                  <Box sx={{ width: `${(100 * value) / Math.max(1, of ?? largest)}%`, height: 1, borderRadius: 1, bgcolor: color }} />
                </Box>
                <Box component="span" sx={{ minWidth: 72, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>
                  {of === undefined ? written(value) : translate('screens.dashboard.share', { value: written(value), of: written(of) })}
                </Box>
              </Box>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};
