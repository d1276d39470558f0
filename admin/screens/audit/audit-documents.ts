import { graphDocument } from '../../providers/document.ts';
import type { ConnectionPage } from '../../providers/use-answer.ts';

export interface AuditEntry {
  readonly number: number;
  readonly at: string;
  readonly actor: string | null;
  readonly actorName: string | null;
  readonly client: string;
  readonly action: string;
  readonly subject: string | null;
  readonly details: string;
  readonly hash: string;
}

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
  readonly actions?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const auditLogDocument = graphDocument<
  { readonly auditLog: ConnectionPage<AuditEntry> },
  { readonly filter: AuditFilter; readonly after?: string | undefined }
>(`query AuditLog($filter: AuditFilter, $after: String) { auditLog(first: 50, filter: $filter, after: $after) {
  edges { node { number at actor actorName client action subject details hash } } pageInfo { hasNextPage endCursor } totalCount } }`);

export interface AuditState {
  readonly isWhole: boolean;
  readonly number: number;
  readonly hash: string | null;
  readonly problem: string | null;
}

export const auditStateDocument = graphDocument<{ readonly auditState: AuditState }>(
  'query AuditState { auditState { isWhole number hash problem } }',
);

/** What can be recorded, as the API names it. */
export const auditActionsDocument = graphDocument<{ readonly __type: { readonly enumValues: readonly { readonly name: string }[] } }>(
  'query AuditActions { __type(name: "AuditAction") { enumValues { name } } }',
);
