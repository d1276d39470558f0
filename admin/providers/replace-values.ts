/** Puts values into a sentence as `String.replace` does; numbers as people write them in both languages, such as 1,862. */
export function replaceValues(this: string, pattern: RegExp, valueOf: (...match: readonly string[]) => unknown): string {
  return this.replace(pattern, (...match: string[]) => {
    const value = valueOf(...match);
    return typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 20 }) : String(value);
  });
}
