import { nodeType } from '../language/node-type.ts';

export const nutrient = nodeType({
  name: 'Nutrient',
  plural: 'nutrients',
  idPrefix: 'nut',
  title: { en: 'Nutrient', zh: '营养素' },
  description: 'What a food contains and a body can lack.',
  biolink: 'biolink:ChemicalEntity',
  fields: {},
});
