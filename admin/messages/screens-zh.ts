import type { screensEn } from './screens-en.ts';

/** Those screens in Chinese. */
export const screensZh: typeof screensEn = {
  screens: {},
};
