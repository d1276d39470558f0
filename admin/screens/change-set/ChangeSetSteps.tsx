import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { Confirm, useNotify, useTranslate } from 'react-admin';
import {
  cancelScheduleDocument,
  publishDocument,
  recallDocument,
  renameDocument,
  reviewDocument,
  reviewStates,
  sendBackDocument,
  submitDocument,
  type WholeChangeSet,
  withdrawDocument,
} from '../../change-sets/change-set-documents.ts';
import { IssueList } from '../../change-sets/IssueList.tsx';
import { SetTitleDialog } from '../../change-sets/SetTitleDialog.tsx';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { PanelError } from '../../providers/panel-error.ts';
import { useViewer } from '../../providers/viewer.ts';
import { ReasonDialog } from '../record/RetireButton.tsx';
import { timeZone } from './time-zone.ts';

interface ChangeSetStepsProps {
  readonly set: WholeChangeSet;
  readonly hasConflicts: boolean;
  readonly onChanged: () => Promise<void>;
}

/** What the person may do next with a change set. The server decides again, and its refusal is told here. */
export const ChangeSetSteps = ({ set, hasConflicts, onChanged }: ChangeSetStepsProps) => {
  const translate = useTranslate();
  const notify = useNotify();
  const { user, can } = useViewer();
  const { current, choose } = useWorkingSet();
  const [error, setError] = useState<unknown>();
  const [dialog, setDialog] = useState<'RENAME' | 'CHANGES' | 'RECALL' | 'WITHDRAW' | 'PUBLISH' | 'SCHEDULE'>();
  const isContributor = set.contributorIds.includes(user?.id ?? '');
  const isAuthor = set.authorId === user?.id;
  const run = async (step: () => Promise<unknown>): Promise<void> => {
    setError(undefined);
    try {
      await step();
      setDialog(undefined);
    } catch (caught) {
      setError(caught);
    }
    // A refusal is often news of where the set stands by now.
    await onChanged();
  };
  const publish = (at?: string): Promise<void> =>
    run(async () => {
      const { publishChangeSet: done } = await askServer(publishDocument, { id: set.id, expectedVersion: set.version, at });
      if (done.release !== null) notify('editing.set.published', { type: 'success', messageArgs: { release: done.release } });
    });
  const isWriting = set.state === 'OPEN' || set.state === 'CHANGES_REQUESTED';
  const isReviewer = can.includes('REVIEW_CHANGE_SETS');
  const mayReview = set.state === 'IN_REVIEW' && isReviewer;
  const mayPublish = set.state === 'APPROVED' && can.includes('PUBLISH_CHANGE_SETS');
  const mayRequestChanges = mayReview || (set.state === 'APPROVED' && (isReviewer || mayPublish) && !isContributor);
  const canEdit = can.includes('EDIT_CHANGE_SETS');
  return (
    <Stack spacing={1}>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
        {isWriting && canEdit && isAuthor && current?.id !== set.id && (
          <Button variant="outlined" onClick={() => void choose(set.id).catch(setError)}>
            {translate('editing.set.work_here')}
          </Button>
        )}
        {isWriting && canEdit && set.edits.length > 0 && (
          <Button variant="contained" disabled={hasConflicts} onClick={() => void run(() => askServer(submitDocument, { id: set.id }))}>
            {translate('editing.submit')}
          </Button>
        )}
        {mayReview && (
          <Button
            variant="contained"
            color="success"
            onClick={() => void run(() => askServer(reviewDocument, { id: set.id, decision: 'APPROVE', expectedVersion: set.version }))}
          >
            {translate('editing.set.approve')}
          </Button>
        )}
        {mayRequestChanges && (
          <Button variant="outlined" color="warning" onClick={() => setDialog('CHANGES')}>
            {translate('editing.set.request_changes')}
          </Button>
        )}
        {mayPublish && (
          <>
            <Button variant="contained" disabled={hasConflicts} onClick={() => setDialog('PUBLISH')}>
              {translate('editing.set.publish')}
            </Button>
            {set.scheduledAt === null ? (
              <Button variant="outlined" onClick={() => setDialog('SCHEDULE')}>
                {translate('editing.set.schedule')}
              </Button>
            ) : (
              <Button variant="outlined" onClick={() => void run(() => askServer(cancelScheduleDocument, { id: set.id }))}>
                {translate('editing.set.cancel_schedule')}
              </Button>
            )}
          </>
        )}
        {isWriting && canEdit && isAuthor && <Button onClick={() => setDialog('RENAME')}>{translate('editing.set.rename')}</Button>}
        {canEdit && isAuthor && reviewStates.includes(set.state) && (
          <Button onClick={() => setDialog('RECALL')}>{translate('editing.set.recall')}</Button>
        )}
        {canEdit && isAuthor && set.state !== 'PUBLISHED' && set.state !== 'WITHDRAWN' && (
          <Button color="error" onClick={() => setDialog('WITHDRAW')}>
            {translate('editing.set.withdraw')}
          </Button>
        )}
      </Stack>
      {mayReview && isContributor && <Alert severity="info">{translate('editing.set.approve_own')}</Alert>}
      {dialog !== 'SCHEDULE' && <ErrorNotice error={error} />}
      {error instanceof PanelError && error.issues.length > 0 && (
        <IssueList issues={error.issues.map((issue) => ({ recordId: '', relatedId: null, severity: 'ERROR', ...issue }))} />
      )}
      {dialog === 'RENAME' && (
        <SetTitleDialog
          heading={translate('editing.set.rename')}
          action={translate('ra.action.save')}
          title={set.title}
          onClose={() => setDialog(undefined)}
          onConfirm={async (title) => {
            await askServer(renameDocument, { id: set.id, title, expectedVersion: set.version });
            setDialog(undefined);
            await onChanged();
          }}
        />
      )}
      {dialog === 'CHANGES' && (
        <ReasonDialog
          title="editing.set.request_title"
          help="editing.set.request_help"
          action="editing.set.request_changes"
          onClose={() => setDialog(undefined)}
          onConfirm={(reason) =>
            run(() => {
              const asked = { id: set.id, reason, expectedVersion: set.version };
              return isReviewer ? askServer(reviewDocument, { ...asked, decision: 'REQUEST_CHANGES' }) : askServer(sendBackDocument, asked);
            })
          }
        />
      )}
      {dialog === 'WITHDRAW' && (
        <ReasonDialog
          title="editing.set.withdraw_title"
          help="editing.set.withdraw_help"
          action="editing.set.withdraw"
          onClose={() => setDialog(undefined)}
          onConfirm={(reason) => run(() => askServer(withdrawDocument, { id: set.id, reason }))}
        />
      )}
      <Confirm
        isOpen={dialog === 'RECALL'}
        title="editing.set.recall_title"
        content="editing.set.recall_help"
        confirm="editing.set.recall"
        onConfirm={() => {
          setDialog(undefined);
          void run(() => askServer(recallDocument, { id: set.id, expectedVersion: set.version }));
        }}
        onClose={() => setDialog(undefined)}
      />
      <Confirm
        isOpen={dialog === 'PUBLISH'}
        title="editing.set.publish_title"
        content="editing.set.publish_help"
        confirm="editing.set.publish"
        onConfirm={() => {
          setDialog(undefined);
          void publish();
        }}
        onClose={() => setDialog(undefined)}
      />
      {dialog === 'SCHEDULE' && <ScheduleDialog error={error} onClose={() => setDialog(undefined)} onConfirm={publish} />}
    </Stack>
  );
};

interface ScheduleDialogProps {
  /** What the server has against the time. */
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onConfirm: (at: string) => Promise<void>;
}

/** Asks when to publish, in the person's own time zone. */
const ScheduleDialog = ({ error, onClose, onConfirm }: ScheduleDialogProps) => {
  const translate = useTranslate();
  const [when, setWhen] = useState('');
  const [isPast, setIsPast] = useState(false);
  const confirm = (): void => {
    const at = new Date(when);
    if (at <= new Date()) setIsPast(true);
    else void onConfirm(at.toISOString());
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby="schedule-title">
      <DialogTitle id="schedule-title">{translate('editing.set.schedule')}</DialogTitle>
      <DialogContent>
        <TextField
          type="datetime-local"
          label={translate('editing.set.schedule_at')}
          value={when}
          autoFocus
          margin="dense"
          error={isPast}
          helperText={translate(isPast ? 'editing.set.schedule_past' : 'editing.set.schedule_zone', { zone: timeZone() })}
          slotProps={{ inputLabel: { shrink: true } }}
          onChange={(event) => {
            setWhen(event.target.value);
            setIsPast(false);
          }}
        />
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button variant="contained" disabled={when === ''} onClick={confirm}>
          {translate('editing.set.schedule')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
