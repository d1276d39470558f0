import type { TypeSummary } from '../../../seed/importers/running/summary.ts';
import type { FileCount } from './file-count.ts';

/** How what an import says compares with what its files hold. */
export interface Comparison {
  /** One for each count of the files, and for each type that only the importer can count. */
  readonly lines: readonly string[];
  /** Where they differ; empty when every row of the files is accounted for. */
  readonly problems: readonly string[];
}

/**
 * Compares an import with its files. Every row is a record, joins one, or is left out: by the rules as often as the rules say, or for
 * what the graph holds. There are no more records than the files say different things; what is fewer, the graph has as one.
 */
export function compareFiles(name: string, counts: readonly FileCount[], types: readonly TypeSummary[]): Comparison {
  const compared = counts.map((count) => compare(`${name}  ${count.types.join(', ')}`, count, figuresOf(types, count.types)));
  const counted = new Set(counts.flatMap((count) => count.types));
  const others = types
    .filter(({ type }) => !counted.has(type))
    .map(({ type }) => `${name}  ${type}  ${shown(figuresOf(types, [type]))}, as the import says`);
  return { lines: [...compared.map(({ line }) => line), ...others], problems: compared.flatMap(({ problems }) => problems) };
}

interface Figures {
  readonly records: number;
  readonly joined: number;
  readonly leftOut: number;
  readonly unfit: number;
}

function figuresOf(types: readonly TypeSummary[], names: readonly string[]): Figures {
  const chosen = types.filter(({ type }) => names.includes(type));
  const skipped = chosen.flatMap((one) => one.skipped);
  return {
    records: sum(chosen.map(({ created, changed, unchanged }) => created + changed + unchanged)),
    joined: sum(chosen.map(({ joined }) => joined)),
    leftOut: sum(skipped.filter(({ isByRule }) => isByRule).map(({ count }) => count)),
    unfit: sum(skipped.filter(({ isByRule }) => !isByRule).map(({ count }) => count)),
  };
}

function compare(title: string, { rows, leftOut, distinct }: FileCount, figures: Figures) {
  const said = figures.records + figures.joined + figures.leftOut + figures.unfit;
  const different = distinct === undefined ? '' : ` (${number(distinct)} different)`;
  const problems = [
    ...(said === rows ? [] : [`the files have ${number(rows)} rows, and the import speaks of ${number(said)}`]),
    ...(leftOut === undefined || leftOut === figures.leftOut
      ? []
      : [`the rules leave out ${number(leftOut)} rows, and the import ${number(figures.leftOut)}`]),
    ...(distinct === undefined || figures.records <= distinct
      ? []
      : [`the files say ${number(distinct)} different things, and the import has ${number(figures.records)} records of them`]),
  ];
  return {
    line: `${title}  ${number(rows)} in the files${different} ${said === rows ? '=' : '≠'} ${shown(figures)}`,
    problems: problems.map((problem) => `${title}: ${problem}.`),
  };
}

const shown = ({ records, joined, leftOut, unfit }: Figures): string =>
  [
    `${number(records)} records`,
    ...(joined > 0 ? [`${number(joined)} joined with these`] : []),
    ...(leftOut > 0 ? [`${number(leftOut)} left out`] : []),
    ...(unfit > 0 ? [`${number(unfit)} without place in the graph`] : []),
  ].join(' + ');

const number = (value: number): string => value.toLocaleString('en');
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
