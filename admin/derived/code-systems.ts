import type { AnyRecord } from '../../schema/language/record.ts';
import type { FormIssue } from './issue-text.ts';

/** Vocabularies whose codes the graph holds most, by the short name that it gives them, each with the form of its codes. */
export const codeSystems: Readonly<Record<string, RegExp>> = {
  CHEBI: /^\d+$/,
  DOID: /^\d+$/,
  DRUGBANK: /^DB(?:SALT)?\d{5,6}$/,
  HP: /^\d{7}$/,
  ICD10: /^[A-Z]\d\d(?:\.\d{1,2})?(?:-[A-Z]\d\d(?:\.\d{1,2})?)?$/,
  ICD10CM: /^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?:-[A-Z]\d[0-9A-Z])?$/,
  MESH: /^[A-Z]\d{6,9}$/,
  MONDO: /^\d{7}$/,
  NCIT: /^C\d+$/,
  OMIM: /^\d{6}$/,
  ORPHA: /^\d+$/,
  SNOMEDCT: /^\d{6,18}$/,
  SYMP: /^\d{7}$/,
  UMLS: /^C\d{7}$/,
};

/** The known vocabularies that a text may mean, whatever its case and separators; all of them for an empty one. */
export const systemsLike = (text: string): readonly string[] =>
  Object.keys(codeSystems).filter((system) => system.startsWith(text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')));

/**
 * Warnings of the codes of a record: of a vocabulary that is written otherwise than a known one, and of a code that is not written as the
 * codes of its vocabulary are. Others than the known ones are welcome.
 */
export function codeWarnings(record: AnyRecord): readonly FormIssue[] {
  const codes = Array.isArray(record['codes']) ? (record['codes'] as readonly { readonly system?: string; readonly code?: string }[]) : [];
  return codes.flatMap(({ system, code }, i): FormIssue[] => {
    // What has no letter at all is a matter of validation.
    if (!system || !/[A-Za-z]/.test(system)) return [];
    const form = Object.hasOwn(codeSystems, system) ? codeSystems[system] : undefined;
    if (form && code && !form.test(code))
      return [{ path: `codes.${i}.code`, code: 'BAD_FORMAT', message: `Codes of ${system} are written differently.`, severity: 'WARNING' }];
    const meant = form ? [] : systemsLike(system);
    if (meant.length === 0) return [];
    const message = `“${system}” is not known here. Is it ${meant.join(' or ')}?`;
    return [{ path: `codes.${i}.system`, code: 'NOT_A_CHOICE', message, severity: 'WARNING' }];
  });
}
