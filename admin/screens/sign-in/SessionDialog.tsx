import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useLogout, useTranslate } from 'react-admin';
import { sessionGate } from '../../providers/session-gate.ts';
import { useViewer } from '../../providers/viewer.ts';
import { SignInSteps } from './SignInSteps.tsx';

/** Asks for the password over the page when the session has ended; what waited for it goes on afterwards. */
export const SessionDialog = () => {
  const translate = useTranslate();
  const logout = useLogout();
  const { user } = useViewer();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => sessionGate.watch(setIsOpen), []);
  return (
    <Dialog open={isOpen} maxWidth="xs" fullWidth aria-labelledby="session-title">
      <DialogTitle id="session-title">{translate('panel.sign_in.expired_title')}</DialogTitle>
      <DialogContent>
        <Typography sx={{ mb: 2 }}>{translate('panel.sign_in.expired_help')}</Typography>
        <SignInSteps email={user?.email} onDone={() => sessionGate.open()} />
      </DialogContent>
      <DialogActions>
        <Button onClick={() => void logout()}>{translate('panel.sign_in.other_account')}</Button>
      </DialogActions>
    </Dialog>
  );
};
