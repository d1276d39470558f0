/** How far something has come, shown while it runs. */
export interface Progress {
  /** Share that is done, 0 to 1; undefined while nobody knows. */
  readonly share: number | undefined;
  readonly done: number;
}

/** Writes progress where a person watches: a bar on a terminal, a line now and then elsewhere. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #what: string;
  readonly #everyMs: number;
  readonly #startedAt = performance.now();
  #shownAt = 0;

  constructor(stream: NodeJS.WriteStream, what: string) {
    this.#stream = stream;
    this.#what = what;
    this.#everyMs = stream.isTTY ? 200 : 10_000;
  }

  show(progress: Progress): void {
    const now = performance.now();
    if (now - (this.#shownAt || this.#startedAt) < this.#everyMs) return;
    this.#shownAt = now;
    const line = lineOf(this.#what, progress, (now - this.#startedAt) / 1000);
    this.#stream.write(this.#stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  }

  /** Takes the bar away. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
  }
}

/** The progress of work that has steps: a line for each. */
export class ProgressLines {
  readonly #stream: NodeJS.WriteStream;
  readonly #lines = new Map<string, ProgressLine>();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(step: string, progress: Progress): void {
    const line = this.#lines.get(step) ?? new ProgressLine(this.#stream, step);
    this.#lines.set(step, line);
    line.show(progress);
  }

  /** Takes the bars away. */
  end(): void {
    for (const line of this.#lines.values()) line.end();
  }
}

/** One line: what, a bar, how many, how fast, and how long it takes yet. */
export function lineOf(what: string, { share, done }: Progress, seconds: number): string {
  const rate = seconds > 0 ? Math.round(done / seconds) : 0;
  const parts = [`${done.toLocaleString('en')} records`, `${rate.toLocaleString('en')}/s`];
  if (share === undefined || share <= 0) return `${column(what)}${parts.join(', ')}`;
  const filled = Math.round(Math.min(1, share) * barWidth);
  const left = Math.max(0, (seconds / share) * (1 - share));
  return `${column(what)}[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${Math.floor(Math.min(1, share) * 100)} %, ${[...parts, `${duration(left)} left`].join(', ')}`;
}

/** However long the name of a step is, a space follows it. */
const column = (what: string): string => `${what} `.padEnd(10);

const barWidth = 24;

/** A duration for people: `42 s`, `3 min 05 s`. */
export const duration = (seconds: number): string => {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
};
