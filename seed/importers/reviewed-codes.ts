import { badUserInput } from '../../server/errors.ts';
import type { ConceptItem, FileNeed, Importer, Item } from './importer.ts';
import { codeKey, parseCode } from './codes.ts';
import type { InputFile } from './readers/input-file.ts';
import { exactMatches } from './readers/sssom.ts';

/** The file of reviewed codes, among those that an importer is given. */
export const reviewedCodes = 'reviewedCodes';

export const reviewedCodesNeed: FileNeed = { example: 'same-as.sssom.tsv', pattern: /same-as\.sssom\.tsv$/, isOptional: true };

/**
 * The importer, with a file more that it may be given: codes that people say mean the same, as exact matches of a mapping file. A concept that
 * has one of them is then found by the others, so that terms of two vocabularies become one concept. Where both are of one vocabulary, the
 * subject is left out in favour of the object, which is also known by the subject's label.
 */
export const withReviewedCodes = (importer: Importer): Importer => ({
  ...importer,
  files: { ...importer.files, [reviewedCodes]: reviewedCodesNeed },
  async open({ [reviewedCodes]: file, ...files }, options) {
    const opened = await importer.open(files, options);
    if (!file) return opened;
    const same = await sameCodes(file);
    return { ...opened, items: () => joined(opened.items(), same) };
  },
});

/** What a file says of a code. */
interface SameCodes {
  /** Codes of other vocabularies that mean the same. */
  readonly elsewhere: readonly string[];
  /** Codes of its own vocabulary that are left out in favour of it, and what they are called. */
  readonly former: readonly string[];
  readonly labels: readonly string[];
  readonly isLeftOut: boolean;
}

async function* joined(items: AsyncIterable<Item>, same: ReadonlyMap<string, SameCodes>): AsyncGenerator<Item> {
  for await (const item of items) {
    const code = item.what === 'CONCEPT' ? parseCode(item.code) : undefined;
    const said = code && same.get(codeKey(code));
    if (item.what !== 'CONCEPT' || !said) yield item;
    else if (said.isLeftOut && item.isForeign !== true)
      yield { what: 'SKIP', type: item.kind.name, reason: 'another term of its vocabulary was found to mean the same', at: item.at };
    else yield withCodes(item, said);
  }
}

function withCodes(item: ConceptItem, { elsewhere, former, labels }: SameCodes): ConceptItem {
  const { formerCodes = [], sameAs = [], synonyms = [] } = item;
  return {
    ...item,
    formerCodes: [...formerCodes, ...former],
    sameAs: [...sameAs, ...elsewhere],
    reviewedCodes: [...former, ...elsewhere],
    synonyms: [...synonyms, ...labels.map((text) => ({ text, kind: 'EXACT' as const, locale: 'en' as const }))],
  };
}

/** What a file says of each code in it. BAD_USER_INPUT where two terms of one vocabulary would be one, and nothing says which of them stays. */
async function sameCodes(file: InputFile): Promise<ReadonlyMap<string, SameCodes>> {
  const groups = new Map<string, Set<string>>();
  const inFavourOf = new Map<string, string>();
  const labels = new Map<string, string>();
  const groupOf = (code: string): Set<string> => groups.get(code) ?? new Set([code]);
  for await (const { subject, subjectLabel, object } of exactMatches(file)) {
    if (vocabularyOf(subject) === vocabularyOf(object)) {
      inFavourOf.set(subject, object);
      labels.set(subject, subjectLabel);
    }
    const group = new Set([...groupOf(subject), ...groupOf(object)]);
    for (const code of group) groups.set(code, group);
  }
  const said = new Map<string, SameCodes>();
  for (const [code, group] of groups) {
    const isOwn = (other: string): boolean => vocabularyOf(other) === vocabularyOf(code);
    const former = [...group].filter((other) => other !== code && isOwn(other));
    const rival = former.find((other) => !inFavourOf.has(other));
    const isLeftOut = inFavourOf.has(code);
    if (rival !== undefined && !isLeftOut)
      throw badUserInput(
        `${file.name}: ${code} and ${rival} would become one concept. If they are, say which one stays, as in "${rival} skos:exactMatch ${code}"; if not, one of the rows that join them is wrong: ${[...group].join(', ')}.`,
      );
    if (isLeftOut && rival === undefined)
      throw badUserInput(
        `${file.name}: of ${[code, ...former].join(' and ')}, each is left out in favour of another. One of them must stay.`,
      );
    said.set(code, {
      elsewhere: [...group].filter((other) => !isOwn(other)),
      former: isLeftOut ? [] : former,
      labels: isLeftOut ? [] : former.flatMap((other) => labels.get(other) ?? []).filter((label) => label !== ''),
      isLeftOut,
    });
  }
  return said;
}

const vocabularyOf = (code: string): string => code.slice(0, code.indexOf(':'));
