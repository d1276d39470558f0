import { relationType } from '../language/relation-type.ts';
import { cause } from '../nodes/cause.ts';
import { mechanism } from '../nodes/mechanism.ts';

export const actsThrough = relationType({
  name: 'ACTS_THROUGH',
  idPrefix: 'act',
  title: { en: 'acts through', zh: '通过' },
  description: 'A cause works by a mechanism.',
  biolink: 'biolink:causes',
  reasoning: 'WORKS_BY',
  ends: [{ from: cause, forward: 'mechanisms', to: mechanism, backward: 'causes' }],
  fields: {},
});
