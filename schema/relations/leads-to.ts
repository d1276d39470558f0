import { choice } from '../language/field.ts';
import { relationType } from '../language/relation-type.ts';
import { effect } from '../language/vocabularies.ts';
import { cause } from '../nodes/cause.ts';
import { mechanism } from '../nodes/mechanism.ts';

export const leadsTo = relationType({
  name: 'LEADS_TO',
  idPrefix: 'lea',
  title: { en: 'leads to', zh: '导致' },
  description: 'One mechanism leads to the next, or one cause to another as its complication.',
  biolink: 'biolink:causes',
  reasoning: 'WORKS_BY',
  ends: [
    { from: mechanism, forward: 'leadsTo', to: mechanism, backward: 'ledToBy' },
    { from: cause, forward: 'complications', to: cause, backward: 'causes' },
  ],
  fields: { effect: choice('In which direction the first changes the second.', effect, {}) },
});
