import type { causeKind } from '../../../schema/nodes/cause.ts';
import type { Disorder, EvidenceItem, Exposure, Phenotype, Process, Term, Treatment } from './disorder.ts';
import { type Finding, weigh } from './evidence.ts';
import { readExposure } from './exposures.ts';
import { statedFrequency } from './frequency.ts';
import { nothingReviewed, type Reviewed, type ReviewedMedication } from './reviewed.ts';
import { agentsOf, readTreatment, sameWords } from './treatments.ts';
import { wordsAgree } from './words-agree.ts';

/** A concept that a disorder speaks of. */
export interface Mention {
  readonly kind: 'Cause' | 'Symptom' | 'Mechanism' | 'Medication' | 'CareMeasure';
  readonly name: string;
  readonly summary?: string;
  readonly synonyms?: readonly string[];
  readonly codes: readonly { readonly curie: string; readonly match: 'EXACT' | 'CLOSE' | 'BROAD' }[];
  readonly causeKind?: keyof (typeof causeKind)['values'];
  readonly medicationKind?: ReviewedMedication['kind'];
}

/** What a disorder says, in the words of our model, with the publications it was checked against. */
export interface Statement {
  readonly predicate:
    'CAUSES' | 'ACTS_THROUGH' | 'LEADS_TO' | 'PRODUCES' | 'TREATS' | 'PALLIATES' | 'PREVENTS' | 'TRIGGERS' | 'WORSENS' | 'HAS_SIDE_EFFECT';
  readonly isNegated: boolean;
  readonly subject: Mention;
  readonly object: Mention;
  readonly frequency?: number;
  readonly frequencyAsStated?: string;
  /** Whether clinicians prescribe or do it. */
  readonly isByClinicians?: boolean;
  /** Where in the file: disorder, section and entry. */
  readonly place: string;
  /** Empty when nobody checked it; otherwise at least one supports it. */
  readonly findings: readonly Finding[];
}

export interface DisorderReading {
  readonly statements: readonly Statement[];
  readonly leftOut: readonly LeftOut[];
  /** What nobody looked at so far and somebody should, though it is taken. */
  readonly unreviewed: readonly { readonly kind: Mention['kind']; readonly place: string; readonly text: string }[];
}

/** What an entry would have been, and why it is not. */
interface LeftOut {
  readonly predicate: Statement['predicate'] | 'RELIEVES' | undefined;
  readonly place: string;
  readonly reason: string;
  /** How many statements it would have been; one unless said. */
  readonly rows?: number;
}

/** Reads a disorder. A statement whose evidence does not support it is left out: neither its opposite nor a part of it is taken from that. */
export function readDisorder(disorder: Disorder, namesOf?: NamesOf, reviewed: Reviewed = nothingReviewed): DisorderReading {
  const cause = causeOf(disorder, namesOf);
  const reader = new Reader(disorder, cause, reviewed);
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
  readonly unreviewed: DisorderReading['unreviewed'][number][] = [];
  readonly #disorder: string;
  readonly #cause: Mention;
  readonly #reviewed: Reviewed;
  readonly #mechanisms: ReadonlyMap<string, Mention>;
  readonly #phenotypes: ReadonlyMap<string, Phenotype>;

  constructor({ name, pathophysiology = [], phenotypes = [] }: Disorder, cause: Mention, reviewed: Reviewed) {
    this.#disorder = name;
    this.#cause = cause;
    this.#reviewed = reviewed;
    this.#mechanisms = new Map(pathophysiology.map((process) => [process.name, mechanismOf(process)]));
    this.#phenotypes = new Map(phenotypes.map((phenotype) => [phenotype.name, phenotype]));
  }

  phenotype(phenotype: Phenotype): void {
    const place = this.#place('phenotypes', phenotype.name);
    const stated = phenotype.frequency === undefined ? undefined : statedFrequency(phenotype.frequency);
    if (phenotype.frequency !== undefined && !stated) {
      this.leftOut.push({ predicate: 'CAUSES', place, reason: `"${phenotype.frequency}" is no frequency this importer knows` });
      return;
    }
    const isNegated = stated?.kind === 'EXCLUDED';
    const symptom = this.#symptomOf(phenotype, 'CAUSES', place);
    if (!symptom) return;
    this.#add(place, phenotype.evidence, {
      predicate: 'CAUSES',
      isNegated,
      subject: this.#cause,
      object: symptom,
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
      const [next, phenotype] = [this.#mechanisms.get(target), this.#phenotypes.get(target)];
      if (next) this.#add(to, evidence, { predicate: 'LEADS_TO', isNegated: false, subject: mechanism, object: next });
      else if (phenotype) {
        const symptom = this.#symptomOf(phenotype, 'PRODUCES', to);
        if (symptom) this.#add(to, evidence, { predicate: 'PRODUCES', isNegated: false, subject: mechanism, object: symptom });
      } else
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
    const medications = read.causeKind === 'SUBSTANCE' ? this.#reviewed.medicationsOf(this.#disorder, exposure.name) : [];
    if (medications === undefined) this.unreviewed.push({ kind: 'Cause', place, text: 'it is a substance, perhaps a medication' });
    // What a medication brings about is its side effect.
    const predicate = read.predicate === 'LEADS_TO' ? 'HAS_SIDE_EFFECT' : read.predicate;
    for (const medication of medications ?? [])
      this.#add(place, exposure.evidence, { predicate, isNegated: false, subject: medicationOf(medication), object: this.#cause });
    if (medications !== undefined && medications.length > 0) return;
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
    const rows = Math.max(1, agentsOf(treatment.treatment_term).length);
    // The model would say it of everybody with the finding.
    for (const _ of treatment.target_phenotypes ?? [])
      this.leftOut.push({ predicate: 'RELIEVES', place, reason: 'it relieves the finding of people with the disorder', rows });
    if (typeof read === 'string') {
      this.leftOut.push({ predicate: 'TREATS', place, reason: read, rows });
      return;
    }
    for (const { kind, name, code } of read.agents) {
      const codes = code === undefined || this.#reviewed.isWrongCode(code, name) ? [] : [{ curie: code, match: 'EXACT' as const }];
      const subject: Mention =
        kind === 'MEASURE' ? { kind: 'CareMeasure', name, codes } : { kind: 'Medication', name, codes, medicationKind: kind };
      const isByClinicians = kind !== 'MEASURE' || !this.#reviewed.isSelfCare(name);
      if (kind === 'MEASURE' || read.predicate !== 'PREVENTS')
        this.#add(place, treatment.evidence, {
          predicate: read.predicate,
          isNegated: false,
          isByClinicians,
          subject,
          object: this.#cause,
        });
      else this.leftOut.push({ predicate: read.predicate, place, reason: 'only of a measure does the model say that it prevents' });
    }
  }

  /**
   * A phenotype is the term it was given; without one of the Human Phenotype Ontology it is what its name says. It is neither where people
   * found that the term says something else than the name.
   */
  #symptomOf({ name, phenotype_term }: Pick<Phenotype, 'name' | 'phenotype_term'>, predicate: Statement['predicate'], place: string) {
    const term = phenotype_term?.term;
    if (term?.id.startsWith('HP:') !== true) return { kind: 'Symptom', name, codes: [] } as const;
    const verdict = this.#reviewed.verdictOn(this.#disorder, name, term.id);
    if (verdict === 'WRONG') {
      this.leftOut.push({ predicate, place, reason: 'its term says something else than its words' });
      return undefined;
    }
    if (verdict === undefined && !wordsAgree(name, term.label))
      this.unreviewed.push({ kind: 'Symptom', place, text: 'its words are not those of its term' });
    return { kind: 'Symptom', name: term.label, codes: [{ curie: term.id, match: 'EXACT' }] } as const;
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

const medicationOf = ({ kind, name, synonyms, code }: ReviewedMedication): Mention => ({
  kind: 'Medication',
  name,
  synonyms,
  codes: code === '' ? [] : [{ curie: code, match: 'EXACT' }],
  medicationKind: kind,
});

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
