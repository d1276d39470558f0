import { inOneSpelling } from '../../../server/knowledge/search/name-likeness.ts';

/**
 * Whether one of two names has all the words of the other, each by its stem: without the endings of number, noun and adjective, and with
 * British and American spellings the same. Names that have no word but small ones agree with none.
 */
export function wordsAgree(a: string, b: string): boolean {
  const [left, right] = [stemsOf(a), stemsOf(b)];
  const holds = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean => [...others].every((stem) => some.has(stem));
  return left.size > 0 && right.size > 0 && (holds(left, right) || holds(right, left));
}

const stemsOf = (name: string): ReadonlySet<string> =>
  new Set(
    name
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/['’]s\b/g, '')
      .split(/[^a-z0-9]+/)
      .filter((word) => word !== '' && !small.has(word))
      .map(stemOf),
  );

const small = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with']);

/** Endings go from the outside in, and never so far that less than three letters stay. */
function stemOf(word: string): string {
  let stem = inOneSpelling(word);
  for (const ending of endings) {
    const shorter = stem.replace(ending, '');
    if (shorter.length >= 3) stem = shorter;
  }
  return stem;
}

const endings: readonly RegExp[] = [/s$/, /(?:ie|e)$/, /(?:ing|ed|ness|it?y|y)$/, /(?:ation|ion|at)$/, /(?:al|ic|ous|ia|iv)$/];
