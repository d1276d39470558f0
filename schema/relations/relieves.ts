import { benefitType } from '../language/relation-type.ts';
import { careMeasure } from '../nodes/care-measure.ts';
import { food } from '../nodes/food.ts';
import { medication } from '../nodes/medication.ts';
import { symptom } from '../nodes/symptom.ts';

export const relieves = benefitType({
  name: 'RELIEVES',
  idPrefix: 'rlv',
  title: { en: 'relieves', zh: '减轻' },
  description: 'Makes a symptom weaker or shorter.',
  biolink: 'biolink:ameliorates_condition',
  reasoning: 'HELPS',
  ends: [
    { from: medication, forward: 'symptoms', to: symptom, backward: 'medications' },
    { from: careMeasure, forward: 'symptoms', to: symptom, backward: 'careMeasures' },
    { from: food, forward: 'symptoms', to: symptom, backward: 'foods' },
  ],
  contrasts: ['WORSENS', 'TRIGGERS', 'HAS_SIDE_EFFECT'],
  fields: {},
});
