import { symptom } from '../../../schema/nodes/symptom.ts';
import { symptomOntology as curatedSource } from '../../content/leg-cramps/sources.ts';
import { importer, type Item, type SourceRecord } from '../importer.ts';
import { isAItem } from '../is-a.ts';
import type { InputFile } from '../readers/input-file.ts';
import { readObo, readOboHead } from '../readers/obo.ts';
import { oboConcept, replacementsOf } from '../readers/obo-concept.ts';

/** Symptoms and their hierarchy from the Symptom Ontology. */
export const symptomOntology = importer({
  name: 'symptom-ontology',
  title: 'Symptom Ontology (SYMP)',
  files: { terms: { example: 'symp.obo', pattern: /\.obo$/, readings: 3 } },
  async open({ terms }) {
    const version = /\d{4}-\d{2}-\d{2}/.exec((await readOboHead(terms, 'symp')).get('data-version') ?? '')?.[0];
    return { source: sourceOf(version), version, items: () => itemsOf(terms) };
  },
});

/** The same source that the curated content cites. */
const sourceOf = (version: string | undefined): SourceRecord => ({
  type: 'Source',
  id: curatedSource.id,
  kind: 'DATASET',
  title: 'Symptom Ontology (SYMP)',
  ...(version !== undefined && { published: version, edition: `release ${version}` }),
  url: 'https://github.com/DiseaseOntology/SymptomOntology',
  licence: 'CC0 1.0',
  attribution: `Symptom Ontology (SYMP)${version === undefined ? '' : `, release ${version}`}, dedicated to the public domain under CC0 1.0.`,
  standing: 'CURRENT',
});

async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  const { formerIds, unreplaced } = await replacementsOf(file);
  for (const { at } of unreplaced) yield { what: 'SKIP', type: symptom.name, reason: 'obsolete, and nothing replaces it', at };
  for await (const term of readObo(file)) {
    if (!term.isObsolete) yield oboConcept(symptom, term, { formerIds, sameAs: new Set(['UMLS', 'MESH']) });
  }
  for await (const { id, parents, isObsolete, at } of readObo(file)) {
    if (isObsolete) continue;
    for (const parent of parents) yield isAItem(symptom, id, parent, at);
  }
}
