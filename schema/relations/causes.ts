import { choice, number, ratio, text } from '../language/field.ts';
import { relationType } from '../language/relation-type.ts';
import { onset, severity, sex } from '../language/vocabularies.ts';
import { cause } from '../nodes/cause.ts';
import { symptom } from '../nodes/symptom.ts';

export const causes = relationType({
  name: 'CAUSES',
  idPrefix: 'csc',
  title: { en: 'causes', zh: '引起' },
  description: 'A cause brings a symptom about.',
  biolink: 'biolink:has_phenotype',
  reasoning: 'BRINGS_ON',
  ends: [{ from: cause, forward: 'symptoms', to: symptom, backward: 'causes' }],
  together: [['frequency', 'frequencyAsStated', 'frequencyCount', 'frequencyTotal']],
  fields: {
    frequency: ratio('Share of people with the cause who show the symptom, 0 to 1.'),
    frequencyAsStated: text('The frequency in the words or numbers of the source.', { maxLength: 200 }),
    frequencyCount: number('How many people showed the symptom.', { min: 0, isInteger: true, unit: 'people' }),
    frequencyTotal: number('Of how many people that were looked at.', {
      min: 1,
      isInteger: true,
      unit: 'people',
      notBelow: 'frequencyCount',
    }),
    severity: choice('How bad the symptom usually is.', severity, {}),
    onset: choice('How soon the symptom comes.', onset, {}),
    sex: choice('Only in this sex.', sex, {}),
  },
});
