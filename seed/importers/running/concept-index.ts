import type { Model } from '../../../schema/language/define-model.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { pages } from '../../../server/editorial/examine-batch.ts';
import type { Runner } from '../../../server/neo4j/statement.ts';
import { codeKey, systemName } from '../codes.ts';

/** What a concept is found by. */
export interface Findable {
  readonly name?: string | undefined;
  /** English words that mean exactly the same. */
  readonly synonyms: readonly string[];
  /** Keys of codes that mean exactly the same. */
  readonly codes: readonly string[];
}

/** Finds concepts by exact codes and by names within a kind: those of the graph, and those an import adds. */
export class ConceptIndex {
  readonly #codes = new Map<string, string>();
  readonly #names = new Map<string, string | readonly string[]>();
  readonly #synonyms = new Map<string, string | readonly string[]>();
  readonly #inVocabulary = new Map<string, Set<string>>();

  static async of(model: Model, runner: Runner): Promise<ConceptIndex> {
    const index = new ConceptIndex();
    const columns = ['name_en', 'synonyms_text', 'synonyms_kind', 'synonyms_locale', 'codes_system', 'codes_code', 'codes_match'];
    for (const kind of model.concepts) {
      for await (const [id, name, texts, kinds, languages, systems, codes, matches] of pages(runner, kind, columns))
        index.add(kind, id as string, {
          name: name as string,
          synonyms: (list(texts) ?? []).filter((_, i) => list(kinds)?.[i] === 'EXACT' && list(languages)?.[i] === 'en'),
          codes: (list(codes) ?? []).flatMap((code, i) =>
            list(matches)?.[i] === 'EXACT' ? [codeKey({ system: systemName(list(systems)?.[i] ?? ''), code })] : [],
          ),
        });
    }
    return index;
  }

  add({ name: kind }: NodeType, id: string, { name, synonyms, codes }: Findable): void {
    for (const code of codes) {
      const key = `${kind} ${code}`;
      if (!this.#codes.has(key)) this.#codes.set(key, id);
      const vocabulary = code.slice(0, code.indexOf(':'));
      const members = this.#inVocabulary.get(vocabulary);
      if (members) members.add(id);
      else this.#inVocabulary.set(vocabulary, new Set([id]));
    }
    if (name !== undefined) addId(this.#names, `${kind} ${plainName(name)}`, id);
    for (const synonym of synonyms) addId(this.#synonyms, `${kind} ${plainName(synonym)}`, id);
  }

  /** The concept of this kind that has the code. */
  byCode({ name: kind }: NodeType, key: string): string | undefined {
    return this.#codes.get(`${kind} ${key}`);
  }

  /** The concepts of this kind with this name. */
  byName({ name: kind }: NodeType, name: string): readonly string[] {
    return ids(this.#names.get(`${kind} ${plainName(name)}`));
  }

  /** The concepts of this kind with this exact synonym. */
  bySynonym({ name: kind }: NodeType, name: string): readonly string[] {
    return ids(this.#synonyms.get(`${kind} ${plainName(name)}`));
  }

  /** What the concept of this kind is called, exact synonyms too, in small letters. Goes through all names, so it is for rare questions. */
  *namesOf({ name: kind }: NodeType, id: string): Generator<string> {
    for (const map of [this.#names, this.#synonyms])
      for (const [key, found] of map) if (key.startsWith(`${kind} `) && ids(found).includes(id)) yield key.slice(kind.length + 1);
  }

  /** Whether the concept has an exact code of this vocabulary. */
  isIn(id: string, vocabulary: string): boolean {
    return this.#inVocabulary.get(vocabulary)?.has(id) === true;
  }
}

const list = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? (value as readonly string[]) : undefined);

const ids = (found: string | readonly string[] | undefined): readonly string[] =>
  found === undefined ? [] : typeof found === 'string' ? [found] : found;

/** One id is by far the usual, and a list for each would cost more than the index itself. */
function addId(map: Map<string, string | readonly string[]>, key: string, id: string): void {
  const known = ids(map.get(key));
  if (!known.includes(id)) map.set(key, known.length === 0 ? id : [...known, id]);
}

/** Names that differ only in case, white space and the shape of quotes and dashes are the same. Signs stay: in chemistry they mean something. */
export const plainName = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/[‐‑–—]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim();
