import { food } from '../../../schema/nodes/food.ts';
import { nutrient } from '../../../schema/nodes/nutrient.ts';
import { contains } from '../../../schema/relations/contains.ts';
import { byCode, importer, type Item, sourceRecord, type SourceRecord } from '../importer.ts';
import { amountOf, nutrientItem } from '../nutrients.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { readTable } from '../readers/table.ts';

/** 8,463 foods and what 100 grams of them contain: the USDA National Nutrient Database for Standard Reference, release 26. */
export const standardReference26 = importer({
  name: 'sr26',
  title: 'USDA Standard Reference 26',
  files: {
    foods: { example: 'food.tsv', pattern: /^food\.tsv$/ },
    nutrients: { example: 'nutrient_def.tsv', pattern: /^nutrient_def\.tsv$/ },
    amounts: { example: 'nutrient.tsv', pattern: /^nutrient\.tsv$/ },
  },
  async open({ foods, nutrients, amounts }) {
    for (const rows of [foodsOf(foods), nutrientsOf(nutrients), amountsOf(amounts)]) for await (const _ of rows) break;
    return { source, version: '26', items: () => itemsOf(foods, nutrients, amounts) };
  },
});

const source: SourceRecord = sourceRecord('usda-sr26', {
  kind: 'DATASET',
  title: 'USDA National Nutrient Database for Standard Reference, Release 26',
  publisher: 'U.S. Department of Agriculture, Agricultural Research Service',
  edition: 'Release 26 (2013)',
  url: 'https://www.ars.usda.gov/nutrientdata',
  licence: 'CC0 1.0',
  attribution:
    'U.S. Department of Agriculture, Agricultural Research Service. National Nutrient Database for Standard Reference, Release 26.',
  standing: 'CURRENT',
});

const foodsOf = (file: InputFile) =>
  readTable(file, { columns: ['food_id', 'food', 'common', 'scientific'], delimiter: '\t', isQuoted: true });
const nutrientsOf = (file: InputFile) => readTable(file, { columns: ['nutr_id', 'unit', 'nutr'], delimiter: '\t', isQuoted: false });
const amountsOf = (file: InputFile) =>
  readTable(file, { columns: ['food_id', 'nutr_id', 'value', 'num_points'], delimiter: '\t', isQuoted: false });

async function* itemsOf(foods: InputFile, nutrients: InputFile, amounts: InputFile): AsyncGenerator<Item> {
  const units = new Map<string, string>();
  for await (const { nutr_id, unit, nutr, at } of nutrientsOf(nutrients)) {
    units.set(nutr_id, unit);
    yield nutrientItem({ code: codeOfNutrient(nutr_id), number: nutr_id, name: nameOfFat(nutr), unit, at });
  }
  const known = new Set<string>();
  for await (const { food_id, food: name, common, scientific, at } of foodsOf(foods)) {
    known.add(food_id);
    const synonyms = [common, scientific].filter((text) => text !== '');
    yield {
      what: 'CONCEPT',
      kind: food,
      code: codeOfFood(food_id),
      name: { en: name },
      synonyms: synonyms.map((text) => ({ text, kind: 'BROAD', locale: 'en' })),
      at,
    };
  }
  for await (const { food_id, nutr_id, value, num_points, line, at } of amountsOf(amounts)) {
    const unit = units.get(nutr_id);
    if (unit === undefined) throw badLine(amounts, line, `the nutrient ${nutr_id} is not in ${nutrients.name}.`);
    if (!known.has(food_id)) throw badLine(amounts, line, `the food ${food_id} is not in ${foods.name}.`);
    const qualifiers = amountOf(value, unit);
    if (typeof qualifiers === 'string') throw badLine(amounts, line, qualifiers);
    yield {
      what: 'CLAIM',
      predicate: contains,
      subject: byCode(food, codeOfFood(food_id)),
      object: byCode(nutrient, codeOfNutrient(nutr_id)),
      qualifiers,
      // The Foundation Foods have some of these foods with newer amounts: both stand.
      variant: 'SR26',
      citations: [
        { locator: `food ${food_id}, nutrient ${nutr_id}${num_points === '' || num_points === '0' ? '' : `, ${num_points} data points`}` },
      ],
      at,
    };
  }
}

const codeOfFood = (id: string): string => `NDB:${id}`;
const codeOfNutrient = (id: string): string => `USDA.NUTRIENT:${id}`;

/** "18:1 t" is a fatty acid; alone it would not say so. */
const nameOfFat = (name: string): string => (/^\d+:\d/.test(name) ? `Fatty acid ${name}` : name);
