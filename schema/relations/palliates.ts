import { benefitType } from '../language/relation-type.ts';
import { careMeasure } from '../nodes/care-measure.ts';
import { cause } from '../nodes/cause.ts';
import { medication } from '../nodes/medication.ts';

export const palliates = benefitType({
  name: 'PALLIATES',
  idPrefix: 'pal',
  title: { en: 'palliates', zh: '缓解（对症）' },
  description: 'Eases what the cause brings without changing the cause.',
  biolink: 'biolink:ameliorates_condition',
  reasoning: 'HELPS',
  ends: [
    { from: medication, forward: 'causes', to: cause, backward: 'medications' },
    { from: careMeasure, forward: 'causes', to: cause, backward: 'careMeasures' },
  ],
  excludes: ['CONTRAINDICATED_IN'],
  contrasts: ['WORSENS', 'TRIGGERS', 'HAS_SIDE_EFFECT'],
  fields: {},
});
