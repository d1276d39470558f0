import { invariant } from '../../../server/errors.ts';
import type { BulkSource } from '../bulk.ts';
import { countDdxPlus, countDisMech, countHpoAnnotations, countHpoChinese, countMondoRareEdges, countWikidata } from './diseases.ts';
import {
  countDrugCentral,
  countDrugMechDb,
  countFoodDataCentral,
  countHetionet,
  countPharmacotherapyDb,
  countSr26,
} from './drugs-and-foods.ts';
import type { FileCount } from './file-count.ts';
import { countChebi, countDiseaseOntology, countHpo, countMaxo, countMondo, countSymptomOntology } from './ontologies.ts';
import { PlainFiles } from './plain-files.ts';
import { countIcd10cm, countMesh } from './vocabularies.ts';

/** What the files of a source hold, counted without anything of the importers: types that nothing else can count are not among them. */
export function fileCounts({ name, files }: Pick<BulkSource, 'name' | 'files'>): Promise<readonly FileCount[]> {
  const count = counters[name];
  invariant(count, `Nobody counts the files of "${name}".`);
  return count(new PlainFiles(files));
}

const counters: Readonly<Record<string, (files: PlainFiles) => Promise<readonly FileCount[]>>> = {
  'symptom-ontology': countSymptomOntology,
  mondo: countMondo,
  'disease-ontology': countDiseaseOntology,
  hpo: countHpo,
  'hpo-annotations': countHpoAnnotations,
  'hpo-chinese': countHpoChinese,
  ddxplus: countDdxPlus,
  pharmacotherapydb: countPharmacotherapyDb,
  drugmechdb: countDrugMechDb,
  dismech: countDisMech,
  'food-data-central': countFoodDataCentral,
  hetionet: countHetionet,
  drugcentral: countDrugCentral,
  maxo: countMaxo,
  sr26: countSr26,
  wikidata: countWikidata,
  chebi: countChebi,
  'mondo-rare-edges': countMondoRareEdges,
  mesh: countMesh,
  icd10cm: countIcd10cm,
};
