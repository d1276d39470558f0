import { type FileCount, Tally } from './file-count.ts';
import type { PlainFiles } from './plain-files.ts';

/** Every row is a claim; the first to name a disease or a drug describes it. */
export async function countPharmacotherapyDb(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  const named = new Set<string>();
  for (const row of await files.rows('indications')) {
    for (const [type, column] of [
      ['Cause', 'doid_id'],
      ['Medication', 'drugbank_id'],
    ] as const) {
      if (!named.has(row(column))) tally.say(type, row(column));
      named.add(row(column));
    }
    const isNot = row('category') === 'NOT';
    tally.say(row('category') === 'SYM' ? 'PALLIATES' : 'TREATS', row('drugbank_id'), row('doid_id'), String(isNot));
  }
  return tally.counts;
}

/**
 * Every path says that a drug treats a disease, and every link says something. What a node is, and so what a link says, follows from votes
 * of all paths that the importer alone counts; so neither the concepts nor the predicates are counted apart.
 */
export async function countDrugMechDb(files: PlainFiles): Promise<readonly FileCount[]> {
  const paths = (await files.jsonLines('drugmechdb')) as { readonly links: readonly object[] }[];
  const types = ['TREATS', 'TARGETS', 'LEADS_TO', 'ACTS_THROUGH', 'PRODUCES', 'CAUSES', 'Claim'];
  return [{ types, rows: paths.reduce((rows, { links }) => rows + 1 + links.length, 0) }];
}

/** Nodes but parts of the body, and edges of the kinds that our predicates have. */
export async function countHetionet(files: PlainFiles): Promise<readonly FileCount[]> {
  const types: Readonly<Record<string, string>> = {
    Disease: 'Cause',
    Symptom: 'Symptom',
    Compound: 'Medication',
    'Pharmacologic Class': 'Medication',
    DpS: 'CAUSES',
    CtD: 'TREATS',
    CpD: 'PALLIATES',
    PCiC: 'SUBTYPE_OF',
  };
  const tally = new Tally();
  for (const row of await files.rows('nodes')) {
    const type = types[row('kind')];
    tally.take(type !== undefined, type ?? row('kind'), row('id'));
  }
  for (const row of await files.rows('edges')) {
    const type = types[row('metaedge')];
    tally.take(type !== undefined, type ?? 'Claim', row('source'), row('target'));
  }
  return tally.counts;
}

/** Classes, the drugs in them, and that a drug is in one: a claim of how it acts, or of what it is. */
export async function countDrugCentral(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  const actions = new Set<string>();
  for (const row of await files.rows('classes')) {
    const isAction = ['Mechanism of Action', 'Physiologic Effect'].includes(row('class_type'));
    if (isAction) actions.add(row('class_id'));
    tally.say(isAction ? 'Mechanism' : 'Medication', row('class_id'));
  }
  const drugs = new Set<string>();
  for (const row of await files.rows('drug-to-class')) {
    if (!drugs.has(row('drugbank_id'))) tally.say('Medication', row('drugbank_id'));
    drugs.add(row('drugbank_id'));
    tally.say(actions.has(row('class_id')) ? 'TARGETS' : 'SUBTYPE_OF', row('drugbank_id'), row('class_id'));
  }
  return tally.counts;
}

/** Foods that the list of Foundation Foods has, with each amount that is given, and the nutrients of these. */
export async function countFoodDataCentral(files: PlainFiles): Promise<readonly FileCount[]> {
  const tables = await files.archive('FoodData', ['foundation_food.csv', 'food.csv', 'nutrient.csv', 'food_nutrient.csv']);
  const table = (name: string) => tables.get(name) ?? [];
  const foundation = new Set(table('foundation_food.csv').map((row) => row('fdc_id')));
  const used = new Set<string>();
  const tally = new Tally();
  for (const row of table('food_nutrient.csv')) {
    const isTaken = foundation.has(row('fdc_id')) && row('amount') !== '';
    if (isTaken) used.add(row('nutrient_id'));
    tally.take(isTaken, 'CONTAINS', row('fdc_id'), row('nutrient_id'));
  }
  for (const row of table('food.csv')) tally.take(foundation.has(row('fdc_id')), 'Food', row('fdc_id'));
  for (const row of table('nutrient.csv')) tally.take(used.has(row('id')), 'Nutrient', row('id'));
  return tally.counts;
}

/** Every food, nutrient and amount. */
export async function countSr26(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  for (const row of await files.quotedRows('food.tsv')) tally.say('Food', row('food_id'));
  for (const row of await files.rows('nutrient_def.tsv')) tally.say('Nutrient', row('nutr_id'));
  for (const row of await files.rows('nutrient.tsv')) tally.say('CONTAINS', row('food_id'), row('nutr_id'));
  return tally.counts;
}
