import { type SourceRecord, sourceRecord } from '../importer.ts';

/** The release of a file of the Human Phenotype Ontology, such as 2025-01-16. */
export const hpoVersion = (text: string | undefined): string | undefined => /\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0];

/** A file of the Human Phenotype Ontology as a source; its licence asks for the acknowledgement with the version. */
export const hpoSource = (key: string, title: string, version: string | undefined): SourceRecord =>
  sourceRecord(key, {
    kind: 'DATASET',
    title,
    publisher: 'Human Phenotype Ontology Consortium',
    ...(version !== undefined && { published: version, edition: version }),
    url: 'https://human-phenotype-ontology.github.io',
    licence: 'HPO licence: free to use with acknowledgement and version, unaltered',
    attribution: `This product uses the Human Phenotype Ontology (${version ?? 'version unknown'}). Find out more at http://www.human-phenotype-ontology.org`,
    standing: 'CURRENT',
  });
