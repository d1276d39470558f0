import type { AuthProvider } from 'react-admin';
import { PanelError } from './panel-error.ts';
import { queryClient } from './query-client.ts';
import { signOut } from './sign-in.ts';
import { viewerQuery } from './viewer.ts';

/** Who is signed in as far as is known; asked anew in the background, so that a server that does not answer takes no page away. */
const knownViewer = () => queryClient.ensureQueryData({ ...viewerQuery, revalidateIfStale: true });

/** Who may see which page. The sign-in page itself talks to the server; a session that ends in between is renewed over the page. */
export const authProvider: AuthProvider = {
  login: () => Promise.resolve(),
  logout: async () => {
    const viewer = await knownViewer();
    try {
      if (viewer.user) await signOut();
    } catch (error) {
      // Only the server can end a session.
      if (error instanceof PanelError && error.code === 'OFFLINE') return false;
      throw error;
    }
    queryClient.clear();
    return undefined;
  },
  checkAuth: async () => {
    const { user, needs } = await knownViewer();
    if (!user || needs) throw new Error('panel.sign_in.please');
  },
  // A question waits for the dialog, so an error that arrives here is a refusal and the page says so.
  checkError: () => Promise.resolve(),
  getPermissions: async () => (await knownViewer()).can,
  getIdentity: async () => {
    const { user } = await knownViewer();
    return { id: user?.id ?? '', fullName: user?.name ?? '' };
  },
};
