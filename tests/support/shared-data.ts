import { resolve } from 'node:path';

/** The folder of open data beside the checkout, or a file in it. */
export const sharedData = (path = ''): string => resolve(import.meta.dirname, '../../../shared/data', path);
