import { disMech } from './dismech/dismech.ts';
import { drugMechDb } from './drugmechdb/drugmechdb.ts';
import { foodDataCentral } from './food-data-central/food-data-central.ts';
import type { Importer } from './importer.ts';
import { pharmacotherapyDb } from './pharmacotherapydb/pharmacotherapydb.ts';
import { symptomOntology } from './symptom-ontology/symptom-ontology.ts';

/** Every source that `npm run import` knows. */
export const importers: readonly Importer[] = [symptomOntology, pharmacotherapyDb, drugMechDb, disMech, foodDataCentral];
