import { nameLikeness } from './name-likeness.ts';
import type { SearchTerms } from './search-terms.ts';

/** Answers which of some names hold words of a search, those words between `<em>` and `</em>`; all else is escaped for HTML. */
export function highlighter({ words }: SearchTerms): (names: readonly string[]) => string[] {
  // The names of one search share most of their words.
  const known = new Map<string, boolean>();
  const isFound = (part: string): boolean => {
    const found = known.get(part) ?? (/^[\p{L}\p{N}]/u.test(part) && words.some((word) => isFoundBy(part.toLowerCase(), word)));
    known.set(part, found);
    return found;
  };
  return (names) =>
    [...new Set(names)]
      .map((name) => mark(name, isFound))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count)
      .map(({ html }) => html);
}

function mark(name: string, isFoundIn: (part: string) => boolean): { html: string; count: number } {
  let count = 0;
  const html = name.split(partPattern).map((part) => {
    const isFound = isFoundIn(part);
    if (isFound) count += 1;
    return isFound ? `<em>${escape(part)}</em>` : escape(part);
  });
  return { html: html.join('').replaceAll('</em><em>', ''), count };
}

/** Words and single Chinese characters, kept by the split because of the group. */
const partPattern = /(\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}'’])+)/u;

const isFoundBy = (part: string, word: string): boolean =>
  /^\p{Script=Han}/u.test(word)
    ? word.includes(part)
    : part.startsWith(word) || (word.length >= 4 && part.length >= 4 && nameLikeness(part, word, 0.75) >= 0.75);

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
