import type { causeKind } from '../../../schema/nodes/cause.ts';
import type { Exposure } from './disorder.ts';

type CauseKind = keyof (typeof causeKind)['values'];

/** How an environmental factor bears on a disorder. */
export interface ExposureReading {
  readonly predicate: 'LEADS_TO' | 'TRIGGERS' | 'WORSENS';
  readonly causeKind: CauseKind;
}

/**
 * What an environmental factor is and does, or why that cannot be told. The file gives free text, and lists protective factors, advice and
 * "not applicable" beside risks: what is not said to do harm is left out.
 */
export function readExposure({ name, description = '', notes = '', effect = '' }: Exposure): ExposureReading | string {
  if (/^(?:not?|none)\b.*applicable/i.test(name)) return 'the entry says that there is none';
  const says = [effect, notes, description].join(' ');
  if (/\bprotect|\breduces? (?:the )?risk|\bno (?:known|significant)\b|\bexclu|\bprevent|\bscreening\b|\bhelps?\b|up-to-date/i.test(says))
    return 'the text speaks of protection, advice or exclusion';
  if (/\bhygiene\b|\brestriction|\bscreening\b|\bimmuni[sz]ation|\bprotection/i.test(name) && !/\bpoor\b/i.test(name))
    return 'the name is a measure, not a risk';
  if (/\bcomorbid|\bshared risk|\bbidirectional|\bvariable effects/i.test(says))
    return 'the text says that both occur together, not which brings which';
  const kind = kinds.find(([, pattern]) => pattern.test(name))?.[0];
  if (kind === undefined) return 'its name does not tell what kind of cause it is';
  if (/\btrigger|\bprecipitat|\bflare/i.test(says)) return { predicate: 'TRIGGERS', causeKind: kind };
  if (/\bexacerbat|\bworsen|\baggravat|\baccelerat/i.test(says)) return { predicate: 'WORSENS', causeKind: kind };
  if (/\brisk|\bcauses?\b|\bcontribut|\blinked\b|\blead|\bpredispos|\bassociated\b|\bsource of\b|\bdriver|\bpromot|\binduce/i.test(says))
    return { predicate: 'LEADS_TO', causeKind: kind };
  return 'the text does not say what it does';
}

/** Words that decide the kind, the first that fits; nothing is taken for granted. */
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
