import { QueryClient } from '@tanstack/react-query';
import { PanelError } from './panel-error.ts';

/** The panel's memory of what the server answered. A question is repeated only when no answer came; an error is an answer. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (times, error) => error instanceof PanelError && error.code === 'OFFLINE' && times < 2,
      refetchOnWindowFocus: false,
    },
  },
});
