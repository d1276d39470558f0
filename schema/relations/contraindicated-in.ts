import { choice } from '../language/field.ts';
import { relationType } from '../language/relation-type.ts';
import { severity } from '../language/vocabularies.ts';
import { careMeasure } from '../nodes/care-measure.ts';
import { cause } from '../nodes/cause.ts';
import { food } from '../nodes/food.ts';
import { medication } from '../nodes/medication.ts';

export const contraindicatedIn = relationType({
  name: 'CONTRAINDICATED_IN',
  idPrefix: 'ctr',
  title: { en: 'is contraindicated in', zh: '禁用于' },
  description: 'Must not be used by people with the cause.',
  biolink: 'biolink:contraindicated_in',
  reasoning: 'FORBIDS',
  ends: [
    { from: medication, forward: 'contraindications', to: cause, backward: 'contraindications' },
    { from: food, forward: 'contraindications', to: cause, backward: 'contraindications' },
    { from: careMeasure, forward: 'contraindications', to: cause, backward: 'contraindications' },
  ],
  reviewEveryMonths: 12,
  fields: { severity: choice('How bad the harm would be.', severity, {}) },
});
