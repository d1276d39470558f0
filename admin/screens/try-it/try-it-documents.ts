import type { Locale } from '../../../schema/language/field.ts';
import type { Population } from '../../../schema/validation/populations-overlap.ts';
import { populationFields } from '../../derived/population.ts';
import { graphDocument } from '../../providers/document.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A claim as a sentence needs it. */
export interface ToldClaim {
  readonly id: string;
  readonly predicate: string;
  readonly negated: boolean;
  readonly certainty: string;
  readonly population: Population | null;
  /** Of what helps. */
  readonly guidance?: string | null;
  /** Of what harms. */
  readonly severity?: string | null;
  /** Of what must not be taken together. */
  readonly interactionEffect?: string | null;
  readonly management?: string | null;
  readonly subject: Named;
  readonly object: Named;
  readonly citations: readonly { readonly source: { readonly title: string } }[];
}

export interface Candidate {
  readonly cause: Named;
  readonly matchScore: number;
  readonly supporting: readonly ToldClaim[];
  readonly near: readonly ToldClaim[];
  readonly conflicting: readonly ToldClaim[];
  readonly unasked: readonly ToldClaim[];
  readonly medications: readonly ToldClaim[];
  readonly foods: readonly ToldClaim[];
  readonly careMeasures: readonly ToldClaim[];
  readonly warnings: readonly ToldClaim[];
  readonly warnedHelp: readonly { readonly help: { readonly id: string }; readonly claims: readonly ToldClaim[] }[];
}

export interface Assessment {
  readonly urgency: string | null;
  readonly redFlags: readonly {
    readonly redFlag: Named & {
      readonly advice: string | null;
      /** What the rule makes one think of. */
      readonly causes: { readonly edges: readonly { readonly node: Named }[] };
    };
    readonly urgency: string;
    readonly findings: readonly Named[];
  }[];
  readonly medicationEffects: readonly { readonly medication: Named; readonly claims: readonly ToldClaim[] }[];
  readonly candidates: readonly Candidate[];
  readonly nextFindings: readonly { readonly symptom: Named; readonly informationGain: number }[];
  readonly unresolved: readonly { readonly text: string; readonly path: string }[];
  readonly notice: string;
  readonly contentRelease: number;
}

export interface AssessVariables {
  readonly findings: readonly { readonly symptom: { readonly id: string }; readonly presence: string }[];
  readonly person: {
    readonly ageYears?: number | undefined;
    readonly sex?: string | undefined;
    readonly pregnant?: boolean | undefined;
    readonly conditions?: readonly { readonly id: string }[] | undefined;
    readonly medications?: readonly { readonly id: string }[] | undefined;
  };
  readonly minCertainty?: string | undefined;
  readonly locale: Locale;
}

export const assessDocument = graphDocument<{ readonly assess: Assessment }, AssessVariables>(
  `query Assess($findings: [FindingInput!]!, $person: PersonInput, $minCertainty: Certainty, $locale: Locale) {
    assess(findings: $findings, person: $person, first: 10, minCertainty: $minCertainty) {
      urgency redFlags { redFlag { id name(locale: $locale) advice(locale: $locale) causes(first: 200) { edges { node { id name(locale: $locale) } } } } urgency findings { id name(locale: $locale) } }
      medicationEffects { medication { id name(locale: $locale) } claims { ...Told } }
      candidates { cause { id name(locale: $locale) } matchScore
        supporting { ...Told } near { ...Told } conflicting { ...Told } unasked { ...Told }
        medications { ...Told } foods { ...Told } careMeasures { ...Told } warnings { ...Told } warnedHelp { help { id } claims { ...Told } } }
      nextFindings { symptom { id name(locale: $locale) } informationGain }
      unresolved { text path } notice(locale: $locale) contentRelease } }
  fragment Told on Claim { id predicate negated certainty population { ${populationFields} } subject { id name(locale: $locale) } object { id name(locale: $locale) } citations { source { title } }
    ... on BenefitClaim { guidance } ... on ContraindicatedInClaim { severity }
    ... on InteractsWithClaim { severity interactionEffect(locale: $locale) management(locale: $locale) } }`,
);
