import { Chip, Link as MuiLink, Table, TableBody, TableCell, TableRow, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useScheduleProblem } from '../../change-sets/schedule-problem.ts';
import { useTime } from '../../derived/use-time.ts';
import { ColumnHeads } from '../../layout/ColumnHeads.tsx';
import type { ListedChangeSet } from './queue-documents.ts';

/** Change sets, each leading to its page. */
export const ChangeSetTable = ({ sets, label }: { readonly sets: readonly ListedChangeSet[]; readonly label: string }) => {
  const translate = useTranslate();
  const { time } = useTime();
  const problemOf = useScheduleProblem();
  return (
    <Table size="small" aria-label={label}>
      <ColumnHeads in="screens.queues." names={['set', 'state', 'author', 'touched', 'scheduled']} />
      <TableBody>
        {sets.map(({ id, title, state, stateReason, authorName, updatedAt, scheduledAt, ...problem }) => (
          // The link covers its row.
          <TableRow key={id} hover sx={{ position: 'relative' }}>
            <TableCell>
              <MuiLink component={Link} to={`/change-sets/${id}`} sx={{ '&::after': { content: '""', position: 'absolute', inset: 0 } }}>
                {title}
              </MuiLink>
              {(problemOf(problem) ?? stateReason) && (
                <Typography variant="body2" color="textSecondary">
                  {problemOf(problem) ?? stateReason}
                </Typography>
              )}
            </TableCell>
            <TableCell>
              <Chip size="small" variant="outlined" label={translate(`screens.states.${state}`)} />
            </TableCell>
            <TableCell>{authorName}</TableCell>
            <TableCell sx={{ whiteSpace: 'nowrap' }}>{time(updatedAt)}</TableCell>
            <TableCell sx={{ whiteSpace: 'nowrap' }}>{scheduledAt && time(scheduledAt)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};
