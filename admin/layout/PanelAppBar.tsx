import { AppBar, LocalesMenuButton, RefreshIconButton, TitlePortal, ToggleThemeButton } from 'react-admin';
import { WorkingSetMenu } from '../change-sets/WorkingSetMenu.tsx';
import { PaletteButton } from './CommandPalette.tsx';
import { PanelUserMenu } from './PanelUserMenu.tsx';

/** The bar above every page: what stands below, the change set that edits go to, and the person's own switches. */
export const PanelAppBar = () => (
  <AppBar color="default" elevation={0} toolbar={<BarTools />} userMenu={<PanelUserMenu />}>
    <TitlePortal />
    <WorkingSetMenu />
    <PaletteButton />
  </AppBar>
);

const BarTools = () => (
  <>
    <LocalesMenuButton />
    <ToggleThemeButton />
    <RefreshIconButton />
  </>
);
