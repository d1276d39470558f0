import { TableError } from './read-table.ts';

/** The text of a file, and how it was written down. */
export interface ReadText {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'GB 18030';
}

/**
 * Reads a file as UTF-16 when it begins so, or else as UTF-8, or else as Chinese spreadsheets save it without being told. Throws
 * TableError when it is none of these, was spoilt before, or is a workbook, whatever it is called.
 */
export function readText(bytes: Uint8Array): ReadText {
  if (workbooks.some((start) => start.every((byte, i) => bytes[i] === byte))) throw new TableError('WORKBOOK', 1);
  for (const [label, encoding] of labelsOf(bytes)) {
    const text = decoded(bytes, label);
    if (text === undefined) continue;
    // Whoever wrote this had lost the characters already.
    if (text.includes('\ufffd')) break;
    return { text, encoding };
  }
  throw new TableError('ENCODING', 1);
}

/** How the files of Excel begin: the newer ones are ZIP archives, the older ones compound files. */
const workbooks = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;

function labelsOf([first, second]: Uint8Array): readonly (readonly [string, ReadText['encoding']])[] {
  if (first === 0xff && second === 0xfe) return [['utf-16le', 'UTF-16']];
  if (first === 0xfe && second === 0xff) return [['utf-16be', 'UTF-16']];
  return [
    ['utf-8', 'UTF-8'],
    ['gb18030', 'GB 18030'],
  ];
}

function decoded(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // The bytes mean nothing in this encoding; the next one is tried.
    return undefined;
  }
}
