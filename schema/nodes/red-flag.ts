import { choice, text } from '../language/field.ts';
import { nodeType, population } from '../language/node-type.ts';
import { urgency } from '../language/vocabularies.ts';

export const redFlag = nodeType({
  name: 'RedFlag',
  plural: 'redFlags',
  idPrefix: 'red',
  title: { en: 'Red flag', zh: '警示信号' },
  description: 'A rule: when all findings it requires are as required, a person should be seen this soon.',
  biolink: 'biolink:InformationContentEntity',
  reviewEveryMonths: 6,
  fields: {
    urgency: choice('How soon a person should be seen when the rule fires.', urgency, { required: true }),
    population,
    advice: text('What to tell the person.', { maxLength: 1000, perLocale: true, multiline: true }),
  },
});
