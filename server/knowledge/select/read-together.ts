import DataLoader from 'dataloader';
import type { Row, Runner, Statement } from '../../neo4j/statement.ts';

/** How many records one statement may read for several questions; one that may hold more is read alone, so that it holds up nobody. */
const mostShared = 2_000;

/** How long a question waits for others while a statement of the same text is under way, in milliseconds. */
const gatheringMs = 1;

/**
 * Rows of one text that are asked for at the same moment, whoever asks, are read by one statement: under load a statement and its round
 * trip cost as much as what it reads. The moment is one turn of the event loop, or a millisecond while another such statement is under
 * way. Nothing is kept: a statement is sent after the last of those who share it have asked.
 */
export class ReadTogether {
  /** By where is read: a preview shows its own state. */
  readonly #loaders = new WeakMap<Runner, DataLoader<string, Row>>();
  readonly #statementOf: (keys: readonly string[]) => Statement;

  /** The statement must answer one row for each key, with the key as its first column. */
  constructor(statementOf: (keys: readonly string[]) => Statement) {
    this.#statementOf = statementOf;
  }

  /** The rest of a key's row. `records` is how many records a question with this text may hold, where that is known. */
  row(runner: Runner, key: string, records = mostShared): Promise<Row> {
    let loader = this.#loaders.get(runner);
    if (!loader) {
      loader = this.#loaderOf(runner, records);
      this.#loaders.set(runner, loader);
    }
    return loader.load(key);
  }

  #loaderOf(runner: Runner, records: number): DataLoader<string, Row> {
    let underWay = 0;
    const rowsOf = async (keys: readonly string[]): Promise<Row[]> => {
      underWay++;
      try {
        const rows = await runner.run(this.#statementOf([...new Set(keys)]));
        const byKey = new Map(rows.map(([key, ...rest]) => [key, rest]));
        return keys.map((key) => byKey.get(key) ?? []);
      } finally {
        underWay--;
      }
    };
    return new DataLoader(rowsOf, {
      cache: false,
      maxBatchSize: Math.max(1, Math.floor(mostShared / Math.max(1, records))),
      batchScheduleFn: (send) => void (underWay > 0 ? setTimeout(send, gatheringMs) : setImmediate(send)),
    });
  }
}
