import type { AnyRecord } from '../../../schema/language/record.ts';
import { careMeasure } from '../../../schema/nodes/care-measure.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { mechanism } from '../../../schema/nodes/mechanism.ts';
import { actsThrough } from '../../../schema/relations/acts-through.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { leadsTo } from '../../../schema/relations/leads-to.ts';
import { palliates } from '../../../schema/relations/palliates.ts';
import { prevents } from '../../../schema/relations/prevents.ts';
import { legCramp, raisedMuscleExcitability } from './leg-cramp.ts';
import { broad, type Concept, concept, exact, synonyms } from './records.ts';
import { articleSays } from './sources.ts';

const locators = ['Section 1, Strenuous Exercise'];

const strenuousExercise = concept(cause, {
  slug: 'strenuous-exercise',
  name: { en: 'Strenuous exercise', zh: '剧烈运动' },
  plainName: { en: 'Hard exercise', zh: '剧烈运动' },
  summary: { en: 'Exercise that strains the muscles hard.', zh: '使肌肉承受很大负荷的运动。' },
  causeKind: 'EXERTION',
  synonyms: synonyms({
    en: { EXACT: ['vigorous exercise', 'intense exercise', 'intense physical activity'], BROAD: ['physical exertion'] },
    zh: { EXACT: ['激烈运动', '高强度运动'] },
  }),
  codes: [broad('MESH', 'D005082')],
});

const repeatedCalfContraction = concept(mechanism, {
  slug: 'repeated-calf-muscle-contraction',
  name: { en: 'Repeated contraction of the calf muscles', zh: '小腿肌肉频繁收缩' },
  plainName: { en: 'Calf muscles tightening over and over', zh: '小腿肌肉一次次收紧' },
  summary: { en: 'The calf muscles contract again and again within a short time.', zh: '小腿肌肉在短时间内反复收缩。' },
});

const metaboliteAccumulation = concept(mechanism, {
  slug: 'local-accumulation-of-metabolic-products',
  name: { en: 'Local accumulation of metabolic products', zh: '局部代谢产物堆积' },
  plainName: { en: 'Waste products building up in the muscle', zh: '肌肉里代谢废物堆积' },
  summary: {
    en: 'Products of metabolism build up in the muscle that made them.',
    zh: '代谢产物在产生它们的肌肉局部堆积。',
  },
  synonyms: synonyms({ en: { EXACT: ['metabolite accumulation'] }, zh: { EXACT: ['代谢产物积聚'] } }),
});

const warmUp = concept(careMeasure, {
  slug: 'warm-up-before-exercise',
  name: { en: 'Warm-up before exercise', zh: '运动前热身' },
  plainName: { en: 'Warm up before exercise', zh: '运动前热身' },
  summary: {
    en: 'Preparing the body for exercise by loosening joints such as knees and ankles.',
    zh: '运动前活动踝、膝等关节，使身体做好准备。',
  },
  synonyms: synonyms({ en: { EXACT: ['warming up', 'warm-up exercise'] }, zh: { EXACT: ['热身运动', '准备活动'] } }),
  codes: [exact('MESH', 'D063996')],
});

const calfStretching = concept(careMeasure, {
  slug: 'calf-stretching-after-exercise',
  name: { en: 'Calf stretching after exercise', zh: '运动后小腿肌肉拉伸' },
  plainName: { en: 'Stretch the calves after exercise', zh: '运动后拉伸小腿' },
  summary: { en: 'Stretching the calf muscles once exercise is over.', zh: '运动结束后拉伸小腿肌肉。' },
  synonyms: synonyms({ en: { EXACT: ['calf stretch'] }, zh: { EXACT: ['小腿拉伸'] } }),
  codes: [broad('MESH', 'D052580')],
});

const fluidsDuringExercise = concept(careMeasure, {
  slug: 'fluids-during-exercise',
  name: { en: 'Fluid intake during exercise', zh: '运动中补充水分' },
  plainName: { en: 'Drink during exercise', zh: '运动时及时喝水' },
  summary: { en: 'Drinking in good time while exercising.', zh: '运动过程中及时饮水。' },
  synonyms: synonyms({ en: { BROAD: ['hydration', 'drinking water'] }, zh: { BROAD: ['补水', '补充水分'] } }),
});

const avoidFatigue = concept(careMeasure, {
  slug: 'avoid-excessive-fatigue',
  name: { en: 'Avoidance of excessive fatigue', zh: '避免过度疲劳' },
  plainName: { en: 'Do not exhaust yourself', zh: '不要过度劳累' },
  summary: { en: 'Ending or easing exertion before exhaustion.', zh: '在精疲力竭之前减轻或停止用力。' },
  synonyms: synonyms({ zh: { EXACT: ['避免过度劳累'] } }),
});

const note = {
  en: 'The source gives this as advice for exercise without naming the effect; it is recorded as a precaution.',
  zh: '来源将其作为运动建议提出，未说明效果；此处记为预防措施。',
};

/** A precaution around exercise: it eases what the exertion brings and keeps the cramp away. */
const precaution = (
  measure: Concept,
  how: {
    readonly durationMinSeconds?: number;
    readonly durationMaxSeconds?: number;
    readonly instruction: { readonly en: string; readonly zh: string };
  },
): AnyRecord[] => [
  articleSays(palliates, measure, strenuousExercise, { ...how, guidance: 'SELF_CARE', note, locators }),
  articleSays(prevents, measure, legCramp, { ...how, guidance: 'SELF_CARE', note, locators }),
];

export const strenuousExerciseRecords: readonly AnyRecord[] = [
  strenuousExercise,
  repeatedCalfContraction,
  metaboliteAccumulation,
  articleSays(causes, strenuousExercise, legCramp, { locators: ['Introduction', ...locators] }),
  articleSays(actsThrough, strenuousExercise, repeatedCalfContraction, { locators }),
  articleSays(leadsTo, repeatedCalfContraction, metaboliteAccumulation, { locators }),
  articleSays(leadsTo, metaboliteAccumulation, raisedMuscleExcitability, {
    locators,
    note: {
      en: 'The source names both together as results of the contractions; their order is the reading of the editor.',
      zh: '来源将二者一并列为收缩的结果；先后顺序为编者的理解。',
    },
  }),
  warmUp,
  ...precaution(warmUp, {
    instruction: { en: 'Before exercise, thoroughly; include knees, ankles and further joints.', zh: '运动前充分进行，活动踝、膝等关节。' },
  }),
  calfStretching,
  ...precaution(calfStretching, {
    durationMinSeconds: 20,
    durationMaxSeconds: 20,
    instruction: { en: 'After exercise; about 20 seconds each time.', zh: '运动后进行，每次约20秒。' },
  }),
  fluidsDuringExercise,
  ...precaution(fluidsDuringExercise, {
    instruction: { en: 'In good time during exercise, so as not to tire too much.', zh: '运动中及时补充，以免过度疲劳。' },
  }),
  avoidFatigue,
  ...precaution(avoidFatigue, { instruction: { en: 'During exercise.', zh: '运动过程中。' } }),
];
