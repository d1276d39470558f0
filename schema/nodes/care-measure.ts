import { nodeType } from '../language/node-type.ts';

export const careMeasure = nodeType({
  name: 'CareMeasure',
  plural: 'careMeasures',
  idPrefix: 'car',
  title: { en: 'Care measure', zh: '护理措施' },
  description: 'What a person or a clinician does: self-care, posture, exercise, procedure, diet.',
  biolink: 'biolink:Procedure',
  fields: {},
});
