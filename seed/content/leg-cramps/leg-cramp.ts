import type { AnyRecord } from '../../../schema/language/record.ts';
import { mechanism } from '../../../schema/nodes/mechanism.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { produces } from '../../../schema/relations/produces.ts';
import { subtypeOf } from '../../../schema/relations/subtype-of.ts';
import { broad, concept, exact, narrow, synonyms } from './records.ts';
import { articleSays, symptomOntologySays } from './sources.ts';

export const legCramp = concept(symptom, {
  slug: 'leg-cramp',
  name: { en: 'Leg cramp', zh: '腿部肌肉痉挛' },
  plainName: { en: 'Leg cramp', zh: '腿抽筋' },
  summary: {
    en: 'A sudden, painful, involuntary tightening of a leg muscle, most often of the calf.',
    zh: '腿部肌肉突然、疼痛、不由自主地收紧，最常见于小腿。',
  },
  synonyms: synonyms({
    en: {
      EXACT: ['leg cramps', 'cramp in the leg', 'leg muscle cramp'],
      NARROW: ['calf cramp', 'calf cramps'],
      LAY: ['charley horse'],
    },
    zh: {
      EXACT: ['腿部痉挛', '下肢痉挛'],
      NARROW: ['小腿抽筋', '小腿肌肉痉挛', '腓肠肌痉挛'],
      BROAD: ['抽筋'],
      LAY: ['腿抽筋', '腿部抽筋'],
    },
  }),
  codes: [exact('SYMP', '0000316'), narrow('HP', '0008991'), narrow('ICD10CM', 'G47.62')],
});

export const frequentLegCramps = concept(symptom, {
  slug: 'frequent-leg-cramps',
  name: { en: 'Frequent leg cramps', zh: '频繁腿部肌肉痉挛' },
  plainName: { en: 'Leg cramps that keep coming back', zh: '经常腿抽筋' },
  summary: { en: 'Leg cramps that come again and again.', zh: '反复出现的腿部肌肉痉挛。' },
  synonyms: synonyms({
    en: { EXACT: ['recurrent leg cramps', 'frequent leg cramp'], BROAD: ['frequent cramps'] },
    zh: { EXACT: ['反复腿抽筋', '腿部频繁抽筋'], BROAD: ['频繁抽筋', '经常抽筋'] },
  }),
});

const muscleCramp = concept(symptom, {
  slug: 'muscle-cramp',
  name: { en: 'Muscle cramp', zh: '肌肉痉挛' },
  plainName: { en: 'Muscle cramp', zh: '肌肉抽筋' },
  summary: { en: 'A sudden, painful, involuntary tightening of a muscle.', zh: '肌肉突然、疼痛、不由自主地收紧。' },
  synonyms: synonyms({ en: { EXACT: ['muscle cramps', 'muscular cramp'] }, zh: { LAY: ['肌肉抽筋'] } }),
  codes: [exact('SYMP', '0000093'), exact('HP', '0003394'), exact('MESH', 'D009120'), broad('ICD10CM', 'R25.2')],
});

/** Two causes work through it. */
export const raisedMuscleExcitability = concept(mechanism, {
  slug: 'raised-muscle-excitability',
  name: { en: 'Raised muscle excitability', zh: '肌肉兴奋性增高' },
  plainName: { en: 'Overexcitable muscle', zh: '肌肉过于容易兴奋' },
  summary: { en: 'A muscle reacts more readily than usual and so contracts more easily.', zh: '肌肉比平时更容易产生反应，因而更易收缩。' },
  synonyms: synonyms({
    en: { EXACT: ['increased muscle excitability', 'muscle hyperexcitability'] },
    zh: { EXACT: ['肌肉兴奋性升高', '肌肉兴奋性增加'] },
  }),
});

export const legCrampRecords: readonly AnyRecord[] = [
  legCramp,
  frequentLegCramps,
  muscleCramp,
  raisedMuscleExcitability,
  symptomOntologySays(subtypeOf, legCramp, muscleCramp, { locators: ['SYMP:0000316, is_a SYMP:0000093'] }),
  articleSays(subtypeOf, frequentLegCramps, legCramp, {
    locators: ['Closing advice'],
    certainty: 'UNGRADED',
    note: { en: 'So by definition: the source speaks of leg cramps that occur often.', zh: '按定义如此：来源所指为经常发生的腿抽筋。' },
  }),
  articleSays(produces, raisedMuscleExcitability, legCramp, { locators: ['Section 1, Strenuous Exercise', 'Section 3, Hypocalcemia'] }),
];
