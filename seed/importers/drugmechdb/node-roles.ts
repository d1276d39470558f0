import type { Path } from './path.ts';

/** What a node of a path is in our model. */
export type NodeRole = 'Medication' | 'Cause' | 'Mechanism' | 'Symptom';

/** A node of a path in one of its roles: a substance that the body makes may be a medication elsewhere. Drugs go by their name. */
export interface End {
  readonly id: string;
  readonly role: NodeRole;
}

/** A cell, an organ or an organism is the place of a step, not a step: it has no role. */
const roleOfLabel: Readonly<Record<string, NodeRole>> = {
  Drug: 'Medication',
  Disease: 'Cause',
  PhenotypicFeature: 'Symptom',
  BiologicalProcess: 'Mechanism',
  MolecularActivity: 'Mechanism',
  Pathway: 'Mechanism',
  Protein: 'Mechanism',
  GeneFamily: 'Mechanism',
  MacromolecularComplex: 'Mechanism',
  ChemicalSubstance: 'Mechanism',
  CellularComponent: 'Mechanism',
};

interface Votes {
  readonly roles: Map<NodeRole | undefined, number>;
  readonly names: Map<string, number>;
}

/**
 * What each node is and is called, over all paths. Paths differ in labels and names, some label a drug as a disease, and some give a drug
 * the code of another; so a drug is known by its name, and has a code only when most paths with that code mean this drug.
 */
export class NodeRoles {
  readonly #votes = new Map<string, Votes>();
  readonly #diseases = new Set<string>();
  readonly #drugNames = new Map<string, Map<string, number>>();
  readonly #drugCodes = new Map<string, Set<string>>();
  readonly #namesOfCode = new Map<string, Map<string, number>>();

  /** Counts what a path says of its nodes. */
  add(path: Path): void {
    this.#diseases.add(path.disease_mesh);
    const drug = keyOfDrug(path.drug);
    const codes = this.#drugCodes.get(drug) ?? new Set();
    this.#drugCodes.set(drug, codes);
    for (const code of codesOf(path)) {
      codes.add(code);
      count(valueIn(this.#namesOfCode, code), drug);
    }
    count(valueIn(this.#drugNames, drug), path.drug.trim());
    for (const { id, label, name } of path.nodes) {
      const votes = this.#votes.get(id) ?? { roles: new Map(), names: new Map() };
      this.#votes.set(id, votes);
      count(votes.roles, roleOfLabel[label]);
      count(votes.names, name.trim());
    }
  }

  /** What the nodes of a path are; a node without a role, and one whose code stands for several drugs, is none. */
  endsOf(path: Path): ReadonlyMap<string, End> {
    const drugNode = codesOf(path).find((code) => path.nodes.some(({ id }) => id === code));
    const ends = new Map<string, End>();
    for (const { id, label } of path.nodes) {
      const end = id === drugNode ? this.drugOf(path) : this.#endOf(id, label);
      if (end && !ends.has(id)) ends.set(id, end);
    }
    return ends;
  }

  drugOf(path: Path): End {
    return { id: keyOfDrug(path.drug), role: 'Medication' };
  }

  #endOf(id: string, label: string): End | undefined {
    // Some paths label a finding as a process; its code says what it is.
    if (id.startsWith('HP:')) return { id, role: 'Symptom' };
    if (label === 'ChemicalSubstance') return { id, role: 'Mechanism' };
    if (this.#namesOfCode.has(id)) {
      const drug = this.#ownerOf(id);
      return drug === undefined ? undefined : { id: drug, role: 'Medication' };
    }
    const role = this.#diseases.has(id) ? 'Cause' : mostCounted(this.#votes.get(id)?.roles ?? new Map());
    return role === undefined ? undefined : { id, role };
  }

  /** The drug that most paths with this code mean; none when two are as frequent. */
  #ownerOf(code: string): string | undefined {
    const [first, second] = [...(this.#namesOfCode.get(code) ?? [])].toSorted(([, a], [, b]) => b - a);
    return first && first[1] !== second?.[1] ? first[0] : undefined;
  }

  /** Codes that mean this drug and no other, DrugBank first. */
  codesOfDrug(drug: string): string[] {
    return [...(this.#drugCodes.get(drug) ?? [])]
      .filter((code) => this.#ownerOf(code) === drug)
      .toSorted((a, b) => Number(b.startsWith('DB:')) - Number(a.startsWith('DB:')) || (a < b ? -1 : 1));
  }

  /** The name most paths give it. */
  nameOf({ id, role }: End): string {
    const names = role === 'Medication' && this.#drugNames.has(id) ? this.#drugNames.get(id) : this.#votes.get(id)?.names;
    return mostCounted(names ?? new Map<string, number>()) ?? id;
  }
}

const keyOfDrug = (name: string): string => name.trim().toLowerCase();

/** The codes a path gives its drug; what is no code of DrugBank or MeSH is left out. */
const codesOf = ({ drug_mesh, drugbank }: Path): string[] =>
  [...(drug_mesh ?? '').split(','), drugbank ?? '']
    .map((code) => code.trim())
    .filter((code) => /^(?:MESH:[CD]\d+|DB:DB(?:\d{5}|SALT\d{6}))$/.test(code));

function valueIn<K>(counts: Map<K, Map<string, number>>, key: K): Map<string, number> {
  const known = counts.get(key) ?? new Map<string, number>();
  counts.set(key, known);
  return known;
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Among equals the one that comes first in the alphabet. */
function mostCounted<K extends string | undefined>(counts: ReadonlyMap<K, number>): K | undefined {
  return [...counts].toSorted(([a, x], [b, y]) => y - x || (String(a) < String(b) ? -1 : 1))[0]?.[0];
}
