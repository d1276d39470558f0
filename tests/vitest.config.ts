import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/** What every project shares. Without the alias our own files and the libraries would each load a graphql of their own. */
const shared = {
  root,
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: { setupFiles: ['support/no-console-error.ts'], clearMocks: true, restoreMocks: true },
};

/** Three projects: rules without a database, promises to the outside, and everything on a real Neo4j. */
const config = defineConfig({
  root,
  test: {
    projects: [
      { ...shared, test: { ...shared.test, name: 'unit', include: ['unit/**/*.test.ts'] } },
      { ...shared, test: { ...shared.test, name: 'contract', include: ['contract/**/*.test.ts'] } },
      {
        ...shared,
        test: {
          ...shared.test,
          name: 'integration',
          include: ['integration/**/*.test.ts'],
          globalSetup: ['support/database-setup.ts'],
          // The files share one database, so one at a time.
          fileParallelism: false,
          hookTimeout: 120_000,
          testTimeout: 120_000,
        },
      },
    ],
  },
});

// Vitest asks for a default export here.
export default config;
