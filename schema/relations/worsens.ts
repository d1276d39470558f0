import { relationType } from '../language/relation-type.ts';
import { cause } from '../nodes/cause.ts';
import { food } from '../nodes/food.ts';
import { medication } from '../nodes/medication.ts';
import { symptom } from '../nodes/symptom.ts';

export const worsens = relationType({
  name: 'WORSENS',
  idPrefix: 'wrs',
  title: { en: 'worsens', zh: '加重' },
  description: 'Makes a cause or a symptom worse.',
  biolink: 'biolink:exacerbates_condition',
  reasoning: 'BRINGS_ON',
  ends: [
    { from: food, forward: 'worsenedCauses', to: cause, backward: ['worsenedBy', 'worseningFoods'] },
    { from: cause, forward: 'worsenedCauses', to: cause, backward: 'worsenedBy' },
    { from: medication, forward: 'worsenedCauses', to: cause, backward: 'worsenedBy' },
    { from: food, forward: 'worsenedSymptoms', to: symptom, backward: ['worsenedBy', 'worseningFoods'] },
    { from: cause, forward: 'worsenedSymptoms', to: symptom, backward: 'worsenedBy' },
    { from: medication, forward: 'worsenedSymptoms', to: symptom, backward: 'worsenedBy' },
  ],
  fields: {},
});
