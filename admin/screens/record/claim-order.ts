import type { WorkRecord } from '../../change-sets/change-set-documents.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { certainty, efficacy } from '../../../schema/language/vocabularies.ts';

/**
 * Claims in the order in which they are read: new ones as they came, then the published ones, the most frequent first, among equals those
 * known to work best, then the surest, then by the name of the other end. What is typed moves none: they are ordered as they were published.
 */
export function inOrder(claims: readonly WorkRecord[], otherName: (claim: AnyRecord) => string, locale: string): readonly WorkRecord[] {
  const compareNames = new Intl.Collator(locale, { numeric: true }).compare;
  const ranked = claims.flatMap((work) => (work.published ? [{ work, claim: work.published, name: otherName(work.published) }] : []));
  ranked.sort(
    (a, b) =>
      frequencyOf(b.claim) - frequencyOf(a.claim) ||
      rankIn(efficacy.values, a.claim['efficacy']) - rankIn(efficacy.values, b.claim['efficacy']) ||
      rankIn(certainty.values, a.claim['certainty']) - rankIn(certainty.values, b.claim['certainty']) ||
      compareNames(a.name, b.name),
  );
  return [...claims.filter(({ published }) => published === null), ...ranked.map(({ work }) => work)];
}

/** What is not known comes after everything that is. */
const frequencyOf = ({ frequency }: AnyRecord): number => (typeof frequency === 'number' ? frequency : -1);

/** The place of a value in its vocabulary, which begins with the best; after them all what is not said. */
function rankIn(values: Readonly<Record<string, string>>, value: unknown): number {
  const names = Object.keys(values);
  return typeof value === 'string' && Object.hasOwn(values, value) ? names.indexOf(value) : names.length;
}
