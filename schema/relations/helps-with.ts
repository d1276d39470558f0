import { text } from '../language/field.ts';
import { benefitType } from '../language/relation-type.ts';
import { cause } from '../nodes/cause.ts';
import { food } from '../nodes/food.ts';

export const helpsWith = benefitType({
  name: 'HELPS_WITH',
  idPrefix: 'hlp',
  title: { en: 'helps with', zh: '有助于' },
  description: 'Eating or drinking it is good for people with the cause.',
  biolink: 'biolink:ameliorates_condition',
  reasoning: 'HELPS',
  ends: [{ from: food, forward: 'causes', to: cause, backward: 'foods' }],
  excludes: ['CONTRAINDICATED_IN'],
  contrasts: ['WORSENS', 'TRIGGERS'],
  fields: { amount: text('How much, how often.', { maxLength: 300, perLocale: true }) },
});
