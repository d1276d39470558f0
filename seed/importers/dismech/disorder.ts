/** One line of the file: a disorder with what brings it about, how it works, what it shows and what is done about it. */
export interface Disorder {
  readonly name: string;
  readonly description?: string;
  readonly category?: string;
  readonly synonyms?: readonly string[];
  readonly disease_term?: Term;
  readonly pathophysiology?: readonly Process[];
  readonly phenotypes?: readonly Phenotype[];
  readonly environmental?: readonly Exposure[];
  readonly treatments?: readonly Treatment[];
}

/** A name with the code it was given. */
export interface Term {
  readonly preferred_term?: string;
  readonly term?: { readonly id: string; readonly label: string };
}

/** What a publication says about a statement, with its words. */
export interface EvidenceItem {
  readonly reference: string;
  readonly supports: string;
  readonly snippet?: string;
  readonly explanation?: string;
}

interface Entry {
  readonly name: string;
  readonly description?: string;
  readonly notes?: string;
  readonly evidence?: readonly EvidenceItem[];
}

export interface Process extends Entry {
  readonly biological_processes?: readonly Term[];
  readonly downstream?: readonly { readonly target: string; readonly evidence?: readonly EvidenceItem[] }[];
}

export interface Phenotype extends Entry {
  readonly phenotype_term?: Term;
  readonly frequency?: string;
}

export interface Exposure extends Entry {
  readonly exposure_term?: Term;
  readonly effect?: string;
}

export interface Treatment extends Entry {
  readonly role?: string;
  readonly treatment_term?: Term & {
    readonly therapeutic_agent?: readonly Term[];
    readonly qualifiers?: readonly { readonly predicate?: Term; readonly value?: Term }[];
  };
  readonly target_phenotypes?: readonly Term[];
}
