import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';

interface SecretDialogProps {
  /** Keys of its title and of what to do with the secret. */
  readonly title: string;
  readonly help: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** Shows something once that cannot be read again. */
export const SecretDialog = ({ title, help, secret, onClose }: SecretDialogProps) => {
  const translate = useTranslate();
  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby="secret">
      <DialogTitle id="secret">{translate(title)}</DialogTitle>
      <DialogContent>
        <Typography sx={{ mb: 2 }}>{translate(help)}</Typography>
        <Typography component="output" sx={{ display: 'block', fontFamily: 'monospace', wordBreak: 'break-all', userSelect: 'all' }}>
          {secret}
        </Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => void navigator.clipboard.writeText(secret)}>{translate('panel.copy')}</Button>
        <Button variant="contained" onClick={onClose}>
          {translate('screens.accounts.kept')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
