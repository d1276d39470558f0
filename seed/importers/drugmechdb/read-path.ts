import type { effect, knowledgeLevel } from '../../../schema/language/vocabularies.ts';
import type { Path, PathLink } from './path.ts';
import type { End, NodeRoles } from './node-roles.ts';

type Effect = keyof (typeof effect)['values'];
type KnowledgeLevel = keyof (typeof knowledgeLevel)['values'];

/** What a path says, in the words of our model. */
export interface Statement {
  readonly predicate: 'TREATS' | 'TARGETS' | 'LEADS_TO' | 'ACTS_THROUGH' | 'PRODUCES' | 'CAUSES';
  readonly subject: End;
  readonly object: End;
  readonly knowledgeLevel: KnowledgeLevel;
  readonly effect?: Effect | undefined;
}

/** What a path comes to: a statement of its own and one for each link, some of them the same, and why the others are none. */
export interface PathReading {
  readonly statements: readonly Statement[];
  readonly leftOut: readonly { /** None is the path as a whole. */ readonly link?: PathLink; readonly reason: string }[];
}

/** Reads a path. That the drug treats the disease is what a path means, unless one of its links or its comment speaks against it. */
export function readPath(path: Path, roles: NodeRoles): PathReading {
  const statements: Statement[] = [];
  const leftOut: { link?: PathLink; reason: string }[] = [];
  const ends = roles.endsOf(path);
  const drug = roles.drugOf(path);
  const treated = ends.get(path.disease_mesh);
  const isRejected =
    isCalledContraindicated(path) || path.links.some((link) => isHarm(link, ends.get(link.source), drug, path.disease_mesh));
  if (isRejected) leftOut.push({ reason: rejected });
  else if (treated?.role !== 'Cause') leftOut.push({ reason: 'what it treats is no disease in it' });
  else statements.push({ predicate: 'TREATS', subject: drug, object: treated, knowledgeLevel: 'ASSERTION' });
  for (const link of path.links) {
    const read = readLink(link, ends.get(link.source), ends.get(link.target));
    if (typeof read === 'string') leftOut.push({ link, reason: read });
    else if (isRejected && read.predicate === 'TREATS') leftOut.push({ link, reason: rejected });
    else statements.push(read);
  }
  return { statements, leftOut };
}

const rejected = 'the same path speaks against the treatment';

/** What makes two statements the same. */
export const statementKey = ({ predicate, subject, object, effect, knowledgeLevel }: Statement): string =>
  [predicate, subject.role, subject.id, object.role, object.id, effect ?? '', knowledgeLevel].join(' ');

/** Comments that speak of something else say so only after other words. */
const isCalledContraindicated = ({ comment }: Path): boolean => /^contraindicat/i.test(comment?.trim() ?? '');

const isHarm = ({ key, target }: PathLink, from: End | undefined, drug: End, disease: string): boolean =>
  target === disease && (key === 'contraindicated for' || (key === 'causes' && from?.role === 'Medication' && from.id === drug.id));

/** What a key says of its source and target; `isReversed` ones say it the other way round. */
interface Meaning {
  readonly effect?: Effect;
  readonly isCorrelation?: boolean;
  readonly isReversed?: boolean;
}

const more: Meaning = { effect: 'INCREASES' };
const less: Meaning = { effect: 'DECREASES' };
const change: Meaning = { effect: 'CHANGES' };
const some: Meaning = {};

/** Keys that say that one thing acts on another. */
const actions: Readonly<Record<string, Meaning>> = {
  'positively regulates': more,
  'increases activity of': more,
  'increases abundance of': more,
  'increases expression of': more,
  'increases stability of': more,
  'increases transport of': more,
  'increases response to': more,
  'positively correlated with': { ...more, isCorrelation: true },
  causes: more,
  produces: more,
  'contributes to': more,
  predisposes: more,
  exacerbates: more,
  'negatively regulates': less,
  'decreases activity of': less,
  'decreases abundance of': less,
  'decreases expression of': less,
  'decreases response to': less,
  'decreases synthesis of': less,
  'decreases uptake of': less,
  'increases degradation of': less,
  disrupts: less,
  'negatively correlated with': { ...less, isCorrelation: true },
  regulates: change,
  'molecularly interacts with': change,
  'directly interacts with': change,
  'physically interacts with': change,
  'interacts with': change,
  'correlated with': { isCorrelation: true },
  'participates in': some,
  'actively involved in': some,
  'capable of': some,
  enables: some,
  precedes: some,
  'has output': some,
  'has metabolite': some,
  'derives into': some,
  'has phenotype': some,
  'manifestation of': { isReversed: true },
  'phenotype of': { isReversed: true },
  'has participant': { isReversed: true },
  'caused by': { ...more, isReversed: true },
  'produced by': { ...more, isReversed: true },
  'affected by': { ...change, isReversed: true },
  'disrupted by': { ...less, isReversed: true },
  'derives from': { isReversed: true },
  'is metabolite of': { isReversed: true },
};

function readLink({ key }: PathLink, from: End | undefined, to: End | undefined): Statement | string {
  if (from === undefined || to === undefined) return 'an organ, a cell or an organism is at one end';
  if (from.id === to.id) return 'both ends are the same';
  if (from.role === 'Medication' && to.role === 'Cause') return readVerdict(key, from, to);
  const meaning = actions[key];
  if (meaning === undefined) return 'the link is no action of one thing on another';
  // A process that shows a disease is a process of the disease, as is one that brings it about; of two others the whole comes first.
  return meaning.isReversed === true && !(from.role === 'Mechanism' && to.role === 'Cause')
    ? join(meaning, to, from, key)
    : join(meaning, from, to, key);
}

function readVerdict(key: string, subject: End, object: End): Statement | string {
  if (key === 'treats') return { predicate: 'TREATS', subject, object, knowledgeLevel: 'ASSERTION' };
  // Curators wrote it of what a list of treatments had and they found to be none: of side effects, cautions and lack of benefit as well.
  if (key === 'contraindicated for') return 'it is found to be no treatment, which is no contraindication yet';
  return 'the link between drug and disease is neither help nor harm';
}

function join({ effect, isCorrelation = false }: Meaning, from: End, to: End, key: string): Statement | string {
  const level = isCorrelation ? 'STATISTICAL' : 'ASSERTION';
  const plain = (predicate: Statement['predicate'], subject: End, object: End): Statement => ({
    predicate,
    subject,
    object,
    knowledgeLevel: level,
  });
  const withEffect = (predicate: Statement['predicate']): Statement => ({
    ...plain(predicate, from, to),
    ...(effect === undefined ? {} : { effect }),
  });
  const bringsAbout = effect === 'INCREASES' || (effect === undefined && !isCorrelation);
  switch (`${from.role} ${to.role}`) {
    case 'Medication Mechanism':
      return key === 'has metabolite' || key === 'precedes' ? 'the link says what becomes of the drug' : withEffect('TARGETS');
    case 'Mechanism Mechanism':
      return withEffect('LEADS_TO');
    case 'Mechanism Cause':
      // The model says by which mechanism a cause works; what works against a cause has no place in it.
      return bringsAbout ? plain('ACTS_THROUGH', to, from) : 'the link does not say that the disease works by it';
    case 'Cause Mechanism':
      return bringsAbout ? plain('ACTS_THROUGH', from, to) : 'the link does not say that the disease works by it';
    case 'Mechanism Symptom':
      return bringsAbout ? plain('PRODUCES', from, to) : 'the link does not say that it produces the finding';
    case 'Cause Symptom':
      return bringsAbout && !isCorrelation ? plain('CAUSES', from, to) : 'the link does not say that the disease brings the finding';
    case 'Cause Cause':
      return bringsAbout && !isCorrelation ? withEffect('LEADS_TO') : 'the link does not say which disease brings the other';
    default:
      return `no predicate of ours leads from ${from.role} to ${to.role}`;
  }
}
