import type { AnyRecord } from '../../../schema/language/record.ts';
import type { FieldChange } from '../../derived/FieldChanges.tsx';
import { graphDocument } from '../../providers/document.ts';
import type { ConnectionPage } from '../../providers/use-answer.ts';

export interface Release {
  readonly number: number;
  readonly title: string;
  readonly note: string | null;
  readonly publishedAt: string;
  readonly created: number;
  readonly changed: number;
  readonly retired: number;
}

export const releasesDocument = graphDocument<
  { readonly releases: readonly Release[]; readonly contentRelease: { readonly number: number } },
  { readonly before?: number | undefined }
>(
  `query Releases($before: Int) { contentRelease { number }
    releases(first: 50, before: $before) { number title note publishedAt created changed retired } }`,
);

type RevisionAction = 'CREATED' | 'CHANGED' | 'RETIRED';

export interface RecordDifference {
  readonly recordId: string;
  readonly action: RevisionAction;
  readonly before: AnyRecord | null;
  readonly after: AnyRecord | null;
  readonly changes: readonly FieldChange[];
}

export const differenceDocument = graphDocument<
  {
    readonly difference: {
      readonly numbers: { readonly created: number; readonly changed: number; readonly retired: number };
      readonly records: ConnectionPage<RecordDifference>;
    };
  },
  { readonly from: number; readonly to: number; readonly after?: string | undefined }
>(`query Difference($from: Int!, $to: Int!, $after: String) { difference(from: $from, to: $to, after: $after) {
  numbers { created changed retired }
  records { edges { node { recordId action before after changes { path before after } } } pageInfo { hasNextPage endCursor } } } }`);

export interface Revision {
  readonly recordId: string;
  readonly version: number;
  readonly release: number;
  readonly action: RevisionAction;
  readonly publishedAt: string;
  readonly title: string;
  readonly author: string | null;
  readonly approver: string | null;
  readonly reason: string | null;
  readonly record: AnyRecord | null;
  readonly before: AnyRecord | null;
  readonly changes: readonly FieldChange[];
}

export const historyDocument = graphDocument<
  { readonly history: ConnectionPage<Revision> },
  { readonly id: string; readonly withClaims: boolean; readonly after?: string | undefined }
>(`query History($id: ID!, $withClaims: Boolean!, $after: String) { history(id: $id, withClaims: $withClaims, after: $after) {
  edges { node { recordId version release action publishedAt title author approver reason record before changes { path before after } } }
  pageInfo { hasNextPage endCursor } } }`);

export const restoreDocument = graphDocument<
  { readonly restore: { readonly changeSet: string } },
  { readonly id: string; readonly release: number; readonly changeSet: string }
>(
  `mutation Restore($id: ID!, $release: Int!, $changeSet: ID!) {
    restore(id: $id, release: $release, changeSet: $changeSet) { changeSet } }`,
);
