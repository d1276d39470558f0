import { benefitType } from '../language/relation-type.ts';
import { careMeasure } from '../nodes/care-measure.ts';
import { cause } from '../nodes/cause.ts';
import { food } from '../nodes/food.ts';
import { nutrient } from '../nodes/nutrient.ts';
import { symptom } from '../nodes/symptom.ts';

export const prevents = benefitType({
  name: 'PREVENTS',
  idPrefix: 'prv',
  title: { en: 'prevents', zh: '预防' },
  description: 'Makes a cause or a symptom less likely to come.',
  biolink: 'biolink:preventative_for_condition',
  reasoning: 'WARDS_OFF',
  ends: [
    { from: careMeasure, forward: 'causes', to: cause, backward: 'careMeasures' },
    { from: careMeasure, forward: 'symptoms', to: symptom, backward: 'careMeasures' },
    { from: food, forward: 'causes', to: cause, backward: 'foods' },
    { from: food, forward: 'symptoms', to: symptom, backward: 'foods' },
    { from: nutrient, forward: 'preventedCauses', to: cause, backward: 'preventingNutrients' },
    { from: nutrient, forward: 'preventedSymptoms', to: symptom, backward: 'preventingNutrients' },
  ],
  excludes: ['CONTRAINDICATED_IN'],
  contrasts: ['WORSENS', 'TRIGGERS'],
  fields: {},
});
