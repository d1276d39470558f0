// A thread has no compiler of its own yet, so this file is plain JavaScript: it lends one for as long as the ranking is loaded.
import { register } from 'tsx/esm/api';

const unregister = register({ tsconfig: new URL('../../tsconfig.json', import.meta.url).pathname });
const { serveRanking } = await import('./serve-ranking.ts');
await unregister();
serveRanking();
