import { relationType } from '../language/relation-type.ts';
import { mechanism } from '../nodes/mechanism.ts';
import { symptom } from '../nodes/symptom.ts';

export const produces = relationType({
  name: 'PRODUCES',
  idPrefix: 'prd',
  title: { en: 'produces', zh: '产生' },
  description: 'A mechanism produces a symptom.',
  biolink: 'biolink:causes',
  reasoning: 'WORKS_BY',
  ends: [{ from: mechanism, forward: 'symptoms', to: symptom, backward: 'mechanisms' }],
  fields: {},
});
