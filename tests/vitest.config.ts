import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/** What every project shares. Without the alias our own files and the libraries would each load a graphql of their own. */
const shared = {
  root,
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    setupFiles: ['support/no-console-error.ts'],
    clearMocks: true,
    restoreMocks: true,
    // Only what hangs for good is ended: a slow machine is no failure.
    hookTimeout: 600_000,
    testTimeout: 600_000,
  },
};

/** What the projects on a real Neo4j share: each has one of its own, and its files take turns. */
const onDatabase = {
  ...shared.test,
  globalSetup: ['support/web-setup.ts', 'support/database-setup.ts'],
  fileParallelism: false,
};

/** Four projects: rules without a database, promises to the outside, everything on a real Neo4j, and what a person sees. */
const config = defineConfig({
  root,
  test: {
    globalSetup: ['support/shared-data-setup.ts'],
    projects: [
      { ...shared, test: { ...shared.test, name: 'unit', include: ['unit/**/*.test.ts'] } },
      { ...shared, test: { ...shared.test, name: 'contract', include: ['contract/**/*.test.ts'] } },
      { ...shared, test: { ...onDatabase, name: 'integration', include: ['integration/**/*.test.ts'], sequence: { groupOrder: 1 } } },
      // Last, so that a browser and a second database do not slow the others down.
      { ...shared, test: { ...onDatabase, name: 'e2e', include: ['e2e/**/*.test.ts'], sequence: { groupOrder: 2 } } },
    ],
  },
});

// Vitest asks for a default export here.
export default config;
