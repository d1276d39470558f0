import type { ErrorCode } from '../../../schema/error-codes.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { graphDocument } from '../../providers/document.ts';
import type { Edit } from '../../change-sets/change-set-documents.ts';
import type { ConnectionPage } from '../../providers/use-answer.ts';

/** A change set as lists show it. */
export interface ListedChangeSet {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly stateReason: string | null;
  readonly authorId: string;
  readonly authorName: string;
  readonly updatedAt: string;
  readonly submittedAt: string | null;
  readonly scheduledAt: string | null;
  readonly scheduleProblem: string | null;
  readonly scheduleProblemCode: ErrorCode | null;
}

const fields = 'id title state stateReason authorId authorName updatedAt submittedAt scheduledAt scheduleProblem scheduleProblemCode';
const page = `edges { node { ${fields} } } pageInfo { hasNextPage endCursor } totalCount`;

export interface ChangeSetVariables {
  readonly states: readonly string[];
  readonly authorId?: string | undefined;
  readonly first?: number | undefined;
  readonly after?: string | undefined;
}

export const changeSetsDocument = graphDocument<{ readonly page: ConnectionPage<ListedChangeSet> }, ChangeSetVariables>(
  `query ChangeSets($states: [ChangeSetState!], $authorId: ID, $first: Int, $after: String) {
    page: changeSets(states: $states, authorId: $authorId, first: $first, after: $after) { ${page} } }`,
);

export const reviewQueueDocument = graphDocument<
  { readonly page: ConnectionPage<ListedChangeSet> },
  { readonly after?: string | undefined }
>(`query ReviewQueue($after: String) { page: reviewQueue(after: $after) { ${page} } }`);

export type DueReason = 'REVIEW_DATE' | 'SOURCE_NOT_CURRENT' | 'PROBLEM_REPORTED';

export interface DueItem {
  readonly reason: DueReason;
  readonly recordId: string;
  readonly recordType: string;
  readonly since: string;
  readonly text: string | null;
  readonly reportId: string | null;
}

export const dueDocument = graphDocument<
  { readonly page: ConnectionPage<DueItem> },
  { readonly reason: DueReason; readonly after?: string | undefined }
>(`query Due($reason: DueReason, $after: String) { page: dueForReview(reason: $reason, after: $after) {
  edges { node { reason recordId recordType since text reportId } } pageInfo { hasNextPage endCursor } } }`);

export const closeProblemDocument = graphDocument<
  { readonly closeProblem: { readonly id: string } },
  { readonly id: string; readonly note: string | null }
>('mutation CloseProblem($id: ID!, $note: String) { closeProblem(id: $id, note: $note) { id } }');

/** A record as it was published last, and as a change set has it. */
export const standingDocument = graphDocument<
  {
    readonly history: ConnectionPage<{ readonly record: AnyRecord | null; readonly version: number }>;
    readonly openEdits: readonly { readonly edit: Pick<Edit, 'record' | 'version'> }[];
  },
  { readonly id: string; readonly changeSet: string }
>(`query Standing($id: ID!, $changeSet: ID!) {
  history(id: $id, first: 1) { edges { node { record version } } pageInfo { hasNextPage endCursor } }
  openEdits(changeSet: $changeSet, recordIds: [$id]) { edit { record version } } }`);
