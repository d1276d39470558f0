import { createRoot } from 'react-dom/client';
import { Panel } from './Panel.tsx';
import { queryClient } from './providers/query-client.ts';
import { viewerQuery } from './providers/viewer.ts';

const place = document.querySelector('#panel');
if (!place) throw new Error('index.html has no element for the panel.');

// Every page waits for this answer, so it is asked for before the first is drawn.
void queryClient.prefetchQuery(viewerQuery);
createRoot(place).render(<Panel />);
