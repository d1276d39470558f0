import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { EditWithChanges, WholeChangeSet } from '../../change-sets/change-set-documents.ts';
import { useRecordNames } from '../../derived/record-names.ts';
import { typeOfId } from '../../derived/record-types.ts';
import { ClaimSentence } from '../record/ClaimSentence.tsx';
import { FieldDiff } from './FieldDiff.tsx';

interface WholeRecordButtonProps {
  readonly set: WholeChangeSet;
  readonly edit: EditWithChanges;
}

/** Opens a new record as a whole, with all that the change set claims of it, for those who have no page of it yet. */
export const WholeRecordButton = ({ set, edit }: WholeRecordButtonProps) => {
  const translate = useTranslate();
  const nameOf = useRecordNames();
  const [isOpen, setIsOpen] = useState(false);
  const { recordId } = edit;
  const titleId = `whole-${recordId}`;
  const claims = set.edits.filter(({ record }) => record?.subject === recordId || record?.object === recordId);
  const close = (): void => setIsOpen(false);
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)} aria-label={translate('editing.set.whole_name', { name: nameOf(recordId) })}>
        {translate('editing.set.whole')}
      </Button>
      <Dialog open={isOpen} onClose={close} fullWidth maxWidth="md" aria-labelledby={titleId}>
        <DialogTitle id={titleId}>{nameOf(recordId)}</DialogTitle>
        <DialogContent>
          <FieldDiff recordId={recordId} changes={edit.changes} />
          <Typography variant="h6" component="h3" sx={{ mt: 2 }}>
            {translate('editing.set.whole_claims', { count: claims.length })}
          </Typography>
          <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
            {claims.map((claim) => (
              <ClaimItem key={claim.recordId} edit={claim} />
            ))}
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>{translate('ra.action.close')}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
};

const ClaimItem = ({ edit: { recordId, record, changes } }: { readonly edit: EditWithChanges }) => {
  const type = typeOfId(recordId);
  return (
    <Box component="li" sx={{ borderTop: 1, borderColor: 'divider', py: 1 }}>
      {type?.shape === 'relation' && record && <ClaimSentence type={type} claim={record} />}
      <FieldDiff recordId={recordId} changes={changes} />
    </Box>
  );
};
