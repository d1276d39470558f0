import type { Model } from '../../../schema/language/define-model.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { badUserInput } from '../../errors.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import { codesFound } from '../search/hits.ts';
import { bestMatch, byWorth, placeOf, type StoredNames, termsText } from '../search/resolve-terms.ts';
import { quoted, searchTerms } from '../search/search-terms.ts';
import { type Bind, bindInto } from '../select/conditions.ts';
import { type Reading, readColumns } from '../select/select.ts';

/** One way to name a concept. */
export interface ConceptRef {
  readonly id?: string | null;
  readonly slug?: string | null;
  readonly code?: { readonly system: string; readonly code: string } | null;
  readonly text?: string | null;
}

/** A concept that somebody named, with the kind it must be and where it stands in the question. */
export interface Reference {
  readonly ref: ConceptRef;
  readonly kind: NodeType;
  readonly path: string;
}

/** What a reference led to: one concept, or nothing with what may have been meant. */
export type Resolved =
  | { readonly id: string; readonly given: string; readonly match: string; readonly score: number }
  | { readonly id: undefined; readonly given: string; readonly suggestions: readonly string[] };

export const mostSuggestions = 5;

/**
 * The concepts that references name, in one statement and in their order. BAD_USER_INPUT for a reference that names its concept in no
 * way or in two, or one of another kind; a name that nothing has is answered as unresolved, and so is one that is only like a name: two
 * words of which one letter differs can mean quite different things, so a person has to choose. An id that was replaced leads to the concept
 * that stands in its place, as long as that is of the same kind.
 */
export async function resolveReferences(reading: Reading, references: readonly Reference[]): Promise<Resolved[]> {
  const params: Record<string, unknown> = {};
  const bind = bindInto(params);
  const kinds = [...new Set(references.map(({ kind }) => kind))];
  const questions = kinds.flatMap((kind) =>
    ways.flatMap((way) => {
      const asked = references.flatMap((reference, place) =>
        reference.kind === kind && wayOf(reference) === way ? [{ ...reference, place }] : [],
      );
      return asked.length === 0 ? [] : [{ asked, ...readerOf[way](reading.model, kind, asked, bind) }];
    }),
  );
  const rows = await readColumns(
    reading,
    questions.map(({ text }) => text),
    params,
  );
  const resolved: Resolved[] = [];
  for (const [q, { asked, read }] of questions.entries())
    for (const [i, { place }] of asked.entries()) resolved[place] = read((rows[q] as unknown[])[i], i);
  return resolved;
}

const ways = ['id', 'slug', 'code', 'text'] as const;
type Way = (typeof ways)[number];

function wayOf({ ref, path }: Reference): Way {
  const given = ways.filter((way) => ref[way] != null);
  const [way] = given;
  if (!way || given.length > 1) throw badUserInput(`${path}: give exactly one of id, slug, code and text.`);
  return way;
}

/** Cypher for one list with an entry for each reference, and how an entry is read. */
interface Question {
  readonly text: string;
  readonly read: (entry: unknown, at: number) => Resolved;
}

const readerOf: Readonly<Record<Way, (model: Model, kind: NodeType, asked: readonly Reference[], bind: Bind) => Question>> = {
  id(model, kind, asked, bind) {
    const ids = asked.map(({ ref, path }) => {
      const type = typeOfId(model, ref.id);
      if (type && type !== kind)
        throw badUserInput(`${path}: ${ref.id ?? ''} is the id of a ${type.name}; a ${kind.name} is asked for here.`);
      return ref.id ?? '';
    });
    const published = 'COLLECT { MATCH (n:Concept {id: id}) RETURN n.id }';
    return {
      text: `COLLECT { UNWIND ${bind(ids)} AS id RETURN head(${published} + ${successor(kind)}) }`,
      read: (found, at) => exactly(found, ids[at] ?? '', found === ids[at] ? 'ID' : 'REPLACED'),
    };
  },
  slug(_model, kind, asked, bind) {
    const slugs = asked.map(({ ref }) => ref.slug ?? '');
    return {
      text: `COLLECT { UNWIND ${bind(slugs)} AS slug RETURN head(COLLECT { MATCH (n:${kind.name} {slug: slug}) RETURN n.id }) }`,
      read: (found, at) => exactly(found, slugs[at] ?? '', 'SLUG'),
    };
  },
  code(_model, kind, asked, bind) {
    const codes = asked.map(({ ref }) => ({
      query: quoted(ref.code?.code ?? ''),
      code: ref.code?.code ?? '',
      system: (ref.code?.system ?? '').toUpperCase(),
    }));
    const fits = `[i IN range(0, size(n.codes_code) - 1) WHERE n.codes_code[i] = asked.code AND toUpper(n.codes_system[i]) = asked.system | n.codes_match[i]]`;
    return {
      text: `COLLECT { UNWIND ${bind(codes)} AS asked RETURN head(COLLECT { ${codesFound('asked.query')} WITH asked, node AS n WHERE n:${kind.name} WITH n, ${fits} AS fits WHERE fits <> [] RETURN n.id ORDER BY CASE WHEN 'EXACT' IN fits THEN 0 WHEN 'CLOSE' IN fits THEN 1 ELSE 2 END, n.sortName LIMIT 1 }) }`,
      read: (found, at) => exactly(found, `${asked[at]?.ref.code?.system ?? ''}:${codes[at]?.code ?? ''}`, 'CODE'),
    };
  },
  text(_model, kind, asked, bind) {
    const terms = asked.map(({ ref, path }) => searchTerms(ref.text ?? '', path));
    return {
      text: termsText(bind, terms, [kind], []),
      read(found, at) {
        const [term, given] = [terms[at], asked[at]?.ref.text ?? ''];
        if (!term) return { id: undefined, given, suggestions: [] };
        const matches = (found as [StoredNames][])
          .map(([names]) => ({ ...placeOf(names), ...bestMatch(term, names, undefined) }))
          .filter(({ score }) => score > 0)
          .sort(byWorth);
        const [best] = matches;
        if (best && best.match !== 'SIMILAR') return { id: best.id, given, match: best.match, score: best.score };
        return { id: undefined, given, suggestions: matches.slice(0, mostSuggestions).map(({ id }) => id) };
      },
    };
  },
};

/**
 * Cypher for a list of the concept of this kind that stands in the place of the retired `id`; empty when none does. Publishing leads each
 * tombstone on to what is live, so several in a row are left only where one release replaced a whole chain; four are followed.
 */
const successor = (kind: NodeType): string =>
  `COLLECT { MATCH (a:Retired {id: id}) OPTIONAL MATCH (b:Retired {id: a.replacedBy}) OPTIONAL MATCH (c:Retired {id: b.replacedBy}) OPTIONAL MATCH (d:Retired {id: c.replacedBy}) MATCH (n:Concept {id: coalesce(d.replacedBy, c.replacedBy, b.replacedBy, a.replacedBy)}) WHERE n:${kind.name} RETURN n.id }`;

const exactly = (found: unknown, given: string, match: string): Resolved =>
  typeof found === 'string' ? { id: found, given, match, score: 1 } : { id: undefined, given, suggestions: [] };
