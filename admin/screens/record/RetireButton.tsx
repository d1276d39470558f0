import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { dropEditDocument, retireDocument } from '../../change-sets/change-set-documents.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';

interface RetireButtonProps {
  readonly records: readonly { readonly id: string; readonly version: number }[];
  readonly setTitle: () => string;
  readonly onRetired: () => void;
}

/** Puts the retirement of published records into the change set, with the reason that stays with their tombstones. */
export const RetireButton = ({ records, setTitle, onRetired }: RetireButtonProps) => {
  const translate = useTranslate();
  const { ensure } = useWorkingSet();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" color="warning" onClick={() => setIsOpen(true)}>
        {translate('editing.retire')}
      </Button>
      {isOpen && (
        <ReasonDialog
          title="editing.retire_title"
          help="editing.retire_help"
          action="editing.retire"
          onClose={() => setIsOpen(false)}
          onConfirm={async (reason) => {
            const changeSet = await ensure(setTitle());
            for (const { id, version } of records) await askServer(retireDocument, { changeSet, id, reason, expectedVersion: version });
            setIsOpen(false);
            onRetired();
          }}
        />
      )}
    </>
  );
};

interface ReasonDialogProps {
  readonly title: string;
  readonly help: string;
  readonly action: string;
  readonly onClose: () => void;
  readonly onConfirm: (reason: string) => Promise<void>;
}

/** Asks for a reason before something is done that others will want to know it of. */
export const ReasonDialog = ({ title, help, action, onClose, onConfirm }: ReasonDialogProps) => {
  const translate = useTranslate();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>();
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="reason-title">
      <DialogTitle id="reason-title">{translate(title)}</DialogTitle>
      <DialogContent>
        <Typography sx={{ mb: 2 }}>{translate(help)}</Typography>
        <TextField
          label={translate('editing.reason')}
          required
          autoFocus
          fullWidth
          multiline
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button variant="contained" disabled={reason.trim() === ''} onClick={() => void onConfirm(reason).catch(setError)}>
          {translate(action)}
        </Button>
      </DialogActions>
    </Dialog>
  );
};

interface DropButtonProps {
  readonly changeSet: string;
  /** The edited record, after whatever goes with it. */
  readonly ids: readonly string[];
  readonly isNew: boolean;
  /** What must be over before. */
  readonly before?: () => Promise<void>;
  readonly onDropped: () => void;
}

/** Takes an edit out of its change set, once somebody has said yes to losing it: the record is again as it is published. */
export const DropButton = ({ changeSet, ids, isNew, before, onDropped }: DropButtonProps) => {
  const translate = useTranslate();
  const [isAsking, setIsAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  const drop = async (): Promise<void> => {
    await before?.();
    for (const id of ids) await askServer(dropEditDocument, { changeSet, id });
    setIsAsking(false);
    onDropped();
  };
  const words = isNew ? 'discard' : 'undo_edit';
  const help = isNew && ids.length > 1 ? 'discard_with_claims_help' : `${words}_help`;
  return (
    <>
      <Button size="small" sx={{ flexShrink: 0 }} onClick={() => setIsAsking(true)}>
        {translate(`editing.${words}`)}
      </Button>
      <Dialog open={isAsking} onClose={() => setIsAsking(false)} maxWidth="xs" fullWidth aria-labelledby="drop-title">
        <DialogTitle id="drop-title">{translate(`editing.${words}_title`)}</DialogTitle>
        <DialogContent>
          <Typography>{translate(`editing.${help}`, { smart_count: ids.length - 1 })}</Typography>
          <ErrorNotice error={error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setIsAsking(false)}>{translate('ra.action.cancel')}</Button>
          <Button variant="contained" color="warning" onClick={() => void drop().catch(setError)}>
            {translate(`editing.${words}`)}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
