import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { questions } from './questions.ts';

/** Puts what the panel asks first beside its pages; the server asks itself at its start. */
const writesQuestions: Plugin = {
  name: 'questions',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'questions.json', source: JSON.stringify(questions) });
  },
};

/** Builds the panel; `web/prepare-bundle.ts` says for which path and into which folder. While it is being worked on, a server beside it answers. */
const config = defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
  plugins: [react(), writesQuestions],
  // The server must see the origin that the browser sees, or it takes the panel for another site.
  server: { proxy: { '/graphql': { target: process.env['AETIA_SERVER'] ?? 'http://127.0.0.1:4000', changeOrigin: false } } },
  build: {
    target: 'es2023',
    license: { fileName: 'licenses.md' },
    // The libraries of the panel are one chunk of this size, in kB before compression; a test measures what the first page loads.
    chunkSizeWarningLimit: 2000,
  },
});

// Vite asks for a default export here.
export default config;
