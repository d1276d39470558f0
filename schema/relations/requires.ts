import { choice } from '../language/field.ts';
import { relationType } from '../language/relation-type.ts';
import { presence } from '../language/vocabularies.ts';
import { redFlag } from '../nodes/red-flag.ts';
import { symptom } from '../nodes/symptom.ts';

export const requires = relationType({
  name: 'REQUIRES',
  idPrefix: 'req',
  title: { en: 'requires', zh: '以…为条件' },
  description: 'The rule needs this finding as the qualifier says; all that a rule requires must hold.',
  biolink: 'biolink:related_to',
  reasoning: 'BY_NAME',
  ends: [{ from: redFlag, forward: 'symptoms', to: symptom, backward: 'redFlags' }],
  fields: { presence: choice('How the finding must be.', presence, { required: true }) },
});
