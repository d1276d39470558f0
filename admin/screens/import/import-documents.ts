import type { IssueCode } from '../../../schema/error-codes.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { graphDocument } from '../../providers/document.ts';

export interface CheckIssue {
  readonly recordId: string;
  readonly path: string;
  readonly code: IssueCode;
  readonly message: string;
  /** Another record that has to do with it. */
  readonly relatedId: string | null;
  readonly severity: 'ERROR' | 'WARNING';
}

export interface Check {
  readonly issues: readonly CheckIssue[];
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

export const checkRecordsDocument = graphDocument<{ readonly checkRecords: Check }, { readonly records: readonly AnyRecord[] }>(
  `query CheckRecords($records: [JSONObject!]!) { checkRecords(records: $records) {
    issues { recordId path code message relatedId severity } created changed unchanged } }`,
);

export const openChangeSetDocument = graphDocument<
  { readonly openChangeSet: { readonly id: string } },
  { readonly title: string; readonly mutation: string }
>('mutation OpenChangeSet($title: String!, $mutation: String) { openChangeSet(title: $title, clientMutationId: $mutation) { id } }');

export const putEditsDocument = graphDocument<
  { readonly putEdits: { readonly version: number } },
  {
    readonly changeSet: string;
    readonly edits: readonly { readonly record: AnyRecord; readonly expectedVersion: number }[];
    readonly mutation: string;
  }
>(`mutation PutEdits($changeSet: ID!, $edits: [EditInput!]!, $mutation: String) {
  putEdits(changeSet: $changeSet, edits: $edits, clientMutationId: $mutation) { version } }`);

/** What a name or code stands for. */
export interface Resolution {
  readonly text: string;
  readonly matches: readonly { readonly match: string; readonly concept: { readonly id: string; readonly name: string } }[];
}

export const resolveTermsDocument = graphDocument<
  { readonly resolveTerms: readonly Resolution[] },
  { readonly texts: readonly string[]; readonly kind?: string | undefined }
>(`query ResolveTerms($texts: [String!]!, $kind: ConceptKind) {
  resolveTerms(texts: $texts, kind: $kind) { text matches { match concept { id name } } } }`);

export const versionsDocument = graphDocument<
  { readonly nodes: readonly ({ readonly id: string; readonly version?: number } | null)[] },
  { readonly ids: readonly string[] }
>(`query Versions($ids: [ID!]!) { nodes(ids: $ids) { id ... on Concept { version } ... on Claim { version } ... on Source { version } } }`);

/** Sources that have one of these titles. */
export const titledSourcesDocument = graphDocument<
  { readonly sources: { readonly edges: readonly { readonly node: { readonly id: string; readonly title: string } }[] } },
  { readonly titles: readonly string[] }
>(`query TitledSources($titles: [String!]!) {
  sources(first: 200, filter: { title: { in: $titles } }) { edges { node { id title } } } }`);
