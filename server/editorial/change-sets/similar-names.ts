import type { AnyRecord } from '../../../schema/language/record.ts';
import { hitsText, termParameter } from '../../knowledge/search/hits.ts';
import { nameLikeness } from '../../knowledge/search/name-likeness.ts';
import { searchTerms } from '../../knowledge/search/search-terms.ts';
import type { Runner } from '../../neo4j/statement.ts';
import type { Put } from '../publish.ts';
import type { CheckIssue } from './check-issue.ts';

/** From which likeness on two names are worth a second look. */
const alike = 0.88;

interface Wording {
  readonly path: string;
  readonly text: string;
}

/** Drafts of the same change set, as far as their names matter. */
export interface Namesake {
  readonly id: string;
  readonly type: string;
  readonly record: AnyRecord | null;
}

/** What a change set does to the concepts that have the kinds of these drafts. */
export async function namesakesIn(transaction: Runner, changeSet: string, puts: readonly Put[]): Promise<Namesake[]> {
  const types = [...new Set(puts.filter(isConcept).map(({ type }) => type.name))];
  if (types.length === 0) return [];
  const rows = await transaction.run({
    text: 'MATCH (e:Edit {changeSet: $changeSet}) WHERE e.recordType IN $types RETURN e.recordId, e.recordType, e.record',
    params: { changeSet, types },
  });
  const own = new Set(puts.map(({ id }) => id));
  return rows.flatMap(([id, type, record]) =>
    own.has(id as string)
      ? []
      : [{ id: id as string, type: type as string, record: typeof record === 'string' ? (JSON.parse(record) as AnyRecord) : null }],
  );
}

/** Warnings for names and synonyms of drafts that another concept of the same kind has already, exactly or nearly; or another draft of the set. */
export async function similarNames(transaction: Runner, puts: readonly Put[], others: readonly Namesake[]): Promise<CheckIssue[]> {
  const drafts = [...puts.filter(isConcept).map(({ id, type, record }) => ({ id, type: type.name, record })), ...others];
  const terms = puts.filter(isConcept).flatMap(({ id, type, record }) =>
    wordingsOf(record).map((wording) => ({
      id,
      label: type.name,
      wording,
      term: termParameter(searchTerms(wording.text, wording.path)),
    })),
  );
  if (terms.length === 0) return [];
  const rows = await transaction.run({
    text: `UNWIND range(0, size($terms) - 1) AS i WITH i, $terms[i].term AS term, $terms[i].label AS label CALL (term) { ${hitsText('term', '20')} }
WITH i, label, n WHERE label IN labels(n)
RETURN i, n.id, [name IN [n.name_en, n.name_zh, n.plainName_en, n.plainName_zh] WHERE name IS NOT NULL] + coalesce(n.synonyms_text, [])`,
    params: { terms: terms.map(({ label, term }) => ({ label, term })) },
  });
  const published = rows.map(([i, id, names]) => ({ term: terms[i as number], id: id as string, names: names as string[] }));
  const named = drafts.flatMap(({ id, type, record }) => (record ? [{ id, type, names: wordingsOf(record).map(({ text }) => text) }] : []));
  const drafted = terms.flatMap((term) =>
    named.filter(({ type, id }) => type === term.label && id !== term.id).map(({ id, names }) => ({ term, id, names })),
  );
  // What the set changes is compared as it becomes, and what it retires not at all.
  const edited = new Set(drafts.map(({ id }) => id));
  return [...published.filter(({ id }) => !edited.has(id)), ...drafted].flatMap(({ term, id, names }) => {
    if (!term || id === term.id) return [];
    const [best, likeness] = names
      .map((name) => [name, nameLikeness(name, term.wording.text, alike)] as const)
      .reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0] as const);
    if (likeness < alike) return [];
    return [
      {
        recordId: term.id,
        path: term.wording.path,
        code: 'DUPLICATE' as const,
        message: `${id} is called "${best}" ${likeness === 1 ? 'already' : 'already, which is nearly the same'}. If both mean the same, merge them.`,
        relatedId: id,
        severity: 'WARNING' as const,
      },
    ];
  });
}

const isConcept = ({ type }: Put): boolean => type.shape === 'node' && type.isConcept;

/** The names of a draft that can be searched for. */
function wordingsOf(record: AnyRecord): Wording[] {
  const perLocale = (field: string): Wording[] =>
    Object.entries((record[field] ?? {}) as Record<string, unknown>).map(([locale, text]) => ({
      path: `${field}.${locale}`,
      text: String(text),
    }));
  const synonyms = ((record['synonyms'] ?? []) as readonly { readonly text?: unknown }[]).map((synonym, i) => ({
    path: `synonyms.${i}.text`,
    text: typeof synonym.text === 'string' ? synonym.text : '',
  }));
  return [...perLocale('name'), ...perLocale('plainName'), ...synonyms].filter(({ text }) => text.trim() !== '' && text.length <= 300);
}
