import { source } from '../../../schema/nodes/source.ts';
import { idFor } from '../../../server/record-id.ts';
import { pubmedSource, type SourceRecord } from '../importer.ts';
import type { EvidenceItem } from './disorder.ts';

/** What a publication says about a statement. */
export interface Finding {
  readonly reference: string;
  readonly stance: 'SUPPORTS' | 'REFUTES';
  readonly isPartial: boolean;
  readonly quote?: string;
}

/** What the evidence of a statement comes to. `CONTESTED` has both, `REFUTED` only what speaks against, `UNSUPPORTED` only what does not bear on it. */
export interface Verdict {
  readonly verdict: 'SUPPORTED' | 'CONTESTED' | 'REFUTED' | 'UNSUPPORTED' | 'NOT_EXAMINED';
  readonly findings: readonly Finding[];
}

/**
 * Weighs evidence items. Only SUPPORT and PARTIAL support; REFUTE and WRONG_STATEMENT refute; NO_EVIDENCE is a publication that was looked at
 * and does not bear on the statement, so it is no citation. Throws for any other word.
 */
export function weigh(items: readonly EvidenceItem[] = []): Verdict {
  const findings = items.flatMap((item): Finding[] => {
    const stance = stanceOf[item.supports];
    if (stance === undefined) throw new Error(`"${item.supports}" is no stance of dismech.`);
    if (stance === 'NONE') return [];
    const quote = item.snippet?.replaceAll(/\s+/g, ' ').trim() ?? '';
    return [{ reference: item.reference, stance, isPartial: item.supports === 'PARTIAL', ...(quote === '' ? {} : { quote }) }];
  });
  const supports = findings.some(({ stance }) => stance === 'SUPPORTS');
  const refutes = findings.some(({ stance }) => stance === 'REFUTES');
  if (supports) return { verdict: refutes ? 'CONTESTED' : 'SUPPORTED', findings };
  if (refutes) return { verdict: 'REFUTED', findings };
  return { verdict: items.length > 0 ? 'UNSUPPORTED' : 'NOT_EXAMINED', findings };
}

const stanceOf: Readonly<Record<string, Finding['stance'] | 'NONE'>> = {
  SUPPORT: 'SUPPORTS',
  PARTIAL: 'SUPPORTS',
  REFUTE: 'REFUTES',
  WRONG_STATEMENT: 'REFUTES',
  NO_EVIDENCE: 'NONE',
};

/** The publication behind a reference. Throws for a kind of reference that the file has not had so far. */
export function publicationOf(reference: string): SourceRecord {
  const colon = reference.indexOf(':');
  const id = reference.slice(colon + 1).trim();
  switch (reference.slice(0, colon).toLowerCase()) {
    case 'pmid':
      return pubmedSource(id);
    case 'doi':
      return { ...page(`doi/${id.toLowerCase()}`), kind: 'ARTICLE', title: `DOI ${id}`, doi: id, url: `https://doi.org/${id}` };
    case 'clinicaltrials':
      return { ...page(`nct/${id}`), kind: 'DATASET', title: `ClinicalTrials.gov ${id}`, url: `https://clinicaltrials.gov/study/${id}` };
    case 'metabolights':
      return {
        ...page(`metabolights/${id}`),
        kind: 'DATASET',
        title: `MetaboLights ${id}`,
        url: `https://www.ebi.ac.uk/metabolights/${id}`,
      };
    default:
      throw new Error(`"${reference}" is no reference this importer knows.`);
  }
}

const page = (key: string) => ({ type: source.name, id: idFor(source, key), standing: 'CURRENT' }) as const;
