/** The members of every cycle among directed pairs, and whatever lies between two cycles: what stays when ends are taken away again and again. */
export function membersOfCycles(pairs: readonly (readonly [string, string])[]): ReadonlySet<string> {
  let left = pairs;
  for (;;) {
    const [below, above] = [new Set(left.map(([a]) => a)), new Set(left.map(([, b]) => b))];
    const next = left.filter(([a, b]) => above.has(a) && below.has(b));
    if (next.length === left.length) return new Set(next.flat());
    left = next;
  }
}
