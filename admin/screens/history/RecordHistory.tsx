import { Box, Card, CardContent, Chip, Stack, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { FieldChanges } from '../../derived/FieldChanges.tsx';
import { useTime } from '../../derived/use-time.ts';
import { ListState, MoreButton } from '../../layout/Screen.tsx';
import { useConnection } from '../../providers/use-answer.ts';
import { historyDocument } from './history-documents.ts';
import { RestoreButton } from './RestoreButton.tsx';

/** What happened to a record, newest first: who, when, and what changed; each older state can be brought back. */
export const RecordHistory = ({ id }: { readonly id: string }) => {
  const translate = useTranslate();
  const { time } = useTime();
  const { nodes, ...list } = useConnection(historyDocument, { id }, ({ history }) => history);
  return (
    <ListState {...list} isEmpty={nodes.length === 0} emptyText="screens.history.no_history">
      <Box component="ol" reversed sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {nodes.map(({ release, action, publishedAt, title, author, approver, reason, record, changes }, i) => (
          <Card component="li" variant="outlined" key={release} sx={{ mb: 1.5 }}>
            <CardContent>
              <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
                <Chip size="small" label={translate('screens.history.release', { number: release })} />
                <Typography sx={{ fontWeight: 600 }}>{translate(`screens.history.actions.${action}`)}</Typography>
                <Typography>{title}</Typography>
                <Box sx={{ flex: 1 }} />
                {i > 0 && record && <RestoreButton id={id} release={release} />}
              </Stack>
              <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
                {[
                  time(publishedAt),
                  author && translate('screens.history.by', { name: author }),
                  approver && translate('screens.history.approved_by', { name: approver }),
                  reason,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Typography>
              {action === 'CHANGED' && <FieldChanges changes={changes} />}
            </CardContent>
          </Card>
        ))}
      </Box>
      <MoreButton {...list} />
    </ListState>
  );
};
