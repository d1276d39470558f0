import { graphDocument } from '../../providers/document.ts';
import type { ConnectionPage } from '../../providers/use-answer.ts';

interface Waiting {
  readonly totalCount: number;
}
type Due = Pick<ConnectionPage<unknown>, 'edges'> & { readonly pageInfo: { readonly hasNextPage: boolean } };

/** How much waits in each queue; what is due is counted as far as one page goes. */
export const waitingDocument = graphDocument<
  {
    readonly drafts: Waiting;
    readonly review: Waiting;
    readonly approved: Waiting;
    readonly due: Due;
    readonly problems: Due;
    readonly retracted: Due;
  },
  { readonly me: string }
>(`query Waiting($me: ID!) {
  drafts: changeSets(first: 0, states: [OPEN, CHANGES_REQUESTED, IN_REVIEW], authorId: $me) { totalCount }
  review: reviewQueue(first: 0) { totalCount }
  approved: changeSets(first: 0, states: [APPROVED]) { totalCount }
  due: dueForReview(first: 99, reason: REVIEW_DATE) { edges { cursor } pageInfo { hasNextPage } }
  problems: dueForReview(first: 99, reason: PROBLEM_REPORTED) { edges { cursor } pageInfo { hasNextPage } }
  retracted: dueForReview(first: 99, reason: SOURCE_NOT_CURRENT) { edges { cursor } pageInfo { hasNextPage } } }`);

export interface Release {
  readonly number: number;
  readonly title: string;
  readonly note: string | null;
  readonly publishedAt: string;
  readonly created: number;
  readonly changed: number;
  readonly retired: number;
}

export interface ContentNumbers {
  readonly concepts: readonly { readonly kind: string; readonly count: number; readonly withChineseName: number; readonly stale: number }[];
  readonly sources: { readonly count: number; readonly notCurrent: number; readonly stale: number };
  readonly claims: {
    readonly count: number;
    readonly denying: number;
    readonly withOneSource: number;
    readonly stale: number;
    readonly byPredicate: readonly { readonly predicate: string; readonly count: number }[];
    readonly byCertainty: readonly { readonly certainty: string; readonly count: number }[];
  };
}

/** What is published, in numbers, and the newest releases. */
export const contentDocument = graphDocument<{ readonly contentNumbers: ContentNumbers; readonly releases: readonly Release[] }>(
  `query Content { contentNumbers {
    concepts { kind count withChineseName stale } sources { count notCurrent stale }
    claims { count denying withOneSource stale byPredicate { predicate count } byCertainty { certainty count } } }
  releases(first: 6) { number title note publishedAt created changed retired } }`,
);
