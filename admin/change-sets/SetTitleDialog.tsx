import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ErrorNotice } from '../layout/ErrorNotice.tsx';

interface SetTitleDialogProps {
  readonly heading: string;
  /** What the button says. */
  readonly action: string;
  readonly title?: string;
  readonly onClose: () => void;
  /** What is thrown is told in the dialog, which stays open. */
  readonly onConfirm: (title: string) => Promise<void>;
}

/** Asks for the title of a change set, a new one's or another for one that is there. */
export const SetTitleDialog = ({ heading, action, title: before = '', onClose, onConfirm }: SetTitleDialogProps) => {
  const translate = useTranslate();
  const [title, setTitle] = useState(before);
  const [error, setError] = useState<unknown>();
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="set-title-heading">
      <DialogTitle id="set-title-heading">{heading}</DialogTitle>
      <DialogContent>
        <form
          id="set-title"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void onConfirm(title).catch(setError);
          }}
        >
          <TextField
            label={translate('editing.set_title_label')}
            helperText={translate('editing.set_title_help')}
            required
            fullWidth
            autoFocus
            margin="dense"
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
          <ErrorNotice error={error} />
        </form>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button type="submit" form="set-title" variant="contained" disabled={title.trim() === '' || title === before}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
