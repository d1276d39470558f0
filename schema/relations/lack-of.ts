import { relationType } from '../language/relation-type.ts';
import { cause } from '../nodes/cause.ts';
import { nutrient } from '../nodes/nutrient.ts';

export const lackOf = relationType({
  name: 'LACK_OF',
  idPrefix: 'lck',
  title: { en: 'is a lack of', zh: '缺乏' },
  description: 'The cause is too little of a nutrient.',
  biolink: 'biolink:related_to',
  reasoning: 'NOT_READ',
  ends: [{ from: cause, forward: 'lacks', to: nutrient, backward: 'lackedBy' }],
  fields: {},
});
