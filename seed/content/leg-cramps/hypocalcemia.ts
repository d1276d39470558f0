import type { AnyRecord } from '../../../schema/language/record.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { food } from '../../../schema/nodes/food.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { nutrient } from '../../../schema/nodes/nutrient.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { actsThrough } from '../../../schema/relations/acts-through.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { contains } from '../../../schema/relations/contains.ts';
import { helpsWith } from '../../../schema/relations/helps-with.ts';
import { lackOf } from '../../../schema/relations/lack-of.ts';
import { treats } from '../../../schema/relations/treats.ts';
import { legCramp, raisedMuscleExcitability } from './leg-cramp.ts';
import { broad, close, concept, exact, synonyms } from './records.ts';
import { articleSays } from './sources.ts';

const locators = ['Section 3, Hypocalcemia'];

const hypocalcemia = concept(cause, {
  slug: 'hypocalcemia',
  name: { en: 'Hypocalcemia', zh: '低钙血症' },
  plainName: { en: 'Low blood calcium', zh: '血钙偏低' },
  summary: { en: 'Too few calcium ions in the blood.', zh: '血液中钙离子浓度过低。' },
  causeKind: 'DEFICIENCY',
  synonyms: synonyms({
    en: { EXACT: ['hypocalcaemia'], LAY: ['low calcium', 'low blood calcium levels'] },
    zh: { EXACT: ['低血钙', '血钙过低'], LAY: ['缺钙'] },
  }),
  codes: [exact('ICD10CM', 'E83.51'), exact('MESH', 'D006996'), exact('HP', '0002901'), broad('DOID', '10575')],
});

const numbness = concept(symptom, {
  slug: 'numbness-of-hands-and-feet',
  name: { en: 'Numbness of hands and feet', zh: '手足麻木' },
  plainName: { en: 'Numb hands and feet', zh: '手脚发麻' },
  summary: { en: 'Weakened or lost feeling in the hands and the feet.', zh: '手和脚的感觉减弱或消失。' },
  synonyms: synonyms({
    en: { EXACT: ['numbness in hands and feet', 'numbness of the extremities'], BROAD: ['numbness'] },
    zh: { EXACT: ['手脚麻木', '四肢末端麻木'], LAY: ['手麻脚麻'] },
  }),
  codes: [broad('MESH', 'D006987'), broad('HP', '0033748')],
});

/** Too little of it in the blood is the cause; the daily advice names it again. */
export const calcium = concept(nutrient, {
  slug: 'calcium',
  name: { en: 'Calcium', zh: '钙' },
  plainName: { en: 'Calcium', zh: '钙' },
  summary: { en: 'A mineral that food supplies and a body can lack.', zh: '由食物提供的矿物质，人体可能缺乏。' },
  synonyms: synonyms({ en: { EXACT: ['Ca'], NARROW: ['dietary calcium'] }, zh: { EXACT: ['钙元素', '钙质'] } }),
  codes: [exact('MESH', 'D002118'), close('CHEBI', '22984')],
});

const tablet = { en: 'tablet', zh: '片剂' };

const calciumCarbonateD3 = concept(medication, {
  slug: 'calcium-carbonate-d3-tablets',
  name: { en: 'Calcium carbonate and vitamin D3 tablets', zh: '碳酸钙D3片' },
  plainName: { en: 'Calcium and vitamin D3 tablets', zh: '钙加维生素D3片' },
  summary: { en: 'Tablets of calcium carbonate with vitamin D3, a calcium supplement.', zh: '含碳酸钙和维生素D3的片剂，属于钙补充剂。' },
  medicationKind: 'PRODUCT',
  form: tablet,
  synonyms: synonyms({
    en: { EXACT: ['calcium carbonate D3', 'calcium carbonate D3 tablets', 'calcium carbonate with colecalciferol'] },
    zh: { EXACT: ['碳酸钙维生素D3片'], BROAD: ['钙片'] },
  }),
  codes: [close('MESH', 'D002119'), close('CHEBI', '3311')],
});

const calciumGluconate = concept(medication, {
  slug: 'calcium-gluconate-tablets',
  name: { en: 'Calcium gluconate tablets', zh: '葡萄糖酸钙片' },
  plainName: { en: 'Calcium tablets (gluconate)', zh: '葡萄糖酸钙片' },
  summary: { en: 'Tablets of the calcium salt of gluconic acid, a calcium supplement.', zh: '含葡萄糖酸钙的片剂，属于钙补充剂。' },
  medicationKind: 'PRODUCT',
  form: tablet,
  synonyms: synonyms({ en: { BROAD: ['calcium gluconate'] }, zh: { BROAD: ['葡萄糖酸钙', '钙片'] } }),
  codes: [broad('MESH', 'D002125'), broad('CHEBI', '3309')],
});

const calciumCitrate = concept(medication, {
  slug: 'calcium-citrate-tablets',
  name: { en: 'Calcium citrate tablets', zh: '枸橼酸钙片' },
  plainName: { en: 'Calcium tablets (citrate)', zh: '柠檬酸钙片' },
  summary: { en: 'Tablets of the calcium salt of citric acid, a calcium supplement.', zh: '含枸橼酸钙的片剂，属于钙补充剂。' },
  medicationKind: 'PRODUCT',
  form: tablet,
  synonyms: synonyms({ en: { BROAD: ['calcium citrate'] }, zh: { EXACT: ['柠檬酸钙片'], BROAD: ['枸橼酸钙', '柠檬酸钙', '钙片'] } }),
  codes: [broad('MESH', 'D019355'), broad('CHEBI', '190513')],
});

const milk = concept(food, {
  slug: 'milk',
  name: { en: 'Milk', zh: '牛奶' },
  plainName: { en: 'Milk', zh: '牛奶' },
  summary: { en: 'Milk as a drink, a food rich in calcium.', zh: '作为饮品的奶，富含钙。' },
  synonyms: synonyms({ en: { NARROW: ["cow's milk"] }, zh: { LAY: ['鲜奶'] } }),
  codes: [exact('MESH', 'D008892')],
});

const soyProducts = concept(food, {
  slug: 'soy-products',
  name: { en: 'Soy products', zh: '豆制品' },
  plainName: { en: 'Soy foods', zh: '豆制品' },
  summary: { en: 'Foods made from soybeans, rich in calcium.', zh: '用大豆制成的食品，富含钙。' },
  synonyms: synonyms({ en: { EXACT: ['soy foods', 'soya products'] }, zh: { EXACT: ['大豆制品'] } }),
  codes: [exact('MESH', 'D045730')],
});

const leafyVegetables = concept(food, {
  slug: 'leafy-vegetables',
  name: { en: 'Leafy vegetables', zh: '绿叶蔬菜' },
  plainName: { en: 'Leafy greens', zh: '绿叶菜' },
  summary: { en: 'Vegetables of which the leaves are eaten, rich in calcium.', zh: '以叶片供食用的蔬菜，富含钙。' },
  synonyms: synonyms({ en: { EXACT: ['leafy greens', 'green leafy vegetables'] }, zh: { EXACT: ['叶菜', '叶菜类蔬菜'] } }),
  codes: [broad('MESH', 'D014675')],
});

const supplements = [calciumCarbonateD3, calciumGluconate, calciumCitrate];
const calciumRichFoods = [milk, soyProducts, leafyVegetables];

export const hypocalcemiaRecords: readonly AnyRecord[] = [
  hypocalcemia,
  numbness,
  calcium,
  articleSays(causes, hypocalcemia, legCramp, { locators: ['Introduction', ...locators] }),
  articleSays(causes, hypocalcemia, numbness, { frequencyAsStated: 'often', locators }),
  articleSays(actsThrough, hypocalcemia, raisedMuscleExcitability, { locators }),
  articleSays(lackOf, hypocalcemia, calcium, { locators }),
  ...supplements,
  ...supplements.map((supplement) => articleSays(treats, supplement, hypocalcemia, { guidance: 'UNDER_MEDICAL_GUIDANCE', locators })),
  ...calciumRichFoods,
  ...calciumRichFoods.flatMap((rich) => [
    articleSays(contains, rich, calcium, { locators }),
    articleSays(helpsWith, rich, hypocalcemia, {
      guidance: 'SELF_CARE',
      instruction: { en: 'Eat more of it in daily life.', zh: '日常多吃。' },
      locators,
    }),
  ]),
];
