import { expect, it } from 'vitest';
import { readTable } from '../../admin/screens/import/read-table.ts';

it.each([
  ['cells of several lines', 'a,b\n"x\ny\nz",1\nq,2\n', [2, 5]],
  ['empty lines between rows', '\n\na,b\n\n"\nx",1\n\n\nq,2\n', [5, 9]],
  ['line breaks as Windows writes them', 'a,b\r\n\r\n"x\r\ny",1\r\n\r\nq,2\r\nz,3', [3, 6, 7]],
  ['line breaks as old Macs write them', 'a;b\r"x\ry";1\rq;2', [2, 4]],
])('tells the line in which each row starts, with %s', (_what, text, lines) => {
  expect(readTable(text).rows.map(({ line }) => line)).toEqual(lines);
});
