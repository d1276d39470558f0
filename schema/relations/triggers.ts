import { choice } from '../language/field.ts';
import { relationType } from '../language/relation-type.ts';
import { onset } from '../language/vocabularies.ts';
import { cause } from '../nodes/cause.ts';
import { food } from '../nodes/food.ts';
import { medication } from '../nodes/medication.ts';
import { symptom } from '../nodes/symptom.ts';

export const triggers = relationType({
  name: 'TRIGGERS',
  idPrefix: 'tri',
  title: { en: 'triggers', zh: '诱发' },
  description: 'Brings on an episode of what is already there.',
  biolink: 'biolink:contributes_to',
  reasoning: 'BRINGS_ON',
  ends: [
    { from: food, forward: 'triggeredCauses', to: cause, backward: 'triggers' },
    { from: medication, forward: 'triggeredCauses', to: cause, backward: 'triggers' },
    { from: cause, forward: 'triggeredCauses', to: cause, backward: 'triggers' },
    { from: food, forward: 'triggeredSymptoms', to: symptom, backward: 'triggers' },
    { from: medication, forward: 'triggeredSymptoms', to: symptom, backward: 'triggers' },
    { from: cause, forward: 'triggeredSymptoms', to: symptom, backward: 'triggers' },
  ],
  fields: { onset: choice('How soon the episode follows.', onset, {}) },
});
