import type { Model } from '../../../schema/language/define-model.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { hitsText, termParameter } from '../../knowledge/search/hits.ts';
import { nameLikeness } from '../../knowledge/search/name-likeness.ts';
import { searchTerms } from '../../knowledge/search/search-terms.ts';
import type { Runner } from '../../neo4j/statement.ts';
import type { Plan } from '../publish.ts';
import type { CheckIssue } from './check.ts';

/** From which likeness on two names are worth a second look. */
const alike = 0.88;

interface Wording {
  readonly path: string;
  readonly text: string;
}

/** Warnings for names and synonyms that another concept of the same kind has already, exactly or nearly. */
export async function similarNames(model: Model, transaction: Runner, { puts, retirements }: Plan): Promise<CheckIssue[]> {
  const concepts = puts.filter(({ type }) => type.shape === 'node' && type.isConcept);
  const leaving = new Set(retirements.map(({ id }) => id));
  const terms = concepts.flatMap(({ id, type, record }) =>
    wordingsOf(record).map((wording) => ({ id, label: type.name, wording, term: termParameter(searchTerms(wording.text, wording.path)) })),
  );
  if (terms.length === 0) return [];
  const rows = await transaction.run({
    text: `UNWIND range(0, size($terms) - 1) AS i WITH i, $terms[i].term AS term, $terms[i].label AS label CALL (term) { ${hitsText('term', '20')} }
WITH i, label, n WHERE label IN labels(n)
RETURN i, n.id, [name IN [n.name_en, n.name_zh, n.plainName_en, n.plainName_zh] WHERE name IS NOT NULL] + coalesce(n.synonyms_text, [])`,
    params: { terms: terms.map(({ label, term }) => ({ label, term })) },
  });
  const published = rows.map(([i, id, names]) => ({ term: terms[i as number], id: id as string, names: names as string[] }));
  const drafted = terms.flatMap((term) =>
    concepts
      .filter(({ type, id }) => type.name === term.label && id !== term.id)
      .map(({ id, record }) => ({ term, id, names: wordingsOf(record).map(({ text }) => text) })),
  );
  const coming = new Set(concepts.map(({ id }) => id));
  return [...published.filter(({ id }) => !coming.has(id)), ...drafted].flatMap(({ term, id, names }) => {
    if (!term || id === term.id || leaving.has(id)) return [];
    const [best, likeness] = names
      .map((name) => [name, nameLikeness(name, term.wording.text)] as const)
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
