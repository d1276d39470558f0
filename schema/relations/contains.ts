import { choice, number, vocabulary } from '../language/field.ts';
import { relationType } from '../language/relation-type.ts';
import { food } from '../nodes/food.ts';
import { nutrient } from '../nodes/nutrient.ts';

const amountUnit = vocabulary('AmountUnit', 'Unit of an amount of a nutrient.', {
  GRAM: 'Gram (g).',
  MILLIGRAM: 'Milligram (mg).',
  MICROGRAM: 'Microgram (µg).',
  KILOCALORIE: 'Kilocalorie (kcal).',
  KILOJOULE: 'Kilojoule (kJ).',
  INTERNATIONAL_UNIT: 'International unit (IU).',
  OTHER: 'Another unit, named in the note.',
});

const amountBasis = vocabulary('AmountBasis', 'How much food an amount refers to.', {
  PER_100_G: '100 grams of the edible part.',
  PER_100_ML: '100 millilitres.',
  PER_SERVING: 'One usual serving.',
});

export const contains = relationType({
  name: 'CONTAINS',
  idPrefix: 'cnt',
  title: { en: 'contains', zh: '含有' },
  description: 'A food contains a nutrient.',
  biolink: 'biolink:has_part',
  reasoning: 'NOT_READ',
  ends: [{ from: food, forward: 'nutrients', to: nutrient, backward: 'foods' }],
  together: [['amount', 'unit', 'per']],
  fields: {
    amount: number('How much of the nutrient, in `unit`, in as much food as `per` says.', { min: 0 }),
    unit: choice('Unit of the amount.', amountUnit, {}),
    per: choice('How much food the amount refers to.', amountBasis, {}),
  },
});
