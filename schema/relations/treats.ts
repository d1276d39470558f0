import { benefitType } from '../language/relation-type.ts';
import { careMeasure } from '../nodes/care-measure.ts';
import { cause } from '../nodes/cause.ts';
import { medication } from '../nodes/medication.ts';

export const treats = benefitType({
  name: 'TREATS',
  idPrefix: 'trt',
  title: { en: 'treats', zh: '治疗' },
  description: 'Changes the cause itself for the better.',
  biolink: 'biolink:treats',
  reasoning: 'HELPS',
  ends: [
    { from: medication, forward: 'causes', to: cause, backward: 'medications' },
    { from: careMeasure, forward: 'causes', to: cause, backward: 'careMeasures' },
  ],
  excludes: ['CONTRAINDICATED_IN'],
  contrasts: ['WORSENS', 'TRIGGERS', 'HAS_SIDE_EFFECT'],
  fields: {},
});
