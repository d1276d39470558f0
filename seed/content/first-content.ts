import type { AnyRecord } from '../../schema/language/record.ts';
import { coldExposureRecords } from './leg-cramps/cold-exposure.ts';
import { generalAdviceRecords } from './leg-cramps/general-advice.ts';
import { hypocalcemiaRecords } from './leg-cramps/hypocalcemia.ts';
import { legCrampRecords } from './leg-cramps/leg-cramp.ts';
import { lumbarDiscHerniationRecords } from './leg-cramps/lumbar-disc-herniation.ts';
import { sources } from './leg-cramps/sources.ts';
import { strenuousExerciseRecords } from './leg-cramps/strenuous-exercise.ts';
import { varicoseVeinsRecords } from './leg-cramps/varicose-veins.ts';

/** What an empty graph is filled with: everything one article says about leg cramps, as release 1. */
export const firstContent: { readonly title: string; readonly note: string; readonly records: readonly AnyRecord[] } = {
  title: 'Leg cramps',
  note: 'Leg cramps: five causes, how they work, what comes with them and what helps, curated by hand from one health article.',
  records: [
    ...sources,
    ...legCrampRecords,
    ...strenuousExerciseRecords,
    ...coldExposureRecords,
    ...hypocalcemiaRecords,
    ...varicoseVeinsRecords,
    ...lumbarDiscHerniationRecords,
    ...generalAdviceRecords,
  ],
};
