import type { causeKind } from '../../../schema/nodes/cause.ts';
import type { Disorder, EvidenceItem, Exposure, Phenotype, Process, Term, Treatment } from './disorder.ts';
import { type Finding, weigh } from './evidence.ts';
import { readExposure } from './exposures.ts';
import { statedFrequency } from './frequency.ts';
import { agentsOf, readTreatment, sameWords } from './treatments.ts';

/** A concept that a disorder speaks of. */
export interface Mention {
  readonly kind: 'Cause' | 'Symptom' | 'Mechanism' | 'Medication' | 'CareMeasure';
  readonly name: string;
  readonly summary?: string;
  readonly synonyms?: readonly string[];
  readonly codes: readonly { readonly curie: string; readonly match: 'EXACT' | 'CLOSE' | 'BROAD' }[];
  readonly causeKind?: keyof (typeof causeKind)['values'];
  readonly medicationKind?: 'SUBSTANCE' | 'CLASS';
}

/** What a disorder says, in the words of our model, with the publications it was checked against. */
export interface Statement {
  readonly predicate:
    'CAUSES' | 'ACTS_THROUGH' | 'LEADS_TO' | 'PRODUCES' | 'TREATS' | 'PALLIATES' | 'PREVENTS' | 'RELIEVES' | 'TRIGGERS' | 'WORSENS';
  readonly isNegated: boolean;
  readonly subject: Mention;
  readonly object: Mention;
  readonly frequency?: number;
  readonly frequencyAsStated?: string;
  /** Where in the file: disorder, section and entry. */
  readonly place: string;
  /** Empty when nobody checked it; otherwise at least one supports it. */
  readonly findings: readonly Finding[];
}

export interface DisorderReading {
  readonly statements: readonly Statement[];
  readonly leftOut: readonly LeftOut[];
}

/** What an entry would have been, and why it is not. */
interface LeftOut {
  readonly predicate: Statement['predicate'] | undefined;
  readonly place: string;
  readonly reason: string;
  /** How many statements it would have been; one unless said. */
  readonly rows?: number;
}

/** Reads a disorder. A statement whose evidence does not support it is left out: neither its opposite nor a part of it is taken from that. */
export function readDisorder(disorder: Disorder, namesOf?: NamesOf): DisorderReading {
  const cause = causeOf(disorder, namesOf);
  const reader = new Reader(disorder, cause);
  for (const phenotype of disorder.phenotypes ?? []) reader.phenotype(phenotype);
  for (const process of disorder.pathophysiology ?? []) reader.process(process);
  for (const exposure of disorder.environmental ?? []) reader.exposure(exposure);
  for (const treatment of disorder.treatments ?? []) reader.treatment(treatment);
  return reader;
}

/** What else a term of Mondo is called. */
export type NamesOf = (id: string) => readonly string[];

/** The disorder itself. Its code may mean more than it does: the file files subtypes under the code of the whole. */
export function causeOf({ name, description, synonyms = [], disease_term }: Disorder, namesOf: NamesOf = () => []): Mention {
  const term = disease_term?.term;
  const shown = corrections.get(name) ?? name.replaceAll(/[_-]/g, (mark) => (mark === '_' || /-syndrome$/i.test(name) ? ' ' : mark));
  const isExact =
    term !== undefined &&
    ([shown, ...synonyms].some((known) => sameWords(known, term.label)) || namesOf(term.id).some((known) => sameWords(known, shown)));
  return {
    kind: 'Cause',
    name: shown,
    ...(description === undefined ? {} : { summary: description.trim() }),
    synonyms,
    codes: term === undefined || term.id === rootOfMondo ? [] : [{ curie: term.id, match: isExact ? 'EXACT' : 'CLOSE' }],
    causeKind: 'DISEASE',
  };
}

/** "Disease" itself: what a disorder without a term of its own was given. */
const rootOfMondo = 'MONDO:0000001';

/** Misspelt in the file, which has the same disorder in its right spelling too. */
const corrections: ReadonlyMap<string, string> = new Map([['Alhzeimer_Disease', "Alzheimer's Disease"]]);

class Reader implements DisorderReading {
  readonly statements: Statement[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly #cause: Mention;
  readonly #mechanisms: ReadonlyMap<string, Mention>;
  readonly #symptoms: ReadonlyMap<string, Mention>;

  constructor({ pathophysiology = [], phenotypes = [] }: Disorder, cause: Mention) {
    this.#cause = cause;
    this.#mechanisms = new Map(pathophysiology.map((process) => [process.name, mechanismOf(process)]));
    this.#symptoms = new Map(phenotypes.map((phenotype) => [phenotype.name, symptomOf(phenotype)]));
  }

  phenotype(phenotype: Phenotype): void {
    const place = this.#place('phenotypes', phenotype.name);
    const stated = phenotype.frequency === undefined ? undefined : statedFrequency(phenotype.frequency);
    if (phenotype.frequency !== undefined && !stated) {
      this.leftOut.push({ predicate: 'CAUSES', place, reason: `"${phenotype.frequency}" is no frequency this importer knows` });
      return;
    }
    const isNegated = stated?.kind === 'EXCLUDED';
    this.#add(place, phenotype.evidence, {
      predicate: 'CAUSES',
      isNegated,
      subject: this.#cause,
      object: symptomOf(phenotype),
      ...(stated?.kind === 'SHARE' ? { frequency: stated.share } : {}),
      ...(stated && !isNegated ? { frequencyAsStated: phenotype.frequency } : {}),
    });
  }

  process(process: Process): void {
    const mechanism = mechanismOf(process);
    const place = this.#place('pathophysiology', process.name);
    this.#add(place, process.evidence, { predicate: 'ACTS_THROUGH', isNegated: false, subject: this.#cause, object: mechanism });
    for (const { target, evidence } of process.downstream ?? []) {
      const to = `${place} → ${target}`;
      const [next, symptom] = [this.#mechanisms.get(target), this.#symptoms.get(target)];
      if (next) this.#add(to, evidence, { predicate: 'LEADS_TO', isNegated: false, subject: mechanism, object: next });
      else if (symptom) this.#add(to, evidence, { predicate: 'PRODUCES', isNegated: false, subject: mechanism, object: symptom });
      else
        this.leftOut.push({
          predicate: undefined,
          place: to,
          reason: 'what it leads to is neither a mechanism nor a phenotype of the disorder',
        });
    }
  }

  exposure(exposure: Exposure): void {
    const place = this.#place('environmental', exposure.name);
    const read = readExposure(exposure);
    if (typeof read === 'string') {
      this.leftOut.push({ predicate: undefined, place, reason: read });
      return;
    }
    const subject: Mention = {
      kind: 'Cause',
      name: exposure.name,
      causeKind: read.causeKind,
      codes: exactCode(exposure.exposure_term, exposure.name),
    };
    if (sameWords(subject.name, this.#cause.name))
      this.leftOut.push({ predicate: read.predicate, place, reason: 'it is the disorder itself' });
    else this.#add(place, exposure.evidence, { predicate: read.predicate, isNegated: false, subject, object: this.#cause });
  }

  treatment(treatment: Treatment): void {
    const place = this.#place('treatments', treatment.name);
    const read = readTreatment(treatment);
    if (typeof read === 'string') {
      const rows = Math.max(1, agentsOf(treatment.treatment_term).length);
      this.leftOut.push({ predicate: 'TREATS', place, reason: read, rows });
      for (const _ of treatment.target_phenotypes ?? []) this.leftOut.push({ predicate: 'RELIEVES', place, reason: read, rows });
      return;
    }
    for (const { kind, name, code } of read.agents) {
      const codes = code === undefined ? [] : [{ curie: code, match: 'EXACT' as const }];
      const subject: Mention =
        kind === 'MEASURE' ? { kind: 'CareMeasure', name, codes } : { kind: 'Medication', name, codes, medicationKind: kind };
      if (kind === 'MEASURE' || read.predicate !== 'PREVENTS')
        this.#add(place, treatment.evidence, { predicate: read.predicate, isNegated: false, subject, object: this.#cause });
      else this.leftOut.push({ predicate: read.predicate, place, reason: 'only of a measure does the model say that it prevents' });
      for (const target of treatment.target_phenotypes ?? [])
        this.#add(place, treatment.evidence, {
          predicate: 'RELIEVES',
          isNegated: false,
          subject,
          object: symptomOf({ name: target.preferred_term ?? '', phenotype_term: target }),
        });
    }
  }

  #place(section: string, entry: string): string {
    const place = `${this.#cause.name}, ${section}: ${entry}`;
    return place.length > 200 ? `${place.slice(0, 199)}…` : place;
  }

  #add(place: string, evidence: readonly EvidenceItem[] | undefined, statement: Omit<Statement, 'place' | 'findings'>): void {
    const { verdict, findings } = weigh(evidence);
    const { predicate } = statement;
    if (verdict === 'REFUTED') this.leftOut.push({ predicate, place, reason: 'its evidence refutes it' });
    else if (verdict === 'UNSUPPORTED') this.leftOut.push({ predicate, place, reason: 'its evidence does not support it' });
    else if (sameWords(statement.subject.name, statement.object.name) && statement.subject.kind === statement.object.kind)
      this.leftOut.push({ predicate, place, reason: 'both ends are the same' });
    else this.statements.push({ ...statement, place, findings });
  }
}

/** A phenotype is the term it was given; without one of the Human Phenotype Ontology it is what its name says. */
function symptomOf({ name, phenotype_term }: Pick<Phenotype, 'name' | 'phenotype_term'>): Mention {
  const term = phenotype_term?.term;
  return term?.id.startsWith('HP:') === true
    ? { kind: 'Symptom', name: term.label, codes: [{ curie: term.id, match: 'EXACT' }] }
    : { kind: 'Symptom', name, codes: [] };
}

/** The processes of the Gene Ontology that a mechanism is part of say more than it does, unless the words are the same. */
function mechanismOf({ name, description, biological_processes = [] }: Process): Mention {
  return {
    kind: 'Mechanism',
    name,
    ...(description === undefined ? {} : { summary: description.trim() }),
    codes: biological_processes.flatMap(({ term }) =>
      term?.id.startsWith('GO:') === true
        ? [{ curie: term.id, match: sameWords(term.label, name) ? ('EXACT' as const) : ('BROAD' as const) }]
        : [],
    ),
  };
}

const exactCode = (term: Term | undefined, name: string): Mention['codes'] =>
  term?.term && sameWords(term.term.label.replace(/^exposure to /i, ''), name.replace(/ exposure$/i, ''))
    ? [{ curie: term.term.id, match: 'EXACT' }]
    : [];
