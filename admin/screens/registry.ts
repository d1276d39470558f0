import type { SvgIconComponent } from '@mui/icons-material';
import AccountTree from '@mui/icons-material/AccountTree';
import Group from '@mui/icons-material/Group';
import History from '@mui/icons-material/History';
import Inbox from '@mui/icons-material/Inbox';
import Key from '@mui/icons-material/Key';
import Psychology from '@mui/icons-material/Psychology';
import ReceiptLong from '@mui/icons-material/ReceiptLong';
import UploadFile from '@mui/icons-material/UploadFile';
import type { ComponentType } from 'react';
import type { Action } from '../providers/account-documents.ts';

/** Parts of the menu, in its order. Records of the model stand under `knowledge` by themselves. */
export const menuGroups = ['work', 'knowledge', 'insight', 'administration'] as const;
type MenuGroup = (typeof menuGroups)[number];

/** One hand-written page of the panel. */
export interface Screen {
  /** Address within the panel, such as `/change-sets/:id`. */
  readonly path: string;
  /** What a person must be allowed to do to see it; the server asks again. */
  readonly needs: Action;
  /** Loads the page, so that the first page does not carry all others. */
  readonly load: () => Promise<ComponentType>;
  /** Where it stands in the menu; pages that others lead to have none. */
  readonly menu?: {
    readonly group: MenuGroup;
    /** Key of its name in the messages. */
    readonly label: string;
    readonly icon: SvgIconComponent;
  };
}

/** Every hand-written page, in the order of the menu; one more page is one more line. */
export const screens: readonly Screen[] = [
  {
    path: '/change-sets/:id',
    needs: 'READ_CHANGE_SETS',
    load: async () => (await import('./change-set/ChangeSetPage.tsx')).ChangeSetPage,
  },
  {
    path: '/change-sets/:id/conflicts',
    needs: 'READ_CHANGE_SETS',
    load: async () => (await import('./change-set/ConflictPage.tsx')).ConflictPage,
  },
  {
    path: '/queues',
    needs: 'READ_CHANGE_SETS',
    load: async () => (await import('./queues/QueuesPage.tsx')).QueuesPage,
    menu: { group: 'work', label: 'screens.queues.title', icon: Inbox },
  },
  {
    path: '/import',
    needs: 'EDIT_CHANGE_SETS',
    load: async () => (await import('./import/ImportPage.tsx')).ImportPage,
    menu: { group: 'work', label: 'screens.import.title', icon: UploadFile },
  },
  {
    path: '/graph',
    needs: 'READ_PUBLISHED',
    load: async () => (await import('./graph/GraphPage.tsx')).GraphPage,
    menu: { group: 'insight', label: 'screens.graph.title', icon: AccountTree },
  },
  {
    path: '/try-it',
    needs: 'READ_PUBLISHED',
    load: async () => (await import('./try-it/TryItPage.tsx')).TryItPage,
    menu: { group: 'insight', label: 'screens.try_it.title', icon: Psychology },
  },
  {
    path: '/history',
    needs: 'READ_PUBLISHED',
    load: async () => (await import('./history/HistoryPage.tsx')).HistoryPage,
    menu: { group: 'insight', label: 'screens.history.title', icon: History },
  },
  {
    path: '/accounts',
    needs: 'MANAGE_USERS',
    load: async () => (await import('./accounts/UsersPage.tsx')).UsersPage,
    menu: { group: 'administration', label: 'screens.accounts.title', icon: Group },
  },
  {
    path: '/api-keys',
    needs: 'MANAGE_API_KEYS',
    load: async () => (await import('./accounts/ApiKeysPage.tsx')).ApiKeysPage,
    menu: { group: 'administration', label: 'screens.keys.title', icon: Key },
  },
  {
    path: '/audit',
    needs: 'READ_AUDIT',
    load: async () => (await import('./audit/AuditPage.tsx')).AuditPage,
    menu: { group: 'administration', label: 'screens.audit.title', icon: ReceiptLong },
  },
  { path: '/profile', needs: 'CHANGE_OWN_ACCOUNT', load: async () => (await import('./profile/ProfilePage.tsx')).ProfilePage },
];

/** Loads the list and the page that the records of every type share. */
export const loadRecordList = async (): Promise<ComponentType> => (await import('../derived/RecordList.tsx')).RecordList;
export const loadRecordPage = async (): Promise<ComponentType> => (await import('./record/RecordPage.tsx')).RecordPage;

/** Loads the page at `/`; without one the first list stands there. */
export const loadDashboard: (() => Promise<ComponentType>) | undefined = async () =>
  (await import('./dashboard/DashboardPage.tsx')).DashboardPage;

export const hasDashboard = loadDashboard !== undefined;
