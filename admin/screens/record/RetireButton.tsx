import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  TextField,
  Typography,
} from '@mui/material';
import { type ReactNode, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { dropEditDocument, retireDocument, workbenchDocument, type WorkRecord } from '../../change-sets/change-set-documents.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { RecordPicker } from '../../derived/RecordPicker.tsx';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';

interface RetireButtonProps {
  readonly records: readonly { readonly id: string; readonly version: number }[];
  /** The one concept that is retired, and how many claims it is an end of. */
  readonly concept?: { readonly id: string; readonly type: NodeType; readonly claimCount: number };
  readonly setTitle: () => string;
  readonly onRetired: () => void;
}

/** Puts the retirement of published records into the change set, with the reason that stays with their tombstones. */
export const RetireButton = ({ records, concept, setTitle, onRetired }: RetireButtonProps) => {
  const translate = useTranslate();
  const { ensure } = useWorkingSet();
  const [isOpen, setIsOpen] = useState(false);
  const [isWithClaims, setIsWithClaims] = useState(true);
  const [replacedById, setReplacedById] = useState<string>();
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
            if (concept && concept.claimCount > 0 && isWithClaims) await retireClaims(concept.id, changeSet, reason);
            for (const { id, version } of records)
              await askServer(retireDocument, { changeSet, id, reason, expectedVersion: version, replacedById });
            setIsOpen(false);
            onRetired();
          }}
        >
          {concept && concept.claimCount > 0 && (
            <FormControlLabel
              control={<Checkbox checked={isWithClaims} onChange={(_event, checked) => setIsWithClaims(checked)} />}
              label={translate('editing.retire_claims', { smart_count: concept.claimCount })}
            />
          )}
          {concept && (
            <RecordPicker
              types={[concept.type]}
              value={replacedById}
              label={translate('editing.replaced_by')}
              helperText={translate('editing.replaced_by_help')}
              onChange={setReplacedById}
            />
          )}
        </ReasonDialog>
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
  /** What else there is to choose. */
  readonly children?: ReactNode;
}

/** Retires the claims that a concept is an end of; those that are new in the change set just go. */
async function retireClaims(id: string, changeSet: string, reason: string): Promise<void> {
  const claims: WorkRecord[] = [];
  for (let isMore = true; isMore;) {
    const { workbench } = await askServer(workbenchDocument, { id, changeSet, skipClaims: claims.length });
    claims.push(...(workbench?.claims ?? []));
    isMore = (workbench?.claims.length ?? 0) > 0 && claims.length < (workbench?.claimCount ?? 0);
  }
  for (const { id: claim, published, publishedVersion, edit } of claims) {
    if (!published) await askServer(dropEditDocument, { changeSet, id: claim });
    else if (edit?.action !== 'RETIRE')
      await askServer(retireDocument, { changeSet, id: claim, reason, expectedVersion: edit?.version ?? publishedVersion });
  }
}

/** Asks for a reason before something is done that others will want to know it of. */
export const ReasonDialog = ({ title, help, action, onClose, onConfirm, children }: ReasonDialogProps) => {
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
          sx={{ mb: 2 }}
        />
        {children}
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
  /** Whether the change set waits for a reviewer or for publishing, which it does no more without the edit. */
  readonly isInReview?: boolean;
  /** What must be over before. */
  readonly before?: () => Promise<void>;
  readonly onDropped: () => void;
}

/** Takes an edit out of its change set, once somebody has said yes to losing it: the record is again as it is published. */
export const DropButton = ({ changeSet, ids, isNew, isInReview = false, before, onDropped }: DropButtonProps) => {
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
          {isInReview && <Typography sx={{ mt: 1 }}>{translate('editing.drop_reopens')}</Typography>}
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
