import { ratio, text } from '../language/field.ts';
import { relationType } from '../language/relation-type.ts';
import { cause } from '../nodes/cause.ts';
import { medication } from '../nodes/medication.ts';
import { symptom } from '../nodes/symptom.ts';

export const hasSideEffect = relationType({
  name: 'HAS_SIDE_EFFECT',
  idPrefix: 'sde',
  title: { en: 'has the side effect', zh: '的副作用包括' },
  description: 'A medication can bring about a symptom or a cause, such as a disease, as a side effect.',
  biolink: 'biolink:has_side_effect',
  reasoning: 'BRINGS_ON',
  ends: [
    { from: medication, forward: 'sideEffects', to: symptom, backward: 'sideEffectOf' },
    { from: medication, forward: 'inducedCauses', to: cause, backward: 'sideEffectOf' },
  ],
  reviewEveryMonths: 12,
  together: [['frequency', 'frequencyAsStated']],
  fields: {
    frequency: ratio('Share of people taking it who get it, 0 to 1.'),
    frequencyAsStated: text('The frequency in the words or numbers of the source.', { maxLength: 200 }),
  },
});
