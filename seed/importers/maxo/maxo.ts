import { careMeasure } from '../../../schema/nodes/care-measure.ts';
import { subtypeOf } from '../../../schema/relations/subtype-of.ts';
import { importer, type Item, sourceRecord, type SourceRecord } from '../importer.ts';
import { isAItem } from '../is-a.ts';
import type { InputFile } from '../readers/input-file.ts';
import { oboConcept, replacementsOf } from '../readers/obo-concept.ts';
import { readObo, readOboHead } from '../readers/obo.ts';

/** What clinicians and patients do: the terms of the Medical Action Ontology and their hierarchy. */
export const medicalActionOntology = importer({
  name: 'maxo',
  title: 'Medical Action Ontology (MAxO)',
  files: { terms: { example: 'maxo-base.obo', pattern: /\.obo$/, readings: 3 } },
  async open({ terms }) {
    const version = /\d{4}-\d{2}-\d{2}/.exec((await readOboHead(terms, 'maxo')).get('data-version') ?? '')?.[0];
    return { source: sourceOf(version), version, items: () => itemsOf(terms) };
  },
});

const sourceOf = (version: string | undefined): SourceRecord =>
  sourceRecord('maxo', {
    kind: 'DATASET',
    title: 'Medical Action Ontology (MAxO)',
    publisher: 'Monarch Initiative',
    ...(version === undefined ? {} : { published: version, edition: `release ${version}` }),
    url: 'https://github.com/monarch-initiative/MAxO',
    licence: 'CC BY 4.0',
    attribution: `Medical Action Ontology (MAxO)${version === undefined ? '' : `, release ${version}`}, Monarch Initiative, CC BY 4.0.`,
    standing: 'CURRENT',
  });

async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  const { formerIds, unreplaced } = await replacementsOf(file);
  for (const { at } of unreplaced) yield { what: 'SKIP', type: careMeasure.name, reason: 'obsolete, and nothing replaces it', at };
  const known = new Set<string>();
  for await (const term of readObo(file)) {
    if (term.isObsolete) continue;
    if (!term.id.startsWith('MAXO:')) {
      yield { what: 'SKIP', type: careMeasure.name, reason: 'a term of another ontology', at: term.at };
      continue;
    }
    known.add(term.id);
    // The ontology does not say which of its references mean the same, and gives several of one vocabulary to a term.
    yield oboConcept(careMeasure, term, { formerIds, sameAs: new Set() });
  }
  for await (const { id, parents, at } of readObo(file)) {
    if (!known.has(id)) continue;
    for (const parent of parents) {
      if (!known.has(parent)) yield { what: 'SKIP', type: subtypeOf.name, reason: 'the parent is no term of this ontology', at };
      else yield isAItem(careMeasure, id, parent, at);
    }
  }
}
