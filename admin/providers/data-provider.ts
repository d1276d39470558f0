import type { DataProvider, GetListParams, GetListResult } from 'react-admin';
import { dayOf } from '../../schema/language/day.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import { listDocument, listedRecord, type ListedRecord, type PageAnswer, searchDocument, skipDocument } from '../derived/list-documents.ts';
import { apiFilter, type ListFilter, type RecordState } from '../derived/list-filter.ts';
import { typeOfResource } from '../derived/record-types.ts';
import { draftStates, openEditsDocument, reviewStates } from '../change-sets/change-set-documents.ts';
import { askServer } from './ask-server.ts';
import { queryClient } from './query-client.ts';
import { viewerQuery } from './viewer.ts';

/** The API gives no more than this in one page. */
export const mostInPage = 200;

/**
 * The records of the model for react-admin's lists. Editing does not run through it: an edit goes into a change set, with versions that
 * a data provider has no place for.
 */
export const dataProvider: DataProvider = {
  getList: async (resource, params) => (await readList(typeOfResource(resource), params)) as unknown as GetListResult,
  getMany: async (resource, { ids }) => {
    const type = typeOfResource(resource);
    const { page } = await askServer(listDocument(type), { first: mostInPage, filter: { id: { in: ids } } });
    return { data: recordsOf(type, page) as never[] };
  },
  getOne: async (resource, { id }) => {
    const type = typeOfResource(resource);
    const { page } = await askServer(listDocument(type), { first: 1, filter: { id: { eq: id } } });
    return { data: recordsOf(type, page)[0] as never };
  },
  getManyReference: notThisWay,
  create: notThisWay,
  update: notThisWay,
  updateMany: notThisWay,
  delete: notThisWay,
  deleteMany: notThisWay,
};

function notThisWay(): never {
  throw new Error('Records change through change sets, not through the data provider.');
}

interface ListPage {
  readonly data: readonly ListedRecord[];
  readonly total: number;
}

async function readList(type: NodeType, { pagination, sort, filter }: Partial<GetListParams>): Promise<ListPage> {
  const { page: number = 1, perPage = 25 } = pagination ?? {};
  const chosen = (filter ?? {}) as ListFilter;
  const { q = '', state, ...rest } = chosen;
  const isSearch = q.trim() !== '' && type.isConcept && state === undefined && Object.keys(rest).length === 0;
  const asker = isSearch
    ? searchAsker(type, q)
    : pageAsker(type, state === undefined ? chosen : { ...chosen, ...(await idsIn(type, state)) }, sort);
  const after = number === 1 ? undefined : await endOf(asker, (number - 1) * perPage);
  if (number > 1 && after === undefined) return { data: [], total: (number - 1) * perPage };
  const pages: PageAnswer['page'][] = [await asker.page(Math.min(perPage, mostInPage), after)];
  const total = pages[0]?.totalCount ?? 0;
  // An export asks for more than one page of the API holds.
  for (let count = mostInPage; count < perPage && pages.at(-1)?.edges.length === mostInPage; count += mostInPage)
    pages.push(await asker.page(Math.min(perPage - count, mostInPage), pages.at(-1)?.pageInfo.endCursor ?? undefined));
  return { data: pages.flatMap((one) => recordsOf(type, one)), total };
}

/** Ids of the records that change sets of a kind edit, those changed last; nothing when the state is no matter of change sets. */
async function idsIn(type: NodeType, state: RecordState): Promise<{ readonly ids?: readonly string[] }> {
  if (state === 'STALE') return {};
  const authorId = state === 'MINE' ? (await queryClient.fetchQuery(viewerQuery)).user?.id : undefined;
  const states = state === 'MINE' ? draftStates : reviewStates;
  const { openEdits } = await askServer(openEditsDocument, { recordType: type.name, isNew: false, authorId, states, first: mostInPage });
  return { ids: openEdits.map(({ edit }) => edit.recordId) };
}

const recordsOf = (type: NodeType, { edges }: PageAnswer['page']): ListedRecord[] => edges.map(({ node }) => listedRecord(type, node));

/** One list in one order, page by page. */
interface Asker {
  readonly key: string;
  page(first: number, after: string | undefined): Promise<PageAnswer['page']>;
  /** The same, with no more than the cursor. */
  skip(first: number, after: string | undefined): Promise<PageAnswer['page']>;
}

function pageAsker(type: NodeType, chosen: ListFilter, sort: GetListParams['sort']): Asker {
  const filter = apiFilter(type, chosen, dayOf(new Date()));
  const orderBy = sort && sort.field !== 'id' ? [{ [sort.field]: sort.order }] : undefined;
  return {
    key: JSON.stringify([type.name, filter, orderBy]),
    page: async (first, after) => (await askServer(listDocument(type), { first, after, filter, orderBy })).page,
    skip: async (first, after) => (await askServer(skipDocument(type), { first, after, filter, orderBy })).page,
  };
}

function searchAsker(type: NodeType, text: string): Asker {
  const page: Asker['page'] = async (first, after) => (await askServer(searchDocument(type), { text, first, after })).page;
  return { key: JSON.stringify([type.name, text]), page, skip: page };
}

/** Cursors by list and place, so that paging on does not start at the beginning. A cursor names values, so it stays good. */
const knownEnds = new Map<string, Map<number, string>>();

/** The cursor behind this many items of a list; undefined when it has fewer. */
async function endOf(asker: Asker, count: number): Promise<string | undefined> {
  const ends = knownEnds.get(asker.key) ?? new Map<number, string>();
  knownEnds.set(asker.key, ends);
  let at = Math.max(0, ...[...ends.keys()].filter((place) => place <= count));
  let cursor = ends.get(at);
  while (at < count) {
    const size = Math.min(mostInPage, count - at);
    const { edges, pageInfo } = await asker.skip(size, cursor);
    if (edges.length < size || pageInfo.endCursor === null) return undefined;
    at += size;
    cursor = pageInfo.endCursor;
    ends.set(at, cursor);
  }
  return cursor;
}
