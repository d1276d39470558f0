/**
 * Memory that questions write into one after the other. New memory for each would be megabytes that the collector has to be called for
 * every few questions. An array lasts until the same name is asked for again, and what it holds at first is of an earlier question.
 */
export class Workspace {
  readonly #bytes = new Map<string, Uint8Array>();
  readonly #integers = new Map<string, Int32Array>();
  readonly #numbers = new Map<string, Float64Array>();

  bytes(name: string, length: number): Uint8Array {
    return ofLength(this.#bytes, name, length, (size) => new Uint8Array(size));
  }

  integers(name: string, length: number): Int32Array {
    return ofLength(this.#integers, name, length, (size) => new Int32Array(size));
  }

  numbers(name: string, length: number): Float64Array {
    return ofLength(this.#numbers, name, length, (size) => new Float64Array(size));
  }
}

function ofLength<T extends Uint8Array | Int32Array | Float64Array>(
  arrays: Map<string, T>,
  name: string,
  length: number,
  create: (size: number) => T,
): T {
  let array = arrays.get(name);
  if (!array || array.length < length) {
    array = create(length);
    arrays.set(name, array);
  }
  return (array.length === length ? array : array.subarray(0, length)) as T;
}
