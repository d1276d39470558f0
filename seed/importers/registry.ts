import type { Importer } from './importer.ts';
import { symptomOntology } from './symptom-ontology/symptom-ontology.ts';

/** Every source that `npm run import` knows. */
export const importers: readonly Importer[] = [symptomOntology];
