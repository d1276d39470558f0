import { createHash } from 'node:crypto';

const modulus = 1n << 256n;

/** Counts lines and sums their SHA-256 modulo 2^256: equal for equal lines in whatever order they come. */
export class Tally {
  #count = 0;
  #sum = 0n;

  add(line: string): void {
    this.#count += 1;
    this.#sum = (this.#sum + BigInt(`0x${createHash('sha256').update(line).digest('hex')}`)) % modulus;
  }

  get count(): number {
    return this.#count;
  }

  /** In hex. */
  digest(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}
