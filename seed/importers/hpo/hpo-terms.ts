import { symptom } from '../../../schema/nodes/symptom.ts';
import { subtypeOf } from '../../../schema/relations/subtype-of.ts';
import { importer, type Item } from '../importer.ts';
import { isAItem } from '../is-a.ts';
import type { InputFile } from '../readers/input-file.ts';
import { readObo, readOboHead, type OboTerm } from '../readers/obo.ts';
import { oboConcept, replacementsOf } from '../readers/obo-concept.ts';
import { hpoSource, hpoVersion } from './hpo-source.ts';

/** Symptoms and their hierarchy from the Human Phenotype Ontology. */
export const hpoTerms = importer({
  name: 'hpo',
  title: 'Human Phenotype Ontology',
  files: { terms: { example: 'hp.obo', pattern: /\.obo$/, readings: 4 } },
  async open({ terms }) {
    const version = hpoVersion((await readOboHead(terms, 'hp')).get('data-version'));
    return { source: hpoSource('hpo', 'Human Phenotype Ontology', version), version, items: () => itemsOf(terms) };
  },
});

/** The rest of the ontology says how a disease runs, is inherited and is described. */
const phenotypicAbnormality = 'HP:0000118';

async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  const parents = new Map<string, readonly string[]>();
  for await (const term of readObo(file)) if (!term.isObsolete) parents.set(term.id, term.parents);
  const isFinding = (id: string): boolean => id === phenotypicAbnormality || (parents.get(id) ?? []).some(isFinding);
  const { formerIds, unreplaced } = await replacementsOf(file);
  for (const { at } of unreplaced) yield { what: 'SKIP', type: symptom.name, reason: 'obsolete, and nothing replaces it', at };
  for await (const term of readObo(file)) {
    if (term.isObsolete) continue;
    if (isFinding(term.id)) yield conceptOf(term, formerIds);
    else yield { what: 'SKIP', type: symptom.name, reason: 'no phenotypic abnormality, but a term to describe diseases with', at: term.at };
  }
  for await (const term of readObo(file)) {
    if (term.isObsolete) continue;
    for (const parent of term.parents)
      if (isFinding(term.id) && isFinding(parent)) yield isAItem(symptom, term.id, parent, term.at);
      else yield { what: 'SKIP', type: subtypeOf.name, reason: 'one of its ends is no phenotypic abnormality', at: term.at };
  }
}

/** What the ontology calls a layperson's exact word is what to say to a person. */
function conceptOf(term: OboTerm, formerIds: ReadonlyMap<string, readonly string[]>): Item {
  const lay = term.synonyms.find(({ scope, type }) => scope === 'EXACT' && type === 'layperson');
  return {
    ...oboConcept(symptom, term, { formerIds, sameAs: new Set(['UMLS', 'MESH']) }),
    ...(lay && { plainName: { en: lay.text } }),
  };
}
