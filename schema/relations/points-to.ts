import { relationType } from '../language/relation-type.ts';
import { cause } from '../nodes/cause.ts';
import { redFlag } from '../nodes/red-flag.ts';

export const pointsTo = relationType({
  name: 'POINTS_TO',
  idPrefix: 'pts',
  title: { en: 'points to', zh: '提示' },
  description: 'The rule makes one think of this cause.',
  biolink: 'biolink:related_to',
  reasoning: 'NOT_READ',
  ends: [{ from: redFlag, forward: 'causes', to: cause, backward: 'redFlags' }],
  fields: {},
});
