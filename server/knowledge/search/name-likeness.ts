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
  const asTheyAre = alike(left, right);
  return left.includes(' ') || right.includes(' ') ? Math.max(asTheyAre, alike(sorted(left), sorted(right))) : asTheyAre;
}

/**
 * Whether two names share a word that says what they are about: the same, or one of five letters or more that is alike, such as
 * "constipated" and "constipation". Of Chinese names it is two characters side by side, or the only one that a name has.
 */
export function sharesWord(a: string, b: string): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  return left.some((one) => right.some((other) => areAlikeWords(one, other)));
}

function areAlikeWords(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (/^\p{Script=Han}/u.test(short)) return short.length === 1 ? long.includes(short) : short === long;
  return short === long || (short.length >= 5 && alike(short, long) >= 0.6);
}

const wordsOf = (name: string): string[] =>
  plain(name)
    .split(' ')
    .flatMap((word) => (/^\p{Script=Han}{3,}/u.test(word) ? neighboursIn(Array.from(word)) : [word]))
    .filter((word) => !littleWords.has(word));

const neighboursIn = (characters: readonly string[]): string[] => characters.slice(1).map((character, i) => `${characters[i]}${character}`);

/** Words that are in names of anything. */
const littleWords = new Set(
  'a always an and any are at be been can cannot cant don t feel feeling for from get getting have having i in is it m me my no not of on or s so the to too very with'.split(
    ' ',
  ),
);

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
  const [left, right] = [codePoints(a), codePoints(b)];
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 0 : 1 - distance(left, right) / longest;
}

const codePoints = (text: string): Uint32Array => Uint32Array.from(text, (character) => character.codePointAt(0) as number);

function distance(a: Uint32Array, b: Uint32Array): number {
  // Plain loops over numbers take half the time, and a long text is compared with hundreds of names.
  let beforeLast = new Uint32Array(b.length + 1);
  let last = Uint32Array.from({ length: b.length + 1 }, (_, j) => j);
  let row = new Uint32Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    row[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      let least = Math.min((last[j] as number) + (a[i] === b[j] ? 0 : 1), (last[j + 1] as number) + 1, (row[j] as number) + 1);
      if (i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j]) least = Math.min(least, (beforeLast[j - 1] as number) + 1);
      row[j + 1] = least;
    }
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[b.length] as number;
}
