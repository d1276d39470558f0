import WarningAmber from '@mui/icons-material/WarningAmber';
import { Box } from '@mui/material';
import type { ReactNode } from 'react';

/** Words of a harm that stands beside a help: red, bold and behind a sign, so that colour is not all that tells it. */
export const HarmMark = ({ children }: { readonly children: ReactNode }) => (
  <Box sx={{ color: 'error.main', fontWeight: 'bold', display: 'flex', gap: 0.5, alignItems: 'flex-start' }}>
    <WarningAmber fontSize="small" aria-hidden />
    <span>{children}</span>
  </Box>
);
