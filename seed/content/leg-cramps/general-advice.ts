import type { AnyRecord } from '../../../schema/language/record.ts';
import { careMeasure } from '../../../schema/nodes/care-measure.ts';
import { nutrient } from '../../../schema/nodes/nutrient.ts';
import { redFlag } from '../../../schema/nodes/red-flag.ts';
import { prevents } from '../../../schema/relations/prevents.ts';
import { relieves } from '../../../schema/relations/relieves.ts';
import { requires } from '../../../schema/relations/requires.ts';
import { calcium } from './hypocalcemia.ts';
import { frequentLegCramps, legCramp } from './leg-cramp.ts';
import { close, concept, exact, synonyms } from './records.ts';
import { articleSays } from './sources.ts';

const locators = ['Closing advice'];

const generalTreatment = concept(careMeasure, {
  slug: 'general-treatment',
  name: { en: 'General treatment', zh: '一般治疗' },
  plainName: { en: 'General care', zh: '一般治疗' },
  summary: {
    en: 'Treatment with neither medication nor physical methods, such as care in daily life.',
    zh: '不使用药物和物理方法的治疗，例如日常护理。',
  },
});

const physicalTherapy = concept(careMeasure, {
  slug: 'physical-therapy',
  name: { en: 'Physical therapy', zh: '物理治疗' },
  plainName: { en: 'Physiotherapy', zh: '理疗' },
  summary: { en: 'Treatment by physical methods, such as movement, warmth or massage.', zh: '用运动、热疗、按摩等物理方法进行的治疗。' },
  synonyms: synonyms({ en: { EXACT: ['physiotherapy', 'PT'] }, zh: { EXACT: ['理疗'] } }),
  codes: [exact('MAXO', '0000011'), exact('MESH', 'D026741')],
});

const drugTreatment = concept(careMeasure, {
  slug: 'drug-treatment',
  name: { en: 'Drug treatment', zh: '药物治疗' },
  plainName: { en: 'Treatment with medicines', zh: '用药治疗' },
  summary: { en: 'Treatment with medicines.', zh: '使用药物进行的治疗。' },
  synonyms: synonyms({ en: { EXACT: ['medication therapy', 'pharmacotherapy'] }, zh: { EXACT: ['药物疗法'] } }),
  codes: [exact('MAXO', '0000058')],
});

const balancedDiet = concept(careMeasure, {
  slug: 'balanced-diet',
  name: { en: 'Balanced diet', zh: '均衡饮食' },
  plainName: { en: 'Eat a balanced diet', zh: '饮食均衡' },
  summary: { en: 'Eating a varied diet in which no nutrient is missing.', zh: '饮食多样，营养全面。' },
  synonyms: synonyms({ en: { BROAD: ['healthy diet'] }, zh: { EXACT: ['饮食均衡', '膳食平衡', '合理饮食'] } }),
  codes: [close('MESH', 'D000072001')],
});

const calciumAndVitamins = concept(careMeasure, {
  slug: 'calcium-and-vitamin-supplementation',
  name: { en: 'Supplementation of calcium and vitamins', zh: '补充钙和维生素' },
  plainName: { en: 'Get enough calcium and vitamins', zh: '补充钙和维生素' },
  summary: { en: 'Taking in additional calcium and vitamins.', zh: '额外摄入钙和维生素。' },
  synonyms: synonyms({ en: { NARROW: ['calcium supplementation', 'vitamin supplementation'] }, zh: { NARROW: ['补钙', '补充维生素'] } }),
});

const regularRoutine = concept(careMeasure, {
  slug: 'regular-routine',
  name: { en: 'Regular routine of rest and activity', zh: '规律作息' },
  plainName: { en: 'Keep regular hours', zh: '作息规律' },
  summary: { en: 'Resting and being active at regular times of the day.', zh: '每天按规律的时间休息和活动。' },
  synonyms: synonyms({ en: { EXACT: ['regular daily routine'] }, zh: { EXACT: ['作息规律', '生活规律'] } }),
});

const vitamins = concept(nutrient, {
  slug: 'vitamins',
  name: { en: 'Vitamins', zh: '维生素' },
  plainName: { en: 'Vitamins', zh: '维生素' },
  summary: {
    en: 'Substances that the body needs in small amounts and mostly takes from food.',
    zh: '人体少量需要、主要从食物中获得的物质。',
  },
  synonyms: synonyms({ en: { EXACT: ['vitamin'] }, zh: { EXACT: ['维他命'] } }),
  codes: [exact('MESH', 'D014815'), close('CHEBI', '33229')],
});

const seeADoctor = concept(redFlag, {
  slug: 'frequent-leg-cramps',
  name: { en: 'Frequent leg cramps', zh: '频繁腿抽筋' },
  plainName: { en: 'Leg cramps that keep coming back', zh: '经常腿抽筋' },
  summary: { en: 'Leg cramps that come often should be examined by a doctor.', zh: '腿抽筋频繁发生时应由医生检查。' },
  urgency: 'SOON',
  advice: {
    en: 'Your leg cramps come often. See a doctor soon and have the reason looked for.',
    zh: '您经常腿抽筋，请尽快就医，检查原因。',
  },
});

const treatmentNote = {
  en: 'Chosen at a hospital, against the pain. The source also says that no method relieves the pain quickly.',
  zh: '由医院选择，用于缓解疼痛。来源同时指出没有能快速止痛的方法。',
};
const note = {
  en: 'The source gives this as general daily advice without naming the effect; it is recorded as prevention.',
  zh: '来源将其作为一般日常建议提出，未说明效果；此处记为预防。',
};
const supplementNote = {
  en: 'The source gives this as general daily advice without naming the effect or an amount; for calcium tablets it asks for the guidance of a doctor.',
  zh: '来源将其作为一般日常建议提出，未说明效果和用量；服用钙片时，来源要求遵医嘱。',
};

export const generalAdviceRecords: readonly AnyRecord[] = [
  ...[generalTreatment, physicalTherapy, drugTreatment].flatMap((treatment) => [
    treatment,
    articleSays(relieves, treatment, legCramp, { guidance: 'UNDER_MEDICAL_GUIDANCE', note: treatmentNote, locators: ['Introduction'] }),
  ]),
  ...[balancedDiet, regularRoutine].flatMap((habit) => [
    habit,
    articleSays(prevents, habit, legCramp, { guidance: 'SELF_CARE', note, locators }),
  ]),
  vitamins,
  calciumAndVitamins,
  ...[calciumAndVitamins, calcium, vitamins].map((supplement) =>
    articleSays(prevents, supplement, legCramp, { note: supplementNote, locators }),
  ),
  seeADoctor,
  articleSays(requires, seeADoctor, frequentLegCramps, { presence: 'PRESENT', locators }),
];
