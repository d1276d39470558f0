import { expect, it } from 'vitest';
import { readText } from '../../admin/screens/import/read-text.ts';
import { TableError } from '../../admin/screens/import/read-table.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const abdominalPain = '上腹痛';

it.each([
  ['UTF-8', bytes(abdominalPain), abdominalPain],
  ['UTF-8', bytes(`\ufeff${abdominalPain}`), abdominalPain],
  ['GB 18030', Uint8Array.of(0xc9, 0xcf, 0xb8, 0xb9, 0xcd, 0xb4), abdominalPain],
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x0a, 0x4e, 0x79, 0x81, 0xdb, 0x75), abdominalPain],
  ['UTF-16', Uint8Array.of(0xfe, 0xff, 0x4e, 0x0a, 0x81, 0x79, 0x75, 0xdb), abdominalPain],
])('reads %s by itself', (encoding, file, text) => {
  expect(readText(file)).toEqual({ text, encoding });
});

it.each([
  ['a newer', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14)],
  ['an older', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)],
])('says of %s Excel workbook what it is, whatever it is called', (_what, file) => {
  expect(() => readText(file)).toThrow(new TableError('WORKBOOK', 1));
});

it.each([
  ['lost its characters before', bytes('\ufffd\ufffd上腹痛')],
  ['is in no encoding that it knows', Uint8Array.of(0x61, 0xff, 0xff)],
])('refuses a file that %s', (_what, file) => {
  expect(() => readText(file)).toThrow(new TableError('ENCODING', 1));
});
