import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the explorer; `web/prepare-bundle.ts` says for which path and into which folder. */
const config = defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2023',
    // GraphiQL titles its icons by the names of its functions.
    rolldownOptions: { output: { keepNames: true } },
    license: { fileName: 'licenses.md' },
    // The query editor is one large chunk, loaded after the page.
    chunkSizeWarningLimit: 3000,
  },
});

// Vite asks for a default export here.
export default config;
