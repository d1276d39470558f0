import { choice, text } from '../language/field.ts';
import { relationType } from '../language/relation-type.ts';
import { severity } from '../language/vocabularies.ts';
import { food } from '../nodes/food.ts';
import { medication } from '../nodes/medication.ts';

export const interactsWith = relationType({
  name: 'INTERACTS_WITH',
  idPrefix: 'int',
  title: { en: 'interacts with', zh: '与…相互作用' },
  description: 'Taken together, they change each other; it holds both ways.',
  biolink: 'biolink:interacts_with',
  reasoning: 'FORBIDS',
  ends: [
    { from: medication, forward: 'interactions', to: medication, backward: 'interactions' },
    { from: medication, forward: 'interactions', to: food, backward: 'interactions' },
  ],
  isSymmetric: true,
  reviewEveryMonths: 12,
  fields: {
    severity: choice('How bad the result can be.', severity, {}),
    interactionEffect: text('What happens.', { maxLength: 1000, perLocale: true, multiline: true }),
    management: text('What to do about it.', { maxLength: 1000, perLocale: true, multiline: true }),
  },
});
