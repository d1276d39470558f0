import type { Model } from '../../schema/language/define-model.ts';
import { relationshipOf } from './mapping.ts';

/** Names of the full-text indexes. */
export const indexNames = { names: 'concept_names', codes: 'concept_codes', citations: 'claim_citations' } as const;

/** Constraints and indexes that a graph of this model needs: one statement each, named, safe to run again. */
export function modelStatements(model: Model): string[] {
  const relationships = model.relations.flatMap((relation) => [relationshipOf(relation, false), relationshipOf(relation, true)]);
  const others = model.nodes.filter((node) => !node.isConcept);
  return [
    unique('Concept', 'id'),
    ...others.map((node) => unique(node.name, 'id')),
    ...model.nodes.flatMap((node) =>
      Object.entries(node.fields)
        .filter(([, field]) => field.kind === 'text' && field.unique === true)
        .map(([name]) => unique(node.name, name)),
    ),
    ...model.concepts.map((node) => `CREATE INDEX ${snake(node.name)}_sort_name IF NOT EXISTS FOR (n:${node.name}) ON (n.sortName)`),
    ...relationships.map((type) => `CREATE CONSTRAINT ${type.toLowerCase()}_id IF NOT EXISTS FOR ()-[r:${type}]-() REQUIRE r.id IS UNIQUE`),
    `CREATE FULLTEXT INDEX ${indexNames.names} IF NOT EXISTS FOR (n:Concept) ON EACH [n.name_en, n.name_zh, n.plainName_en, n.plainName_zh, n.synonyms_text] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'standard-no-stop-words'}}`,
    `CREATE FULLTEXT INDEX ${indexNames.codes} IF NOT EXISTS FOR (n:Concept) ON EACH [n.codes_code] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'keyword'}}`,
    `CREATE FULLTEXT INDEX ${indexNames.citations} IF NOT EXISTS FOR ()-[r:${relationships.join('|')}]-() ON EACH [r.citations_source] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'keyword'}}`,
    unique('ContentRelease', 'key'),
    unique('Release', 'number'),
    unique('Retired', 'id'),
    'CREATE INDEX retired_replaced_by IF NOT EXISTS FOR (n:Retired) ON (n.replacedBy)',
    unique('Revision', 'key'),
    unique('Revision', 'place'),
    'CREATE INDEX revision_record_id IF NOT EXISTS FOR (n:Revision) ON (n.recordId)',
  ];
}

const snake = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();

/** A uniqueness constraint, which is an index too. */
export const unique = (label: string, property: string): string =>
  `CREATE CONSTRAINT ${snake(label)}_${snake(property)} IF NOT EXISTS FOR (n:${label}) REQUIRE n.${property} IS UNIQUE`;

/** A range index. */
export const index = (label: string, property: string): string =>
  `CREATE INDEX ${snake(label)}_${snake(property)} IF NOT EXISTS FOR (n:${label}) ON (n.${property})`;
