import { Box, Button, Card, CardContent, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useStore, useTranslate } from 'react-admin';
import { commentDocument, type WholeChangeSet } from '../../change-sets/change-set-documents.ts';
import { useTime } from '../../derived/use-time.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';

/** What people said of a change set and decided on it, in order, and where one more says something. */
export const Discussion = ({ set, onChanged }: { readonly set: WholeChangeSet; readonly onChanged: () => Promise<void> }) => {
  const translate = useTranslate();
  const { time } = useTime();
  // Kept when the page is left: a reviewer looks things up in the middle of a comment.
  const [text, setText] = useStore(`panel.comment.${set.id}`, '');
  const [error, setError] = useState<unknown>();
  const entries = [
    ...set.comments.map(({ id, authorName, text: said, at }) => ({ id, at, who: authorName, text: said })),
    ...set.reviews.map(({ id, reviewerName, decision, reason, at }) => ({
      id,
      at,
      who: translate(`editing.set.decided.${decision}`, { name: reviewerName }),
      text: reason ?? '',
    })),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  const say = async (): Promise<void> => {
    await askServer(commentDocument, { id: set.id, text });
    setText('');
    setError(undefined);
    await onChanged();
  };
  return (
    <Card variant="outlined" component="section" aria-label={translate('editing.set.comments')}>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {translate('editing.set.comments')}
        </Typography>
        {entries.length === 0 && <Typography color="text.secondary">{translate('editing.set.no_comments')}</Typography>}
        <Stack spacing={1.5}>
          {entries.map(({ id, at, who, text: said }) => (
            <Box key={id}>
              <Typography variant="body2" sx={{ fontWeight: 600 }}>
                {who}{' '}
                <Typography component="time" dateTime={at} variant="caption" color="text.secondary">
                  {time(at)}
                </Typography>
              </Typography>
              <Typography sx={{ whiteSpace: 'pre-wrap' }}>{said}</Typography>
            </Box>
          ))}
          <TextField
            label={translate('editing.set.comment_label')}
            multiline
            minRows={2}
            size="small"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <ErrorNotice error={error} />
          <Button disabled={text.trim() === ''} onClick={() => void say().catch(setError)} sx={{ alignSelf: 'flex-end' }}>
            {translate('editing.set.comment')}
          </Button>
        </Stack>
      </CardContent>
    </Card>
  );
};
