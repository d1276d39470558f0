import type { AnyRecord } from '../../../schema/language/record.ts';
import { claimsOf, sourceRecord } from './records.ts';

/** A health article without references: its claims are very uncertain until better sources join them. */
const article = sourceRecord('article', {
  kind: 'ARTICLE',
  title: 'How to quickly relieve leg cramp pain',
  author: 'Wang Lei',
  publisher: 'Cainiu Health',
  published: '2025-07-21',
  standing: 'CURRENT',
});

export const symptomOntology = sourceRecord('symptom-ontology', {
  kind: 'DATASET',
  title: 'Symptom Ontology (SYMP)',
  published: '2026-07-30',
  edition: 'release 2026-07-30',
  url: 'https://github.com/DiseaseOntology/SymptomOntology',
  licence: 'CC0 1.0',
  attribution: 'Symptom Ontology (SYMP), release 2026-07-30, dedicated to the public domain under CC0 1.0.',
  standing: 'CURRENT',
});

export const articleSays = claimsOf(article, 'VERY_LOW');
/** The place of a term in a hierarchy is a definition: there is no evidence to grade. */
export const symptomOntologySays = claimsOf(symptomOntology, 'UNGRADED');

export const sources: readonly AnyRecord[] = [article, symptomOntology];
