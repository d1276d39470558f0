import { type CauseKind, kindOfCause } from '../cause-kinds.ts';
import type { Exposure } from './disorder.ts';

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
  const kind = kindOfCause(name);
  if (kind === undefined) return 'its name does not tell what kind of cause it is';
  if (/\btrigger|\bprecipitat|\bflare/i.test(says)) return { predicate: 'TRIGGERS', causeKind: kind };
  if (/\bexacerbat|\bworsen|\baggravat|\baccelerat/i.test(says)) return { predicate: 'WORSENS', causeKind: kind };
  if (/\brisk|\bcauses?\b|\bcontribut|\blinked\b|\blead|\bpredispos|\bassociated\b|\bsource of\b|\bdriver|\bpromot|\binduce/i.test(says))
    return { predicate: 'LEADS_TO', causeKind: kind };
  return 'the text does not say what it does';
}
