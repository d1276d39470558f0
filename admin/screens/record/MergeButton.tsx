import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControl,
  FormControlLabel,
  FormLabel,
  Radio,
  RadioGroup,
  Stack,
  Typography,
} from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useTranslate } from 'react-admin';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { mergeDocument } from '../../change-sets/change-set-documents.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { RecordPicker } from '../../derived/RecordPicker.tsx';
import { useRecordNames } from '../../derived/record-names.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';

interface MergeButtonProps {
  readonly type: NodeType;
  readonly id: string;
  readonly name: string;
  readonly setTitle: () => string;
}

/** Makes one concept of this and another that means the same: the edits for it come into the change set, whose page shows them. */
export const MergeButton = (props: MergeButtonProps) => {
  const translate = useTranslate();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        {translate('editing.merge')}
      </Button>
      {isOpen && <MergeDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
};

const MergeDialog = ({ type, id, name, setTitle, onClose }: MergeButtonProps & { readonly onClose: () => void }) => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const client = useQueryClient();
  const nameOf = useRecordNames();
  const { ensure } = useWorkingSet();
  const [other, setOther] = useState<string>();
  const [stays, setStays] = useState<'this' | 'other'>('this');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const merge = async (otherId: string): Promise<void> => {
    setIsBusy(true);
    const [into, from] = stays === 'this' ? [id, otherId] : [otherId, id];
    const { merge: set } = await askServer(mergeDocument, { changeSet: await ensure(setTitle()), into, from });
    await Promise.all(['workbench', 'open-edits', 'change-set'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    navigate(`/change-sets/${set.id}`);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="merge-title">
      <DialogTitle id="merge-title">{translate('editing.merge_title', { name })}</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          <Typography>{translate('editing.merge_help')}</Typography>
          <RecordPicker
            types={[type]}
            value={other}
            label={translate('editing.merge_other')}
            isRequired
            autoFocus
            exceptId={id}
            isClosed
            onChange={setOther}
          />
          {other !== undefined && (
            <FormControl>
              <FormLabel id="merge-stays">{translate('editing.merge_stays')}</FormLabel>
              <RadioGroup
                aria-labelledby="merge-stays"
                value={stays}
                onChange={(_event, value) => setStays(value === 'other' ? 'other' : 'this')}
              >
                <FormControlLabel value="this" control={<Radio />} label={name} />
                <FormControlLabel value="other" control={<Radio />} label={nameOf(other)} />
              </RadioGroup>
            </FormControl>
          )}
          <ErrorNotice error={error} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button
          variant="contained"
          disabled={other === undefined || isBusy}
          onClick={() =>
            void merge(other ?? '').catch((caught: unknown) => {
              setIsBusy(false);
              setError(caught);
            })
          }
        >
          {translate('editing.merge_action')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
