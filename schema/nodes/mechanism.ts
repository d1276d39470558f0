import { nodeType } from '../language/node-type.ts';

export const mechanism = nodeType({
  name: 'Mechanism',
  plural: 'mechanisms',
  idPrefix: 'mec',
  title: { en: 'Mechanism', zh: '机制' },
  description: 'The process in the body between a cause and a symptom.',
  biolink: 'biolink:BiologicalProcess',
  fields: {},
});
