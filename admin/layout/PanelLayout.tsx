import { Suspense, type ReactNode } from 'react';
import { Layout, Loading } from 'react-admin';
import { WorkingSetProvider } from '../change-sets/working-set.tsx';
import { SessionDialog } from '../screens/sign-in/SessionDialog.tsx';
import { PagePreloader } from './PagePreloader.tsx';
import { PanelAppBar } from './PanelAppBar.tsx';
import { PanelMenu } from './PanelMenu.tsx';
import { useScrollToTop } from './use-scroll-to-top.ts';

/** A table that is wider than the window is moved inside its own frame, not the page with it. */
const narrow = { minWidth: 0, '& .RaLayout-content': { minWidth: 0 } };

/** The frame around every page. */
export const PanelLayout = ({ children }: { readonly children?: ReactNode }) => {
  useScrollToTop();
  return (
    <WorkingSetProvider>
      <Layout appBar={PanelAppBar} appBarAlwaysOn menu={PanelMenu} sx={narrow}>
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </Layout>
      <SessionDialog />
      <PagePreloader />
    </WorkingSetProvider>
  );
};
