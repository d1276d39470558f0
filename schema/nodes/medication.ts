import { choice, text, vocabulary } from '../language/field.ts';
import { nodeType } from '../language/node-type.ts';

const medicationKind = vocabulary('MedicationKind', 'What a medication record stands for.', {
  SUBSTANCE: 'An active substance.',
  PRODUCT: 'A product with its form.',
  CLASS: 'A class of substances.',
});

export const medication = nodeType({
  name: 'Medication',
  plural: 'medications',
  idPrefix: 'med',
  title: { en: 'Medication', zh: '药物' },
  description: 'An active substance, a product or a class of them.',
  biolink: 'biolink:Drug',
  reviewEveryMonths: 6,
  fields: {
    medicationKind: choice('What the record stands for.', medicationKind, { required: true }),
    form: text('Dosage form, where it matters, such as tablet or sustained-release capsule.', { maxLength: 200, perLocale: true }),
  },
});
