/** Holds several workers back while it is shut, and tells when all of them wait at it. */
export class Gate {
  readonly #workers: number;
  #waiting: (() => void)[] = [];
  #isShut = false;
  #allWait: (() => void) | undefined;

  constructor(workers: number) {
    this.#workers = workers;
  }

  shut(): void {
    this.#isShut = true;
  }

  open(): void {
    this.#isShut = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Passes at once while the gate is open; else when it opens. */
  async pass(): Promise<void> {
    if (!this.#isShut) return;
    await new Promise<void>((go) => {
      this.#waiting.push(go);
      if (this.#waiting.length === this.#workers) this.#allWait?.();
    });
  }

  /** Resolves when every worker waits at the shut gate. */
  allWait(): Promise<void> {
    return new Promise((done) => {
      if (this.#waiting.length === this.#workers) done();
      else this.#allWait = done;
    });
  }
}
