import type { IndexData } from './index-data.ts';

/** A single word that is shorter is mostly an abbreviation, which stands for many things. */
const shortestWord = 4;

/** What stands behind it in a name is what need not be there. */
const unsaid = /\bwithout\b.*/;

/** The names of a concept as the words of each, one name a line, in a form in which equal words are equal. */
export const namesText = (names: readonly string[]): string => [...new Set(names.map(wordsText))].filter((name) => name !== '').join('\n');

function wordsText(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(unsaid, '')
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).map(singular).join(' ');
}

const singular = (word: string): string => (word.length > shortestWord && /[^isu]s$/.test(word) ? word.slice(0, -1) : word);

/** For each pair 1 if a name of the cause holds one of the finding: "spinocerebellar ataxia" is named for its ataxia. */
export function namedPairs(
  { symptomNames, causeNames }: Pick<IndexData, 'symptomNames' | 'causeNames'>,
  { pairStarts, pairSymptoms }: { readonly pairStarts: Int32Array; readonly pairSymptoms: Int32Array },
): Uint8Array {
  const named = new Uint8Array(pairSymptoms.length);
  const namesOf: (readonly { readonly first: string; readonly name: string }[] | undefined)[] = [];
  const read = (symptom: number) =>
    (symptomNames[symptom] ?? '').split('\n').flatMap((name) => {
      const [first = '', second] = name.split(' ');
      return first.length < shortestWord && second === undefined ? [] : [{ first, name: ` ${name} ` }];
    });
  for (const [cause, names] of causeNames.entries()) {
    const [from, to] = [pairStarts[cause] as number, pairStarts[cause + 1] as number];
    if (from === to || names === '') continue;
    const lines = ` ${names.replaceAll('\n', ' \n ')} `;
    const words = new Set(lines.split(' '));
    for (let pair = from; pair < to; pair++) {
      const symptom = pairSymptoms[pair] as number;
      namesOf[symptom] ??= read(symptom);
      if (namesOf[symptom].some(({ first, name }) => words.has(first) && lines.includes(name))) named[pair] = 1;
    }
  }
  return named;
}
