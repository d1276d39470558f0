import { Alert } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { Action } from '../providers/account-documents.ts';
import { useCan } from '../providers/viewer.ts';

/** A page for those who may do what it is for; others read why it is closed. */
export const GuardedPage = ({ needs, children }: { readonly needs: Action; readonly children: ReactNode }) => {
  const translate = useTranslate();
  return useCan(needs) ? (
    children
  ) : (
    <Alert severity="info" sx={{ mt: 2 }}>
      {translate('panel.not_allowed')}
    </Alert>
  );
};
