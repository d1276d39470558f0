import { Box, Card, CardContent, Chip, FormControlLabel, Stack, Switch, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { FieldChanges, idsInChanges } from '../../derived/FieldChanges.tsx';
import { idsToName, RecordName, RecordNames } from '../../derived/RecordName.tsx';
import { typeOfId } from '../../derived/record-types.ts';
import { useTime } from '../../derived/use-time.ts';
import { ListState, MoreButton } from '../../layout/Screen.tsx';
import { useConnection } from '../../providers/use-answer.ts';
import { historyDocument } from './history-documents.ts';
import { RestoreButton } from './RestoreButton.tsx';

/** What happened to a record and, when asked, to the claims about it, newest first: who, when, and what changed; each older state can be brought back. */
export const RecordHistory = ({ id }: { readonly id: string }) => {
  const translate = useTranslate();
  const { time } = useTime();
  const type = typeOfId(id);
  const hasClaims = type?.shape === 'node' && type.isConcept;
  const [withClaims, setWithClaims] = useState(hasClaims);
  const { nodes, ...list } = useConnection(historyDocument, { id, withClaims }, ({ history }) => history);
  const newest = new Map(nodes.toReversed().map(({ recordId, version }) => [recordId, version]));
  return (
    <>
      {hasClaims && (
        <FormControlLabel
          control={<Switch size="small" checked={withClaims} onChange={(_event, isOn) => setWithClaims(isOn)} />}
          label={translate('screens.history.with_claims')}
          sx={{ mb: 1 }}
        />
      )}
      <ListState {...list} isEmpty={nodes.length === 0} emptyText="screens.history.no_history">
        <RecordNames
          ids={nodes.flatMap(({ recordId, record, before, changes }) => [
            ...(recordId === id ? [] : idsToName(recordId, record, before)),
            ...idsInChanges(changes),
          ])}
        >
          <Box component="ol" reversed sx={{ listStyle: 'none', p: 0, m: 0 }}>
            {nodes.map(({ recordId, version, release, action, publishedAt, title, author, approver, reason, record, before, changes }) => (
              <Card component="li" variant="outlined" key={`${recordId} ${version}`} sx={{ mb: 1.5 }}>
                <CardContent>
                  <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
                    <Chip size="small" label={translate('screens.history.release', { number: release })} />
                    <Typography sx={{ fontWeight: 600 }}>{translate(`screens.history.actions.${action}`)}</Typography>
                    <Typography>{title}</Typography>
                    <Box sx={{ flex: 1 }} />
                    {version !== newest.get(recordId) && record && <RestoreButton id={recordId} release={release} />}
                  </Stack>
                  {recordId !== id && (
                    <Typography>
                      <RecordName id={recordId} record={record ?? before} />
                    </Typography>
                  )}
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
                  {action === 'CHANGED' && <FieldChanges recordId={recordId} changes={changes} />}
                </CardContent>
              </Card>
            ))}
          </Box>
        </RecordNames>
        <MoreButton {...list} />
      </ListState>
    </>
  );
};
