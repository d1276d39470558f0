import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { scripts: { start: string } };

/** The line behind `npm start`. */
export const startCommand = scripts.start;

const words = startCommand.split(' ').slice(1);

/** What it gives to Node, with the whole path of the program at the end. */
export const startArguments: readonly string[] = [...words.slice(0, -1), resolve(root, words.at(-1) ?? '')];
