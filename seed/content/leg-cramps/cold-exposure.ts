import type { AnyRecord } from '../../../schema/language/record.ts';
import { careMeasure } from '../../../schema/nodes/care-measure.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { mechanism } from '../../../schema/nodes/mechanism.ts';
import { actsThrough } from '../../../schema/relations/acts-through.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { palliates } from '../../../schema/relations/palliates.ts';
import { prevents } from '../../../schema/relations/prevents.ts';
import { produces } from '../../../schema/relations/produces.ts';
import { legCramp } from './leg-cramp.ts';
import { broad, close, concept, narrow, synonyms } from './records.ts';
import { articleSays } from './sources.ts';

const locators = ['Section 2, Cold Exposure'];

const coldExposure = concept(cause, {
  slug: 'cold-exposure',
  name: { en: 'Cold exposure', zh: '寒冷刺激' },
  plainName: { en: 'Getting cold', zh: '受凉' },
  summary: { en: 'Cold acting on the body, here on the muscles of the calf.', zh: '寒冷作用于身体，此处指作用于小腿肌肉。' },
  causeKind: 'ENVIRONMENT',
  synonyms: synonyms({
    en: { EXACT: ['exposure to cold', 'cold stimulation'], LAY: ['cold legs'] },
    zh: { EXACT: ['寒冷暴露', '冷刺激'], LAY: ['受凉', '着凉'] },
  }),
  codes: [close('MESH', 'D003080'), narrow('ICD10CM', 'X31')],
});

const strongCalfContraction = concept(mechanism, {
  slug: 'strong-calf-muscle-contraction',
  name: { en: 'Strong contraction of the calf muscles', zh: '小腿肌肉强烈收缩' },
  plainName: { en: 'Calf muscles tightening hard', zh: '小腿肌肉用力收紧' },
  summary: { en: 'The calf muscles contract forcefully in answer to a stimulus.', zh: '小腿肌肉受到刺激后强烈收缩。' },
});

const keepLegsWarm = concept(careMeasure, {
  slug: 'keep-legs-warm',
  name: { en: 'Keeping the legs warm', zh: '腿部保暖' },
  plainName: { en: 'Keep your legs warm', zh: '注意腿部保暖' },
  summary: {
    en: 'Protecting the legs from cold with clothing such as thick socks and long trousers.',
    zh: '用厚袜、长裤等衣物使腿部免受寒冷。',
  },
  synonyms: synonyms({ en: { NARROW: ['thick socks', 'long trousers', 'long pants'] }, zh: { NARROW: ['穿厚袜子', '穿长裤'] } }),
});

const avoidColdAir = concept(careMeasure, {
  slug: 'avoid-direct-cold-air-on-legs',
  name: { en: 'Avoidance of direct air from air conditioners and fans on the legs', zh: '避免空调、风扇直吹腿部' },
  plainName: { en: 'Keep fans and air conditioning off your legs', zh: '别让空调、风扇直吹腿' },
  summary: { en: 'Keeping the stream of air of an air conditioner or a fan away from the legs.', zh: '不让空调或风扇的气流直接吹到腿上。' },
});

const warmFootSoak = concept(careMeasure, {
  slug: 'warm-foot-soak',
  name: { en: 'Warm foot soak', zh: '温水泡脚' },
  plainName: { en: 'Soak your feet in warm water', zh: '温水泡脚' },
  summary: { en: 'Bathing the feet in warm water.', zh: '将双脚浸泡在温水中。' },
  synonyms: synonyms({ en: { EXACT: ['warm foot bath', 'warm footbath'] }, zh: { EXACT: ['温水足浴'], LAY: ['泡脚'] } }),
  codes: [broad('MAXO', '0000461')],
});

export const coldExposureRecords: readonly AnyRecord[] = [
  coldExposure,
  strongCalfContraction,
  articleSays(causes, coldExposure, legCramp, { locators: ['Introduction', ...locators] }),
  articleSays(actsThrough, coldExposure, strongCalfContraction, { locators }),
  articleSays(produces, strongCalfContraction, legCramp, { locators }),
  keepLegsWarm,
  articleSays(prevents, keepLegsWarm, coldExposure, {
    guidance: 'SELF_CARE',
    instruction: { en: 'In cold weather; wear thick socks and long trousers.', zh: '天冷时穿厚袜子和长裤。' },
    locators,
  }),
  avoidColdAir,
  articleSays(prevents, avoidColdAir, coldExposure, { guidance: 'SELF_CARE', locators }),
  warmFootSoak,
  articleSays(palliates, warmFootSoak, coldExposure, {
    guidance: 'SELF_CARE',
    durationMinSeconds: 900,
    durationMaxSeconds: 1200,
    temperatureCelsius: 40,
    instruction: { en: 'Before bedtime; water of about 40 °C, for 15 to 20 minutes.', zh: '睡前进行，水温约40℃，15至20分钟。' },
    note: { en: 'The source gives better blood circulation as the purpose.', zh: '来源说明的目的是促进血液循环。' },
    locators,
  }),
];
