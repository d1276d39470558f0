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

/** The most characters that a text to look up may have. */
export const mostCharacters = 300;

/**
 * What of a text counts: its words, how many of them may be misspelt, the letters of a word in which two slips are forgiven and of one
 * that is read as two, the ways of reading words as two, and its Chinese characters. The index refuses more than 1,024 clauses.
 */
const most = { words: 16, misspelt: 6, slips: 30, split: 20, splits: 40, han: 60 } as const;

/** Where misspelt words are looked for, because each place costs the same: other names have hardly a word with letters. */
const slipFields = ['name_en', 'plainName_en', 'synonyms_text'] as const;

/** Reads a search text; BAD_USER_INPUT when it is empty, too long or holds characters that cannot be shown. */
export function searchTerms(text: string, argument: string): SearchTerms {
  refuseLong(text, argument);
  const normal = text.normalize('NFKC');
  // One character may stand for a whole phrase.
  refuseLong(normal, argument);
  const plain = simplified(normal.toLowerCase().trim().replaceAll(/\s+/g, ' '));
  if (plain === '') throw badUserInput(`${argument}: the text is empty. Give at least one word or code.`);
  const words = wordsOf(plain);
  const mayBeMisspelt = new Set(words.flatMap((word, i) => (isHan(word) || word.length < 4 ? [] : [i])).slice(0, most.misspelt));
  const splits = words.flatMap(splitUp).slice(0, most.splits);
  return {
    text: plain,
    words,
    all: words.map((_, i) => `+(${wordOf(words, i, mayBeMisspelt.has(i))})`).join(' ') || nothing,
    any: [...words.map((word, i) => looseClauseOf(word, mayBeMisspelt.has(i))), ...splits].join(' ') || nothing,
    codes: codesOf(normal.trim()),
  };
}

function refuseLong(text: string, argument: string): void {
  if (text.length > mostCharacters)
    throw badUserInput(`${argument}: the text has ${text.length} characters; ${mostCharacters} is the most. Give fewer words.`);
}

/** The words of a text that count; of runs of Chinese characters only so many characters. */
function wordsOf(plain: string): string[] {
  let han = 0;
  return (plain.match(wordPattern) ?? []).slice(0, most.words).flatMap((word) => {
    if (!isHan(word)) return [word];
    const counted = Array.from(word).slice(0, most.han - han);
    han += counted.length;
    return counted.length === 0 ? [] : [counted.join('')];
  });
}

/** Traditional Chinese characters as simplified ones, in which Chinese names are written here. */
const simplified: (text: string) => string = Converter({ from: 't', to: 'cn' });

/** A word of the text; with a neighbour written as one with it, it may stand in the name as well, since people write "head ache". */
function wordOf(words: readonly string[], i: number, mayBeMisspelt: boolean): string {
  const joined = [i, i + 1].flatMap((second) => {
    const [left, right] = [words[second - 1], words[second]];
    return left === undefined || right === undefined || isHan(left) || isHan(right) ? [] : [` ${left}${right}^6`];
  });
  return `${clauseOf(words[i] ?? '', i === words.length - 1, mayBeMisspelt)}${joined.join('')}`;
}

/** A run of Chinese characters, or a word with its inner apostrophes, as the index splits names. */
const wordPattern = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+(?:['’](?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+)*/gu;

const isHan = (word: string): boolean => /^\p{Script=Han}/u.test(word);

/** The index holds Chinese names character by character, so a run is the characters side by side, or all of them anywhere. */
function clauseOf(word: string, isLast: boolean, mayBeMisspelt: boolean): string {
  if (isHan(word)) {
    const characters = Array.from(word);
    return characters.length === 1 ? word : `"${word}"^8 (${characters.map((character) => `+${character}`).join(' ')})`;
  }
  const beginning = isLast || word.length >= 3 ? ` ${word}*^2` : '';
  return `${word}^6${beginning}${mayBeMisspelt ? misspelt(word) : ''}`;
}

function looseClauseOf(word: string, mayBeMisspelt: boolean): string {
  if (!isHan(word)) return `${word}^6${mayBeMisspelt ? misspelt(word, 1) : ''}`;
  const characters = Array.from(word);
  return characters.length === 1
    ? word
    : characters
        .slice(1)
        .map((character, i) => `"${characters[i]}${character}"`)
        .join(' ');
}

/** A long word as any two in a row, since people write "sorethroat". */
const splitUp = (word: string): string[] =>
  isHan(word) || word.length < 7 || word.length > most.split
    ? []
    : Array.from({ length: word.length - 5 }, (_, i) => `"${word.slice(0, i + 3)} ${word.slice(i + 3)}"^6`);

/** One slip is forgiven in words of four letters, two in words of eight where so many may be; two neighbours swapped count as one. */
function misspelt(word: string, mostSlips: 1 | 2 = 2): string {
  const slips = word.length < 8 || word.length > most.slips ? 1 : mostSlips;
  return slipFields.map((field) => ` ${field}:${word}~${slips}`).join('');
}

function codesOf(text: string): string[] {
  const code = /^[A-Za-z][\w.-]*:(?=\S)/.test(text) ? text.slice(text.indexOf(':') + 1) : text;
  return [...new Set([text, code, text.toUpperCase(), code.toUpperCase()])];
}

/** A text as one term of a full-text query. */
export const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
