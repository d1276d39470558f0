import type { Case } from './cases.ts';

/** Where the cause of a case stands, and the first of its family; 0 when neither is in the answer. */
interface Ranks {
  readonly rank: number;
  readonly familyRank: number;
}

/** A case with the answers of each method. */
export interface Placed extends Case {
  readonly causeName: string;
  /** Vocabularies that have a code of the cause. */
  readonly systems: ReadonlySet<string>;
  /** How many of its findings were not understood. */
  readonly unresolved: number;
  readonly methods: ReadonlyMap<string, Ranks>;
}

/** The figures of each group of cases, a line for each method. */
export function tableOf(placed: readonly Placed[]): string[] {
  const published = placed.filter(({ set }) => set === 'PUBLISHED');
  const groups: readonly (readonly [string, readonly Placed[]])[] = [
    ['Published patients, core', published.filter(({ isCore }) => isCore)],
    ['Published patients, all', published],
    ['… whose cause OMIM alone describes', published.filter(({ systems }) => systems.has('OMIM') && !systems.has('ORPHA'))],
    ['… whose cause OMIM and Orphanet describe', published.filter(({ systems }) => systems.has('OMIM') && systems.has('ORPHA'))],
    ['Synthetic patients of DDXPlus', placed.filter(({ set }) => set === 'SYNTHETIC')],
    ['Persons drawn from dismech, which the graph does not hold', placed.filter(({ set }) => set === 'DRAWN')],
  ];
  return [
    `${''.padEnd(22)}${heads.map((head) => head.padStart(8)).join('')}`,
    ...groups.flatMap(([title, cases]) => linesOf(title, cases)),
    '',
    'MRR is the mean of 1/rank, 0 beyond rank 50. Family: the cause, a parent of it, or another cause under the same parent.',
    'By cause: the same mean with each cause counting once, however many patients have it.',
  ];
}

const heads = ['top 1', 'top 3', 'top 10', 'top 50', 'MRR', 'by cause', 'fam. 1', 'fam. 10'];

function linesOf(title: string, cases: readonly Placed[]): string[] {
  if (cases.length === 0) return [];
  const causes = new Set(cases.map(({ causeName }) => causeName)).size;
  const findings = cases.reduce((sum, { present, absent }) => sum + present.length + absent.length, 0);
  const unresolved = cases.reduce((sum, one) => sum + one.unresolved, 0);
  const unknown = unresolved === 0 ? '' : `, ${unresolved} of ${findings} findings not understood`;
  return [
    '',
    `${title}: ${cases.length} of ${causes} causes${unknown}`,
    ...[...(cases[0]?.methods.keys() ?? [])].map((method) => `  ${method.padEnd(20)}${figuresOf(cases, method).map(written).join('')}`),
  ];
}

function figuresOf(cases: readonly Placed[], method: string): number[] {
  const ranks = cases.map(({ methods }) => methods.get(method) ?? { rank: 0, familyRank: 0 });
  const within = (of: keyof Ranks, most: number): number => mean(ranks.map((one) => (one[of] > 0 && one[of] <= most ? 1 : 0)));
  const reciprocal = ranks.map(({ rank }) => (rank > 0 ? 1 / rank : 0));
  const byCause = new Map<string, number[]>();
  for (const [i, { causeName }] of cases.entries()) byCause.set(causeName, [...(byCause.get(causeName) ?? []), reciprocal[i] ?? 0]);
  return [
    ...[1, 3, 10, 50].map((most) => within('rank', most)),
    mean(reciprocal),
    mean([...byCause.values()].map(mean)),
    within('familyRank', 1),
    within('familyRank', 10),
  ];
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const written = (figure: number): string => figure.toFixed(3).replace(/^0/, '').padStart(8);
