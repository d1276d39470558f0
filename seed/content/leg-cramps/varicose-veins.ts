import type { AnyRecord } from '../../../schema/language/record.ts';
import { careMeasure } from '../../../schema/nodes/care-measure.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { mechanism } from '../../../schema/nodes/mechanism.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { actsThrough } from '../../../schema/relations/acts-through.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { leadsTo } from '../../../schema/relations/leads-to.ts';
import { palliates } from '../../../schema/relations/palliates.ts';
import { produces } from '../../../schema/relations/produces.ts';
import { legCramp } from './leg-cramp.ts';
import { broad, close, concept, exact, synonyms } from './records.ts';
import { articleSays } from './sources.ts';

const locators = ['Section 4, Lower Extremity Varicose Veins'];

const varicoseVeins = concept(cause, {
  slug: 'lower-extremity-varicose-veins',
  name: { en: 'Varicose veins of the lower extremities', zh: '下肢静脉曲张' },
  plainName: { en: 'Varicose veins in the legs', zh: '腿部静脉曲张' },
  summary: {
    en: 'Veins of the legs that are widened and twisted because their valves do not work properly.',
    zh: '下肢静脉因瓣膜功能异常而扩张、迂曲。',
  },
  causeKind: 'DISEASE',
  synonyms: synonyms({
    en: {
      EXACT: ['lower extremity varicose veins', 'leg varicose veins', 'lower limb varicose veins'],
      BROAD: ['varicose veins', 'varices'],
    },
    zh: { EXACT: ['下肢浅静脉曲张'], BROAD: ['静脉曲张'], LAY: ['炸筋腿', '蚯蚓腿'] },
  }),
  codes: [exact('ICD10CM', 'I83'), broad('DOID', '799'), broad('MESH', 'D014648'), broad('HP', '0002619')],
});

const legSoreness = concept(symptom, {
  slug: 'leg-soreness',
  name: { en: 'Leg soreness', zh: '腿部酸痛' },
  plainName: { en: 'Sore, aching legs', zh: '腿酸痛' },
  summary: { en: 'A dull ache in the legs.', zh: '腿部的钝痛、酸胀感。' },
  synonyms: synonyms({ en: { EXACT: ['sore legs', 'aching legs'] }, zh: { EXACT: ['下肢酸痛', '腿部酸胀'], LAY: ['腿酸'] } }),
  codes: [close('HP', '0012514')],
});

const bulgingVeins = concept(symptom, {
  slug: 'bulging-leg-veins',
  name: { en: 'Bulging leg veins', zh: '腿部血管凸起' },
  plainName: { en: 'Veins standing out on the legs', zh: '腿上青筋凸起' },
  summary: { en: 'Blood vessels that stand out under the skin of the legs.', zh: '腿部皮肤下凸起的血管。' },
  synonyms: synonyms({
    en: { EXACT: ['bulging veins in the legs', 'prominent leg veins', 'bulging blood vessels in the legs'] },
    zh: { EXACT: ['下肢血管突出', '腿部静脉凸起'], LAY: ['腿上青筋暴起'] },
  }),
  codes: [broad('HP', '0001015')],
});

const valveDysfunction = concept(mechanism, {
  slug: 'venous-valve-dysfunction',
  name: { en: 'Dysfunction of the venous valves of the legs', zh: '下肢静脉瓣膜功能异常' },
  plainName: { en: 'Leg vein valves that do not work properly', zh: '腿部静脉的瓣膜失灵' },
  summary: { en: 'The valves in the veins of the legs do not work as they should.', zh: '下肢静脉中的瓣膜不能正常工作。' },
  synonyms: synonyms({ en: { EXACT: ['venous valve dysfunction', 'venous valve incompetence'] }, zh: { EXACT: ['静脉瓣膜功能不全'] } }),
});

const obstructedFlow = concept(mechanism, {
  slug: 'obstructed-venous-blood-flow',
  name: { en: 'Obstructed blood flow in the legs', zh: '下肢血液回流受阻' },
  plainName: { en: 'Blood not flowing freely in the legs', zh: '腿部血流不畅' },
  summary: { en: 'Blood cannot flow freely through the veins of the legs.', zh: '血液不能顺畅地流过下肢静脉。' },
  synonyms: synonyms({ en: { EXACT: ['impaired venous return'] }, zh: { EXACT: ['血流受阻', '静脉回流障碍'] } }),
});

const poorMuscleSupply = concept(mechanism, {
  slug: 'insufficient-blood-supply-to-calf-muscles',
  name: { en: 'Insufficient blood supply to the calf muscles', zh: '小腿肌肉供血不足' },
  plainName: { en: 'Too little blood reaching the calf muscles', zh: '小腿肌肉血液供应不够' },
  summary: { en: 'The muscles of the calf receive less blood than they need.', zh: '小腿肌肉得到的血液少于所需。' },
});

const tablet = { en: 'tablet', zh: '片剂' };

const venoruton = concept(medication, {
  slug: 'venoruton-tablets',
  name: { en: 'Venoruton tablets', zh: '维脑路通片' },
  plainName: { en: 'Venoruton tablets', zh: '维脑路通片' },
  summary: { en: 'Tablets with hydroxyethylrutosides, substances made from rutin.', zh: '含羟乙基芦丁（芦丁衍生物）的片剂。' },
  medicationKind: 'PRODUCT',
  form: tablet,
  synonyms: synonyms({
    en: { EXACT: ['Venoruton'], NARROW: ['troxerutin'], BROAD: ['hydroxyethylrutosides', 'oxerutins', 'O-(beta-hydroxyethyl)rutosides'] },
    zh: { EXACT: ['维脑路通'], NARROW: ['曲克芦丁', '曲克芦丁片'], BROAD: ['羟乙基芦丁'] },
  }),
  codes: [broad('MESH', 'D006896')],
});

const diosmin = concept(medication, {
  slug: 'diosmin-tablets',
  name: { en: 'Diosmin tablets', zh: '地奥司明片' },
  plainName: { en: 'Diosmin tablets', zh: '地奥司明片' },
  summary: { en: 'Tablets with the flavonoid diosmin.', zh: '含黄酮类成分地奥司明的片剂。' },
  medicationKind: 'PRODUCT',
  form: tablet,
  synonyms: synonyms({ en: { BROAD: ['diosmin'] }, zh: { BROAD: ['地奥司明'] } }),
  codes: [broad('MESH', 'D004145'), broad('CHEBI', '4631')],
});

const hesperidin = concept(medication, {
  slug: 'hesperidin-tablets',
  name: { en: 'Hesperidin tablets', zh: '橙皮苷片' },
  plainName: { en: 'Hesperidin tablets', zh: '橙皮苷片' },
  summary: { en: 'Tablets with the citrus flavonoid hesperidin.', zh: '含柑橘黄酮类成分橙皮苷的片剂。' },
  medicationKind: 'PRODUCT',
  form: tablet,
  synonyms: synonyms({ en: { BROAD: ['hesperidin'] }, zh: { EXACT: ['橘皮苷片'], BROAD: ['橙皮苷', '橘皮苷', '陈皮苷'] } }),
  codes: [broad('MESH', 'D006569'), broad('CHEBI', '28775')],
});

const avoidStanding = concept(careMeasure, {
  slug: 'avoid-prolonged-standing',
  name: { en: 'Avoidance of prolonged standing', zh: '避免长时间站立' },
  plainName: { en: 'Do not stand for long', zh: '不要久站' },
  summary: { en: 'Not standing for a long time without a break.', zh: '不长时间连续站立。' },
  synonyms: synonyms({ zh: { EXACT: ['避免久站'] } }),
});

const elevateLegs = concept(careMeasure, {
  slug: 'elevate-legs-at-rest',
  name: { en: 'Leg elevation at rest', zh: '休息时抬高下肢' },
  plainName: { en: 'Put your legs up when resting', zh: '休息时把腿垫高' },
  summary: { en: 'Resting with the legs raised.', zh: '休息时将双腿抬高。' },
  synonyms: synonyms({ en: { EXACT: ['leg elevation', 'raising the legs'] }, zh: { EXACT: ['抬高患肢', '抬高双腿'] } }),
});

const medicationNote = {
  en: 'The source says only that it can be taken for this disease, not that it changes the veins; the weaker claim is recorded.',
  zh: '来源仅说明可用于该病，未说明能改变静脉病变；此处按较弱的说法记录。',
};
const adviceNote = {
  en: 'The source gives this as daily advice for people with the disease without naming the effect; the weaker claim is recorded.',
  zh: '来源将其作为患者的日常建议提出，未说明效果；此处按较弱的说法记录。',
};

export const varicoseVeinsRecords: readonly AnyRecord[] = [
  varicoseVeins,
  legSoreness,
  bulgingVeins,
  valveDysfunction,
  obstructedFlow,
  poorMuscleSupply,
  articleSays(causes, varicoseVeins, legCramp, { locators: ['Introduction', ...locators] }),
  articleSays(causes, varicoseVeins, legSoreness, { locators }),
  articleSays(causes, varicoseVeins, bulgingVeins, { locators }),
  articleSays(actsThrough, varicoseVeins, valveDysfunction, { locators }),
  articleSays(leadsTo, valveDysfunction, obstructedFlow, { locators }),
  articleSays(leadsTo, obstructedFlow, poorMuscleSupply, { locators }),
  articleSays(produces, poorMuscleSupply, legCramp, { locators }),
  ...[venoruton, diosmin, hesperidin].flatMap((tablets) => [
    tablets,
    articleSays(palliates, tablets, varicoseVeins, { guidance: 'UNDER_MEDICAL_GUIDANCE', note: medicationNote, locators }),
  ]),
  avoidStanding,
  articleSays(palliates, avoidStanding, varicoseVeins, { guidance: 'SELF_CARE', note: adviceNote, locators }),
  elevateLegs,
  articleSays(palliates, elevateLegs, varicoseVeins, {
    guidance: 'SELF_CARE',
    instruction: { en: 'When resting, moderately.', zh: '休息时适当抬高。' },
    note: adviceNote,
    locators,
  }),
];
