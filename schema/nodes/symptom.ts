import { nodeType } from '../language/node-type.ts';

export const symptom = nodeType({
  name: 'Symptom',
  plural: 'symptoms',
  idPrefix: 'sym',
  title: { en: 'Symptom', zh: '症状' },
  description: 'What a person notices or an examiner finds, before any explanation of it.',
  biolink: 'biolink:PhenotypicFeature',
  fields: {},
});
