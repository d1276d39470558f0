import { type Contestant, contestants } from './questions.ts';

/** One round of one question: what each contestant did in it. */
export interface Measured {
  readonly title: string;
  readonly of: Readonly<
    Record<
      Contestant,
      {
        readonly ms: number;
        readonly latenciesMs: readonly number[];
        /** Processor time of the contestant and of the database; undefined where the system does not tell. */
        readonly serverCpuMs: number | undefined;
        readonly databaseCpuMs: number | undefined;
      }
    >
  >;
}

/** The rounds as a table: a line per question and contestant, and under each question how ours compares. */
export function tableOf(rounds: readonly Measured[]): string[] {
  const titles = [...new Set(rounds.map(({ title }) => title))];
  const heads = ['question', '', 'requests/s', 'p50 ms', 'p99 ms', 'server CPU ms', 'database CPU ms'];
  const rows = titles.flatMap((title) => {
    const own = rounds.filter((round) => round.title === title);
    return contestants.map((contestant, i) => [i === 0 ? title : '', contestant, ...figures(own, contestant)]);
  });
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return [
    line(heads),
    ...rows.map(line),
    '',
    ...titles.map((title) => {
      const own = rounds.filter((round) => round.title === title);
      return `${title}: ours/peer ${comparison(own, 'peer')}, ours/bare ${comparison(own, 'bare')}`;
    }),
    'Ratios are the median of the rounds, with the least and the most. CPU is per request.',
  ];
}

function figures(rounds: readonly Measured[], contestant: Contestant): string[] {
  const own = rounds.map(({ of }) => of[contestant]);
  const latencies = own.flatMap(({ latenciesMs }) => latenciesMs).sort((a, b) => a - b);
  const perRequest = (parts: readonly (number | undefined)[]): string =>
    parts.some((part) => part === undefined)
      ? '-'
      : (parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) / latencies.length).toFixed(2);
  return [
    median(own.map(rateOf)).toFixed(0),
    (latencies[Math.floor(latencies.length * 0.5)] ?? 0).toFixed(1),
    (latencies[Math.floor(latencies.length * 0.99)] ?? 0).toFixed(1),
    perRequest(own.map(({ serverCpuMs }) => serverCpuMs)),
    perRequest(own.map(({ databaseCpuMs }) => databaseCpuMs)),
  ];
}

const rateOf = ({ ms, latenciesMs }: Measured['of'][Contestant]): number => (latenciesMs.length * 1000) / ms;

function comparison(rounds: readonly Measured[], other: Contestant): string {
  const ratios = rounds.map(({ of }) => rateOf(of.ours) / rateOf(of[other])).sort((a, b) => a - b);
  return `${median(ratios).toFixed(2)} (${(ratios[0] ?? 0).toFixed(2)} to ${(ratios.at(-1) ?? 0).toFixed(2)})`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
