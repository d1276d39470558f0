import type { AuthProvider } from 'react-admin';
import { queryClient } from './query-client.ts';
import { signOut } from './sign-in.ts';
import { viewerQuery } from './viewer.ts';

/** Who may see which page. The sign-in page itself talks to the server; a session that ends in between is renewed over the page. */
export const authProvider: AuthProvider = {
  login: () => Promise.resolve(),
  logout: async () => {
    const viewer = await queryClient.fetchQuery(viewerQuery);
    if (viewer.user) await signOut();
    queryClient.clear();
  },
  checkAuth: async () => {
    const { user, needs } = await queryClient.fetchQuery(viewerQuery);
    if (!user || needs) throw new Error('panel.sign_in.please');
  },
  // A question waits for the dialog, so an error that arrives here is a refusal and the page says so.
  checkError: () => Promise.resolve(),
  getPermissions: async () => (await queryClient.fetchQuery(viewerQuery)).can,
  getIdentity: async () => {
    const { user } = await queryClient.fetchQuery(viewerQuery);
    return { id: user?.id ?? '', fullName: user?.name ?? '' };
  },
};
