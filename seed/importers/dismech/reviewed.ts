import { badLine } from '../readers/input-file.ts';
import { itemsIn, tableBeside } from '../readers/table.ts';

/** What people found who read entries of dismech; the files beside this one. */
export interface Reviewed {
  /** Whether the term that a disorder gives to a finding means what the finding's own words say. */
  verdictOn(disorder: string, phenotype: string, code: string): Verdict | undefined;
  /** The medications that an exposure is; none for one that is no medication; undefined where nobody looked. */
  medicationsOf(disorder: string, exposure: string): readonly ReviewedMedication[] | undefined;
  /** Whether the code of a medication means another than its name. */
  isWrongCode(code: string, name: string): boolean;
  /** Whether people take a measure without asking a physician. */
  isSelfCare(measure: string): boolean;
}

/** SAME and NEAR hold; WRONG says something else. */
type Verdict = (typeof verdicts)[number];

export interface ReviewedMedication {
  readonly kind: (typeof medicationKinds)[number];
  readonly name: string;
  readonly synonyms: readonly string[];
  /** Empty where no vocabulary has one. */
  readonly code: string;
}

/** Where nobody looked at anything. */
export const nothingReviewed: Reviewed = {
  verdictOn: () => undefined,
  medicationsOf: () => undefined,
  isWrongCode: () => false,
  isSelfCare: () => false,
};

/** Reads the files. BAD_USER_INPUT for a word that they must not hold. */
export async function readReviewed(): Promise<Reviewed> {
  const terms = new Map<string, Verdict>();
  for await (const { file, row } of rowsOf('phenotype-terms.tsv', ['disorder', 'phenotype', 'code', 'verdict'])) {
    const verdict = verdicts.find((one) => one === row.verdict);
    if (!verdict) throw badLine(file, row.line, `"${row.verdict}" is no verdict; ${verdicts.join(', ')} are.`);
    terms.set(keyOf(row.disorder, row.phenotype, row.code), verdict);
  }
  const exposures = new Map<string, ReviewedMedication[]>();
  for await (const { file, row } of rowsOf('exposures.tsv', ['disorder', 'exposure', 'kind', 'name', 'synonyms', 'code'])) {
    const { name, code } = row;
    const kind = medicationKinds.find((one) => one === row.kind);
    if (!kind && row.kind !== 'NONE')
      throw badLine(file, row.line, `"${row.kind}" is no kind; ${medicationKinds.join(', ')} and NONE are.`);
    const key = keyOf(row.disorder, row.exposure);
    const medications = exposures.get(key) ?? [];
    exposures.set(key, medications);
    if (kind) medications.push({ kind, name, synonyms: itemsIn(row.synonyms), code });
  }
  const wrongCodes = new Set<string>();
  for await (const { row } of rowsOf('agent-codes.tsv', ['code', 'name'])) wrongCodes.add(keyOf(row.code, row.name.toLowerCase()));
  const selfCare = new Set<string>();
  for await (const { row } of rowsOf('self-care.tsv', ['measure'])) selfCare.add(row.measure);
  return {
    verdictOn: (disorder, phenotype, code) => terms.get(keyOf(disorder, phenotype, code)),
    medicationsOf: (disorder, exposure) => exposures.get(keyOf(disorder, exposure)),
    isWrongCode: (code, name) => wrongCodes.has(keyOf(code, name.toLowerCase())),
    isSelfCare: (measure) => selfCare.has(measure),
  };
}

const medicationKinds = ['CLASS', 'SUBSTANCE', 'PRODUCT'] as const;

const verdicts = ['SAME', 'NEAR', 'WRONG'] as const;

const keyOf = (...words: readonly string[]): string => words.join('\t');

const rowsOf = <const C extends string>(name: string, columns: readonly C[]) => tableBeside(import.meta.dirname, name, columns);
