import { Suspense, type ReactNode } from 'react';
import { Layout, Loading } from 'react-admin';
import { WorkingSetProvider } from '../change-sets/working-set.tsx';
import { SessionDialog } from '../screens/sign-in/SessionDialog.tsx';
import { PagePreloader } from './PagePreloader.tsx';
import { PanelAppBar } from './PanelAppBar.tsx';
import { PanelMenu } from './PanelMenu.tsx';
import { useScrollToTop } from './use-scroll-to-top.ts';

/** The frame around every page. */
export const PanelLayout = ({ children }: { readonly children?: ReactNode }) => {
  useScrollToTop();
  return (
    <WorkingSetProvider>
      <Layout appBar={PanelAppBar} appBarAlwaysOn menu={PanelMenu} sx={{ '& .RaLayout-content': { minWidth: 0 } }}>
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </Layout>
      <SessionDialog />
      <PagePreloader />
    </WorkingSetProvider>
  );
};
