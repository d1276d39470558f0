import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack } from '@mui/material';
import { type FormEvent, type ReactNode, useId } from 'react';
import { useTranslate } from 'react-admin';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { PanelError } from '../../providers/panel-error.ts';

interface FormDialogProps {
  /** Keys of its title and of the button that sends it. */
  readonly title: string;
  readonly action: string;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small form over the page. What the server has against single fields stands at the fields, the rest above the buttons. */
export const FormDialog = ({ title, action, error, isBusy, onSubmit, onClose, children }: FormDialogProps) => {
  const translate = useTranslate();
  const id = useId();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={id}>
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <DialogTitle id={id}>{translate(title)}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {children}
          </Stack>
          <ErrorNotice error={error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('screens.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={isBusy}>
            {translate(action)}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};

/** What the server has against a field, as a text field takes it. */
export function useFieldFault(error: unknown): (path: string) => { readonly error?: true; readonly helperText?: string } {
  const translate = useTranslate();
  return (path) => {
    const issue = error instanceof PanelError ? error.issues.find((one) => one.path === path) : undefined;
    return issue ? { error: true, helperText: translate(`issues.${issue.code}`) } : {};
  };
}
