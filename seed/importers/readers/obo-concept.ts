import type { NodeType } from '../../../schema/language/node-type.ts';
import { parseCode } from '../codes.ts';
import type { ConceptItem, Synonym } from '../importer.ts';
import type { InputFile } from './input-file.ts';
import { type OboSynonym, type OboTerm, readObo } from './obo.ts';

/** What became of the obsolete terms of an OBO file. */
export interface Replacements {
  /** Ids that lead to a term by now: of obsolete terms it replaces, however many steps away. */
  readonly formerIds: ReadonlyMap<string, readonly string[]>;
  /** Obsolete terms that nothing replaces. */
  readonly unreplaced: readonly OboTerm[];
}

/** Reads the obsolete terms of a file. */
export async function replacementsOf(file: InputFile): Promise<Replacements> {
  const next = new Map<string, string>();
  const unreplaced: OboTerm[] = [];
  for await (const term of readObo(file)) {
    if (!term.isObsolete) continue;
    const [only, ...others] = term.replacedBy;
    if (only !== undefined && others.length === 0) next.set(term.id, only);
    else unreplaced.push(term);
  }
  const formerIds = new Map<string, string[]>();
  for (const [id, first] of next) {
    let target = first;
    for (let steps = 0; steps < 20 && next.has(target); steps++) target = next.get(target) ?? target;
    formerIds.set(target, [...(formerIds.get(target) ?? []), id]);
  }
  return { formerIds, unreplaced };
}

export interface OboConceptOptions extends Pick<Replacements, 'formerIds'> {
  /** Vocabularies whose codes mean the same as the term; the others only come near. */
  readonly sameAs: ReadonlySet<string>;
  /** Vocabularies whose codes are left out. */
  readonly without?: ReadonlySet<string>;
}

/** A term as a concept; synonyms that are only related to the term are left out, for nobody says how. */
export function oboConcept(
  kind: NodeType,
  term: OboTerm,
  { formerIds, sameAs, without }: OboConceptOptions,
): ConceptItem & { readonly name: { readonly en: string } } {
  const codes = term.xrefs.flatMap((xref) => {
    const code = parseCode(xref);
    return code && without?.has(code.system) !== true ? [code] : [];
  });
  return {
    what: 'CONCEPT',
    kind,
    code: term.id,
    formerCodes: [...term.alternativeIds, ...(formerIds.get(term.id) ?? [])],
    sameAs: codes.filter(({ system }) => sameAs.has(system)).map(({ system, code }) => `${system}:${code}`),
    related: codes
      .filter(({ system }) => !sameAs.has(system))
      .map(({ system, code }) => ({ code: `${system}:${code}`, match: 'CLOSE' as const })),
    name: { en: term.name },
    summary: term.definition === undefined ? undefined : { en: term.definition },
    synonyms: term.synonyms.flatMap(synonymOf),
    at: term.at,
  };
}

/** A word of laypeople for something broader or narrower is no word for the thing itself: not all blood in the stool is bloody diarrhea. */
function synonymOf({ text, scope, type }: OboSynonym): Synonym[] {
  if (type === 'layperson' && scope !== 'BROAD' && scope !== 'NARROW') return [{ text, kind: 'LAY', locale: 'en' }];
  return scope === 'RELATED' ? [] : [{ text, kind: scope, locale: 'en' }];
}
