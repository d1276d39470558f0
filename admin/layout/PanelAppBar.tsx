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

/** On a phone the bar leaves its room to the change set: the page says itself what it is, and the browser loads it anew. */
const narrow = {
  '& .MuiButton-root': { whiteSpace: 'nowrap', flexShrink: 0 },
  '& #react-admin-title, & .RaRefreshIconButton, & [aria-label="Refresh"], & [aria-label="刷新"]': {
    display: { xs: 'none', sm: 'inline-flex' },
  },
};

const BarTools = () => (
  <>
    <LocalesMenuButton />
    <ToggleThemeButton />
    <RefreshIconButton />
  </>
);
