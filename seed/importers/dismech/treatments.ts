import type { Term, Treatment } from './disorder.ts';

/** What a treatment is and does. */
export interface TreatmentReading {
  readonly predicate: 'TREATS' | 'PALLIATES' | 'PREVENTS';
  readonly agents: readonly Agent[];
}

/** What is given or done; a measure of the Medical Action Ontology may be more general than the name. */
export interface Agent {
  readonly kind: 'SUBSTANCE' | 'CLASS' | 'MEASURE';
  readonly name: string;
  /** As the file writes it, such as CHEBI:28748. */
  readonly code?: string;
}

/**
 * What a treatment is, or why that cannot be told. Where it names its agents they are medications; a treatment that is pharmacotherapy
 * without them is a medication by its name, unless the name is a regimen of several or a kind of therapy; one without any term is not guessed.
 */
export function readTreatment({ name, description, role, treatment_term: term }: Treatment): TreatmentReading | string {
  const action = term?.term;
  if (/\b(?:monitoring|surveillance|screening|counsell?ing|testing|evaluation|assessment|follow-up)\b/i.test(name))
    return 'it watches or advises, and treats nothing';
  if (/^none\b/i.test(name)) return 'the entry says that there is none';
  if (action && watching.has(action.id)) return 'it watches or advises, and treats nothing';
  if (
    /\b(?:experimental|investigational|not (?:recommended|effective|indicated)|ineffective|no benefit|contraindicated|avoid(?:ed|ance)?)\b/i.test(
      `${name} ${description ?? ''}`,
    )
  )
    return 'the text speaks of a trial, of avoidance or of no benefit';
  const predicate = action?.id === 'MAXO:0001017' ? 'PREVENTS' : isPalliative(action?.id, role) ? 'PALLIATES' : 'TREATS';
  const agents = agentsOf(term);
  if (agents.length > 0) return { predicate, agents };
  if (!action) return 'it has no term that says whether it is a medication or a measure';
  if (isGivingMedication(action) && isMedicationName(name))
    return { predicate, agents: [{ kind: isClassName(name) ? 'CLASS' : 'SUBSTANCE', name }] };
  const isSame = sameWords(name, action.label);
  return { predicate, agents: [{ kind: 'MEASURE', name: isSame ? action.label : name, ...(isSame ? { code: action.id } : {}) }] };
}

/** Pharmacotherapy, or the giving of one class of agents. */
const isGivingMedication = ({ id, label }: { readonly id: string; readonly label: string }): boolean =>
  id === 'MAXO:0000058' || /(?:agent|inhibitor) therapy$/.test(label);

/** Diagnostic procedures, counselling, screening, testing, surveillance, colonoscopy. */
const watching = new Set(['MAXO:0000003', 'MAXO:0000079', 'MAXO:0000126', 'MAXO:0000127', 'MAXO:0001492', 'MAXO:0001184', 'MAXO:0000001']);

const isPalliative = (action: string | undefined, role: string | undefined): boolean =>
  action === 'MAXO:0000950' || role === 'Supportive' || role === 'Symptomatic';

/** What a treatment names as given. */
export function agentsOf(term: Treatment['treatment_term']): Agent[] {
  const named = [
    ...(term?.therapeutic_agent ?? []),
    ...(term?.qualifiers ?? []).filter(({ predicate }) => predicate?.preferred_term === 'therapeutic agent').map(({ value }) => value),
  ];
  return named.flatMap((agent: Term | undefined): Agent[] => {
    const name = agent?.preferred_term ?? agent?.term?.label;
    if (name === undefined) return [];
    return [{ kind: isClassName(name) ? 'CLASS' : 'SUBSTANCE', name, ...(agent?.term ? { code: agent.term.id } : {}) }];
  });
}

/** A single substance or class: no regimen of several, no kind of therapy. */
const isMedicationName = (name: string): boolean =>
  !/\b(?:plus|and|or|with|for|of|in)\b|[/+,()&]|\b(?:therap(?:y|ies)|treatments?|management|care|control|adjustments?|inhibition|support|replacement|prophylaxis|regimens?|serum|surgery|chemotherapy|anticoagulation|administration|blockade|chemoprevention|eradication|injections?|immunoglobulin|augmentation|supplementation|monotherapy|deprivation|transfusions?)\b|therapy$/i.test(
    name,
  );

const isClassName = (name: string): boolean =>
  /(?:[^s]s|agents?|inhibitor|agonist|antagonist|blocker|modulator)$/i.test(name) && !/(?:ous|is|us)$/i.test(name);

/** Whether two names differ in nothing but case, hyphens and spaces. */
export const sameWords = (a: string, b: string): boolean => plainWords(a) === plainWords(b);

export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/['’]s\b/g, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
