import type { AnyRecord } from '../../schema/language/record.ts';
import type { Population } from '../../schema/validation/populations-overlap.ts';
import type { ErrorCode, IssueCode, IssueDetails } from '../../schema/error-codes.ts';
import { graphDocument } from '../providers/document.ts';

export type ChangeSetState = 'OPEN' | 'IN_REVIEW' | 'CHANGES_REQUESTED' | 'APPROVED' | 'PUBLISHED' | 'WITHDRAWN';

/** Those in which the author can still edit, and those that wait for a reviewer or for publishing. */
export const draftStates: readonly ChangeSetState[] = ['OPEN', 'CHANGES_REQUESTED'];
export const reviewStates: readonly ChangeSetState[] = ['IN_REVIEW', 'APPROVED'];

/** A change set as bars and lists show it. */
export interface ChangeSetHead {
  readonly id: string;
  readonly title: string;
  readonly state: ChangeSetState;
  readonly version: number;
  readonly authorId: string;
  readonly authorName: string;
  readonly contributorIds: readonly string[];
  readonly updatedAt: string;
}

/** The fields of `ChangeSetHead`. */
const headFields = 'id title state version authorId authorName contributorIds updatedAt';

export interface ServerIssue extends IssueDetails {
  readonly recordId: string;
  readonly path: string;
  readonly code: IssueCode;
  readonly message: string;
  readonly relatedId: string | null;
  readonly severity: 'ERROR' | 'WARNING';
}
const issueFields = 'recordId path code message rule limit actual otherField relatedId severity';

export interface Edit {
  readonly changeSet: string;
  readonly recordId: string;
  readonly recordType: string;
  readonly action: 'PUT' | 'RETIRE';
  readonly record: AnyRecord | null;
  readonly reason: string | null;
  readonly replacedById: string | null;
  readonly baseVersion: number;
  readonly version: number;
  readonly updatedAt: string;
}
const editFields = 'changeSet recordId recordType action record reason replacedById baseVersion version updatedAt';

export interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export const mySetsDocument = graphDocument<
  { changeSets: { edges: readonly { node: ChangeSetHead }[] } },
  { authorId: string; states: readonly ChangeSetState[] }
>(`query MySets($authorId: ID!, $states: [ChangeSetState!]!) {
  changeSets(authorId: $authorId, states: $states, first: 50) { edges { node { ${headFields} } } } }`);

export const openSetDocument = graphDocument<{ openChangeSet: ChangeSetHead }, { title: string; onlyIfNone?: boolean }>(
  `mutation OpenSet($title: String!, $onlyIfNone: Boolean) { openChangeSet(title: $title, onlyIfNone: $onlyIfNone) { ${headFields} } }`,
);

export interface WorkRecord {
  readonly id: string;
  readonly recordType: string;
  readonly published: AnyRecord | null;
  readonly publishedVersion: number;
  readonly edit: Edit | null;
}

export interface RecordTitle {
  readonly id: string;
  readonly recordType: string;
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly standing: string | null;
  /** Of a claim, which is called by its ends and its predicate. */
  readonly claim?: {
    readonly subjectId: string;
    readonly objectId: string;
    readonly negated: boolean;
    readonly population: Population | null;
  } | null;
}

export interface Workbench {
  readonly record: WorkRecord;
  readonly claims: readonly WorkRecord[];
  readonly claimCount: number;
  readonly titles: readonly RecordTitle[];
}

const workRecordFields = `id recordType published publishedVersion edit { ${editFields} }`;

export const workbenchDocument = graphDocument<
  { workbench: Workbench | null },
  { id: string; changeSet?: string | undefined; skipClaims?: number | undefined }
>(
  `query Workbench($id: ID!, $changeSet: ID, $skipClaims: Int) { workbench(id: $id, changeSet: $changeSet, skipClaims: $skipClaims) {
    record { ${workRecordFields} } claims { ${workRecordFields} } claimCount titles { id recordType texts standing } } }`,
);

export const titlesDocument = graphDocument<
  { recordTitles: readonly RecordTitle[] },
  { ids: readonly string[]; changeSet?: string | undefined }
>(
  `query Titles($ids: [ID!]!, $changeSet: ID) { recordTitles(ids: $ids, changeSet: $changeSet) {
    id recordType texts standing claim { subjectId objectId negated population } } }`,
);

export interface OpenEdit {
  readonly edit: Edit;
  readonly changeSet: ChangeSetHead;
}

export const openEditsDocument = graphDocument<
  { openEdits: readonly OpenEdit[] },
  {
    changeSet?: string | undefined;
    states?: readonly ChangeSetState[] | undefined;
    authorId?: string | undefined;
    recordIds?: readonly string[] | undefined;
    recordType?: string | undefined;
    isNew?: boolean | undefined;
    mentions?: string | undefined;
    first?: number | undefined;
  }
>(`query OpenEdits($changeSet: ID, $states: [ChangeSetState!], $authorId: ID, $recordIds: [ID!], $recordType: String, $isNew: Boolean, $mentions: ID, $first: Int) {
  openEdits(changeSet: $changeSet, states: $states, authorId: $authorId, recordIds: $recordIds, recordType: $recordType, isNew: $isNew, mentions: $mentions, first: $first) {
    edit { ${editFields} } changeSet { ${headFields} } } }`);

/** The most edits of a change set that are asked for where its page is not open. */
export const mostListed = 200;

export const editsOfSetDocument = graphDocument<{ openEdits: readonly { readonly edit: { readonly recordId: string } }[] }, { id: string }>(
  `query EditsOfSet($id: ID!) { openEdits(changeSet: $id, first: ${mostListed}) { edit { recordId } } }`,
);

/** Who else changes these records: edits of open change sets other than this. */
export const editsElsewhereDocument = graphDocument<
  { openEdits: readonly { readonly edit: { readonly recordId: string }; readonly changeSet: ChangeSetHead }[] },
  { changeSet?: string | undefined; recordIds: readonly string[] }
>(`query EditsElsewhere($changeSet: ID, $recordIds: [ID!]!) {
  openEdits(exceptChangeSet: $changeSet, recordIds: $recordIds, first: 200) { edit { recordId } changeSet { ${headFields} } } }`);

export type SavedEdit = Edit & { readonly issues: readonly ServerIssue[] };

export const putEditDocument = graphDocument<
  { putEdit: SavedEdit },
  { changeSet: string; record: object; expectedVersion: number; baseVersion?: number | undefined }
>(`mutation PutEdit($changeSet: ID!, $record: JSONObject!, $expectedVersion: Int!, $baseVersion: Int) {
  putEdit(changeSet: $changeSet, record: $record, expectedVersion: $expectedVersion, baseVersion: $baseVersion) {
    ${editFields} issues { ${issueFields} } } }`);

export const retireDocument = graphDocument<
  { retire: Edit },
  { changeSet: string; id: string; reason: string; expectedVersion: number; replacedById?: string | undefined }
>(`mutation Retire($changeSet: ID!, $id: ID!, $reason: String!, $expectedVersion: Int!, $replacedById: ID) {
  retire(changeSet: $changeSet, id: $id, reason: $reason, expectedVersion: $expectedVersion, replacedById: $replacedById) { ${editFields} } }`);

export const mergeDocument = graphDocument<{ merge: ChangeSetHead }, { changeSet: string; into: string; from: string }>(
  `mutation Merge($changeSet: ID!, $into: ID!, $from: ID!) { merge(changeSet: $changeSet, into: $into, from: $from) { ${headFields} } }`,
);

export const dropEditDocument = graphDocument<{ dropEdit: ChangeSetHead }, { changeSet: string; id: string }>(
  `mutation DropEdit($changeSet: ID!, $id: ID!) { dropEdit(changeSet: $changeSet, id: $id) { ${headFields} } }`,
);

export interface ChangeSetCheck {
  readonly issues: readonly ServerIssue[];
  readonly conflicts: readonly { readonly id: string; readonly baseVersion: number; readonly version: number }[];
  readonly created: number;
  readonly changed: number;
  readonly retired: number;
  readonly unchanged: number;
}

export const checkDocument = graphDocument<{ checkChangeSet: ChangeSetCheck }, { id: string }>(
  `query Check($id: ID!) { checkChangeSet(changeSet: $id) {
    issues { ${issueFields} } conflicts { id baseVersion version } created changed retired unchanged } }`,
);

export const checkDraftsDocument = graphDocument<
  { checkRecords: Pick<ChangeSetCheck, 'issues'> },
  { changeSet: string; records: readonly AnyRecord[] }
>(`query CheckDrafts($changeSet: ID!, $records: [JSONObject!]!) { checkRecords(changeSet: $changeSet, records: $records) {
  issues { ${issueFields} } } }`);

export interface Comment {
  readonly id: string;
  readonly authorName: string;
  readonly text: string;
  readonly recordId: string | null;
  readonly path: string | null;
  readonly at: string;
}
export interface Review {
  readonly id: string;
  readonly decision: 'APPROVE' | 'REQUEST_CHANGES';
  readonly reason: string | null;
  readonly reviewerName: string;
  readonly at: string;
}
export type EditWithChanges = Edit & {
  /** The record before the edit; null for a new one. */
  readonly base: AnyRecord | null;
  readonly publishedVersion: number;
  readonly changes: readonly FieldChange[];
};

export type WholeChangeSet = ChangeSetHead & {
  readonly reason: string | null;
  readonly stateReason: string | null;
  readonly approverName: string | null;
  readonly release: number | null;
  readonly scheduledAt: string | null;
  readonly scheduleProblem: string | null;
  readonly scheduleProblemCode: ErrorCode | null;
  readonly edits: readonly EditWithChanges[];
  readonly comments: readonly Comment[];
  readonly reviews: readonly Review[];
};

export const changeSetDocument = graphDocument<
  { changeSet: WholeChangeSet },
  { id: string }
>(`query WholeSet($id: ID!) { changeSet(id: $id) {
  ${headFields} reason stateReason approverName release scheduledAt scheduleProblem scheduleProblemCode
  edits { ${editFields} base publishedVersion changes { path before after } }
  comments { id authorName text recordId path at } reviews { id decision reason reviewerName at } } }`);

export const renameDocument = graphDocument<{ renameChangeSet: ChangeSetHead }, { id: string; title: string; expectedVersion: number }>(
  `mutation Rename($id: ID!, $title: String!, $expectedVersion: Int) {
  renameChangeSet(changeSet: $id, title: $title, expectedVersion: $expectedVersion) { ${headFields} } }`,
);
export const submitDocument = graphDocument<{ submitChangeSet: ChangeSetHead }, { id: string }>(
  `mutation Submit($id: ID!) { submitChangeSet(changeSet: $id) { ${headFields} } }`,
);
export const reviewDocument = graphDocument<
  { review: ChangeSetHead },
  { id: string; decision: Review['decision']; reason?: string | undefined; expectedVersion: number }
>(`mutation Review($id: ID!, $decision: ReviewDecision!, $reason: String, $expectedVersion: Int) {
  review(changeSet: $id, decision: $decision, reason: $reason, expectedVersion: $expectedVersion) { ${headFields} } }`);
export const sendBackDocument = graphDocument<{ sendBack: ChangeSetHead }, { id: string; reason: string; expectedVersion: number }>(
  `mutation SendBack($id: ID!, $reason: String!, $expectedVersion: Int) {
  sendBack(changeSet: $id, reason: $reason, expectedVersion: $expectedVersion) { ${headFields} } }`,
);
export const publishDocument = graphDocument<
  { publishChangeSet: ChangeSetHead & { readonly release: number | null } },
  { id: string; at?: string | undefined; expectedVersion: number }
>(`mutation Publish($id: ID!, $at: String, $expectedVersion: Int) {
  publishChangeSet(changeSet: $id, at: $at, expectedVersion: $expectedVersion) { ${headFields} release } }`);
export const cancelScheduleDocument = graphDocument<{ cancelSchedule: ChangeSetHead }, { id: string }>(
  `mutation CancelSchedule($id: ID!) { cancelSchedule(changeSet: $id) { ${headFields} } }`,
);
export const recallDocument = graphDocument<{ recall: ChangeSetHead }, { id: string; expectedVersion: number }>(
  `mutation Recall($id: ID!, $expectedVersion: Int) { recall(changeSet: $id, expectedVersion: $expectedVersion) { ${headFields} } }`,
);
export const withdrawDocument = graphDocument<{ withdraw: ChangeSetHead }, { id: string; reason?: string | undefined }>(
  `mutation Withdraw($id: ID!, $reason: String) { withdraw(changeSet: $id, reason: $reason) { ${headFields} } }`,
);
export const commentDocument = graphDocument<
  { comment: Comment },
  { id: string; text: string; recordId?: string | undefined; path?: string | undefined }
>(`mutation Comment($id: ID!, $text: String!, $recordId: ID, $path: String) {
  comment(changeSet: $id, text: $text, recordId: $recordId, path: $path) { id authorName text recordId path at } }`);

export interface Overlap {
  readonly recordId: string;
  readonly path: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}
export const rebaseDocument = graphDocument<
  { rebase: { rebasedIds: readonly string[]; overlapping: readonly Overlap[]; merged: readonly AnyRecord[] } },
  { id: string }
>(`mutation Rebase($id: ID!) { rebase(changeSet: $id) { rebasedIds overlapping { recordId path base theirs mine } merged } }`);
