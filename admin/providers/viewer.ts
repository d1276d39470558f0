import { type QueryClient, useQuery } from '@tanstack/react-query';
import { type Action, type Viewer, viewerDocument } from './account-documents.ts';
import { askServer } from './ask-server.ts';

/** Asks the server who is signed in. */
const readViewer = async (): Promise<Viewer> => (await askServer(viewerDocument, {})).viewer;

export const viewerQuery = { queryKey: ['viewer'], queryFn: readViewer, staleTime: 5 * 60_000 } as const;

/** Takes over a viewer that another answer brought along. */
export const keepViewer = (client: QueryClient, viewer: Viewer): void => void client.setQueryData(viewerQuery.queryKey, viewer);

const nobody: Viewer = { user: null, roles: [], can: [], needs: null };

/** Who is signed in; nobody while that is not known yet. */
export const useViewer = (): Viewer => useQuery(viewerQuery).data ?? nobody;

/** Whether the person signed in may do this. */
export const useCan = (action: Action): boolean => useViewer().can.includes(action);
