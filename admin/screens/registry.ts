import type { SvgIconComponent } from '@mui/icons-material';
import type { ComponentType } from 'react';
import type { Action } from '../providers/account-documents.ts';

/** Parts of the menu, in its order. Records of the model stand under `knowledge` by themselves. */
export const menuGroups = ['work', 'knowledge', 'insight', 'administration'] as const;
export type MenuGroup = (typeof menuGroups)[number];

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
];

/** Loads the page at `/`; without one the first list stands there. */
export const loadDashboard = undefined as (() => Promise<ComponentType>) | undefined;

export const hasDashboard = loadDashboard !== undefined;
