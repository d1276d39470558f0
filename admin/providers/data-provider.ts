import type { DataProvider, GetListParams, GetListResult } from 'react-admin';
import type { NodeType } from '../../schema/language/node-type.ts';
import { listDocument, listedRecord, type ListedRecord, type PageAnswer, searchDocument, skipDocument } from '../derived/list-documents.ts';
import { apiFilter, type ListFilter } from '../derived/list-filter.ts';
import { typeOfResource } from '../derived/record-types.ts';
import { askServer } from './ask-server.ts';

/** The API gives no more than this in one page. */
const mostInPage = 200;

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
  const { q = '', ...rest } = (filter ?? {}) as ListFilter;
  const isSearch = q.trim() !== '' && type.isConcept && Object.keys(rest).length === 0;
  const ask = isSearch ? searchAsker(type, q) : pageAsker(type, filter as ListFilter, sort);
  const after = number === 1 ? undefined : await endOf(ask, (number - 1) * perPage);
  if (number > 1 && after === undefined) return { data: [], total: (number - 1) * perPage };
  const page = await ask.page(perPage, after);
  return { data: recordsOf(type, page), total: page.totalCount ?? 0 };
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
  const filter = apiFilter(type, chosen, new Date().toISOString().slice(0, 10));
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
