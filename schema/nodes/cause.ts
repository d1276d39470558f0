import { choice, vocabulary } from '../language/field.ts';
import { nodeType, population } from '../language/node-type.ts';

export const causeKind = vocabulary('CauseKind', 'What kind of thing a cause is.', {
  DISEASE: 'A disease or disorder.',
  DEFICIENCY: 'Too little of something the body needs.',
  INJURY: 'Damage from outside.',
  EXERTION: 'Physical strain.',
  ENVIRONMENT: 'Something in the surroundings, such as cold.',
  LIFESTYLE: 'A habit.',
  LIFE_STATE: 'A state of life, such as pregnancy.',
  SUBSTANCE: 'Something taken or met with.',
});

export const cause = nodeType({
  name: 'Cause',
  plural: 'causes',
  idPrefix: 'cau',
  title: { en: 'Cause', zh: '原因' },
  description: 'Whatever can bring a symptom about: a disease, a lack, a strain, a habit, the surroundings, a state of life.',
  biolink: 'biolink:Disease',
  biolinkBy: {
    field: 'causeKind',
    categories: {
      EXERTION: 'biolink:BehavioralExposure',
      ENVIRONMENT: 'biolink:EnvironmentalExposure',
      LIFESTYLE: 'biolink:BehavioralExposure',
      LIFE_STATE: 'biolink:LifeStage',
      SUBSTANCE: 'biolink:ChemicalEntity',
    },
  },
  // Of the cause itself, and with it of all its kinds: for others it is no cause at all.
  fields: { causeKind: choice('What kind of thing it is.', causeKind, { required: true }), population },
});
