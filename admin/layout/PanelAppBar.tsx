import type { SxProps, Theme } from '@mui/material';
import { AppBar, LocalesMenuButton, RefreshIconButton, TitlePortal, ToggleThemeButton } from 'react-admin';
import { WorkingSetMenu } from '../change-sets/WorkingSetMenu.tsx';
import { PaletteButton } from './CommandPalette.tsx';
import { PanelUserMenu } from './PanelUserMenu.tsx';

/** The bar above every page: what stands below, the change set that edits go to, and the person's own switches. */
export const PanelAppBar = () => (
  <AppBar color="default" elevation={0} toolbar={<BarTools />} userMenu={<PanelUserMenu />} sx={narrow}>
    <TitlePortal />
    <WorkingSetMenu />
    <PaletteButton />
  </AppBar>
);

/** The change set's name gives way first; on a phone the other buttons are signs only. */
const narrow: SxProps<Theme> = ({ breakpoints }) => ({
  '& .MuiButton-root': { whiteSpace: 'nowrap', flexShrink: 0 },
  '& .MuiButton-root:has(.set-title)': { flexShrink: 1, minWidth: 0 },
  [breakpoints.down('sm')]: {
    '& #react-admin-title, & [aria-label="Refresh"], & [aria-label="刷新"]': { display: 'none' },
    '& .MuiButton-root:not(:has(.set-title))': { fontSize: 0, minWidth: 0 },
  },
});

const BarTools = () => (
  <>
    <LocalesMenuButton />
    <ToggleThemeButton />
    <RefreshIconButton />
  </>
);
