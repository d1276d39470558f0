import type { NodeType } from '../../schema/language/node-type.ts';
import { kindName } from '../../schema/language/node-type.ts';
import { openEditsDocument } from '../change-sets/change-set-documents.ts';
import { askServer } from '../providers/ask-server.ts';
import { pickConceptsDocument, pickSourcesDocument } from './pick-documents.ts';

/** A record that can be picked. */
export interface Pickable {
  readonly id: string;
  readonly recordType: string;
  readonly name: string;
  /** Another name that the search found, a publisher, or nothing. */
  readonly hint: string;
  /** Whether only the change set has it. */
  readonly isDraft: boolean;
}

/** Records of these types that fit some words: new ones of the change set first, then what the server's search finds. */
export async function pickRecords(
  types: readonly NodeType[],
  text: string,
  locale: string,
  changeSet: string | undefined,
): Promise<Pickable[]> {
  const concepts = types.filter(({ isConcept }) => isConcept);
  const answers = await Promise.all([
    changeSet === undefined ? [] : draftsOf(types, text, locale, changeSet),
    concepts.length > 0 && text.trim() !== '' ? searchConcepts(concepts, text, locale) : [],
    types.length > concepts.length ? searchSources(text) : [],
  ]);
  const seen = new Set<string>();
  return answers.flat().filter(({ id }) => !seen.has(id) && seen.add(id));
}

async function draftsOf(types: readonly NodeType[], text: string, locale: string, changeSet: string): Promise<Pickable[]> {
  const { openEdits } = await askServer(openEditsDocument, { changeSet, isNew: true, first: 200 });
  const wanted = new Set(types.map(({ name }) => name));
  return openEdits.flatMap(({ edit: { recordId: id, recordType, record } }) => {
    if (!wanted.has(recordType) || !record) return [];
    const names = (record['name'] ?? {}) as Readonly<Record<string, unknown>>;
    const texts = [record['title'], names[locale], ...Object.values(names)].filter((one): one is string => typeof one === 'string');
    const fits = texts.some((one) => one.toLowerCase().includes(text.trim().toLowerCase()));
    return fits ? [{ id, recordType, name: texts[0] ?? '', hint: '', isDraft: true }] : [];
  });
}

async function searchConcepts(types: readonly NodeType[], text: string, locale: string): Promise<Pickable[]> {
  const { search } = await askServer(pickConceptsDocument, { text, kinds: types.map(kindName), locale });
  return search.edges.map(({ node, highlights }) => ({
    id: node.id,
    recordType: node.__typename,
    name: node.name,
    hint: highlights.map(plainText).find((words) => words !== node.name) ?? '',
    isDraft: false,
  }));
}

async function searchSources(text: string): Promise<Pickable[]> {
  const words = text.trim();
  const filter = words === '' ? undefined : { or: ['title', 'author', 'doi', 'pmid'].map((field) => ({ [field]: { contains: words } })) };
  const { sources } = await askServer(pickSourcesDocument, { filter });
  return sources.edges.map(({ node }) => ({
    id: node.id,
    recordType: 'Source',
    name: node.title,
    hint: [node.publisher, node.published].filter(Boolean).join(', '),
    isDraft: false,
  }));
}

/** The words of a highlight, which is escaped for HTML. */
const plainText = (html: string): string => new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
