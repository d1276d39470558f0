import { resolve } from 'node:path';

/** One web application that the server hands out as built files. */
export interface Bundle {
  /** Names its builds, and the application in messages. */
  readonly name: string;
  /** Where the server answers with it, without a slash at the end. */
  readonly path: string;
  /** Absolute. Holds its `index.html` and its `vite.config.ts`. */
  readonly source: string;
  /** Absolute files and folders besides the source whose change makes a new build necessary. */
  readonly alsoReads: readonly string[];
}

const root = resolve(import.meta.dirname, '../..');
const lockFile = resolve(root, 'package-lock.json');

/** Where the panel is. */
export const panelPath = '/admin';

/** Every web application; one more is one more line. */
export const bundles: readonly Bundle[] = [
  { name: 'explorer', path: '/graphiql', source: resolve(root, 'server/explorer'), alsoReads: [lockFile] },
  { name: 'panel', path: panelPath, source: resolve(root, 'admin'), alsoReads: [resolve(root, 'schema'), lockFile] },
];

/** Where builds are kept: one folder for every data folder of this work tree. */
export const defaultBuildsDir = resolve(root, '.cache/web');
