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
import { broad, close, concept, exact, narrow, synonyms } from './records.ts';
import { articleSays } from './sources.ts';

const locators = ['Section 5, Lumbar Disc Herniation'];

const lumbarDiscHerniation = concept(cause, {
  slug: 'lumbar-disc-herniation',
  name: { en: 'Lumbar disc herniation', zh: '腰椎间盘突出症' },
  plainName: { en: 'Slipped disc in the lower back', zh: '腰椎间盘突出' },
  summary: {
    en: 'A disc between the vertebrae of the lower back bulges out and can press on nerve roots.',
    zh: '腰椎之间的椎间盘向外突出，可压迫神经根。',
  },
  causeKind: 'DISEASE',
  synonyms: synonyms({
    en: {
      EXACT: ['herniated lumbar disc', 'lumbar disc prolapse', 'lumbar intervertebral disc herniation'],
      BROAD: ['herniated disc'],
      LAY: ['slipped disc'],
    },
    zh: { EXACT: ['腰椎间盘突出'], NARROW: ['腰椎间盘脱出'], LAY: ['腰突', '腰间盘突出'] },
  }),
  codes: [narrow('ICD10CM', 'M51.26'), close('ICD10CM', 'M51.16'), broad('MESH', 'D007405')],
});

const lowBackPain = concept(symptom, {
  slug: 'low-back-pain',
  name: { en: 'Low back pain', zh: '腰痛' },
  plainName: { en: 'Pain in the lower back', zh: '腰疼' },
  summary: { en: 'Pain in the lower part of the back.', zh: '背部下段（腰部）的疼痛。' },
  synonyms: synonyms({
    en: { EXACT: ['lower back pain', 'lumbago'] },
    zh: { EXACT: ['下背部疼痛', '下腰痛', '腰部疼痛'], LAY: ['腰疼'] },
  }),
  codes: [exact('HP', '0003419'), exact('MESH', 'D017116'), exact('ICD10CM', 'M54.5')],
});

const radiatingLegPain = concept(symptom, {
  slug: 'radiating-leg-pain',
  name: { en: 'Radiating leg pain', zh: '下肢放射痛' },
  plainName: { en: 'Pain shooting down the leg', zh: '疼痛窜到腿上' },
  summary: { en: 'Pain that spreads along the leg.', zh: '沿腿部扩散的疼痛。' },
  synonyms: synonyms({
    en: { EXACT: ['leg pain that radiates', 'pain radiating down the leg'], NARROW: ['sciatica'] },
    zh: { EXACT: ['下肢放射性疼痛', '腿部放射痛'], NARROW: ['坐骨神经痛'] },
  }),
  codes: [close('HP', '0011868'), close('MESH', 'D012585'), close('ICD10CM', 'M54.3')],
});

const nerveRootCompression = concept(mechanism, {
  slug: 'nerve-root-compression',
  name: { en: 'Nerve root compression', zh: '神经根受压' },
  plainName: { en: 'Pressure on a nerve root', zh: '神经根被压迫' },
  summary: { en: 'Something presses on the root of a nerve where it leaves the spine.', zh: '神经在离开脊柱处的根部受到压迫。' },
  synonyms: synonyms({ en: { LAY: ['pinched nerve'] }, zh: { EXACT: ['神经根压迫'] } }),
});

const calfMuscleSpasm = concept(mechanism, {
  slug: 'spasm-of-calf-muscles-of-affected-nerve',
  name: { en: 'Spasm of the calf muscles that the affected nerve controls', zh: '受累神经支配的小腿肌肉痉挛' },
  plainName: { en: 'Calf muscles tightening because of a pressed nerve', zh: '神经受压引起小腿肌肉收紧' },
  summary: {
    en: 'The calf muscles that a compressed nerve root controls contract without will.',
    zh: '受压神经根所支配的小腿肌肉不由自主地收缩。',
  },
});

const capsule = { en: 'capsule', zh: '胶囊剂' };

const celecoxib = concept(medication, {
  slug: 'celecoxib-capsules',
  name: { en: 'Celecoxib capsules', zh: '塞来昔布胶囊' },
  plainName: { en: 'Celecoxib capsules', zh: '塞来昔布胶囊' },
  summary: {
    en: 'Capsules with celecoxib, a pain and inflammation medicine (COX-2 inhibitor).',
    zh: '含塞来昔布（COX-2抑制剂，消炎止痛药）的胶囊。',
  },
  medicationKind: 'PRODUCT',
  form: capsule,
  synonyms: synonyms({ en: { BROAD: ['celecoxib'] }, zh: { BROAD: ['塞来昔布'] } }),
  codes: [broad('MESH', 'D000068579'), broad('CHEBI', '41423')],
});

const ibuprofen = concept(medication, {
  slug: 'ibuprofen-sustained-release-capsules',
  name: { en: 'Ibuprofen sustained-release capsules', zh: '布洛芬缓释胶囊' },
  plainName: { en: 'Slow-release ibuprofen capsules', zh: '布洛芬缓释胶囊' },
  summary: { en: 'Capsules that release the pain and inflammation medicine ibuprofen slowly.', zh: '缓慢释放消炎止痛药布洛芬的胶囊。' },
  medicationKind: 'PRODUCT',
  form: { en: 'sustained-release capsule', zh: '缓释胶囊' },
  synonyms: synonyms({
    en: { EXACT: ['ibuprofen extended-release capsules', 'ibuprofen prolonged-release capsules'], BROAD: ['ibuprofen'] },
    zh: { BROAD: ['布洛芬'] },
  }),
  codes: [broad('MESH', 'D007052'), broad('CHEBI', '5855')],
});

const mecobalamin = concept(medication, {
  slug: 'mecobalamin-tablets',
  name: { en: 'Mecobalamin tablets', zh: '甲钴胺片' },
  plainName: { en: 'Mecobalamin (vitamin B12) tablets', zh: '甲钴胺片（维生素B12类）' },
  summary: { en: 'Tablets with mecobalamin, a form of vitamin B12.', zh: '含甲钴胺（维生素B12的一种形式）的片剂。' },
  medicationKind: 'PRODUCT',
  form: { en: 'tablet', zh: '片剂' },
  synonyms: synonyms({ en: { EXACT: ['methylcobalamin tablets'], BROAD: ['mecobalamin', 'methylcobalamin'] }, zh: { BROAD: ['甲钴胺'] } }),
  codes: [broad('CHEBI', '28115')],
});

const sittingPosture = concept(careMeasure, {
  slug: 'proper-sitting-posture',
  name: { en: 'Proper sitting posture', zh: '保持正确坐姿' },
  plainName: { en: 'Sit properly', zh: '坐姿端正' },
  summary: { en: 'Keeping a correct posture when sitting.', zh: '坐着时保持正确姿势。' },
  synonyms: synonyms({ en: { EXACT: ['good sitting posture', 'correct sitting posture'] }, zh: { EXACT: ['正确坐姿'] } }),
});

const avoidSitting = concept(careMeasure, {
  slug: 'avoid-prolonged-sitting',
  name: { en: 'Avoidance of prolonged sitting', zh: '避免久坐' },
  plainName: { en: 'Do not sit for long', zh: '不要久坐' },
  summary: { en: 'Not sitting for a long time without a break.', zh: '不长时间连续坐着。' },
  synonyms: synonyms({ zh: { EXACT: ['避免长时间坐着'] } }),
});

const trunkExercises = concept(careMeasure, {
  slug: 'back-and-abdominal-muscle-exercises',
  name: { en: 'Back and abdominal muscle exercises', zh: '腰背肌和腹肌锻炼' },
  plainName: { en: 'Exercises for back and belly muscles', zh: '锻炼腰背和腹部肌肉' },
  summary: { en: 'Exercises for the muscles of the back and the abdomen.', zh: '针对腰背部和腹部肌肉的锻炼。' },
  synonyms: synonyms({ en: { BROAD: ['core exercises', 'core strengthening'] }, zh: { EXACT: ['腰腹肌锻炼', '腰背肌锻炼'] } }),
});

const note = {
  en: 'The source gives this as daily advice for people with the disease without naming the effect; the weaker claim is recorded.',
  zh: '来源将其作为患者的日常建议提出，未说明效果；此处按较弱的说法记录。',
};

export const lumbarDiscHerniationRecords: readonly AnyRecord[] = [
  lumbarDiscHerniation,
  lowBackPain,
  radiatingLegPain,
  nerveRootCompression,
  calfMuscleSpasm,
  articleSays(causes, lumbarDiscHerniation, legCramp, { locators: ['Introduction', ...locators] }),
  articleSays(causes, lumbarDiscHerniation, lowBackPain, { frequencyAsStated: 'possibly', locators }),
  articleSays(causes, lumbarDiscHerniation, radiatingLegPain, { frequencyAsStated: 'possibly', locators }),
  articleSays(actsThrough, lumbarDiscHerniation, nerveRootCompression, { locators }),
  articleSays(leadsTo, nerveRootCompression, calfMuscleSpasm, { locators }),
  articleSays(produces, calfMuscleSpasm, legCramp, { locators }),
  ...[celecoxib, ibuprofen, mecobalamin].flatMap((medicine) => [
    medicine,
    articleSays(palliates, medicine, lumbarDiscHerniation, { guidance: 'UNDER_MEDICAL_GUIDANCE', locators }),
  ]),
  sittingPosture,
  articleSays(palliates, sittingPosture, lumbarDiscHerniation, { guidance: 'SELF_CARE', note, locators }),
  avoidSitting,
  articleSays(palliates, avoidSitting, lumbarDiscHerniation, { guidance: 'SELF_CARE', note, locators }),
  trunkExercises,
  articleSays(palliates, trunkExercises, lumbarDiscHerniation, {
    instruction: { en: 'To a suitable degree.', zh: '适度进行。' },
    note,
    locators,
  }),
];
