/** Tells how far a long piece of work has come. */
export interface Progress {
  advance(count: number): void;
  /** The last word: leaves the terminal on a line of its own. */
  end(): void;
}

const everyMs = { terminal: 200, log: 10_000 };

/**
 * Progress of a number of items, 0 when nobody knows how many, on standard error: one line that is written over on a terminal, and a line every ten seconds where
 * the output is kept. Rate and remaining time come from the whole time so far.
 */
export function progressOf(what: string, total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  const startedAt = performance.now();
  const every = stream.isTTY ? everyMs.terminal : everyMs.log;
  let done = 0;
  let toldAt = startedAt;
  const line = (): string => {
    const seconds = (performance.now() - startedAt) / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    if (total === 0) return `${what}  ${done}  ${Math.round(rate)}/s`;
    const share = Math.min(1, done / total);
    // The first hundredth tells nothing of the others: it waits for the database to get warm.
    const left = share < 0.01 ? '' : `  ${Math.ceil(Math.max(0, total - done) / rate)} s left`;
    return `${what}  ${Math.floor(share * 100)} %  ${done} of ${Math.max(total, done)}  ${Math.round(rate)}/s${left}`;
  };
  return {
    advance(count) {
      done += count;
      if (performance.now() - toldAt < every) return;
      toldAt = performance.now();
      stream.write(stream.isTTY ? `\r\u001b[K${line()}` : `${line()}\n`);
    },
    end() {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}
