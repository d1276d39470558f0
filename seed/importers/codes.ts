/** A code of a vocabulary. */
export interface Code {
  /** Short name of the vocabulary as the graph writes it. */
  readonly system: string;
  readonly code: string;
}

/** Vocabularies that files call by other names than the graph does; compared in small letters without separators. */
const otherNames: Readonly<Record<string, string>> = {
  msh: 'MESH',
  umlscui: 'UMLS',
  mim: 'OMIM',
  omimps: 'OMIMPS',
  orphanet: 'ORPHA',
  ordo: 'ORPHA',
  orpha: 'ORPHA',
  icd10cm: 'ICD10CM',
  icd10who: 'ICD10',
  sctid: 'SNOMEDCT',
  snomedct: 'SNOMEDCT',
  snomedctus: 'SNOMEDCT',
  nci: 'NCIT',
  ncit: 'NCIT',
  meddra: 'MEDDRA',
  pubchemcompound: 'PUBCHEM',
  kegg: 'KEGG',
};

/** A code as files write it, such as `MSH:D009120`; undefined when there is no vocabulary before it, or one that has no name. */
export function parseCode(text: string): Code | undefined {
  const colon = text.indexOf(':');
  const code = text.slice(colon + 1).trim();
  const system = colon < 1 ? '' : systemName(text.slice(0, colon).trim());
  if (code === '' || code.length > 100 || system.length > 40 || !/^[A-Za-z][A-Za-z0-9._-]*$/.test(system)) return undefined;
  return { system, code };
}

const known = new Map<string, string>();

/** The name the graph has for a vocabulary; the release that some files append to it is left out. */
export function systemName(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const plain = text.replace(/_\d{4}(?:_\d{2}){0,2}(?:_AUI)?$/, '');
  const name = otherNames[plain.toLowerCase().replaceAll(/[^a-z0-9]/g, '')] ?? plain.toUpperCase();
  known.set(text, name);
  return name;
}

/** One text for a code, the same however the vocabulary was called. */
export const codeKey = ({ system, code }: Code): string => `${system}:${code}`;
