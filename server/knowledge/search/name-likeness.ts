/**
 * How alike two names are, 0 to 1: one minus the share of characters that differ (optimal string alignment: insertions, deletions,
 * substitutions and swaps of neighbours; Damerau 1964), the better of the names as they are and with their words sorted. British and
 * American spellings are the same. What is sure to be less alike than `least` is 0, which takes a small part of the time.
 */
export function nameLikeness(a: string, b: string, least = 0): number {
  const [left, right] = [plain(a), plain(b)];
  if (left === right) return 1;
  if (least > 0 && mostAlike(left, right) < least) return 0;
  const sorted = (words: string): string => words.split(' ').toSorted().join(' ');
  return Math.max(alike(left, right), alike(sorted(left), sorted(right)));
}

/** Words in small letters in one spelling, whether they are written the British or the American way. */
export const inOneSpelling = (words: string): string =>
  words.replaceAll(/[ao]e/g, 'e').replaceAll(/our\b/g, 'or').replaceAll('sulph', 'sulf');

const plain = (name: string): string =>
  inOneSpelling(
    name
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
      .trim(),
  );

/** How alike two texts could be at most, whatever the order of their characters: each that only the longer one has takes one step. */
function mostAlike(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const longest = Math.max(left.length, right.length);
  const counts = new Map<string, number>();
  for (const one of left) counts.set(one, (counts.get(one) ?? 0) + 1);
  let common = 0;
  for (const one of right) {
    const count = counts.get(one) ?? 0;
    if (count === 0) continue;
    counts.set(one, count - 1);
    common += 1;
  }
  return common / longest;
}

function alike(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 0 : 1 - distance(left, right) / longest;
}

function distance(a: readonly string[], b: readonly string[]): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (const [i, left] of a.entries()) {
    const row = [i + 1];
    for (const [j, right] of b.entries()) {
      const swap = i > 0 && j > 0 && left === b[j - 1] && a[i - 1] === right ? (beforeLast[j - 1] ?? 0) + 1 : Infinity;
      row.push(Math.min((last[j] ?? 0) + (left === right ? 0 : 1), (last[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, swap));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
