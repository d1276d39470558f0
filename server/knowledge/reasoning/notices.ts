import type { Locale } from '../../../schema/language/field.ts';

type Sentences = Readonly<Record<Locale, string>>;

const notices = {
  noRedFlag: {
    en: 'No red flag is recorded for these findings; that does not mean that they are harmless.',
    zh: '这些表现没有记录在案的警示信号；这并不表示它们无害。',
  },
  noRule: {
    en: 'No rule for red flags here looks at any of these findings, so none can fire; that says nothing about how urgent they are.',
    zh: '此处没有任何警示规则涉及这些表现，因此不会有警示信号成立；这并不说明其紧急程度。',
  },
  redFlag: {
    en: 'A red flag fires. What it says about urgency comes before everything else here.',
    zh: '有警示信号成立。其紧急程度优先于此处的其他一切内容。',
  },
  medicationEffect: {
    en: 'Something that is taken is said to bring about or worsen what is there. Whether to go on with it is for whoever prescribed it to say.',
    zh: '正在使用的某种药物据称可引起或加重所述表现。是否继续使用，应由开药者决定。',
  },
  score: {
    en: 'The score says how well the findings fit what sources claim of a cause. It is not a probability and not a diagnosis. How common a cause is does not count, and a cause that is not listed is not ruled out.',
    zh: '匹配分数表示所述表现与各来源对某一原因的陈述相符的程度，不是概率，也不是诊断。原因的常见程度未计入；未列出的原因也不能排除。',
  },
  noCause: {
    en: 'No cause is recorded for what was given. That says nothing about how serious it is; a person who is worried or gets worse should be seen by a professional.',
    zh: '对所给内容没有记录任何原因。这并不说明其严重程度；如感到担心或情况加重，应就医。',
  },
  unranked: {
    en: 'The causes could not be ranked this time. Red flags were looked at all the same. Ask again in a moment.',
    zh: '本次未能对原因进行排序，但警示信号已照常检查。请稍后再试。',
  },
  contradictory: {
    en: 'Something is given as absent although a kind of it is given as present; both were counted as given.',
    zh: '有一项表现被标为“无”，但其下的某一具体表现被标为“有”；两者均按所给计入。',
  },
  pregnancy: {
    en: 'No concept here stands for pregnancy, so what must not be used in pregnancy was not looked for.',
    zh: '此处没有代表妊娠的概念，因此未查找妊娠期禁用的内容。',
  },
  unresolved: {
    en: 'Some of what was given was not understood: nothing was looked for about it, and it counted for nothing.',
    zh: '部分输入未能识别：未对其进行任何查找，也未予计入。',
  },
  noRecord: {
    en: 'That nothing is recorded about two things does not mean that they are safe together: few pairs have been looked at.',
    zh: '对某一组合没有记录，并不表示两者同用安全：已被研究过的组合很少。',
  },
} as const satisfies Readonly<Record<string, Sentences>>;

export type Notice = keyof typeof notices;

/** What a person must know who reads an answer, in one language. */
export const noticeText = (names: readonly Notice[], locale: Locale | null | undefined): string =>
  names.map((name) => notices[name][locale ?? 'en']).join(locale === 'zh' ? '' : ' ');
