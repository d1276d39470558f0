import { QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, lazy } from 'react';
import { Admin, CustomRoutes, Resource } from 'react-admin';
import { Route } from 'react-router';
import { model } from '../schema/model.ts';
import { GuardedPage } from './layout/GuardedPage.tsx';
import { PanelLayout } from './layout/PanelLayout.tsx';
import { authProvider } from './providers/auth-provider.ts';
import { dataProvider } from './providers/data-provider.ts';
import { i18nProvider } from './providers/i18n-provider.ts';
import { queryClient } from './providers/query-client.ts';
import { loadDashboard, loadRecordList, loadRecordPage, screens } from './screens/registry.ts';
import { SignInPage } from './screens/sign-in/SignInPage.tsx';
import { darkTheme, lightTheme } from './theme.ts';

const RecordList = lazyPage(loadRecordList);

const dashboard = loadDashboard ? lazyPage(loadDashboard) : undefined;

const RecordPage = lazyPage(loadRecordPage);

const routes = screens.map(({ path, needs, load }) => ({ path, needs, Page: lazyPage(load) }));

/** The editors' panel. */
export const Panel = () => (
  <QueryClientProvider client={queryClient}>
    <Admin
      authProvider={authProvider}
      dataProvider={dataProvider}
      {...(dashboard && { dashboard })}
      darkTheme={darkTheme}
      disableTelemetry
      i18nProvider={i18nProvider}
      layout={PanelLayout}
      loginPage={SignInPage}
      queryClient={queryClient}
      requireAuth
      theme={lightTheme}
      title="Aetia"
    >
      {model.nodes.map(({ plural }) => (
        <Resource key={plural} name={plural} list={RecordList} edit={RecordPage} />
      ))}
      <CustomRoutes>
        {routes.map(({ path, needs, Page }) => (
          <Route
            key={path}
            path={path}
            element={
              <GuardedPage needs={needs}>
                <Page />
              </GuardedPage>
            }
          />
        ))}
      </CustomRoutes>
    </Admin>
  </QueryClientProvider>
);

function lazyPage(load: () => Promise<ComponentType>) {
  return lazy(async () => ({ default: await load() }));
}
