import type { ImportResult } from '../../seed/importers/running/run-import.ts';
import type { Cost } from './processor-time.ts';

/** One import of a round. */
export interface Imported {
  readonly name: string;
  /** Undefined when it failed or was interrupted. */
  readonly result: ImportResult | undefined;
  readonly cost: Cost;
}

/** The imports of a round as a table, with what each left out and asked of people, and the whole. */
export function importTable(round: string, imported: readonly Imported[]): string[] {
  const rows = [...imported.map(rowOf), ['all', ...figures(imported)]];
  const heads = [
    round,
    'records',
    'nodes',
    'claims',
    'left out',
    'questions',
    's',
    'records/s',
    'own CPU s',
    'database CPU s',
    'others CPU s',
    'MB',
  ];
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return [
    '',
    line(heads),
    ...rows.map(line),
    '"records" is what was published; "nodes" and "claims" is what the source speaks of, published or not. MB is of our process.',
    '',
  ];
}

const rowOf = (one: Imported): string[] => [one.result ? one.name : `${one.name} (not whole)`, ...figures([one])];

function figures(imported: readonly Imported[]): string[] {
  const results = imported.flatMap(({ result }) => (result ? [result] : []));
  const types = results.flatMap((result) => result.types);
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  const count = (number: number): string => Math.round(number).toLocaleString('en');
  const spokenOf = (isClaim: boolean): number =>
    sum(types.filter(({ type }) => isPredicate(type) === isClaim).map(({ created, changed, unchanged }) => created + changed + unchanged));
  const published = sum(results.map((result) => result.published));
  const cost = (of: (cost: Cost) => number): number => sum(imported.map((one) => of(one.cost)));
  return [
    count(published),
    count(spokenOf(false)),
    count(spokenOf(true)),
    count(sum(types.flatMap(({ skipped }) => skipped.map((one) => one.count)))),
    count(sum(results.map(({ asked }) => asked.duplicates))),
    count(cost(({ seconds }) => seconds)),
    count(published / cost(({ seconds }) => seconds)),
    count(cost(({ own }) => own)),
    count(cost(({ database }) => database)),
    count(cost(({ others }) => others)),
    count(Math.max(0, ...imported.map((one) => one.cost.memoryMb))),
  ];
}

/** Predicates are in capitals. */
const isPredicate = (type: string): boolean => type === type.toUpperCase();
