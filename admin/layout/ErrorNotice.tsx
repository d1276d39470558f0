import { Alert, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { PanelError, type PanelErrorCode } from '../providers/panel-error.ts';
import { usePanelLocale } from '../derived/words.ts';
import { useErrorText } from './error-text.ts';

/** Errors to which the server's words add nothing, or that it never spoke of. */
const untold: ReadonlySet<PanelErrorCode> = new Set(['INTERNAL', 'OFFLINE']);

/** An error in place of what it kept from happening; nothing without one. English readers see the server's own words as well. */
export const ErrorNotice = ({ error }: { readonly error: unknown }) => {
  const textOf = useErrorText();
  const translate = useTranslate();
  const locale = usePanelLocale();
  if (error == null) return null;
  return (
    <Alert severity="error" role="alert" sx={{ my: 1 }}>
      {textOf(error)}
      {error instanceof PanelError && locale === 'en' && !untold.has(error.code) && (
        <Typography variant="body2">{translate('errors.server_says', { message: error.serverMessage })}</Typography>
      )}
    </Alert>
  );
};
