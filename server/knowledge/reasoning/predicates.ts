import type { Model } from '../../../schema/language/define-model.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { ReasoningRole, RelationType } from '../../../schema/language/relation-type.ts';
import { invariant } from '../../errors.ts';

/** Names of kinds of concepts; none given stands for any. */
type KindNames = readonly string[] | undefined;

const harm = ['BRINGS_ON', 'FORBIDS'] as const satisfies readonly ReasoningRole[];

/** The predicates of each question of reasoning, found by what they say of their role and of the kinds they join. */
export const predicatesRead = {
  /** By which things that are taken or that a person has harm together. */
  harmsTogether: (model: Model) => between(model, harm, checked, checked),
  /** By which something harms a cause, or must not be used with it. */
  harmsCause: (model: Model) => joining(model, harm, undefined, ['Cause']),
  /** By which what helps harms a cause or a finding. */
  helpHarms: (model: Model) => joining(model, harm, helperKinds(model), ['Cause', 'Symptom']),
  /** By which what helps harms together with a medication. */
  helpHarmsWithMedication: (model: Model) => between(model, harm, ['Medication'], helperKinds(model)),
  helpsCause: (model: Model) => joining(model, ['HELPS', 'WARDS_OFF'], undefined, ['Cause']),
  helpsFinding: (model: Model) => joining(model, ['HELPS'], undefined, ['Symptom']),
  /** By which a medication brings a finding on. */
  medicationBringsOn: (model: Model) => joining(model, ['BRINGS_ON'], ['Medication'], ['Symptom']),
  /** By which a cause brings a finding on. */
  causeBringsOn: (model: Model) => joining(model, ['BRINGS_ON'], ['Cause'], ['Symptom']),
  causeToMechanism: (model: Model) => joining(model, ['WORKS_BY'], ['Cause'], ['Mechanism']),
  mechanismToMechanism: (model: Model) => joining(model, ['WORKS_BY'], ['Mechanism'], ['Mechanism']),
  mechanismToFinding: (model: Model) => joining(model, ['WORKS_BY'], ['Mechanism'], ['Symptom']),
} as const satisfies Readonly<Record<string, (model: Model) => RelationType[]>>;

/** The kinds that safetyCheck takes. */
const checked = ['Medication', 'Food', 'Cause'];

/** The predicates of a question as a pattern of Cypher names them, divided by `|`. */
export function relationshipsFor(model: Model, question: keyof typeof predicatesRead): string {
  const relations = predicatesRead[question](model);
  invariant(relations.length > 0, 'The model has no predicate for this question.');
  return relations.map(({ name }) => name).join('|');
}

/** Whether a predicate of harm joins the two kinds, in whichever direction. */
export const canHarmTogether = (model: Model, a: string, b: string): boolean => between(model, harm, [a], [b]).length > 0;

const between = (model: Model, roles: readonly ReasoningRole[], some: KindNames, others: KindNames): RelationType[] => {
  const found = new Set([...joining(model, roles, some, others), ...joining(model, roles, others, some)]);
  return model.relations.filter((relation) => found.has(relation));
};

const joining = (model: Model, roles: readonly ReasoningRole[], from: KindNames, to: KindNames): RelationType[] =>
  model.relations.filter(
    (relation) =>
      roles.includes(relation.reasoning) && model.endsOf(relation).some((ends) => isOneOf(ends.from, from) && isOneOf(ends.to, to)),
  );

const isOneOf = ({ name }: NodeType, kinds: KindNames): boolean => kinds === undefined || kinds.includes(name);

const helperKinds = (model: Model): string[] => [
  ...new Set(
    [...predicatesRead.helpsCause(model), ...predicatesRead.helpsFinding(model)].flatMap((relation) =>
      model.endsOf(relation).map(({ from }) => from.name),
    ),
  ),
];
