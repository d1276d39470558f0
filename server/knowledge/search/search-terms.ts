import { Converter } from 'opencc-js/t2cn';
import { badUserInput } from '../../errors.ts';

/** What a person typed, as full-text queries that hold words only: nothing typed is ever read as query syntax. */
export interface SearchTerms {
  /** The text in lower case, with single spaces, and in simplified Chinese characters. */
  readonly text: string;
  /** Words, and runs of Chinese characters, in lower case and in order. */
  readonly words: readonly string[];
  /** Finds names that hold every word: as it is, as a beginning, or misspelt; nothing when there is no word. */
  readonly all: string;
  /** Finds names that hold any of the words. */
  readonly any: string;
  /** The codes that the text may be: with the vocabulary in front or without, as typed or in capitals. */
  readonly codes: readonly string[];
}

/** A query without a word in it. */
const nothing = '""';

/** The most characters a search may have, the most words of it that count, and the most letters of one that is read as two. */
const most = { characters: 300, words: 16, split: 20 } as const;

/** Reads a search text; BAD_USER_INPUT when it is empty, too long or holds characters that cannot be shown. */
export function searchTerms(text: string, argument: string): SearchTerms {
  const plain = simplified(text.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/g, ' '));
  if (plain === '') throw badUserInput(`${argument}: the text is empty. Give at least one word or code.`);
  if (text.length > most.characters)
    throw badUserInput(`${argument}: the text has ${text.length} characters; ${most.characters} is the most. Give fewer words.`);
  const words = (plain.match(wordPattern) ?? []).slice(0, most.words);
  return {
    text: plain,
    words,
    all: words.map((_, i) => `+(${wordOf(words, i)})`).join(' ') || nothing,
    any: words.map((word) => looseClauseOf(word)).join(' ') || nothing,
    codes: codesOf(text.normalize('NFKC').trim()),
  };
}

/** Traditional Chinese characters as simplified ones, in which Chinese names are written here. */
const simplified: (text: string) => string = Converter({ from: 't', to: 'cn' });

/** A word of the text; with a neighbour written as one with it, it may stand in the name as well, since people write "head ache". */
function wordOf(words: readonly string[], i: number): string {
  const joined = [i, i + 1].flatMap((second) => {
    const [left, right] = [words[second - 1], words[second]];
    return left === undefined || right === undefined || isHan(left) || isHan(right) ? [] : [` ${left}${right}^6`];
  });
  return `${clauseOf(words[i] ?? '', i === words.length - 1)}${joined.join('')}`;
}

/** A run of Chinese characters, or a word with its inner apostrophes, as the index splits names. */
const wordPattern = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+(?:['’](?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+)*/gu;

const isHan = (word: string): boolean => /^\p{Script=Han}/u.test(word);

/** The index holds Chinese names character by character, so a run is the characters side by side, or all of them anywhere. */
function clauseOf(word: string, isLast: boolean): string {
  if (isHan(word)) {
    const characters = Array.from(word);
    return characters.length === 1 ? word : `"${word}"^8 (${characters.map((character) => `+${character}`).join(' ')})`;
  }
  const beginning = isLast || word.length >= 3 ? ` ${word}*^2` : '';
  return `${word}^6${beginning}${misspelt(word)}`;
}

function looseClauseOf(word: string): string {
  if (!isHan(word)) return `${word}^6${misspelt(word, 1)}${splitUp(word)}`;
  const characters = Array.from(word);
  return characters.length === 1
    ? word
    : characters
        .slice(1)
        .map((character, i) => `"${characters[i]}${character}"`)
        .join(' ');
}

/** A long word as any two in a row, since people write "sorethroat". */
const splitUp = (word: string): string =>
  word.length < 7 || word.length > most.split
    ? ''
    : Array.from({ length: word.length - 5 }, (_, i) => ` "${word.slice(0, i + 3)} ${word.slice(i + 3)}"^6`).join('');

/** One slip is forgiven in words of four letters, two in words of eight where so many may be; two neighbours swapped count as one. */
const misspelt = (word: string, mostSlips: 1 | 2 = 2): string => (word.length < 4 ? '' : ` ${word}~${word.length < 8 ? 1 : mostSlips}`);

function codesOf(text: string): string[] {
  const code = /^[A-Za-z][\w.-]*:(?=\S)/.test(text) ? text.slice(text.indexOf(':') + 1) : text;
  return [...new Set([text, code, text.toUpperCase(), code.toUpperCase()])];
}

/** A text as one term of a full-text query. */
export const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
