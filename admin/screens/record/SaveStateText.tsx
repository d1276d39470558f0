import { Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { SaveState } from '../../change-sets/draft.ts';

/** How much of what was typed is saved; told to screen readers as it changes. */
export const SaveStateText = ({ state }: { readonly state: SaveState }) => {
  const translate = useTranslate();
  return (
    <Typography role="status" variant="body2" color={state === 'FAILED' ? 'error' : 'text.secondary'}>
      {state === 'UNTOUCHED' ? '' : translate(`editing.save_state.${state}`)}
    </Typography>
  );
};
