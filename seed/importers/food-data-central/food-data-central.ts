import { food } from '../../../schema/nodes/food.ts';
import { nutrient } from '../../../schema/nodes/nutrient.ts';
import { contains } from '../../../schema/relations/contains.ts';
import { byCode, importer, type Item, sourceRecord, type SourceRecord } from '../importer.ts';
import { amountOf, nutrientItem } from '../nutrients.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { readTable } from '../readers/table.ts';
import { zipEntry } from '../readers/zip.ts';

/** Foods and what 100 grams of them contain, as USDA measured it: the Foundation Foods of FoodData Central. */
export const foodDataCentral = importer({
  name: 'food-data-central',
  title: 'USDA FoodData Central, Foundation Foods',
  files: { archive: { example: 'FoodData_Central_foundation_food_csv_2024-10-31.zip', pattern: /foundation_food_csv.*\.zip$/ } },
  async open({ archive }) {
    const version = /\d{4}-\d{2}-\d{2}/.exec(archive.name)?.[0];
    const tables = {
      foundation: await zipEntry(archive, 'foundation_food.csv'),
      foods: await zipEntry(archive, 'food.csv'),
      nutrients: await zipEntry(archive, 'nutrient.csv'),
      amounts: await zipEntry(archive, 'food_nutrient.csv'),
    };
    return { source: sourceOf(version), version, items: () => itemsOf(tables) };
  },
});

const sourceOf = (version: string | undefined): SourceRecord =>
  sourceRecord('food-data-central-foundation', {
    kind: 'DATASET',
    title: 'FoodData Central: Foundation Foods',
    publisher: 'U.S. Department of Agriculture, Agricultural Research Service',
    ...(version === undefined ? {} : { published: version, edition: version }),
    url: 'https://fdc.nal.usda.gov/',
    licence: 'CC0 1.0',
    attribution: 'U.S. Department of Agriculture, Agricultural Research Service. FoodData Central. fdc.nal.usda.gov.',
    standing: 'CURRENT',
  });

interface Tables {
  readonly foundation: InputFile;
  readonly foods: InputFile;
  readonly nutrients: InputFile;
  readonly amounts: InputFile;
}

const sample = 'a sample, a purchase or an older version of a food';

/** Only foods of the first table count: the others are samples, purchases and older versions of them. */
async function* itemsOf({ foundation, foods, nutrients, amounts }: Tables): AsyncGenerator<Item> {
  const numbers = new Map<string, string>();
  for await (const row of readTable(foundation, { columns: ['fdc_id', 'NDB_number'], ...csv })) numbers.set(row.fdc_id, row.NDB_number);
  const used = new Set<string>();
  for await (const row of amountsOf(amounts)) if (numbers.has(row.fdc_id) && row.amount !== '') used.add(row.nutrient_id);
  const units = new Map<string, string>();
  for await (const row of readTable(nutrients, { columns: ['id', 'name', 'unit_name', 'nutrient_nbr'], ...csv })) {
    if (!used.has(row.id)) {
      yield { what: 'SKIP', type: nutrient.name, reason: 'no food has an amount of it', at: row.at };
      continue;
    }
    units.set(row.id, row.unit_name);
    yield nutrientItem({ code: codeOfNutrient(row.id), number: row.nutrient_nbr, name: row.name, unit: row.unit_name, at: row.at });
  }
  const found = new Set<string>();
  for await (const { fdc_id, description, at } of readTable(foods, { columns: ['fdc_id', 'description'], ...csv })) {
    const number = numbers.get(fdc_id);
    if (number === undefined) {
      yield { what: 'SKIP', type: food.name, reason: sample, at };
      continue;
    }
    found.add(fdc_id);
    const sameAs = number === '' ? [] : [`NDB:${number}`];
    yield { what: 'CONCEPT', kind: food, code: codeOfFood(fdc_id), sameAs, name: { en: description }, at };
  }
  for await (const { fdc_id, nutrient_id, amount, data_points, at, line } of amountsOf(amounts)) {
    if (!found.has(fdc_id)) {
      yield { what: 'SKIP', type: contains.name, reason: sample, at };
      continue;
    }
    if (amount === '') {
      yield { what: 'SKIP', type: contains.name, reason: 'the amount is missing', at };
      continue;
    }
    const unit = units.get(nutrient_id);
    const qualifiers = unit === undefined ? `the nutrient ${nutrient_id} is not in nutrient.csv.` : amountOf(amount, unit);
    if (typeof qualifiers === 'string') throw badLine(amounts, line, qualifiers);
    yield {
      what: 'CLAIM',
      predicate: contains,
      subject: byCode(food, codeOfFood(fdc_id)),
      object: byCode(nutrient, codeOfNutrient(nutrient_id)),
      qualifiers,
      citations: [{ locator: `food ${fdc_id}, nutrient ${nutrient_id}${data_points === '' ? '' : `, ${data_points} data points`}` }],
      at,
    };
  }
}

const csv = { delimiter: ',', isQuoted: true } as const;
const amountsOf = (file: InputFile) => readTable(file, { columns: ['fdc_id', 'nutrient_id', 'amount', 'data_points'], ...csv });
const codeOfFood = (id: string): string => `FDC:${id}`;
const codeOfNutrient = (id: string): string => `FDC.NUTRIENT:${id}`;
