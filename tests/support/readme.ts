import { readFile } from 'node:fs/promises';

/** The README at the top of the project. */
export const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');

/** The guide for developers of health apps. */
export const guideForApps = await readFile(new URL('../../server/for-apps.md', import.meta.url), 'utf8');

/** The text of every code block of one language, of the README unless told. */
export const codeBlocks = (language: string, page = readme): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => text ?? '');

/** The question that the explorer opens with and the README answers. */
export const legCrampQuery = await readFile(new URL('../../server/explorer/leg-cramp.graphql', import.meta.url), 'utf8');
/** The second question of the explorer. */
export const assessQuery = await readFile(new URL('../../server/explorer/assess.graphql', import.meta.url), 'utf8');
