import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useNotify, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { isError } from '../derived/issue-text.ts';
import { learnTitles, mostTitles, useRecordNames } from '../derived/record-names.ts';
import { ErrorNotice } from '../layout/ErrorNotice.tsx';
import { askServer } from '../providers/ask-server.ts';
import {
  checkDocument,
  type ChangeSetCheck,
  editsOfSetDocument,
  mostListed,
  submitDocument,
  titlesDocument,
} from './change-set-documents.ts';
import { IssueList } from './IssueList.tsx';
import { usePageDrafts } from './page-drafts.tsx';
import { useWorkingSet } from './working-set.tsx';

/**
 * Sends the current change set to review, from the page that was edited last, and leads to it, once somebody has said yes to all that goes;
 * what speaks against it is listed with links. Not there for a change set without an edit.
 */
export const SubmitButton = () => {
  const translate = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { current, refresh } = useWorkingSet();
  const { saveAll } = usePageDrafts();
  const [check, setCheck] = useState<ChangeSetCheck>();
  const [error, setError] = useState<unknown>();
  const [isAsking, setIsAsking] = useState(false);
  const nameOf = useRecordNames();
  const edits = {
    queryKey: ['open-edits', 'of', current?.id],
    queryFn: async () => (await askServer(editsOfSetDocument, { id: current?.id ?? '' })).openEdits.map(({ edit }) => edit.recordId),
  };
  const { data: ids = [] } = useQuery({ ...edits, enabled: current !== undefined });
  if (!current || ids.length === 0) return null;
  const close = (): void => {
    setCheck(undefined);
    setError(undefined);
    setIsAsking(false);
  };
  // Names are asked for anew: what a claim joins may have changed since the last look.
  const nameAll = async (about: readonly string[]): Promise<void> =>
    learnTitles((await askServer(titlesDocument, { ids: [...new Set(about)].slice(0, mostTitles), changeSet: current.id })).recordTitles);
  const look = async (): Promise<void> => {
    setError(undefined);
    if (!(await saveAll())) return;
    const { checkChangeSet: found } = await askServer(checkDocument, { id: current.id });
    if (found.issues.some(isError) || found.conflicts.length > 0) {
      await nameAll(found.issues.flatMap(({ recordId, relatedId }) => [recordId, relatedId ?? '']).filter(Boolean));
      setCheck(found);
      return;
    }
    await nameAll((await client.fetchQuery({ ...edits, staleTime: 0 })).slice(0, mostNamed));
    setIsAsking(true);
  };
  const submit = async (): Promise<void> => {
    setIsAsking(false);
    await askServer(submitDocument, { id: current.id });
    // Left first: a new record has nothing to show on its page once there is no current change set.
    navigate(`/change-sets/${current.id}`);
    await Promise.all([
      refresh(),
      client.invalidateQueries({ queryKey: ['workbench'] }),
      client.invalidateQueries({ queryKey: ['open-edits'] }),
    ]);
    notify('editing.submitted', { type: 'success', messageArgs: { title: current.title } });
  };
  return (
    <>
      <Button variant="contained" onClick={() => void look().catch(setError)}>
        {ids.length < mostListed ? translate('editing.submit_set', { smart_count: ids.length }) : translate('editing.submit_all')}
      </Button>
      {isAsking && (
        <Dialog open maxWidth="sm" fullWidth aria-labelledby="submit-all-title" onClose={close}>
          <DialogTitle id="submit-all-title">{translate('editing.submit_title', { title: current.title })}</DialogTitle>
          <DialogContent>
            <Typography>{translate('editing.submit_help')}</Typography>
            <ul>
              {ids.slice(0, mostNamed).map((id) => (
                <li key={id}>{nameOf(id)}</li>
              ))}
              {ids.length > mostNamed && <li>{translate('editing.submit_more')}</li>}
            </ul>
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>{translate('ra.action.cancel')}</Button>
            <Button variant="contained" onClick={() => void submit().catch(setError)}>
              {translate('editing.submit')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
      {(check !== undefined || error !== undefined) && (
        <Dialog open maxWidth="md" fullWidth aria-labelledby="submit-title" onClose={close}>
          <DialogTitle id="submit-title">{translate('editing.cannot_submit')}</DialogTitle>
          <DialogContent>
            <ErrorNotice error={error} />
            {check && (
              <Stack spacing={2}>
                <Typography>{translate('editing.cannot_submit_help')}</Typography>
                {check.conflicts.length > 0 && (
                  <Alert severity="warning">{translate('editing.has_conflicts', { smart_count: check.conflicts.length })}</Alert>
                )}
                <IssueList issues={check.issues.filter(isError)} onFollow={() => setCheck(undefined)} />
                {!check.issues.every(isError) && <Typography>{translate('editing.warnings_help')}</Typography>}
                <IssueList issues={check.issues.filter((issue) => !isError(issue))} onFollow={() => setCheck(undefined)} />
              </Stack>
            )}
          </DialogContent>
          <DialogActions>
            <Button component={Link} to={`/change-sets/${current.id}`}>
              {translate('editing.open_set')}
            </Button>
            <Button onClick={close}>{translate('ra.action.close')}</Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
};

/** How many edits are called by name before they go. */
const mostNamed = 20;
