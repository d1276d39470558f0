import type { causeKind } from '../../schema/nodes/cause.ts';

export type CauseKind = keyof (typeof causeKind)['values'];

/** The kind of a cause that its name tells, by the first words that fit; undefined where it tells none: nothing is taken for granted. */
export const kindOfCause = (name: string): CauseKind | undefined => kinds.find(([, pattern]) => pattern.test(name))?.[0];

const kinds: readonly (readonly [CauseKind, RegExp])[] = [
  ['DEFICIENCY', /\bdeficiency\b|\bdehydration\b|\bhypoxia\b/i],
  ['LIFE_STATE', /^age$|\bpregnancy\b|\bmenarche\b|\bnulliparity\b|\bfamily history\b|\bancestry\b/i],
  ['INJURY', /\btrauma\b|\binjury\b|\bextraction\b|\bsurgical\b|\btattoos?\b/i],
  ['EXERTION', /\bover(?:use|exertion)\b|\brepetitive motion\b|\bphysical stress\b/i],
  [
    'LIFESTYLE',
    /\bsmok|\btobacco\b|\balcohol\b|\bdiet|\bsedentary\b|\binactivity\b|\bcannabis\b|\bsubstance (?:ab)?use\b|\bsleep (?:deprivation|position)\b|\binjection drug\b|\bhigh-risk behaviors\b|\bcaffeine\b|\bfructose\b|\bsterile practices\b/i,
  ],
  [
    'DISEASE',
    /\binfections?\b|\bvirus\b|\bdiabetes\b|\bhypertension\b|\bhyper\w+emia\b|\bdyslipidemia\b|\bobesity\b|\bdisease\b|\bcolitis\b|\bapnea\b|\bstroke\b|\bhyperthyroidism\b|\bgastroenteritis\b|\btumors?\b|\bmyopia\b|\bhernia\b|\bmigraine\b|\bdisorders\b|\bviral illness\b|\bpseudomonas\b|\bburkholderia\b/i,
  ],
  [
    'SUBSTANCE',
    /\bmedications?\b|\bdrugs?\b|\bNSAIDs?\b|\bcorticosteroid|\bglucocorticoid|\bdiuretics\b|\bsedatives\b|\bantibiotics?\b|\bvaccine\b|\baspartame\b|\bgluten\b|\biodine excess\b/i,
  ],
  [
    'ENVIRONMENT',
    /\bpollution\b|\bexposures?\b|\bradiation\b|\baltitude\b|\bclimate\b|\bweather\b|\bwater\b|\bsanitation\b|\boccupational\b|\ballergens?\b|\bstress\b|\badversity\b|\brural\b|\bsocial isolation\b|\bsocioeconomic\b|\bheat\b|\bphotic\b|\bmilitary\b|\benvironment\b|\bseasonal\b|\bgeographic\b|\bhygiene\b|\breservoirs\b/i,
  ],
];
