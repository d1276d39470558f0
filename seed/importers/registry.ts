import { aetia } from './aetia/aetia.ts';
import { chebi } from './chebi/chebi.ts';
import { csv } from './csv/csv.ts';
import { ddxPlus } from './ddxplus/ddxplus.ts';
import { diseaseOntology } from './disease-ontology/disease-ontology.ts';
import { disMech } from './dismech/dismech.ts';
import { drugCentral } from './drugcentral/drugcentral.ts';
import { drugMechDb } from './drugmechdb/drugmechdb.ts';
import { foodDataCentral } from './food-data-central/food-data-central.ts';
import { hetionet } from './hetionet/hetionet.ts';
import { hpoAnnotations } from './hpo/hpo-annotations.ts';
import { hpoChinese } from './hpo/hpo-chinese.ts';
import { hpoTerms } from './hpo/hpo-terms.ts';
import { icd10cm } from './icd10cm/icd10cm.ts';
import type { Importer } from './importer.ts';
import { kgx } from './kgx/kgx.ts';
import { medicalActionOntology } from './maxo/maxo.ts';
import { mesh } from './mesh/mesh.ts';
import { mondo } from './mondo/mondo.ts';
import { pharmacotherapyDb } from './pharmacotherapydb/pharmacotherapydb.ts';
import { withReviewedCodes } from './reviewed-codes.ts';
import { standardReference26 } from './sr26/sr26.ts';
import { symptomOntology } from './symptom-ontology/symptom-ontology.ts';
import { wikidata } from './wikidata/wikidata.ts';

const sources: readonly Importer[] = [
  symptomOntology,
  diseaseOntology,
  mondo,
  hpoTerms,
  hpoAnnotations,
  hpoChinese,
  ddxPlus,
  pharmacotherapyDb,
  drugMechDb,
  disMech,
  foodDataCentral,
  hetionet,
  drugCentral,
  mesh,
  icd10cm,
  medicalActionOntology,
  standardReference26,
  wikidata,
  chebi,
  aetia,
  csv,
  kgx,
];

/** Every source that `npm run import` knows. What brings a graph of ours back takes nothing else. */
export const importers: readonly Importer[] = sources.map((one) => (one.isWholeGraph === true ? one : withReviewedCodes(one)));
