import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { askServer } from './ask-server.ts';
import type { GraphDocument } from './document.ts';

/** What the server answers to a question, kept by its text and variables; asked only while it is wanted. */
export const useAnswer = <Result, Variables>(document: GraphDocument<Result, Variables>, variables: Variables, isWanted = true) =>
  useQuery({ queryKey: [document.text, variables], queryFn: () => askServer(document, variables), enabled: isWanted });

/** A page of a list, as every connection of the API answers it. */
export interface ConnectionPage<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount?: number;
}

/** A list that grows page by page. The document takes `after`. */
export function useConnection<Result, Variables extends object, Node>(
  document: GraphDocument<Result, Variables & { readonly after?: string | undefined }>,
  variables: Variables,
  pageOf: (answer: Result) => ConnectionPage<Node>,
  isWanted = true,
) {
  const query = useInfiniteQuery({
    queryKey: [document.text, variables],
    queryFn: async ({ pageParam }) => askServer(document, { ...variables, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (answer) => {
      const { hasNextPage, endCursor } = pageOf(answer).pageInfo;
      return hasNextPage ? (endCursor ?? undefined) : undefined;
    },
    enabled: isWanted,
  });
  const pages = query.data?.pages.map(pageOf) ?? [];
  return {
    nodes: pages.flatMap(({ edges }) => edges.map(({ node }) => node)),
    totalCount: pages[0]?.totalCount,
    first: query.data?.pages[0],
    error: query.error,
    isPending: query.isPending,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}

/** A change that the server makes; afterwards everything on the page is asked for again. */
export function useChange<Result, Variables>(document: GraphDocument<Result, Variables>, onDone?: (result: Result) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (variables: Variables) => askServer(document, variables),
    onSuccess: async (result) => {
      onDone?.(result);
      await client.invalidateQueries();
    },
  });
}
