import { describe, expect, it } from 'vitest';
import { foodDataCentral } from '../../seed/importers/food-data-central/food-data-central.ts';
import { amountOf } from '../../seed/importers/nutrients.ts';
import { sharedData } from '../support/shared-data.ts';
import { importItems } from '../support/import-items.ts';

describe('FoodData Central', async () => {
  const { counts, claims, concepts, skipped, dangling } = await importItems(foodDataCentral, [
    sharedData('fdc/FoodData_Central_foundation_food_csv_2024-10-31.zip'),
  ]);

  it('brings the Foundation Foods, and no sample, purchase or older version of one', () => {
    expect(counts).toEqual({ Food: 316, Nutrient: 226, CONTAINS: 14_271 });
    expect(skipped).toEqual({
      'the amount is missing': 27,
      'a sample, a purchase or an older version of a food': 203_876,
      'no food has an amount of it': 251,
    });
    expect(dangling).toEqual([]);
  });

  it('keeps amount, unit and basis', () => {
    const calcium = concepts.find(({ code }) => code === 'FDC.NUTRIENT:1087');
    expect(calcium).toMatchObject({
      name: { en: 'Calcium' },
      synonyms: [{ text: 'Calcium, Ca', kind: 'EXACT', locale: 'en' }],
      sameAs: ['USDA.NUTRIENT:301'],
    });
    const milk = concepts.find(({ name }) => name?.en?.startsWith('Milk, whole, 3.25% milkfat'));
    const claim = claims.find(({ subject, object }) => subject.codes[0] === milk?.code && object.codes[0] === 'FDC.NUTRIENT:1087');
    expect(claim?.qualifiers).toEqual({ amount: 123, unit: 'MILLIGRAM', per: 'PER_100_G' });
    expect(new Set(claims.map(({ qualifiers }) => qualifiers?.['unit']))).toEqual(
      new Set(['GRAM', 'MILLIGRAM', 'MICROGRAM', 'KILOCALORIE', 'KILOJOULE', 'INTERNATIONAL_UNIT', 'OTHER']),
    );
  });

  it('tells the two energies apart', () => {
    expect(concepts.filter(({ name }) => name?.en?.startsWith('Energy') === true).map(({ code, name }) => [code, name?.en])).toEqual([
      ['FDC.NUTRIENT:2047', 'Energy (Atwater General Factors)'],
      ['FDC.NUTRIENT:2048', 'Energy (Atwater Specific Factors)'],
      ['FDC.NUTRIENT:1008', 'Energy'],
      ['FDC.NUTRIENT:1062', 'Energy (kilojoules)'],
    ]);
  });

  it('takes no amount for another', () => {
    expect(amountOf('', 'MG')).toBe('"" is no amount.');
    expect(amountOf('-1', 'MG')).toBe('"-1" is no amount.');
    expect(amountOf('1', 'CUPS')).toBe('"CUPS" is no unit this importer knows.');
    expect(amountOf('0', 'µg')).toEqual({ amount: 0, unit: 'MICROGRAM', per: 'PER_100_G' });
  });
});
