import { nodeType } from '../language/node-type.ts';

export const food = nodeType({
  name: 'Food',
  plural: 'foods',
  idPrefix: 'foo',
  title: { en: 'Food', zh: '食物' },
  description: 'What is eaten or drunk.',
  biolink: 'biolink:Food',
  fields: {},
});
